"""Laws of the arithmetic that hold whatever the evidence (method §§ 2 to 5)."""

from __future__ import annotations

import math
from datetime import date
from itertools import starmap
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelrisk.model.framework import FrameworkFile
from sahelrisk.scoring.aggregate import aggregate
from sahelrisk.scoring.estimate import Estimate, interval
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import Pooled, pool
from sahelrisk.scoring.tree import Indicator, Node
from sahelrisk.scoring.weigh import Weighed, grades_of, weigh

RULES = FrameworkFile.model_validate(
    {
        "schema": 1,
        "id": "t",
        "version": "1",
        "title": "T",
        "pillars": [{"id": "p", "title": "P"}],
    }
)
GRADES = grades_of(RULES)
TODAY = date(2026, 6, 30).toordinal()
HALF_LIFE = 365.0


class Fact(NamedTuple):
    """What an item says and who says it."""

    rating: float
    days: int = 0
    grade: str = "B2"
    origin: str | None = None
    publisher: str = ""


Rated = tuple[Item, float]


def rated(place: int, fact: Fact, **more: Any) -> Rated:  # noqa: ANN401
    """Return an item with its rating."""
    day = TODAY - fact.days
    item = Item(
        id=f"i{place:03}",
        countries=("MLI",),
        indicator="p.i",
        first_day=day,
        counted_day=day,
        recorded=day,
        reliability=fact.grade[0],
        credibility=int(fact.grade[1]),
        origin=fact.origin,
        publisher=fact.publisher,
        **more,
    )
    return item, fact.rating


def weighed(items: list[Rated], as_of: int = TODAY) -> list[Weighed]:
    """Weigh items as of a day."""
    return weigh(items, HALF_LIFE, as_of, GRADES)


def pooled(items: list[Rated], as_of: int = TODAY) -> Pooled:
    """Pool items as of a day."""
    return pool(weighed(items, as_of), RULES.method)


def estimate(items: list[Rated], as_of: int = TODAY) -> Estimate:
    """Return the estimate of items that count."""
    outcome = pooled(items, as_of).outcome
    assert isinstance(outcome, Estimate)
    return outcome


RATINGS = st.floats(0, 100) | st.sampled_from([0.0, 50.0, 100.0])
AGES = st.integers(0, 3000) | st.sampled_from([0, 365])
ORIGINS = st.sampled_from([None, "wire-1", "wire-2", "un-report"])
PUBLISHERS = st.sampled_from(["", "reuters", "un", "afp"])
ALL_GRADES = st.builds(str.__add__, st.sampled_from("ABCDEF"), st.sampled_from("123456"))
STRONG_GRADES = st.sampled_from(["A1", "A2", "B1", "B2"])


def facts(grades: st.SearchStrategy[str] = ALL_GRADES) -> st.SearchStrategy[list[Rated]]:
    """Return lists of items of some grades."""
    one = st.builds(Fact, RATINGS, AGES, grades, ORIGINS, PUBLISHERS)
    return st.lists(one, min_size=1, max_size=12).map(
        lambda found: list(starmap(rated, enumerate(found)))
    )


@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_items_changes_nothing(items: list[Rated], chance: Any) -> None:  # noqa: ANN401
    """Files may be read in any order, to the last digit."""
    shuffled = items.copy()
    chance.shuffle(shuffled)
    assert estimate(shuffled) == estimate(items)
    before = {one.item.id: one.weight for one in weighed(items)}
    assert {one.item.id: one.weight for one in weighed(shuffled)} == before


@given(facts())
def test_a_score_lies_between_prior_and_ratings(items: list[Rated]) -> None:
    """No score is more extreme than what it is drawn from."""
    ratings = [50.0, *(rating for _, rating in items)]
    assert min(ratings) - 1e-9 <= estimate(items).score <= max(ratings) + 1e-9


@given(facts())
def test_contributions_add_up(items: list[Rated]) -> None:
    """The points of the items are the score less the prior."""
    result = pooled(items)
    assert isinstance(result.outcome, Estimate)
    assert math.fsum(result.contributions) == pytest.approx(result.outcome.score - 50.0, abs=1e-9)


@given(facts(), st.builds(Fact, RATINGS, AGES, ALL_GRADES, ORIGINS, PUBLISHERS))
def test_a_withdrawn_item_changes_nothing(items: list[Rated], fact: Fact) -> None:
    """A withdrawn item keeps its line and counts nowhere, turning point or not."""
    gone = rated(500, fact, withdrawn=True, turning_point=True)
    assert estimate([*items, gone]) == estimate(items)
    assert weighed([*items, gone])[-1].weight == 0.0


@given(facts(), st.integers(1, 2000))
def test_an_ended_condition_changes_nothing(items: list[Rated], days: int) -> None:
    """From the day it ended a condition counts nowhere."""
    ended = rated(500, Fact(100.0, days, "A1"), condition=True, ended_day=TODAY)
    assert estimate([*items, ended]) == estimate(items)


@given(facts(STRONG_GRADES), st.integers(0, 3000))
def test_time_alone_moves_no_score(items: list[Rated], days: int) -> None:
    """With equal half-lives time lowers coverage, and leaves the reading where it was."""
    now, later = estimate(items), estimate(items, TODAY + days)
    assert later.score == pytest.approx(now.score, abs=1e-6)
    assert later.coverage <= now.coverage + 1e-12


@given(facts(), st.integers(0, 3000))
def test_time_never_raises_coverage(items: list[Rated], days: int) -> None:
    """Whatever the grades, nobody knows more because a day has passed."""
    assert estimate(items, TODAY + days).coverage <= estimate(items).coverage + 1e-12


@given(facts())
def test_mirrored_ratings_mirror_the_score(items: list[Rated]) -> None:
    """Nothing in the arithmetic prefers one end of the scale."""
    mirrored = estimate([(item, 100.0 - rating) for item, rating in items])
    straight = estimate(items)
    assert mirrored.score == pytest.approx(100.0 - straight.score, abs=1e-9)
    assert mirrored.standard_error == pytest.approx(straight.standard_error, abs=1e-6)
    assert mirrored.coverage == pytest.approx(straight.coverage, abs=1e-12)


@given(facts(), st.floats(0.5, 0.99))
def test_the_interval_contains_the_score(items: list[Rated], level: float) -> None:
    """No score is printed outside its own interval, and no interval leaves the scale."""
    found = estimate(items)
    low, high = interval(found, level)
    assert 0.0 <= low <= found.score <= high <= 100.0


@given(
    RATINGS,
    st.integers(0, 730),
    st.sampled_from(["A1", "B2", "B3", "C3", "A3"]),
    st.integers(1, 30),
)
def test_agreeing_evidence_never_widens_the_interval(
    rating: float, days: int, grade: str, count: int
) -> None:
    """One more witness who says the same makes nothing less certain, up to two half-lives.

    Beyond that the prior is as stale as the evidence: one more item moves the score outwards,
    where the scale itself lets an interval be a little wider (by a point at most).
    """
    items = [
        rated(place, Fact(rating, days, grade, None, f"publisher {place}"))
        for place in range(count + 1)
    ]
    few, more = estimate(items[:-1]), estimate(items)
    widths = [high - low for low, high in (interval(one, 0.9) for one in (few, more))]
    assert widths[1] <= widths[0] + 1e-6


@given(facts(), RATINGS, AGES, ALL_GRADES)
def test_a_new_witness_never_lowers_coverage(
    items: list[Rated], rating: float, days: int, grade: str
) -> None:
    """An item of a new origin and publisher adds to what is known, however weak it is."""
    added = rated(500, Fact(rating, days, grade, "another-report", "another publisher"))
    assert estimate([*items, added]).coverage >= estimate(items).coverage - 1e-12


MEMBERS = st.lists(
    st.tuples(st.floats(0.1, 10), st.floats(0, 100), st.floats(0, 15), st.floats(0, 1)),
    min_size=1,
    max_size=6,
)


@given(MEMBERS, st.floats(0.01, 100))
def test_scaled_weights_change_nothing(
    members: list[tuple[float, float, float, float]], factor: float
) -> None:
    """Only the proportions of the weights count."""
    outcomes = [
        Estimate(score, error, error, coverage, score) for _, score, error, coverage in members
    ]

    def node(times: float) -> Node:
        leaves = (
            Indicator(f"p.i{place}", weight * times, HALF_LIFE)
            for place, (weight, *_) in enumerate(members)
        )
        return Node("p", 1.0, RULES.pillars[0], 0.3, tuple(leaves))

    one, scaled = (aggregate(node(times), outcomes, RULES.method) for times in (1.0, factor))
    assert isinstance(one.outcome, Estimate)
    assert isinstance(scaled.outcome, Estimate)
    assert scaled.weights == pytest.approx(one.weights, abs=1e-12)
    assert scaled.outcome.score == pytest.approx(one.outcome.score, abs=1e-9)
    assert scaled.outcome.standard_error == pytest.approx(one.outcome.standard_error, abs=1e-6)
    assert scaled.outcome.coverage == pytest.approx(one.outcome.coverage, abs=1e-12)
