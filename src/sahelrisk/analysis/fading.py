"""How little an indicator's items can weigh on any day of a span: a bound from below.

While no item begins or ends, every base weight only falls, and so does the weight of all items
together but for one thing: the cap on weak items. While it binds, what a strong item gains from a
weak one that ages faster, a share of their origin or a place at their publisher, is not lost
elsewhere. The bound takes the least the strong items can have on any day of the span, so that it
holds there too, and on a single day it is the weight itself, but for ties.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Grades, Weighed


class _Ageing(NamedTuple):
    odds: float
    counted_day: int
    half_life: float
    weak: bool

    def weight(self, day: int) -> float:
        """Return the base weight b on a day."""
        return self.odds * math.pow(2.0, -max(0, day - self.counted_day) / self.half_life)


class _Span(NamedTuple):
    """An origin over some days: the strongest item at least and at most, strong items' share."""

    least: float
    most: float
    strong: float


Origin = tuple[_Ageing, ...]


class Fading(NamedTuple):
    """The items of one indicator and country that count, by publisher and origin."""

    publishers: tuple[tuple[Origin, ...], ...]
    grades: Grades
    mixed: bool

    def least_weight(self, first: int, last: int) -> float:
        """Return what the items weigh together at least, on any day from `first` to `last`."""
        keep = 1.0 - self.grades.rules.method.publisher_discount
        total = math.fsum(
            strongest * keep**place
            for own in self.publishers
            for place, strongest in enumerate(
                sorted((max(one.weight(last) for one in origin) for origin in own), reverse=True)
            )
        )
        cap = self.grades.rules.weak.weight
        weak = math.fsum(one.weight(first) for one in self._items() if one.weak)
        if not self.mixed:
            return total if any(not one.weak for one in self._items()) else min(total, cap)
        if weak <= cap:
            return total
        strong = math.fsum(_least_strong(own, first, last, keep) for own in self.publishers)
        return min(total, strong + cap)

    def _items(self) -> list[_Ageing]:
        return [one for own in self.publishers for origin in own for one in origin]


def fading_of(weighed: Sequence[Weighed], leaf: Indicator, grades: Grades) -> Fading:
    """Group the items that count; `weighed` must hold on all days that will be asked about."""
    condition = grades.rules.method.condition_half_life_days
    origins: dict[tuple[str, str], list[Weighed]] = {}
    for one in weighed:
        if not one.silenced:
            origins.setdefault(one.lineage, []).append(one)
    publishers: dict[str, list[Origin]] = {}
    for members in origins.values():
        earliest = min(members, key=lambda one: (one.item.recorded, one.item.id))
        ageing = tuple(
            _Ageing(
                one.quality / (1.0 - one.quality),
                one.item.counted_day,
                condition if one.item.condition else leaf.half_life,
                one.quality in grades.weak,
            )
            for one in members
        )
        publishers.setdefault(earliest.item.publisher, []).append(ageing)
    kinds = {one.weak for own in publishers.values() for origin in own for one in origin}
    return Fading(tuple(tuple(own) for own in publishers.values()), grades, len(kinds) > 1)


def _least_strong(own: Sequence[Origin], first: int, last: int, keep: float) -> float:
    """Return what the strong items of a publisher weigh at least on any day of the span."""
    spans = [_span(origin, first, last) for origin in own]
    return math.fsum(
        one.strong * keep ** sum(other.most >= one.least for other in spans if other is not one)
        for one in spans
        if one.strong
    )


def _span(origin: Origin, first: int, last: int) -> _Span:
    strong = math.fsum(one.weight(last) for one in origin if not one.weak)
    weak = math.fsum(one.weight(first) for one in origin if one.weak)
    least = max(one.weight(last) for one in origin)
    share = strong / (strong + weak) if strong else 0.0
    return _Span(least, max(one.weight(first) for one in origin), least * share)
