"""Laws of the arithmetic that hold whatever the evidence (method §§ 2 to 5)."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_worlds import (
    EXACT_WORLDS,
    GRADES,
    ISO3,
    LEVELS,
    MIRROR,
    RATES,
    RULES,
    TODAY,
    WORLDS,
    Fact,
    deaths,
    estimates,
    facts,
    item,
    items,
    one_of,
    scored,
    tree_of,
)

from sahelrisk.model.framework import NodeRules
from sahelrisk.scoring.aggregate import aggregate
from sahelrisk.scoring.assess import Scorer, base
from sahelrisk.scoring.estimate import Estimate, interval
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import Indicator, Node

NEAR = 1e-9
OWN = {"origin": "its own", "publisher": "nobody else"}


@given(WORLDS, facts(**OWN), RATES)
def test_bad_news_never_lowers_and_good_news_never_raises(
    world: list[Fact], fact: Fact, rate: float
) -> None:
    """A one-sided item of its own origin and publisher moves scores only the way it speaks."""
    assume(fact.reads != "exact")
    before = estimates(scored(items(world), rate))
    after = estimates(scored([*items(world), item("new", fact)], rate))
    sign = 1.0 if fact.reads == "at-least" else -1.0
    for key, estimate in before.items():
        assert sign * (after[key].score - estimate.score) >= -NEAR, key


@given(WORLDS, RATES)
def test_no_one_sided_item_contributes_with_the_other_sign(world: list[Fact], rate: float) -> None:
    """An at-least item never adds less than nothing, an at-most item never more."""
    for result in scored(items(world), rate).indicators:
        for one, points in zip(result.items, result.contributions, strict=True):
            assert one.reads != "at-least" or points >= 0.0
            assert one.reads != "at-most" or points <= 0.0


@given(WORLDS, RATES)
def test_base_rate_and_contributions_make_the_score(world: list[Fact], rate: float) -> None:
    """Of every indicator, and of the country by effective weights."""
    country = scored(items(world), rate)
    shares = []
    for result in country.indicators:
        estimate = estimates(country)[result.id]
        assert estimate.base + math.fsum(result.contributions) == pytest.approx(estimate.score)
        shares += result.country_contributions()
    whole = estimates(country)[""]
    assert whole.base + math.fsum(shares) == pytest.approx(whole.score, abs=1e-8)


@given(WORLDS, RATES)
def test_nothing_is_left_over_where_members_are_dropped(world: list[Fact], rate: float) -> None:
    """Base rate and contributions make the score with the weights of those that are left, too."""
    dropping = RULES.model_copy(
        update={
            "missing": "drop",
            "pillars": tuple(p.model_copy(update={"missing": "drop"}) for p in RULES.pillars),
        }
    )
    everything = base(tree_of(rules=dropping), items(world), {}, measures=deaths(rate))
    country = Scorer(everything, TODAY).country(ISO3)
    whole = estimates(country).get("")
    if isinstance(country.outcome, Estimate) and whole is not None:
        shares = [one for result in country.indicators for one in result.country_contributions()]
        assert whole.base + math.fsum(shares) == pytest.approx(whole.score, abs=1e-8)


@given(WORLDS, RATES, st.integers(1, 900))
def test_known_on_is_deleting_what_was_recorded_or_published_later(
    world: list[Fact], rate: float, days: int
) -> None:
    """No look-ahead: what came later changes no bit of what was known on a day."""
    known = TODAY - days
    before = [one for one in items(world) if one.recorded <= known]
    late = deaths(rate, out=known + 1)
    for tables, nothing in ((late, {}), (deaths(rate, out=known), deaths(rate, out=known))):
        first = base(tree_of(), before, {}, measures=tables, published=known)
        last = base(tree_of(), before, {}, measures=nothing)
        assert Scorer(first, TODAY).country(ISO3) == Scorer(last, TODAY).country(ISO3)


@given(WORLDS, RATES)
def test_a_flip_is_a_mirror(world: list[Fact], rate: float) -> None:
    """A profile that flips every indicator mirrors scores and contributions and keeps errors."""
    straight = scored(items(world), rate)
    turned = scored(items(world), rate, profile=MIRROR)
    for key, estimate in estimates(straight).items():
        other = estimates(turned)[key]
        assert other.score == pytest.approx(100.0 - estimate.score, abs=1e-8)
        assert other.base == pytest.approx(100.0 - estimate.base, abs=1e-8)
        assert other.standard_error == pytest.approx(estimate.standard_error, abs=1e-8)
        assert other.coverage == pytest.approx(estimate.coverage, abs=NEAR)
    for one, other in zip(straight.indicators, turned.indicators, strict=True):
        assert other.contributions == pytest.approx([-c for c in one.contributions], abs=1e-8)


@given(WORLDS, RATES, st.integers(0, 1500))
def test_an_uneventful_day_moves_no_score_by_a_point(
    world: list[Fact], rate: float, days: int
) -> None:
    """With half-lives of 60 days or more, a day on which nothing begins or ends."""
    before = estimates(scored(items(world), rate, TODAY + days))
    after = estimates(scored(items(world), rate, TODAY + days + 1))
    for key, estimate in before.items():
        assert abs(after[key].score - estimate.score) < 1.0, key


@given(WORLDS, RATES, GRADES)
def test_a_range_as_wide_as_the_ladder_says_nothing(
    world: list[Fact], rate: float, grade: str
) -> None:
    """An exact item of its own origin whose level is anywhere changes nothing."""
    fact = Fact(1.0, 5.0, grade=grade, **OWN)  # type: ignore[arg-type]
    before = scored(items(world), rate)
    after = scored([*items(world), item("new", fact)], rate)
    assert _same(before, after)


def _same(before: CountryResult, after: CountryResult) -> bool:
    first, last = estimates(before), estimates(after)
    return all(
        abs(last[key].score - one.score) < NEAR
        and abs(last[key].standard_error - one.standard_error) < NEAR
        and abs(last[key].coverage - one.coverage) < NEAR
        for key, one in first.items()
    )


@given(WORLDS, facts(**OWN), RATES)
def test_splitting_a_report_changes_nothing(world: list[Fact], fact: Fact, rate: float) -> None:
    """Two items of one origin and publisher weigh what one of them did."""
    whole = scored([*items(world), item("new", fact)], rate)
    parts = scored([*items(world), item("new", fact), item("twin", fact)], rate)
    assert _same(whole, parts)


@given(EXACT_WORLDS, RATES, st.lists(st.integers(1, 400), min_size=2, max_size=6))
def test_as_evidence_ages_the_score_returns_to_the_base_rate(
    world: list[Fact], rate: float, gaps: list[int]
) -> None:
    """With one half-life and no rumours, scores approach the base rate and coverage falls."""
    kept = [one._replace(condition=False, indicator="q.three", grade="B2") for one in world]
    days = [TODAY + sum(gaps[:count]) for count in range(len(gaps) + 1)]
    course = [estimates(scored(items(kept), rate, day))["q.three"] for day in days]
    for earlier, later in pairwise(course):
        assert abs(later.score - later.base) <= abs(earlier.score - earlier.base) + NEAR
        assert later.coverage <= earlier.coverage + NEAR


@given(WORLDS, LEVELS, RATES, st.integers(0, 800))
def test_a_turning_point_helps_itself(
    world: list[Fact], level: float, rate: float, days: int
) -> None:
    """The only turning point, of its own origin and publisher, draws the score towards itself."""
    fact = Fact(level, days=days, grade="A1", turning_point=True, **OWN)  # type: ignore[arg-type]
    before = estimates(scored(items(world), rate))["p.one"].score
    turned = scored([*items(world), item("turn", fact)], rate)
    aim = 25.0 * (level - 1.0)
    assert abs(estimates(turned)["p.one"].score - aim) <= abs(before - aim) + NEAR


def test_a_case_is_settled_alone() -> None:
    """A turning point that names a case retires that case, one that names none everything."""
    quarrel = item("quarrel", Fact(5.0, days=90))._replace(case="mine")
    other = item("other", Fact(5.0, days=80, publisher="x"))
    settled = item("settled", Fact(1.0, days=10, turning_point=True))._replace(case="mine")
    states = {
        one.item.id: (one.state, one.retired_by)
        for one in one_of(scored([quarrel, other, settled])).items
    }
    assert states == {
        "other": ("counts", ""),
        "quarrel": ("retired", "settled"),
        "settled": ("counts", ""),
    }


@given(WORLDS, RATES, st.randoms())
def test_order_changes_nothing(world: list[Fact], rate: float, random: Any) -> None:  # noqa: ANN401
    """Items may stand in any order; every bit of every figure is the same."""
    listed = items(world)
    shuffled = list(listed)
    random.shuffle(shuffled)
    assert scored(shuffled, rate) == scored(listed, rate)


def test_an_abduction_does_not_lower_the_risk_of_kidnapping() -> None:
    """One incident under the estimate is consistent with it, one above it pulls."""
    low = scored([item("one", Fact(2.0, reads="at-least"))], 60.0)
    high = scored([item("one", Fact(5.0, reads="at-least"))], 60.0)
    assert estimates(low)["p.one"].score == 60.0
    assert one_of(low).items[0].state == "consistent"
    assert estimates(high)["p.one"].score > 60.0


@given(
    st.lists(
        st.tuples(st.floats(0.1, 5.0), st.floats(0.0, 100.0), st.floats(0.0, 1.0)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(("arithmetic", "geometric", "harmonic", "max", "inverted-geometric", "power")),
    st.sampled_from((0.0, 5e-324, 1e-300, -1e-12, 1e-6, 2.0, -3.0, 1e50)),
)
@settings(max_examples=200)
def test_every_aggregation_stays_within_its_members(
    members: list[tuple[float, float, float]], aggregation: str, exponent: float
) -> None:
    """Scores lie between the least and the greatest member, with finite errors."""
    rules = NodeRules.model_validate({"aggregation": aggregation, "exponent": exponent})
    leaves = tuple(
        Indicator(f"p.{place}", weight, 365.0) for place, (weight, _, _) in enumerate(members)
    )
    node = Node("p", 1.0, rules, 0.3, leaves)
    outcomes = [
        Estimate(score, 5.0, 3.0, coverage, score, ignorance=4.0, base=score, base_spread=9.0)
        for _, score, coverage in members
    ]
    found = aggregate(node, outcomes, RULES.method).outcome
    assert isinstance(found, Estimate)
    scores = [score for _, score, _ in members]
    assert min(scores) - 1e-6 <= found.score <= max(scores) + 1e-6
    assert all(math.isfinite(one) for one in (found.standard_error, found.base_spread))
    low, high = interval(found, 0.9)
    assert low <= found.score <= high
