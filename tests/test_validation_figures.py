"""The figures of the validation page are worked out rightly, on cases small enough for a hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))

from validation.skill import Case, auc, brier, correlation, fitted, ranks

ROOT = Path(__file__).parents[1]


def cases(*pairs: tuple[float, bool], year: int = 2010) -> list[Case]:
    """Return cases of countries of their own."""
    return [Case(f"C{at}", year, {"x": x}, y) for at, (x, y) in enumerate(pairs)]


def test_auc_counts_pairs_and_halves_ties() -> None:
    """Of 3 and 1 against 2 and 1: 3 > 2, 3 > 1, 1 < 2, 1 = 1: 2.5 of 4."""
    assert auc(cases((3, True), (1, True), (2, False), (1, False)), "x") == pytest.approx(0.625)


def test_ranks_share_places() -> None:
    """Equal values share the mean of their places; an order turned round correlates at -1."""
    assert ranks([5, 1, 5, 9]) == [2.5, 1.0, 2.5, 4.0]
    assert correlation([1, 2, 3], [30, 20, 10]) == pytest.approx(-1.0)


def test_a_fitted_line_gives_the_share_that_happened() -> None:
    """Without a slope to find, every probability is the share."""
    line = fitted([(0.0, True), (0.0, False), (0.0, False), (0.0, False)])
    assert line(0.0) == pytest.approx(0.25)


def test_a_year_is_forecast_from_years_whose_outcome_was_out() -> None:
    """The fourth year knows the first two alone, where a quarter happened: errors of .75² and .25²."""
    past = [
        case
        for year in (2010, 2011)
        for case in cases((0, True), (0, False), (0, False), (0, False), year=year)
    ]
    hidden = cases((0, True), (0, True), year=2012)
    now = cases((0, True), (0, False), year=2013)
    count, errors = brier([*past, *hidden, *now], ["x"], lambda _, value: value)
    assert count == 2
    assert errors["frequency"] == pytest.approx((0.75**2 + 0.25**2) / 2)
    assert errors["x"] == pytest.approx(errors["frequency"])


def test_the_page_has_both_parts() -> None:
    """Engine verification and believability stand apart, with the chart beside the page."""
    page = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    assert page.index("## 1. Engine verification") < page.index("## 2. Are the scores believable?")
    assert (ROOT / "docs/validation-history.svg").is_file()
