"""Is it a change or noise: would the new evidence have surprised us? (method § 8)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.analysis.credit import prior_weight_of
from sahelrisk.scoring.aggregate import correlated
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.results import CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import Weighed, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Method

Lineage = tuple[str, str]


class Surprise(NamedTuple):
    """λ, the share of the weight that is new, σ_i, how far it was to be expected, and d = λ·σ_i."""

    share: float
    expected: float

    @property
    def size(self) -> float:
        """Return d."""
        return self.share * self.expected


NONE = Surprise(0.0, 0.0)


def expected_moves(before: CountryResult, after: CountryResult, method: Method) -> dict[str, float]:
    """Return d of every indicator and, drawn up the tree as E is, of every node ("" the root)."""
    earlier = {result.id: result for result in before.indicators}
    sizes: dict[str, float] = {}

    def climb(node: NodeResult) -> float:
        parts = []
        for member, slope in zip(node.members, node.member_slopes, strict=True):
            if isinstance(member, NodeResult):
                size = climb(member)
            else:
                was = earlier.get(member.id)
                size = surprise_of(was, member, method).size if was else 0.0
            sizes[member.id] = size
            parts.append(size * slope)
        return correlated(parts, node.node.correlation)

    sizes[""] = climb(after.root)
    return sizes


class _Cell:
    """The pulling weight of one origin at one rating before and after, with the mean qualities."""

    __slots__ = ("sides",)

    def __init__(self) -> None:
        self.sides: tuple[list[Weighed], list[Weighed]] = ([], [])

    def weights(self) -> tuple[float, float]:
        first, last = (math.fsum(one.weight for one in side) for side in self.sides)
        return first, last

    def quality(self) -> float:
        """Return the mean quality in the state where the origin weighs more."""
        first, last = self.weights()
        side, whole = (self.sides[1], last) if last > first else (self.sides[0], first)
        return math.fsum(one.weight / whole * one.quality for one in side)


def surprise_of(before: IndicatorResult, after: IndicatorResult, method: Method) -> Surprise:
    """Measure the differences of pulling weights, summed by origin and rating."""
    first = figures(before.outcome)
    if first is None or figures(after.outcome) is None:
        return NONE
    cells = _cells(before, after)
    changed: list[tuple[Lineage, float, float]] = []
    greater = []
    for (lineage, _), cell in cells.items():
        was, now = cell.weights()
        greater.append(max(was, now))
        size = abs(now - was)
        if settled(size):
            changed.append((lineage, size, cell.quality()))
    moved = math.fsum(size for _, size, _ in changed)
    if not moved:
        return NONE
    k = prior_weight_of(after, method.prior_weight)
    by_origin: dict[Lineage, list[float]] = {}
    for lineage, size, _ in changed:
        by_origin.setdefault(lineage, []).append(size)
    witnesses = moved**2 / math.fsum(math.fsum(own) ** 2 for own in by_origin.values())
    quality = math.fsum(size / moved * q for _, size, q in changed)
    floor = method.prior_spread * (1.0 - quality)
    weight = moved / (k + moved)
    spread = weight * (floor**2 + method.reading_error**2) / witnesses
    expected = math.sqrt(first.standard_error**2 + spread)
    return Surprise(moved / (k + math.fsum(greater)), expected)


def _cells(before: IndicatorResult, after: IndicatorResult) -> dict[tuple[Lineage, float], _Cell]:
    cells: dict[tuple[Lineage, float], _Cell] = {}
    for place, result in enumerate((before, after)):
        for one in result.items:
            if one.pulling_weight:
                cell = cells.setdefault((one.lineage, settled(one.rating)), _Cell())
                cell.sides[place].append(one)
    return cells
