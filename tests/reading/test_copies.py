"""Records that are alike in every field are one record, wherever they stand."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from sahelrisk.reading.load import load, read_all
from sahelrisk.reading.locate import Location

BASE = Path(__file__).parents[1] / "problems" / "base"


def test_two_branches_import_one_sheet(tmp_path: Path) -> None:
    """The same items in two files count once, and check finds nothing to say."""
    desk = shutil.copytree(BASE, tmp_path / "desk")
    once = load(Location(desk, "a test"))
    shutil.copy(desk / "evidence" / "good.toml", desk / "evidence" / "later.toml")
    twice = read_all(Location(desk, "a test"), today=date(2026, 11, 23))
    assert list(twice.problems) == []
    assert twice.dossier
    assert [one.id for one in twice.dossier.evidence] == [one.id for one in once.evidence]
    assert twice.dossier.items == once.items


def test_a_difference_in_any_field_is_a_problem(tmp_path: Path) -> None:
    """One id for two different items is told at both places."""
    desk = shutil.copytree(BASE, tmp_path / "desk")
    text = (desk / "evidence" / "good.toml").read_text("utf-8")
    (desk / "evidence" / "later.toml").write_text(text.replace("One raid.", "A raid."), "utf-8")
    problems = read_all(Location(desk, "a test"), today=date(2026, 11, 23)).problems
    assert [(Path(one.place.path).name, one.rule) for one in problems] == [
        ("good.toml", "duplicate-id"),
        ("later.toml", "duplicate-id"),
    ]
