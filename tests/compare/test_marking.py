"""Canaries: no output of any command and format holds what its ceiling or privacy forbids."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import compare_desk as desk
import pytest

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ("score", "mali"),
    ("explain", "mali"),
    ("explain", "mali", "p.a"),
    ("compare", "--all"),
    ("compare", "--all", "--long"),
    ("compare", "mali", "--by", "p.a"),
    ("changes", "mali", "--since", "2026-01-01"),
    ("history", "mali", "--from", "2026-01-01"),
    ("plan", "mali"),
)
FORMATS = ("terminal", "plain", "json", "csv", "markdown", "html")
SECRET = "canary-secret"
PRIVATE = ("canary-analyst", "canary-notes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a dossier with an item of RED full of canaries, and private fields everywhere."""
    items = [
        desk.item(
            f"open-{key}",
            date(2026, 3, 1),
            3,
            indicator=key,
            analyst="canary-analyst",
            notes="canary-notes",
            tlp="GREEN",
        )
        for key in ("p.a", "p.b", "q.a")
    ]
    red = desk.item(
        f"{SECRET}-id",
        date(2026, 4, 1),
        5,
        statement=f"{SECRET}-statement",
        origin=f"{SECRET}-origin",
        source={"publisher": f"{SECRET}-publisher", "title": f"{SECRET}-title"},
        tlp="RED",
    )
    word = {
        "evidence": f"{SECRET}-id",
        "recorded": date(2026, 5, 1),
        "level": 4,
        "reason": f"{SECRET}-reason",
        "analyst": "canary-analyst",
        "notes": "canary-notes",
    }
    return desk.write(tmp_path, {"evidence": [*items, red], "amendment": [word]})


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_above_the_ceiling_is_said(
    folder: Path, command: tuple[str, ...], form: str
) -> None:
    """Under --tlp AMBER the RED item shows nowhere, is counted, and the label is GREEN."""
    end = ("--to",) if command[0] == "history" else ("--as-of",)
    arguments = (*command, *end, desk.AS_OF, "-f", form)
    result = desk.run(*arguments, "--tlp", "AMBER", folder=folder)
    assert result.exit_code == 0, result.output
    assert SECRET not in result.output
    assert "RED" not in result.output
    if form != "csv":
        assert "GREEN" in result.output
        said = '"withheld": 1' if form == "json" else "1 item withheld"
        assert said in result.output
    whole = desk.run(*arguments, folder=folder)
    if form != "csv":
        assert "RED" in whole.output


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", COMMANDS)
def test_private_fields_are_never_said(folder: Path, command: tuple[str, ...], form: str) -> None:
    """Analysts and internal notes appear in no output but that of `explain --private`."""
    result = desk.run(*command, "-f", form, folder=folder)
    assert result.exit_code == 0, result.output
    for canary in PRIVATE:
        assert canary not in result.output


def test_explain_private_says_them(folder: Path) -> None:
    """The canaries are there to be found."""
    result = desk.run("explain", "mali", "p.a", "--private", folder=folder)
    for canary in PRIVATE:
        assert canary in result.output


@pytest.mark.parametrize("command", COMMANDS[3:])
def test_csv_of_comparisons_carries_the_label(folder: Path, command: tuple[str, ...]) -> None:
    """The tables of compare, changes, history and plan have a column with the label."""
    end = ("--to",) if command[0] == "history" else ("--as-of",)
    result = desk.run(*command, *end, desk.AS_OF, "-f", "csv", folder=folder)
    header, first, *_ = result.stdout.splitlines()
    assert first.split(",")[header.split(",").index("tlp")] == "RED"
