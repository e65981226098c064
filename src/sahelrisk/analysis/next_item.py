"""The one new item that moves the country's band, with its rating nearest to what is thought now.

An item's rating has no part in what anything weighs, so that where the tree is arithmetic the
country's score is a straight line in it, and the rating at which the band moves can be foretold.
Ratings found so are tried in full on both sides; where they do not hold, halving finds them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from sahelrisk.analysis.candidates import Reach
from sahelrisk.analysis.what_if import Added, Country, new_item_id, with_new
from sahelrisk.scoring.estimate import TOP, figures
from sahelrisk.scoring.tree import Indicator

FINE = 1e-6
# Around a foretold rating; what rounding to nine decimals may move is added to it.
BRACKET = 1e-5
ROUNDING = 1e-8


class New(NamedTuple):
    """A new item of an indicator: its rating, how far that is from the score, the band then."""

    size: float
    indicator: str
    rating: float
    score: float
    band: int | None


class _Way(NamedTuple):
    """A direction to go from an indicator's score, and about where the band moves.

    `about` is how far, as foretold, 0 where nothing could be; `slack` how far off that may be.
    """

    about: float
    indicator: str
    end: float
    slack: float


def nearest_new(country: Country, reach: Reach, added: Mapping[str, Added]) -> New | None:
    """Return the nearest new item; `added` are indicators with one rated at their score."""
    now = country.band(country.result.outcome)
    ways: list[_Way] = []
    best: New | None = None
    for key, new in added.items():
        band = country.band(new.outcome)
        if band == now:
            ways += _ways(country, reach, key, new)
        elif best is None or key < best.indicator:
            best = New(0.0, key, country.score(key), country.score(key), band)
    for way in sorted(ways) if best is None else ():
        if best is None or way.about - way.slack <= best.size:
            found_new = _nearest(country, now, way)
            best = min((one for one in (best, found_new) if one is not None), default=None)
    return best


def _ways(country: Country, reach: Reach, key: str, new: Added) -> Iterator[_Way]:
    """Yield both directions that may lead to another band."""
    score = country.score(key)
    slope = _slope(reach, key, new)
    drawn = figures(new.outcome)
    for end in (TOP, 0.0):
        if abs(end - score) <= FINE:
            continue
        if slope is None or drawn is None:
            yield _Way(0.0, key, end, 0.0)
            continue
        edge = reach.high if end else reach.low
        gap = abs(edge - drawn.score)
        slack = BRACKET + ROUNDING / slope if slope else 0.0
        if slope and gap / slope <= abs(end - score) + slack:
            yield _Way(gap / slope, key, end, slack)


def _slope(reach: Reach, key: str, new: Added) -> float | None:
    """Return the change of the country's score with the new rating; None if it is no line."""
    weighed, pooled, _ = new.found
    weight = next((one.weight for one in weighed if one.item.id == new_item_id(key)), None)
    if not reach.clear or weight is None:
        return None
    share = reach.results[key].slope * weight
    if pooled.workings is None:
        return share
    return share / (pooled.workings.prior_weight + pooled.workings.weight)


def _nearest(country: Country, now: int | None, way: _Way) -> New | None:
    """Find the nearest rating that flips on one way."""
    leaf = country.basis.tree.indicators[way.indicator]
    score = country.score(leaf.id)

    def flipped(rating: float) -> bool:
        return _band(country, leaf, rating) != now

    inside, outside = score, way.end
    if way.slack:
        sign = 1.0 if way.end else -1.0
        near = score + sign * max(0.0, way.about - way.slack)
        far = min(TOP, max(0.0, score + sign * (way.about + way.slack)))
        if flipped(far) and (near == score or not flipped(near)):
            inside, outside = near, far
    if not flipped(outside):
        return None
    edge = _edge(flipped, inside, outside)
    # A millionth outwards, so that the printed rating flips it too.
    outwards = math.ceil if way.end else math.floor
    rating = round(min(TOP, max(0.0, outwards(edge / FINE) * FINE)), 6)
    return New(abs(rating - score), leaf.id, rating, score, _band(country, leaf, rating))


def _band(country: Country, leaf: Indicator, rating: float) -> int | None:
    return country.band(country.changed({leaf.id: with_new(country, leaf, rating)}))


def _edge(flipped: Callable[[float], bool], inside: float, outside: float) -> float:
    """Return a flipping rating, at most half of FINE beyond the nearest one."""
    while abs(outside - inside) > FINE / 2.0:
        middle = (inside + outside) / 2.0
        if flipped(middle):
            outside = middle
        else:
            inside = middle
    return outside
