"""When coverage falls under *provisional* if nothing new is entered: exact to the day.

From one day on which an item begins or ends to the next, coverage has a bound from below over any
span of days (`fading`). A span whose bound is enough holds no day that lapses; any other is halved
until one day is left, and that day is scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from sahelrisk.analysis.what_if import Country
from sahelrisk.scoring.assess import Scorer
from sahelrisk.scoring.draw import outcome_of, outcomes_of
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import settled

LAST = date.max.toordinal()

Coverage = Callable[[int, int], float]


def lapses(country: Country) -> tuple[Mapping[str, int | None], int | None]:
    """Return the first day the coverage of each indicator, and of the country, lapses.

    Days are ordinals; None where coverage is too little already, or never falls under. Indicators
    that do not apply have no coverage and are left out.
    """
    leaves = country.basis.tree.indicators
    starts = {key: _starts(country, leaf) for key, leaf in leaves.items()}
    found = {
        key: _first(country, _indicator_coverage(country, leaf), starts[key])
        for key, leaf in leaves.items()
        if (country.iso3, key) not in country.basis.not_applicable
    }
    every = sorted({day for days in starts.values() for day in days})
    return found, _first(country, _country_coverage(country), every)


def _indicator_coverage(country: Country, leaf: Indicator) -> Callable[[int], float]:
    def coverage(day: int) -> float:
        return _of(Scorer(country.basis, day).indicator(country.iso3, leaf)[1].outcome)

    return coverage


def _country_coverage(country: Country) -> Callable[[int], float]:
    def coverage(day: int) -> float:
        scorer = Scorer(country.basis, day)
        return _of(outcome_of(country.basis.tree, outcomes_of(scorer.found(country.iso3))))

    return coverage


def _of(outcome: Estimate | Gap) -> float:
    return 0.0 if isinstance(outcome, Gap) else outcome.coverage


def _starts(country: Country, leaf: Indicator) -> list[int]:
    measure = leaf.measure
    below = country.items(measure.denominator) if measure and measure.denominator else ()
    return _steps((*country.items(leaf.id), *below), country.as_of)


def _steps(items: Iterable[Item], today: int) -> list[int]:
    """Return today and the later days on which an item begins, or one ends."""
    days = {today}
    for item in items:
        days |= {item.first_day, item.ended_day or today}
    return sorted(day for day in days if today <= day <= LAST)


def _first(country: Country, exact: Callable[[int], float], starts: Sequence[int]) -> int | None:
    """Return the first day that is not covered, None where today is not or no day is."""
    needed = settled(country.basis.tree.rules.coverage.provisional)
    if settled(exact(country.as_of)) < needed:
        return None

    def lapsed(day: int) -> bool:
        return settled(exact(day)) < needed

    def within(first: int, last: int) -> int | None:
        """Return the first day of a span on which nothing begins or ends: coverage only falls."""
        if not lapsed(last):
            return None
        while first < last:
            middle = (first + last) // 2
            first, last = (first, middle) if lapsed(middle) else (middle + 1, last)
        return first

    for start, following in zip(starts, (*starts[1:], LAST + 1), strict=True):
        found = within(start, following - 1)
        if found is not None:
            return found
    return None
