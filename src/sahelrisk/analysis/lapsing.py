"""What of a country's evidence needs a look soon: items that come to count half, conditions due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.weigh import Grades, Weighed, ages_with

YEAR = 365
"""Days after which nobody's confirmation of a standing condition is taken for granted."""


class Lapsing(NamedTuple):
    """An item, its indicator and the ordinal day: of half its weight, or on which it falls due."""

    indicator: str
    item: Weighed
    day: int
    due: bool


def lapsing(country: CountryResult, as_of: int, days: int, grades: Grades) -> Iterator[Lapsing]:
    """Yield what comes to count half within so many days, and the conditions due until then.

    A condition is due a year after it was last confirmed, so its day may have passed.
    """
    for result in country.indicators:
        for one in result.items:
            item = one.item
            if one.silenced or item.ended_by(as_of + days):
                continue
            if item.condition:
                day = item.counted_day + YEAR
                if day < as_of + days:
                    yield Lapsing(result.id, one, day, due=True)
            elif one.weight > 0.0:
                life = ages_with(item, result.indicator.half_life, grades)
                day = item.counted_day + round(life)
                if as_of < day <= as_of + days:
                    yield Lapsing(result.id, one, day, due=False)
