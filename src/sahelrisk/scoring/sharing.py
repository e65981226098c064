"""An origin counts once, a publisher is not many witnesses, rumours are capped (§§ 2.3–2.5)."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from sahelrisk.scoring.weigh import Grades, Weighed, settled

NEGLIGIBLE = 1e-20
"""What a publisher's further origins are multiplied with where they no longer show."""


def by_origin(items: Iterable[Weighed]) -> dict[tuple[str, str], list[Weighed]]:
    """Group items by origin."""
    origins: dict[tuple[str, str], list[Weighed]] = {}
    for one in items:
        origins.setdefault(one.lineage, []).append(one)
    return origins


def chief_rank(one: Weighed) -> tuple[float, int, str]:
    """Order an origin's items: best graded, then earlier recorded, then smaller id."""
    return (-settled(one.quality), one.item.recorded, one.item.id)


def chief_of(members: Sequence[Weighed]) -> Weighed:
    """Return the item whose publisher and grade are an origin's."""
    return members[0] if len(members) == 1 else min(members, key=chief_rank)


def discounted(weights: Sequence[float], discount: float) -> float:
    """Return what a publisher's origins weigh together; `weights` descend."""
    if not discount:
        return math.fsum(weights)
    parts, keep = [], 1.0
    for weight in weights:
        parts.append(weight * keep)
        keep *= 1.0 - discount
        if keep < NEGLIGIBLE:
            break
    return math.fsum(parts)


def share(items: Sequence[Weighed], grades: Grades) -> None:
    """Weigh items among themselves by steps 3 to 5, each with its factors."""
    method, weak = grades.rules.method, grades.rules.weak
    publishers: dict[str, list[tuple[float, list[Weighed]]]] = {}
    rumours: list[Weighed] = []
    for members in by_origin(items).values():
        chief = chief_of(members)
        strongest = max(one.base_weight for one in members)
        together = math.fsum(one.base_weight for one in members)
        for one in members:
            one.origin_factor = strongest / together if together else 0.0
        publishers.setdefault(chief.item.publisher, []).append((strongest, members))
        if chief.quality in grades.weak:
            rumours += members
    for own in publishers.values():
        weights = sorted((weight for weight, _ in own), reverse=True)
        whole = math.fsum(weights)
        factor = 1.0
        if len(own) > 1 and whole:
            factor = discounted(weights, method.publisher_discount) / whole
        for _, members in own:
            for one in members:
                one.publisher_factor, one.weak_factor, one.rung_factor = factor, 1.0, 1.0
                one.weight = one.base_weight * one.origin_factor * factor
    together = math.fsum(one.weight for one in rumours)
    for one in rumours if together > weak.weight else ():
        one.weak_factor = weak.weight / together
        one.publisher_factor *= one.weak_factor
        one.weight *= one.weak_factor


class _Publisher:
    """A publisher's origins: their weights in order, and what they weigh together."""

    __slots__ = ("rumours", "shares", "weights", "whole")

    def __init__(self) -> None:
        self.weights: list[float] = []
        self.whole, self.rumours = ExactSum(), ExactSum()
        self.shares = (0.0, 0.0)

    def put(self, weight: float, *, weak: bool) -> None:
        insort(self.weights, weight)
        self.whole.add(weight)
        if weak:
            self.rumours.add(weight)

    def take(self, weight: float, *, weak: bool) -> None:
        del self.weights[bisect_left(self.weights, weight)]
        self.whole.add(-weight)
        if weak:
            self.rumours.add(-weight)

    def shared(self, discount: float) -> tuple[float, float]:
        """Return what strong and what weak origins weigh."""
        whole = self.whole.value()
        if not whole:
            return 0.0, 0.0
        if not discount or len(self.weights) == 1:
            together = whole
        else:
            count = min(len(self.weights), _places(discount))
            together = discounted(self.weights[: -count - 1 : -1], discount)
        weak = together * (self.rumours.value() / whole)
        return together - weak, weak


def _places(discount: float) -> int:
    """Return how many of a publisher's origins can show at all."""
    keep = 1.0 - discount
    return 1 if not keep else math.ceil(math.log(NEGLIGIBLE) / math.log(keep)) + 1


class Tally:
    """What a growing set of items weighs by steps 3 to 5, and by how many it is borne out."""

    def __init__(self, grades: Grades) -> None:
        """Start with no items."""
        self._grades = grades
        self._origins: dict[tuple[str, str], tuple[float, Weighed]] = {}
        self._publishers: dict[str, _Publisher] = {}
        self._touched: dict[str, None] = {}
        self._strong, self._weak, self._witnesses = ExactSum(), ExactSum(), ExactSum()

    def add(self, one: Weighed) -> None:
        """Add an item."""
        known = self._origins.get(one.lineage)
        if known is None:
            changed = (one.base_weight, one)
        else:
            weight, chief = known
            changed = (max(weight, one.base_weight), min(chief, one, key=chief_rank))
            if changed[0] == weight and changed[1] is chief:
                return
            self._move(known, -1)
        self._origins[one.lineage] = changed
        self._move(changed, 1)

    def _move(self, origin: tuple[float, Weighed], sign: int) -> None:
        weight, chief = origin
        name = chief.item.publisher
        publisher = self._publishers.setdefault(name, _Publisher())
        weak = chief.quality in self._grades.weak
        (publisher.put if sign > 0 else publisher.take)(weight, weak=weak)
        self._touched[name] = None
        self._witnesses.add(sign * min(1.0, weight))

    def total(self) -> float:
        """Return T: the weight together, times n/(n + c)."""
        rules = self._grades.rules
        for name in self._touched:
            publisher = self._publishers[name]
            shares = publisher.shared(rules.method.publisher_discount)
            for total, was, now in zip(
                (self._strong, self._weak), publisher.shares, shares, strict=True
            ):
                total.add(-was)
                total.add(now)
            publisher.shares = shares
        self._touched.clear()
        n = self._witnesses.value()
        borne_out = n / (n + rules.method.corroboration) if n else 0.0
        weight = self._strong.value() + min(self._weak.value(), rules.weak.weight)
        return weight * borne_out


def rungs(items: Sequence[Weighed], sign: float, grades: Grades) -> None:
    """Weigh one-sided items: at-least ones from the top (sign 1), at-most from the bottom (-1).

    A rung weighs what T grows by at it beyond its greatest value so far.
    """
    by_rung: dict[float, list[Weighed]] = {}
    for one in items:
        by_rung.setdefault(settled(sign * one.rating), []).append(one)
    tally, greatest = Tally(grades), 0.0
    for _, here in sorted(by_rung.items(), key=_rung, reverse=True):
        for one in here:
            tally.add(one)
        total = tally.total()
        adds, greatest = max(0.0, total - greatest), max(total, greatest)
        share(here, grades)
        whole = math.fsum(one.weight for one in here)
        for one in here:
            one.rung_factor = adds / whole if whole else 0.0
            one.weight *= one.rung_factor


def _rung(entry: tuple[float, Sequence[Weighed]]) -> float:
    return entry[0]


class ExactSum:
    """Shewchuk's expansion, as in `math.fsum`: the order of what is added never matters."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        """Start at 0."""
        self._parts: list[float] = []

    def add(self, figure: float) -> None:
        """Add a finite figure; minus a figure takes it away again exactly."""
        count = 0
        for part in self._parts:
            large, small = (figure, part) if abs(figure) >= abs(part) else (part, figure)
            high = large + small
            low = small - (high - large)
            if low:
                self._parts[count] = low
                count += 1
            figure = high
        self._parts[count:] = [figure]

    def value(self) -> float:
        """Return the sum, rounded once."""
        return math.fsum(self._parts)
