"""The score as the one root of the equation of method § 3."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Side = Sequence[tuple[float, float]]
"""Ratings of one-sided items with their weights."""


def root(centre: float, mass: float, above: Side, below: Side) -> float:
    """Return m of mass·(centre - m) + Σ above w·max(0, x - m) - Σ below w·max(0, m - x) = 0.

    `centre` is the exact score, `mass` k + S_e, more than 0. The left side falls with m and is
    linear between ratings.
    """
    if not above and not below:
        return centre

    def left(m: float) -> float:
        pulls = [mass * (centre - m)]
        pulls += [w * (x - m) for x, w in above if x > m]
        pulls += [w * (x - m) for x, w in below if x < m]
        return math.fsum(pulls)

    places = sorted({x for x, _ in above} | {x for x, _ in below})
    index = _first(places, lambda place: left(place) <= 0.0)
    high = places[index] if index < len(places) else math.inf
    low = places[index - 1] if index else -math.inf
    pulling = [(x, w) for x, w in above if x >= high] + [(x, w) for x, w in below if x <= low]
    weight = math.fsum([mass, *(w for _, w in pulling)])
    return centre + math.fsum(w * (x - centre) for x, w in pulling) / weight


def _first(places: Sequence[float], holds: Callable[[float], bool]) -> int:
    """Return the index of the first place for which something holds that then goes on to hold."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if holds(places[middle]):
            high = middle
        else:
            low = middle + 1
    return low
