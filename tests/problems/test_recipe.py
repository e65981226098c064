"""The recipe for a rule in CONTRIBUTING.md does what it says."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from gallery import BASE

from sahelrisk.reading.load import read_all
from sahelrisk.reading.locate import Location
from sahelrisk.report.problems.rule_pages import build_rule, build_rules, problems_page
from sahelrisk.report.words import words_of
from sahelrisk.rules import registry

RECIPES = Path(__file__).parents[2] / "CONTRIBUTING.md"
IMPORTS = """
from collections.abc import Iterator
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem
from sahelrisk.rules.registry import NOTE, rule
"""


def recipe() -> str:
    """Return the code of the recipe."""
    text = RECIPES.read_text(encoding="utf-8")
    found = re.search(r"### A rule\n.*?```python\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Import the recipe as a module of rules, and forget it afterwards."""
    kept, found = registry.RULES.copy(), registry.FINDS.copy()
    (tmp_path / "wording_rules.py").write_text(IMPORTS + recipe(), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import_module("wording_rules")
    yield
    del sys.modules["wording_rules"]
    for live, before in ((registry.RULES, kept), (registry.FINDS, found)):
        live.clear()
        live.update(before)  # type: ignore[arg-type]


@pytest.mark.usefixtures("added")
def test_rule(tmp_path: Path) -> None:
    """One decorated function is listed, has a page and is found by `check` at its place."""
    for lang in ("en", "fr"):  # which lacks its texts
        rows = {row[0]: row for row in build_rules(words_of(lang)).rows()}
        assert rows["short-statement"][1:3] == ("note", "A statement has fewer than three words.")
        assert build_rule("short-statement", words_of(lang)).title == "short-statement"
    assert "## Wordings\n\n### short-statement\n\n*note.*" in problems_page()
    desk = shutil.copytree(BASE, tmp_path / "desk")
    problems = read_all(Location(desk, "a test"), today=date(2026, 11, 23)).problems
    assert [(one.rule, one.severity, one.message) for one in problems] == [
        ("short-statement", "note", 'only "One raid."')
    ]
