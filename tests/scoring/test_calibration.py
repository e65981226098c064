"""How often the nominal 90 % interval holds the truth in the simulated world of method § 3."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from sahelrisk.model.framework import FrameworkFile
from sahelrisk.scoring.estimate import Estimate, interval
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import pool
from sahelrisk.scoring.weigh import grades_of, weigh

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
RIGHT = {"A1": 0.95, "B2": 0.8, "C3": 0.6}
NUMBERS = (1, 2, 3, 5, 8, 13, 20)
KEPT = 0.9  # what a truth keeps of itself over two years
DAYS = 730.5
WORLDS = 400


def report(truth: float, grade: str, chance: Random) -> float:
    """Return what a report says: near the truth if it is right, else anything."""
    if chance.random() < RIGHT[grade]:
        return min(100.0, max(0.0, chance.gauss(truth, 10.0)))
    return chance.uniform(0.0, 100.0)


def truths(ages: list[int], chance: Random) -> list[float]:
    """Return the truth of today and of each earlier day: it keeps part of itself, else is new.

    The truth is uniform on every day; between two days it stays with the probability that its
    correlation over that time asks for.
    """
    found = {0: chance.uniform(0.0, 100.0)}
    for day in sorted(set(ages) - {0}):
        last = max(found)
        stays = chance.random() < KEPT ** ((day - last) / DAYS)
        found[day] = found[last] if stays else chance.uniform(0.0, 100.0)
    return [found[0], *(found[age] for age in ages)]


def rated(place: int, age: int, grade: str) -> Item:
    """Return an item of its own origin and publisher."""
    day = TODAY - age
    return Item(
        id=f"i{place}",
        countries=("MLI",),
        indicator="p.i",
        first_day=day,
        counted_day=day,
        recorded=day,
        reliability=grade[0],
        credibility=int(grade[1]),
        publisher=f"publisher {place}",
    )


def holds(grade: str, ages: list[int], chance: Random) -> bool:
    """Tell whether the interval of one simulated indicator holds the truth of today."""
    today, *then = truths(ages, chance)
    items = [
        (rated(place, age, grade), report(truth, grade, chance))
        for place, (age, truth) in enumerate(zip(ages, then, strict=True))
    ]
    outcome = pool(weigh(items, HALF_LIFE, TODAY, GRADES), RULES.method).outcome
    assert isinstance(outcome, Estimate)
    low, high = interval(outcome, 0.90)
    return low <= today <= high


def covered(oldest: int, youngest: int) -> dict[tuple[str, int], float]:
    """Return the coverage of every grade and number of items."""
    chance = Random(20260630)
    return {
        (grade, number): sum(
            holds(grade, [chance.randint(youngest, oldest) for _ in range(number)], chance)
            for _ in range(WORLDS)
        )
        / WORLDS
        for grade in RIGHT
        for number in NUMBERS
    }


@pytest.mark.slow
def test_fresh_items_are_calibrated() -> None:
    """With fresh items the nominal 90 % interval holds the truth about nine times in ten."""
    shares = covered(0, 0)
    assert 0.84 <= sum(shares.values()) / len(shares) <= 0.96


@pytest.mark.slow
def test_aged_items_are_calibrated() -> None:
    """With items one to four years old the interval is a little too narrow, and no worse."""
    shares = covered(4 * 365, 365)
    assert 0.78 <= sum(shares.values()) / len(shares) <= 0.95
