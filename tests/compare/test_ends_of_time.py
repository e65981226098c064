"""The first and the last day of the calendar are dates like others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import compare_desk as desk
import pytest

from sahelrisk.analysis.timeline import dates

FIRST, LAST = "0001-01-01", "9999-12-31"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dossier with items of both ends of time."""
    items = [
        desk.item(f"i{number}", day, 3, nature=nature, recorded=day)
        for number, (day, nature) in enumerate(
            (day, nature)
            for day in (date.min, date.max, date(2026, 3, 1))
            for nature in ("event", "condition")
        )
    ]
    return desk.write(tmp_path_factory.mktemp("desk"), {"evidence": items})


@pytest.mark.parametrize(
    "command",
    [
        ("score", "mali", "--as-of", FIRST),
        ("score", "mali", "--known-on", FIRST),
        ("compare", "--all", "--as-of", FIRST),
        ("plan", "mali", "--as-of", FIRST),
        ("audit", "mali", "--as-of", FIRST),
        ("bulletin", "mali", "--as-of", FIRST),
        ("bulletin", "mali"),
        ("changes", "mali", "--as-of", FIRST),
        ("changes", "mali", "--since", FIRST),
        ("history", "mali", "--to", FIRST),
        ("history", "mali", "--from", FIRST, "--every", "quarter"),
        ("history", "mali", "--from", "9999-01-01", "--to", LAST, "--every", "month"),
        ("history", "mali", "--from", "9999-12-01", "--to", LAST, "--every", "week"),
        ("check",),
    ],
    ids=" ".join,
)
def test_no_date_is_a_fault_of_ours(folder: Path, command: tuple[str, ...]) -> None:
    """Nothing is counted beyond the ends of the calendar."""
    result = desk.run(*command, folder=folder)
    assert result.exit_code in (0, 1), result.output
    assert "internal error" not in result.output


def test_a_line_has_a_most_of_dates(folder: Path) -> None:
    """Two thousand years by day are refused at once, with what would be right."""
    result = desk.run("history", "mali", "--from", FIRST, "--every", "day", folder=folder)
    assert result.exit_code == 2
    assert "longer steps" in result.stderr


@pytest.mark.parametrize("every", ["day", "week", "month", "quarter"])
def test_steps_end_at_the_last_day(every: str) -> None:
    """The last date stands once."""
    found = dates(date(9999, 10, 31), date.max, every)
    assert found == sorted(set(found))
    assert found[-1] == date.max
