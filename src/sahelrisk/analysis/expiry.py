"""When coverage falls under *provisional* if nothing new is entered: exact to the day.

From one day on which an item begins or ends to the next, coverage has a bound from below over any
span of days (`fading`). A span whose bound is enough holds no day that lapses; any other is halved
until one day is left, and that day is scored.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from sahelrisk.analysis.fading import Fading, fading_of
from sahelrisk.analysis.what_if import Country
from sahelrisk.scoring.assess import Scorer
from sahelrisk.scoring.draw import outcome_of, outcomes_of
from sahelrisk.scoring.estimate import NO_EVIDENCE, NOT_APPLICABLE, Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed, settled

LAST = date.max.toordinal()

Coverage = Callable[[int, int], float]


class _Course:
    """An indicator's coverage over the days to come, from one begin or end of an item to the next.

    What counts in each stretch is found once, when it is first asked for.
    """

    def __init__(self, country: Country, leaf: Indicator) -> None:
        self.country, self.leaf = country, leaf
        measure = leaf.measure
        below = country.items(measure.denominator) if measure and measure.denominator else ()
        self.starts = _steps((*country.items(leaf.id), *below), country.as_of)
        self.known: dict[int, tuple[Fading, bool]] = {}

    def least(self, first: int, last: int) -> float:
        """Return the least coverage on any day of a span within one stretch."""
        start = self.starts[bisect_right(self.starts, first) - 1]
        if start not in self.known:
            self.known[start] = self._stretch(start)
        fading, counts = self.known[start]
        prior = self.country.basis.tree.rules.method.prior_weight
        if not counts or self.leaf.latest_only or not prior:
            return float(counts)
        weight = fading.least_weight(first, last)
        return weight / (prior + weight)

    def _stretch(self, start: int) -> tuple[Fading, bool]:
        weighed: Sequence[Weighed] = ()
        if (self.country.iso3, self.leaf.id) not in self.country.basis.not_applicable:
            weighed = Scorer(self.country.basis, start).indicator(self.country.iso3, self.leaf)[0]
        fading = fading_of(weighed, self.leaf, self.country.basis.grades)
        return fading, any(one.weight for one in weighed)


def lapses(country: Country) -> tuple[Mapping[str, int | None], int | None]:
    """Return the first day the coverage of each indicator, and of the country, lapses.

    Days are ordinals; None where coverage is too little already, or never falls under. Indicators
    that do not apply have no coverage and are left out.
    """
    leaves = country.basis.tree.indicators
    courses = {key: _Course(country, leaf) for key, leaf in leaves.items()}
    found = {
        key: _first(country, course.least, _indicator_coverage(country, leaves[key]), course.starts)
        for key, course in courses.items()
        if (country.iso3, key) not in country.basis.not_applicable
    }
    starts = sorted({day for course in courses.values() for day in course.starts})
    return found, _first(
        country, _country_least(country, courses), _country_coverage(country), starts
    )


def _indicator_coverage(country: Country, leaf: Indicator) -> Callable[[int], float]:
    def coverage(day: int) -> float:
        return _of(Scorer(country.basis, day).indicator(country.iso3, leaf)[1].outcome)

    return coverage


def _country_coverage(country: Country) -> Callable[[int], float]:
    def coverage(day: int) -> float:
        scorer = Scorer(country.basis, day)
        return _of(outcome_of(country.basis.tree, outcomes_of(scorer.found(country.iso3))))

    return coverage


def _country_least(country: Country, courses: Mapping[str, _Course]) -> Coverage:
    """Draw the least coverages of the indicators together, as their scores would be."""

    def least(first: int, last: int) -> float:
        outcomes = {
            key: _covered(country, key, course.least(first, last))
            for key, course in courses.items()
        }
        return _of(outcome_of(country.basis.tree, outcomes))

    return least


def _covered(country: Country, key: str, coverage: float) -> Estimate | Gap:
    """Return an outcome of which only the coverage matters."""
    if (country.iso3, key) in country.basis.not_applicable:
        return Gap(NOT_APPLICABLE)
    estimate = Estimate(50.0, 0.0, 0.0, coverage)
    return estimate if coverage else Gap(NO_EVIDENCE, estimate)


def _of(outcome: Estimate | Gap) -> float:
    return 0.0 if isinstance(outcome, Gap) else outcome.coverage


def _steps(items: Iterable[Item], today: int) -> list[int]:
    """Return today and the later days on which an item begins, or one ends."""
    days = {today}
    for item in items:
        days |= {item.first_day, item.ended_day or today}
    return sorted(day for day in days if today <= day <= LAST)


def _first(
    country: Country, least: Coverage, exact: Callable[[int], float], starts: Sequence[int]
) -> int | None:
    """Return the first day that is not covered, None where today is not or no day is."""
    needed = settled(country.basis.tree.rules.coverage.provisional)
    if settled(exact(country.as_of)) < needed:
        return None

    def within(first: int, last: int) -> int | None:
        if settled(least(first, last)) >= needed:
            return None
        if first == last:
            return first if settled(exact(first)) < needed else None
        middle = (first + last) // 2
        return within(first, middle) or within(middle + 1, last)

    for start, following in zip(starts, (*starts[1:], LAST + 1), strict=True):
        found = within(start, following - 1)
        if found is not None:
            return found
    return None
