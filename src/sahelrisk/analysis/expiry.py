"""When coverage falls under *rated* and *provisional* if nothing new is entered, to the day.

Coverage may rise again while it falls on the whole: what only bears a score out counts for more
when the score comes near it. So nothing is halved: from each day that is looked at a bound says
for how many days coverage cannot fall under what is needed, and the day after them is next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sahelrisk.analysis.course import Course
from sahelrisk.analysis.what_if import Country
from sahelrisk.scoring.draw import Found, drawn
from sahelrisk.scoring.estimate import Gap, applies
from sahelrisk.scoring.pool import Pooled
from sahelrisk.scoring.readings import EXACT
from sahelrisk.scoring.results import NodeResult
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Grades, Weighed, ages_with, settled

LAST = date.max.toordinal()
ENDLESS = math.inf
LEAST = 5e-324
MARGIN = 1e-9
"""A little more than is needed, for what rounding may take away."""


class Lapse(NamedTuple):
    """The first days (ordinals) on which coverage is under *provisional*, and under *rated*.

    None where it is too little already, or never falls under. `indicator` is "" of the country.
    """

    indicator: str
    day: int | None
    rated: int | None


class Fall(NamedTuple):
    """How fast support can fall in t days.

    What is left is at least exact·2^(-halvings·t) + one_sided·2^(-2·halvings·t) - loss·t.
    """

    exact: float
    one_sided: float = 0.0
    halvings: float = 0.0
    loss: float = 0.0

    @property
    def lasts(self) -> bool:
        """Return whether support stays as it is."""
        return not self.halvings and not self.loss

    def after(self, days: int) -> float:
        """Return the least support after some days."""
        if self.exact == ENDLESS:
            return ENDLESS
        kept: float = 2.0 ** (-self.halvings * days)
        return max(0.0, (self.exact + self.one_sided * kept) * kept - self.loss * days)


class _Day(NamedTuple):
    """An indicator on a day, without its items."""

    found: Found
    fall: Fall


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
        self.grades = country.basis.grades
        self.k = self.grades.rules.method.prior_weight
        self.courses = {
            one.id: Course(country.basis, country.iso3, one.indicator)
            for one in country.result.indicators
            if not one.reason
        }
        self.events = {
            key: [day for day in one.events if country.as_of < day <= LAST]
            for key, one in self.courses.items()
        }
        self.on = cache(self._on)

    def _on(self, key: str, day: int) -> _Day:
        """Keep of a day what is asked again: no items, of which there may be many."""
        course = self.courses[key]
        weighed, pooled = course.pooled(day)
        used = [one for one in weighed if one.weight > 0.0]
        found = ((), pooled._replace(contributions=()), "")
        return _Day(found, _fall(course.leaf, used, pooled, self.grades))

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
        outcome = self._root(day).outcome if not key else self.on(key, day).found[1].outcome
        return 0.0 if isinstance(outcome, Gap) else outcome.coverage

    def _root(self, day: int) -> NodeResult:
        iso3, found = self.country.iso3, dict(self.country.found)
        found |= {key: self.on(key, day).found for key in self.courses}
        return drawn(iso3, found, self.country.basis.tree).root

    def falls(self, key: str, day: int) -> list[tuple[float, Fall]]:
        """Return how fast the support of an indicator, or of all of a country, can fall."""
        shares = {key: 1.0} if key else _shares(self._root(day))
        return [(share, self.on(one, day).fall) for one, share in shares.items()]

    def _safe(self, falls: Sequence[tuple[float, Fall]], needed: float, most: int) -> int:
        """Return after how many days, at least one and at most so many, to look again."""
        # Without a prior an indicator is covered or not, and the sum of shares is exact.
        margin = MARGIN if self.k else 0.0

        def covered(falls: Iterable[tuple[float, Fall]], days: int) -> float:
            return settled(
                math.fsum(share * self._covered(one.after(days)) for share, one in falls)
            )

        if covered(((share, one) for share, one in falls if one.lasts), most) >= needed:
            return most

        def enough(days: int) -> bool:
            return covered(falls, days) >= needed + margin

        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if enough(middle) else (low, middle)
        return low + 1

    def _covered(self, support: float) -> float:
        if support == ENDLESS:
            return 1.0
        return support / (self.k + support) if support > LEAST else 0.0


def _fall(leaf: Indicator, used: Sequence[Weighed], pooled: Pooled, grades: Grades) -> Fall:
    """Bound how fast the support of items can fall.

    Weights halve at most once in the shortest half-life, one-sided ones twice, for what bears
    them out ages too. A consistent item also loses what the score moves away from it.
    """
    steps, outcome = pooled.workings, pooled.outcome
    if steps is None or isinstance(outcome, Gap):
        return Fall(0.0 if isinstance(outcome, Gap) else ENDLESS)
    score, lives = outcome.score, [ages_with(one.item, leaf.half_life, grades) for one in used]
    exact = math.fsum(one.support for one in used if one.reads == EXACT)
    pulls = [(one, one.weight * abs(one.rating - score)) for one in used if one.pulls]
    one_sided = [(one, apart) for one, apart in pulls if one.reads != EXACT]
    mass = math.fsum([steps.exact_weight, *(one.weight for one, _ in one_sided)])
    # Were all weights to fall alike, only the prior would move the score.
    uneven = 1.0 - min(lives) / max(lives)
    drift = steps.prior_weight * abs(score - steps.prior) + math.fsum(
        [*(apart for _, apart in one_sided), *(uneven * apart for _, apart in pulls)]
    )
    near = math.fsum(one.weight for one in used if one.support > 0.0 and not one.pulls)
    reach, halvings = grades.rules.method.support_range, 1.0 / min(lives)
    loss = near * math.log(2.0) * halvings * drift / mass / reach if near else 0.0
    return Fall(exact, steps.support - exact, halvings, loss)


def _shares(node: NodeResult, whole: float = 1.0) -> dict[str, float]:
    """Return the weight with which each indicator's coverage enters; none below a gap."""
    if isinstance(node.outcome, Gap):
        return {}
    taking = [one for one in node.members if applies(one.outcome)]
    nodes = [one.node if isinstance(one, NodeResult) else one.indicator for one in taking]
    weights = [node.weight for node in nodes]
    total = math.fsum(weights)
    found: dict[str, float] = {}
    for one, weight in zip(taking, weights, strict=True):
        share = whole * weight / total
        found |= _shares(one, share) if isinstance(one, NodeResult) else {one.id: share}
    return found
