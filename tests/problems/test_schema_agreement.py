"""A schema and `check` refuse the same files: in the gallery, in the zoo, and broken by chance."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import gallery
import pytest
import zoo_cases
from test_mutants import mutant

from sahelrisk.problems import Problem
from sahelrisk.reading.load import read_all
from sahelrisk.reading.locate import Location
from sahelrisk.rules import by_subject
from test_schemas import UNSEEN, VALUE_RULES, accepts

TODAY = date(2026, 11, 23)
UNREAD = {rule.name for rule in by_subject()["Files"]} | UNSEEN


def disagreements(folder: Path) -> list[str]:
    """Return the files of a dossier that one of schema and check refuses and the other accepts."""
    result = read_all(Location(folder, "a test"), today=TODAY)
    if result.dossier and result.dossier.file.evidence != "evidence":
        return []  # the same file may then be read as of two kinds
    said: dict[str, list[Problem]] = {}
    for problem in result.problems:
        said.setdefault(problem.place.path, []).append(problem)
    found = []
    for name in result.files:
        problems = said.get(name, [])
        if any(one.rule in UNREAD or date_for_text(one) for one in problems):
            continue
        if Path(name).suffix != ".toml" or not Path(name).is_file():
            continue
        refused = any(one.rule in VALUE_RULES for one in problems)
        if accepts(Path(name), folder) is refused:
            found.append(f"{name}: {[one.message for one in problems]}")
    return found


def date_for_text(problem: Problem) -> bool:
    """Return whether this is a date where a text belongs, which JSON cannot tell apart."""
    return problem.rule == "wrong-type" and bool(
        re.search(r" not \d{4}-\d\d-\d\d", problem.message)
    )


@pytest.mark.parametrize("case", gallery.cases())
def test_agrees_with_check_on_the_gallery(case: str, tmp_path: Path) -> None:
    """A file of the gallery is refused by its schema exactly where check refuses a value of it."""
    gallery.build(case, tmp_path / "desk")
    assert disagreements(tmp_path / "desk") == []


@pytest.mark.parametrize("case", sorted(zoo_cases.cases()))
def test_agrees_with_check_on_the_zoo(case: str, tmp_path: Path) -> None:
    """So is a file of the zoo."""
    zoo_cases.build(zoo_cases.cases()[case], tmp_path)
    assert disagreements(tmp_path) == []


def test_agrees_with_check_on_mutants(tmp_path: Path) -> None:
    """So is a file that chance has broken."""
    clean, chance = zoo_cases.clean(), random.Random(20261124)
    for number in range(300):
        folder = tmp_path / str(number)
        for name, text in mutant(clean, chance).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="")
        assert disagreements(folder) == []
