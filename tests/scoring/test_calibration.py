"""How often the nominal 90 % interval holds the truth in the simulated world of method § 4.

Truths lie around base rates (± 18). A report is wrong with a chance of .05, .2 or .4 for A1, B2 and
C3; an exact one then says anything, a right one is near the truth; an incident lies anywhere up to
40 points under the truth, a false one anywhere.
"""

from __future__ import annotations

import math
from datetime import date
from random import Random

import pytest

from sahelrisk.model.framework import FrameworkFile
from sahelrisk.scoring.base_rate import BaseRate, Prior
from sahelrisk.scoring.estimate import Estimate, interval
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import weigh_and_pool
from sahelrisk.scoring.readings import AT_LEAST, EXACT, Reading
from sahelrisk.scoring.weigh import aged, grades_of

RULES = FrameworkFile.model_validate(
    {
        "schema": 1,
        "id": "t",
        "version": "1",
        "title": "T",
        "method": {"prior_weight": 2.0, "reading_error": 10.0},
        "pillars": [{"id": "p", "title": "P"}],
    }
)
GRADES = grades_of(RULES)
TODAY = date(2026, 6, 30).toordinal()
SPREAD = 18.0
WRONG = {"A1": 0.05, "B2": 0.2, "C3": 0.4}
NUMBERS = (1, 2, 3, 5, 8, 12)
BASES = (20.0, 50.0, 75.0)
WORLDS = 300


def said(truth: float, grade: str, reads: str, chance: Random) -> float:
    """Return what a report says."""
    wrong = chance.random() < WRONG[grade]
    if reads == AT_LEAST:
        return chance.uniform(0.0, 100.0) if wrong else max(0.0, truth - chance.uniform(0.0, 40.0))
    return chance.uniform(0.0, 100.0) if wrong else min(100.0, max(0.0, chance.gauss(truth, 10.0)))


def item(place: int, grade: str) -> Item:
    """Return an item of its own origin and publisher."""
    return Item(
        id=f"i{place}",
        countries=("MLI",),
        indicator="p.i",
        first_day=TODAY,
        counted_day=TODAY,
        recorded=TODAY,
        reliability=grade[0],
        credibility=int(grade[1]),
        publisher=f"publisher {place}",
    )


def world(grade: str, number: int, reads: str, base: float, chance: Random) -> tuple[bool, float]:
    """Tell whether the interval of one world holds the truth, and how far off its score is."""
    truth = min(100.0, max(0.0, chance.gauss(base, SPREAD)))
    rated = [
        (item(place, grade), Reading(said(truth, grade, reads, chance), reads))
        for place in range(number)
    ]
    prior = Prior(base, SPREAD, BaseRate(base, SPREAD, (), 0.0))
    outcome = weigh_and_pool(aged(rated, 365.0, TODAY, GRADES), prior, GRADES).outcome
    estimate = outcome if isinstance(outcome, Estimate) else outcome.prior
    assert estimate is not None
    low, high = interval(estimate, 0.90)
    return low <= truth <= high, estimate.score - truth


def covered(grade: str, number: int, reads: str, base: float) -> tuple[float, float]:
    """Return coverage and bias of many worlds."""
    chance = Random(f"{grade} {number} {reads} {base}")
    found = [world(grade, number, reads, base, chance) for _ in range(WORLDS)]
    return sum(held for held, _ in found) / WORLDS, math.fsum(off for _, off in found) / WORLDS


@pytest.mark.slow
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("grade", WRONG)
def test_exact_items_are_calibrated(grade: str, base: float) -> None:
    """Of exact items the nominal .90 covers .82 to 1.00."""
    shares = {number: covered(grade, number, EXACT, base)[0] for number in NUMBERS}
    print(grade, base, shares)  # noqa: T201  the table of the documentation
    assert min(shares.values()) >= 0.79


@pytest.mark.slow
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("grade", WRONG)
def test_lower_bounds_are_calibrated(grade: str, base: float) -> None:
    """Of at-least items it covers .73 to .94, least where a calm country has false incidents."""
    found = {number: covered(grade, number, AT_LEAST, base) for number in NUMBERS}
    print(grade, base, found)  # noqa: T201  the table of the documentation
    shares = [share for share, _ in found.values()]
    assert min(shares) >= (0.50 if base == BASES[0] and grade != "A1" else 0.70)
