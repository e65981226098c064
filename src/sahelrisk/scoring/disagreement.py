"""Where sources disagree: contested, or changed over time (method § 3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.weigh import Weighed, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Contested


class Disagreement(NamedTuple):
    """The strongest item on each side of the mean, the higher rating first."""

    above: Weighed
    below: Weighed


def disagreement(
    weighed: Sequence[Weighed], rules: Contested, within: float | None = None
) -> Disagreement | None:
    """Return who disagrees among exact and pulling items, if they spread far enough.

    With `within`, only items observed at most so many days before the newest are looked at: with
    the indicator's half-life a disagreement is *contested*, without it *changed over time*.
    """
    used = [one for one in weighed if one.pulling_weight > 0.0]
    if within is not None and used:
        newest = max(one.item.first_day for one in used)
        used = [one for one in used if newest - one.item.first_day <= within]
    total = math.fsum(one.weight for one in used)
    if not total:
        return None
    mean = math.fsum(one.weight / total * one.rating for one in used)
    variance = math.fsum(one.weight / total * (one.rating - mean) ** 2 for one in used)
    above = [one for one in used if settled(one.rating) > settled(mean)]
    below = [one for one in used if settled(one.rating) < settled(mean)]
    needed = settled(rules.weight)
    if settled(math.sqrt(variance)) < settled(rules.spread) or any(
        settled(math.fsum(one.weight for one in side)) < needed for side in (above, below)
    ):
        return None
    return Disagreement(_strongest(above), _strongest(below)) if above and below else None


def _strongest(side: Sequence[Weighed]) -> Weighed:
    return min(side, key=lambda one: (-one.weight, -one.item.first_day, one.item.id))
