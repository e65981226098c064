"""History: every day of it is what `score` says of that day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import compare_desk as desk
import pytest

from sahelrisk.analysis.timeline import dates
from sahelrisk.report.change.history_chart import sparkline
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.estimate import figures, interval

if TYPE_CHECKING:
    from pathlib import Path

START, END = date(2024, 7, 1), date(2026, 6, 30)


@pytest.mark.parametrize("seed", [1, 2])
def test_history_at_a_date_is_the_score_of_that_date(seed: int, tmp_path: Path) -> None:
    """On every day of two years all figures are those of an assessment as of that day."""
    random = Random(seed)
    days = [START + timedelta(days=random.randrange(-200, 760)) for _ in range(40)]
    items = desk.generated(random, 50, days)
    words = [
        {"evidence": items[n]["id"], "recorded": START, kind: START + timedelta(days=100 * n)}
        for n, kind in ((1, "ended"), (2, "confirmed"), (3, "ended"))
        if items[n]["nature"] == "condition"
    ]
    items.append(desk.item("turn", date(2025, 5, 5), 5, turning_point=True))
    folder = desk.write(tmp_path, {"evidence": items, "amendment": words})
    span = ("--from", START.isoformat(), "--to", END.isoformat(), "--every", "day")
    found = desk.document("history", "mali", *span, folder=folder)
    points = found["countries"][0]["points"]
    assert len(points) == (END - START).days + 1
    dossier = desk.read(folder)
    for number, point in enumerate(points):
        day = START + timedelta(days=number)
        assert point["as_of"] == day.isoformat()
        country = assess(dossier, day, countries=["MLI"]).countries[0]
        estimate = figures(country.outcome)
        assert estimate is not None
        low, high = interval(estimate, 0.9)
        expected = (estimate.score, estimate.standard_error, low, high, estimate.coverage)
        keys = ("score", "standard_error", "low", "high", "coverage")
        assert [point[key] for key in keys] == pytest.approx(list(expected), abs=1e-9)


def test_history_agrees_with_the_score_command(tmp_path: Path) -> None:
    """Score, interval and band of some days are those of the document of `score`."""
    random = Random(3)
    days = [START + timedelta(days=random.randrange(700)) for _ in range(30)]
    folder = desk.write(tmp_path, {"evidence": desk.generated(random, 30, days)})
    span = ("--from", START.isoformat(), "--to", END.isoformat(), "--every", "quarter")
    found = desk.document("history", "mali", *span, folder=folder)
    for point in found["countries"][0]["points"]:
        one = desk.document("score", "mali", "--as-of", point["as_of"], folder=folder)
        country = one["countries"][0]
        assert point["band"] == country["band"]
        assert point["score"] == pytest.approx(country["score"], abs=1e-9)
        assert point["low"] == pytest.approx(country["interval"]["low"], abs=1e-9)


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", ["2024-01-31", "2024-02-01", "2024-02-02"]),
        ("week", ["2024-01-31", "2024-02-02"]),
        ("month", ["2024-01-31", "2024-02-02"]),
    ],
)
def test_dates_begin_and_end_where_asked(every: str, expected: list[str]) -> None:
    """The last date is always there, once."""
    found = dates(date(2024, 1, 31), date(2024, 2, 2), every)
    assert [day.isoformat() for day in found] == expected


def test_months_are_counted_from_the_first_date() -> None:
    """A day that a month lacks is its last, and does not move later months."""
    found = dates(date(2024, 1, 31), date(2024, 5, 31), "month")
    days = [day.isoformat() for day in found]
    assert days == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]


def test_the_sparkline_is_drawn_on_the_whole_scale() -> None:
    """A score of 50 is half high whatever its neighbours are."""
    assert sparkline([0, 50, 100]) == "▁▅█"
    assert sparkline([50, 50.1]) == "▅▅"


def test_from_after_to_is_wrong_usage(tmp_path: Path) -> None:
    """Dates in the wrong order are exit 2."""
    folder = desk.write(tmp_path, {})
    span = ("--from", "2026-01-02", "--to", "2026-01-01")
    assert desk.run("history", "mali", *span, folder=folder).exit_code == 2
