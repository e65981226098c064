"""An indicator of one country over many days.

From one day on which something begins, ends or is published to the next, who shares an origin, a
publisher or a rung with whom stays as it is: that is worked out once, and for each day only the
sums of method §§ 2 and 3. What is measured, and what a turning point retires, goes the whole way.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sahelrisk.analysis.stretch import MOST_RUNGS, Stretch
from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.base_rate import Prior
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import Pooled
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed

WORTH = 6
"""Fewer days between two events are weighed one by one: that costs less than working ahead."""


class Course:
    """An indicator's outcome on any day, an ordinal; days that follow each other cost least."""

    def __init__(self, basis: Basis, iso3: str, leaf: Indicator) -> None:
        """Take what is known."""
        self.basis, self.iso3, self.leaf = basis, iso3, leaf
        self.events = sorted(set(_events(basis, iso3, leaf)))
        self._place = -1
        self._days = 0
        self._stretch: Stretch | None = None
        self._prior: tuple[int, float, Prior] | None = None

    def outcome(self, day: int) -> Estimate | Gap:
        """Return the outcome as of a day."""
        return self.pooled(day)[1].outcome

    def pooled(self, day: int) -> tuple[Sequence[Weighed], Pooled]:
        """Return items with weight and support, and what they pool to, without contributions."""
        place = bisect_right(self.events, day)
        if place != self._place:
            self._place, self._days, self._stretch = place, 0, None
        self._days += 1
        if self._days == WORTH:
            self._stretch = self._at(day)
        if self._stretch is not None:
            return self._stretch.ones, self._stretch.pooled(day, self._start(day))
        weighed, pooled, _ = Scorer(self.basis, day).indicator(self.iso3, self.leaf)
        return weighed, pooled

    def _start(self, day: int) -> Prior:
        """Return the prior of a day; until something is published or too old it stays."""
        if self._prior and self._prior[0] == self._place and day <= self._prior[1]:
            return self._prior[2]
        rates = self.basis.base_rates
        prior = rates.prior(self.leaf, self.iso3, day, self.basis.published)
        sources = prior.base.sources if prior.base else ()
        ages = [
            one.values[-1].last_day + rates.tables[one.measure].file.measure.max_age_days
            for one in sources
        ]
        self._prior = (self._place, min(ages, default=math.inf), prior)
        return prior

    def _at(self, day: int) -> Stretch | None:
        """Return what stays as it is from an event to the next; None of what does not."""
        leaf = self.leaf
        if leaf.measure is not None or (self.iso3, leaf.id) in self.basis.not_applicable:
            return None
        weighed, _, _ = Scorer(self.basis, day).indicator(self.iso3, leaf)
        turns = [one.item for one in weighed if one.item.turning_point and not one.silenced]
        first = max((item.first_day for item in turns), default=0)
        counting = [one for one in weighed if one.silenced in ("", "retired")]
        if any(one.item.begun_day < first for one in counting):
            return None
        stretch = Stretch(counting, leaf, self.basis.grades)
        return stretch if len(stretch.rungs) <= MOST_RUNGS else None


def _events(basis: Basis, iso3: str, leaf: Indicator) -> Iterator[int]:
    """Yield the days on which an item begins or ends, or a statistic comes out."""
    for item in _bearing(basis, iso3, leaf):
        yield item.first_day
        if item.ended_day is not None:
            yield item.ended_day
    for name in leaf.base.measures if leaf.base else ():
        table = basis.base_rates.tables.get(name)
        if table is None:
            continue
        across = table.file.measure.normalise in ACROSS
        for code in table.values if across else (iso3,):
            for value in table.values.get(code, ()):
                yield max(value.last_day, value.recorded)


def _bearing(basis: Basis, iso3: str, leaf: Indicator) -> Iterator[Item]:
    """Yield every item that may have a part in an indicator."""
    measure = leaf.measure
    across = measure is not None and measure.normalise in ACROSS
    for code in basis.by_country if across else (iso3,):
        own = basis.by_country.get(code, {})
        yield from own.get(leaf.id, ())
        if measure is not None and measure.denominator is not None:
            yield from own.get(measure.denominator, ())
