"""The worked example of the method, to every digit that is printed there."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.estimate import Estimate, band_probabilities, figures, interval
from sahelrisk.scoring.results import CountryResult, IndicatorResult
from sahelrisk.scoring.weigh import Weighed
from worked_example import scored

ROWS = (
    ("a", "90", "exact", "A2", "2026-06-10", "un-report", "UN"),
    ("b", "75", "exact", "B2", "2026-05-01", "wire-1", "Reuters"),
    ("c", "75", "exact", "C3", "2026-05-01", "wire-1", "Local daily"),
    ("d", "[25, 75]", "exact", "B3", "2025-06-30", "wire-2", "Reuters"),
    ("e", "75", "at-least", "B2", "2026-06-01", "inc-1", "AFP"),
    ("f", "100", "at-least", "C2", "2026-04-01", "inc-2", "AP"),
)


@pytest.fixture(scope="module")
def mali(tmp_path_factory: pytest.TempPathFactory) -> CountryResult:
    """Read and score the example."""
    return scored(tmp_path_factory.mktemp("example"), ROWS)


def indicator(mali: CountryResult, name: str) -> IndicatorResult:
    """Return an indicator of the example."""
    return next(one for one in mali.indicators if one.id == f"p.{name}")


def known(outcome: object) -> Estimate:
    """Return the figures of an outcome."""
    estimate = figures(outcome)  # type: ignore[arg-type]
    assert estimate is not None
    return estimate


def row_of(one: Weighed, points: float) -> str:
    """Write an item as the example's table does."""
    return (
        f"{one.rating:.0f} {one.quality:.4f} {one.age} {one.base_weight:.4f} {one.weight:.4f} "
        f"{one.support:.4f} {one.state} {points:+.3f}"
    )


def test_items(mali: CountryResult) -> None:
    """Every column of the table."""
    full = indicator(mali, "full")
    assert list(map(row_of, full.items, full.contributions)) == [
        "90 0.7937 20 3.7045 3.7045 3.7045 counts +13.823",
        "75 0.7000 60 2.0821 1.3927 1.3927 counts +2.598",
        "75 0.5000 60 0.8923 0.5969 0.5969 counts +1.114",
        "50 0.5916 365 0.3622 0.3461 0.3461 counts -0.430",
        "75 0.7000 29 2.2083 1.6757 1.4264 consistent +0.000",
        "100 0.5916 90 1.2210 0.6105 0.6105 counts +1.616",
    ]
    for one in full.items:
        factors = one.origin_factor * one.publisher_factor * one.rung_factor
        assert one.base_weight * factors == pytest.approx(one.weight, rel=1e-12)


def test_indicator(mali: CountryResult) -> None:
    """Score, coverage, errors, interval and bands."""
    full = indicator(mali, "full")
    steps, estimate = full.workings, known(full.outcome)
    assert steps is not None
    assert f"{steps.exact_score:.3f} {estimate.score:.3f}" == "77.104 78.720"
    assert f"{estimate.coverage:.4f} {estimate.evidence_only:.3f}" == "0.8015 84.349"
    assert f"{steps.spread:.2f} {steps.witnesses:.4f}" == "226.63 4.1946"
    assert f"{steps.quality_floor:.3f} {estimate.standard_error:.3f}" == "8.217 13.817"
    assert f"{estimate.evidence_error:.3f} {estimate.ignorance:.3f}" == "13.492 2.977"
    assert printed_interval(estimate) == "52.2–96.5"
    bands = full.indicator and mali.root.node.rules.bands  # type: ignore[union-attr]
    masses = band_probabilities(estimate, bands)
    assert " / ".join(f"{mass:.3f}" for mass in masses) == "0.000 / 0.011 / 0.097 / 0.358 / 0.534"
    assert f"{math.fsum(full.contributions):.3f} {estimate.base_rate:.0f}" == "18.720 60"
    assert estimate.base + math.fsum(full.contributions) == pytest.approx(estimate.score, abs=1e-9)


def printed_interval(estimate: Estimate) -> str:
    """Write the 90 % interval."""
    low, high = interval(estimate, 0.90)
    return f"{low:.1f}–{high:.1f}"


def test_other_indicators(mali: CountryResult) -> None:
    """Without evidence stands the base rate; one fresh B2 item at 100 moves it."""
    none, single = known(indicator(mali, "none").outcome), known(indicator(mali, "single").outcome)
    assert f"{none.score:.0f} {none.standard_error:.0f}" == "60 15"
    assert (none.evidence_error, none.coverage) == (0.0, 0.0)
    assert printed_interval(none) == "34.1–83.5"
    assert f"{single.score:.3f} {single.coverage:.4f}" == "81.538 0.5385"
    assert f"{single.standard_error:.3f}" == "18.613"
    assert f"{single.evidence_error:.3f} {single.ignorance:.3f}" == "17.278 6.923"


def test_pillar(mali: CountryResult) -> None:
    """The three drawn together; base rate and items' contributions make the country's score."""
    pillar = known(mali.pillars[0].outcome)
    assert f"{pillar.base_rate:.0f} {pillar.score:.3f} {pillar.coverage:.4f}" == "60 75.449 0.4696"
    # 6.13250018: printed as 6.132 in the method, from rounded G of the members
    assert f"{pillar.evidence_error:.3f} {pillar.ignorance:.6f}" == "10.173 6.132500"
    assert f"{pillar.standard_error:.3f}" == "11.879"
    assert printed_interval(pillar) == "53.6–92.3"
    points = [share for one in mali.indicators for share in one.country_contributions()]
    country = known(mali.outcome)
    assert country.base + math.fsum(points) == pytest.approx(country.score, abs=1e-9)


def test_base_rate_leads_to_its_line(mali: CountryResult) -> None:
    """A base rate names the row it was read from; what was not yet published is not known."""
    base = indicator(mali, "none").base
    assert base is not None
    (source,) = base.sources
    (value,) = source.values
    assert (source.measure, value.value, value.period) == ("sixty", 60.0, "2024")
    assert (value.path, value.line) == ("indicators/base/sixty.csv", 2)
    assert 50.0 + source.points + base.cut == base.score == 60.0
