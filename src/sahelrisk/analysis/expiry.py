"""When coverage falls under *rated* and *provisional* if nothing new is entered, to the day.

Coverage may rise again while it falls on the whole: what only bears a score out counts for more
when the score comes near it. So nothing is halved: from each day that is looked at a bound says
for how many days coverage cannot fall under what is needed, and the day after them is next.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from sahelrisk.analysis.what_if import Country
from sahelrisk.scoring.assess import Scorer
from sahelrisk.scoring.draw import Found, drawn
from sahelrisk.scoring.estimate import Gap, applies
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.readings import EXACT
from sahelrisk.scoring.results import NodeResult
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import ages_with, settled

LAST = date.max.toordinal()
ENDLESS = math.inf
LEAST = 5e-324


class Lapse(NamedTuple):
    """The first days (ordinals) on which coverage is under *provisional*, and under *rated*.

    None where it is too little already, or never falls under. `indicator` is "" of the country.
    """

    indicator: str
    day: int | None
    rated: int | None


class Fall(NamedTuple):
    """How fast support can fall: after t days it is at least support·2^(-halvings·t) - loss·t."""

    share: float
    support: float
    halvings: float = 0.0
    loss: float = 0.0

    def after(self, days: int) -> float:
        """Return the least support after some days."""
        if self.support == ENDLESS:
            return ENDLESS
        return max(0.0, self.support * 2.0 ** (-self.halvings * days) - self.loss * days)


def lapses(country: Country) -> tuple[tuple[Lapse, ...], Lapse]:
    """Return when each indicator that applies lapses, and when the country does."""
    ahead = _Ahead(country)
    coverage = country.basis.tree.rules.coverage
    needs = (coverage.provisional, coverage.rated)
    every = sorted({day for days in ahead.events.values() for day in days})
    found = tuple(
        Lapse(key, *(ahead.first(key, ahead.events[key], settled(need)) for need in needs))
        for key in ahead.events
    )
    return found, Lapse("", *(ahead.first("", every, settled(need)) for need in needs))


class _Ahead:
    """A country on days to come."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.k = country.basis.tree.rules.method.prior_weight
        self.leaves = {
            one.id: one.indicator for one in country.result.indicators if not one.reason
        }
        self.events = {key: sorted(set(_events(country, one))) for key, one in self.leaves.items()}
        self.found = cache(self._found)
        self.scorer = cache(lambda day: Scorer(country.basis, day))

    def _found(self, key: str, day: int) -> Found:
        return self.scorer(day).indicator(self.country.iso3, self.leaves[key])

    def first(self, key: str, events: list[int], needed: float) -> int | None:
        """Return the first day on which coverage is under what is needed; "" is the country."""
        day = self.country.as_of
        if not needed or settled(self.coverage(key, day)) < needed:
            return None
        while True:
            following = next((event for event in events if event > day), LAST + 1)
            day += self._safe(self.falls(key, day), needed, following - day)
            if day > LAST:
                return None
            if settled(self.coverage(key, day)) < needed:
                return day

    def coverage(self, key: str, day: int) -> float:
        """Return the coverage of an indicator or the country on a day."""
        outcome = self._root(day).outcome if not key else self.found(key, day)[1].outcome
        return 0.0 if isinstance(outcome, Gap) else outcome.coverage

    def _root(self, day: int) -> NodeResult:
        iso3, found = self.country.iso3, dict(self.country.found)
        found |= {key: self.found(key, day) for key in self.leaves}
        return drawn(iso3, found, self.country.basis.tree).root

    def falls(self, key: str, day: int) -> list[Fall]:
        """Return how fast the support of an indicator, or of all of a country, can fall."""
        if key:
            return [self._fall(key, day, 1.0)]
        return [self._fall(one, day, share) for one, share in _shares(self._root(day)).items()]

    def _fall(self, key: str, day: int, share: float) -> Fall:
        weighed, pooled, _ = self.found(key, day)
        if isinstance(pooled.outcome, Gap):
            return Fall(share, 0.0)
        if pooled.workings is None:
            return Fall(share, ENDLESS)
        used = [one for one in weighed if one.weight > 0.0]
        grades, leaf = self.country.basis.grades, self.leaves[key]
        lives = {ages_with(one.item, leaf.half_life, grades) for one in used}
        even = len(lives) == 1 and all(one.reads == EXACT for one in used)
        if any(one.item.turning_point for one in weighed):
            even = False
        rate = (1.0 if even else 2.0) / min(lives)
        consistent = math.fsum(one.weight for one in used if not one.pulls)
        reach = grades.rules.method.support_range
        loss = 0.0
        if consistent and reach:
            score = pooled.outcome.score
            apart = max((abs(one.rating - score) for one in used if one.pulls), default=0.0)
            loss = consistent * rate * math.log(2.0) * apart / reach
        return Fall(share, pooled.workings.support, rate, loss)

    def _safe(self, falls: list[Fall], needed: float, most: int) -> int:
        """Return after how many days, at least one and at most so many, to look again."""

        def enough(days: int) -> bool:
            # A little more than is needed, for what rounding may take away.
            return math.fsum(
                one.share * self._covered(one.after(days)) for one in falls
            ) >= needed + 1e-9

        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if enough(middle) else (low, middle)
        return low + 1

    def _covered(self, support: float) -> float:
        if support == ENDLESS:
            return 1.0
        return support / (self.k + support) if support > LEAST else 0.0


def _shares(node: NodeResult, whole: float = 1.0) -> dict[str, float]:
    """Return the weight with which each indicator's coverage enters; none below a gap."""
    if isinstance(node.outcome, Gap):
        return {}
    taking = [one for one in node.members if applies(one.outcome)]
    weights = [(one.node if isinstance(one, NodeResult) else one.indicator).weight for one in taking]
    total = math.fsum(weights)
    found: dict[str, float] = {}
    for one, weight in zip(taking, weights, strict=True):
        share = whole * weight / total
        found |= _shares(one, share) if isinstance(one, NodeResult) else {one.id: share}
    return found


def _events(country: Country, leaf: Indicator) -> Iterator[int]:
    """Yield the days to come on which an item begins or ends, or a statistic comes out."""
    basis = country.basis
    days = [day for item in _bearing(country, leaf) for day in (item.first_day, item.ended_day)]
    for name in leaf.base.measures if leaf.base else ():
        table = basis.base_rates.tables.get(name)
        for iso3, values in table.values.items() if table else ():
            if iso3 == country.iso3 or (table and table.file.measure.normalise in ACROSS):
                days += [max(v.last_day, v.recorded) for v in values if v.recorded <= basis.published]
    yield from (day for day in days if day is not None and country.as_of < day <= LAST)


def _bearing(country: Country, leaf: Indicator) -> Iterator[Item]:
    """Yield every item that may have a part in an indicator."""
    by_country: Mapping[str, Mapping[str, object]] = country.basis.by_country
    measure = leaf.measure
    across = measure is not None and measure.normalise in ACROSS
    for iso3 in by_country if across else (country.iso3,):
        own = country.basis.by_country.get(iso3, {})
        yield from own.get(leaf.id, ())
        if measure is not None and measure.denominator is not None:
            yield from own.get(measure.denominator, ())
