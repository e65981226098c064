"""An indicator of one country over many days: what does not change from day to day is kept.

From one day on which an item begins or ends to the next, the same items count with the same
ratings, and only their ages change. Items of one half-life then keep their proportions: their
sums fall by one factor. Only a publisher whose items differ in half-life is weighed every day.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import Summed, estimated, prior_of
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed, ages_with, by_publisher, share_out

SMALL = 1e-100
"""A weight whose square is still far from the smallest number there is."""


class Course:
    """An indicator's outcome on any day, from a basis that holds what is known."""

    def __init__(self, basis: Basis, iso3: str, leaf: Indicator) -> None:
        """Find the days on which something begins or ends."""
        self.basis, self.iso3, self.leaf = basis, iso3, leaf
        self.starts = sorted({day for item in self._bearing() for day in _steps(item)})
        self.known: dict[int, _Stretch | Estimate | Gap] = {}

    def outcome(self, day: int) -> Estimate | Gap:
        """Return the outcome as of a day, an ordinal."""
        place = bisect_right(self.starts, day)
        if place not in self.known:
            self.known[place] = self._stretch(day)
        found = self.known[place]
        if not isinstance(found, _Stretch):
            return found
        summed = found.summed(day)
        if summed is None:
            return Scorer(self.basis, day).indicator(self.iso3, self.leaf)[1].outcome
        return estimated(summed, found.prior, found.method)[0]

    def _stretch(self, day: int) -> _Stretch | Estimate | Gap:
        """Return what the indicator's outcome is worked out from until the next item begins."""
        scorer = Scorer(self.basis, day)
        weighed, pooled, _ = scorer.indicator(self.iso3, self.leaf)
        if isinstance(pooled.outcome, Gap) or self.leaf.latest_only:
            return pooled.outcome
        counting = [one for one in weighed if not one.silenced]
        return _Stretch(counting, day, self.leaf, self.basis)

    def _bearing(self) -> Iterator[Item]:
        """Yield the items that bear on the indicator's ratings and weights."""
        measure = self.leaf.measure
        everywhere = measure is not None and measure.normalise in ACROSS
        for iso3 in self.basis.by_country if everywhere else (self.iso3,):
            own = self.basis.by_country.get(iso3, {})
            yield from own.get(self.leaf.id, ())
            if measure is not None and measure.denominator is not None:
                yield from own.get(measure.denominator, ())


def _steps(item: Item) -> Iterator[int]:
    """Yield the days on which an item begins, begins to age, or ends."""
    yield item.first_day
    yield item.counted_day
    if item.ended_day is not None:
        yield item.ended_day


class _Sums(NamedTuple):
    """Sums over items, the weak ones apart because a cap may scale them down.

    `linear` holds Σw, Σw·y, Σw·y² and Σw·q of the strong and then of the weak items, y the
    rating less a constant; `squared` Σw·f of both, and over the origins Σ of strong², strong·weak
    and weak².
    """

    linear: tuple[float, ...]
    squared: tuple[float, ...]

    def aged(self, factor: float) -> _Sums:
        """Return the sums after all items have lost the same part of their weight."""
        by_square = factor**2
        return _Sums(
            tuple([figure * factor for figure in self.linear]),
            tuple([figure * by_square for figure in self.squared]),
        )


class _Stretch:
    """The items that count from one day until the next on which an item begins or ends."""

    def __init__(
        self, counting: Sequence[Weighed], start: int, leaf: Indicator, basis: Basis
    ) -> None:
        self.start, self.leaf, self.grades = start, leaf, basis.grades
        self.method = basis.tree.rules.method
        self.prior = prior_of(self.method, flipped=leaf.flipped)
        self.centre = min(one.rating for one in counting)
        steady: dict[float, list[list[Weighed]]] = {}
        self.moving: list[list[list[Weighed]]] = []
        for origins in by_publisher(counting):
            lives = {self._half_life(one) for one in chain.from_iterable(origins)}
            if len(lives) == 1:
                share_out(origins, self.method.publisher_discount)
                steady.setdefault(lives.pop(), []).extend(origins)
            else:
                self.moving.append(origins)
        self.steady = [(life, self._sums(origins)) for life, origins in steady.items()]

    def summed(self, day: int) -> Summed | None:
        """Return what the estimate is made of on a day; None of weights too small to square."""
        parts = [sums.aged(2.0 ** ((self.start - day) / life)) for life, sums in self.steady]
        for origins in self.moving:
            self._weigh(origins, day)
            parts.append(self._sums(origins))
        return self._summed(parts)

    def _half_life(self, one: Weighed) -> float:
        """Return what an item ages with here: not at all before its counted day."""
        if one.item.counted_day > self.start:
            return math.inf
        return ages_with(one.item, self.leaf.half_life, self.grades)

    def _weigh(self, origins: Sequence[Sequence[Weighed]], day: int) -> None:
        """Weigh a publisher's items on another day."""
        for one in chain.from_iterable(origins):
            age = max(0, day - one.item.counted_day)
            one.age_factor = 2.0 ** (-age / ages_with(one.item, self.leaf.half_life, self.grades))
            one.base_weight = one.quality / (1.0 - one.quality) * one.age_factor
        share_out(origins, self.method.publisher_discount)

    def _sums(self, origins: Iterable[Sequence[Weighed]]) -> _Sums:
        linear = [0.0] * 8
        squared = [0.0] * 5
        for members in origins:
            own = [0.0, 0.0]
            for one in members:
                weak = one.quality in self.grades.weak
                weight = one.base_weight * one.origin_factor * one.publisher_factor
                y = one.rating - self.centre
                for place, figure in enumerate((1.0, y, y * y, one.quality), 4 * weak):
                    linear[place] += weight * figure
                squared[weak] += weight * one.age_factor
                own[weak] += weight
            strong, weak_ = own
            squared[2] += strong**2
            squared[3] += strong * weak_
            squared[4] += weak_**2
        return _Sums(tuple(linear), tuple(squared))

    def _summed(self, parts: Sequence[_Sums]) -> Summed | None:
        linear = [sum(figures) for figures in zip(*(part.linear for part in parts), strict=True)]
        squared = [sum(figures) for figures in zip(*(part.squared for part in parts), strict=True)]
        cap, together = self.grades.rules.weak.weight, linear[4]
        c = cap / together if together > cap else 1.0
        weight, pull, squares, quality = (
            strong + c * weak for strong, weak in zip(linear[:4], linear[4:], strict=True)
        )
        if weight < SMALL:
            return None
        by_origin = squared[2] + 2.0 * c * squared[3] + c**2 * squared[4]
        shift = pull / weight
        return Summed(
            weight=weight,
            mean=self.centre + shift,
            variance=max(0.0, squares / weight - shift**2),
            age_factor=(squared[0] + c * squared[1]) / weight,
            quality=quality / weight,
            concentration=by_origin / weight**2,
        )
