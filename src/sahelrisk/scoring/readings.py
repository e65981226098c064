"""What an item says: its rating, how open it leaves it, and how it is read (method § 1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.rate import level_rating

if TYPE_CHECKING:
    from sahelrisk.scoring.items import Item
    from sahelrisk.scoring.tree import Indicator

EXACT, AT_LEAST, AT_MOST = "exact", "at-least", "at-most"
_MIRROR = {EXACT: EXACT, AT_LEAST: AT_MOST, AT_MOST: AT_LEAST}


class Reading(NamedTuple):
    """A rating on 0–100 and how it is read.

    `points` is the rating as it counts, a one-sided range at its milder end; `low` and `high` are
    the ends of a range, `openness` their distance / 100, 0 of a one-sided one. `slope` is the
    change of the rating with the value of a measured item.
    """

    points: float
    reads: str = EXACT
    openness: float = 0.0
    low: float = 0.0
    high: float = 0.0
    slope: float = 0.0

    def flipped(self) -> Reading:
        """Return the reading of a profile that flips the indicator."""
        return Reading(
            100.0 - self.points,
            _MIRROR[self.reads],
            self.openness,
            100.0 - self.high,
            100.0 - self.low,
            -self.slope,
        )


def exactly(points: float, slope: float = 0.0) -> Reading:
    """Return the reading of a rating that is known exactly."""
    return Reading(points, EXACT, 0.0, points, points, slope)


def how_read(item: Item, leaf: Indicator, *, has_prior: bool) -> str:
    """Return how an item is read before any flip; without a prior everything reads exactly."""
    if not has_prior or item.value is not None:
        return EXACT
    if item.reads is not None:
        return item.reads
    if item.turning_point:
        return EXACT
    if item.kind == "nil-return":
        return AT_MOST
    if item.kind == "observation" and not item.condition:
        return leaf.event_reads
    return EXACT


def reading_of(
    level: float, level_high: float | None, ladder: Sequence[tuple[float, float]], reads: str
) -> Reading | None:
    """Rate a level, or a range of levels, before any flip; None outside the ladder."""
    first = level_rating(level, ladder)
    last = first if level_high is None else level_rating(level_high, ladder)
    if first is None or last is None:
        return None
    low, high = min(first, last), max(first, last)
    if reads == AT_LEAST:
        return Reading(low, reads, 0.0, low, high)
    if reads == AT_MOST:
        return Reading(high, reads, 0.0, low, high)
    return Reading(low + (high - low) / 2.0, reads, (high - low) / 100.0, low, high)
