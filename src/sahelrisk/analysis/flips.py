"""What would move a band: the nearest exact B2 item of each indicator, up and down."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sahelrisk.analysis.what_if import Country
from sahelrisk.scoring.estimate import TOP, figures
from sahelrisk.scoring.readings import AT_LEAST, AT_MOST
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed, settled

UP, DOWN = "up", "down"
COUNTRY = ""


class Flip(NamedTuple):
    """One more item of an indicator, at the rating nearest to its score that moves a band.

    `node` is whose band moves: the indicator's own, or the country's (`COUNTRY`). `score` is the
    indicator's now, `after` that of `node` then, `band` its band then. `rung` is the place in the
    indicator's ladder, None of a measured one, whose ratings are tried by whole points.
    """

    direction: str
    node: str
    indicator: str
    score: float
    rating: float
    rung: int | None
    after: float
    band: int

    @property
    def size(self) -> float:
        """Return how far the item is rated from the indicator's score."""
        return abs(self.rating - self.score)


class _Try(NamedTuple):
    """A rating of the new item, as the profile reads it, and the rung it stands on."""

    rating: float
    rung: int | None


def flips(country: Country) -> tuple[Flip, ...]:
    """Return the flips of all indicators: the country's band first, the nearest first."""
    found = [
        flip
        for result in country.result.indicators
        if not result.reason
        for flip in _flips(country, result.indicator)
    ]
    return tuple(
        sorted(found, key=lambda one: (one.node != COUNTRY, settled(one.size), one.indicator))
    )


def held(country: Country, flip: Flip) -> Weighed | None:
    """Return the newest item with weight that already reports the rung of a flip, None without one.

    One whose level is open says no rung, and one that bounds from the other side none of these.
    """
    if flip.rung is None:
        return None
    other_way = AT_MOST if flip.direction == UP else AT_LEAST
    own = [
        one
        for result in country.result.indicators
        if result.id == flip.indicator
        for one in result.items
        if not one.silenced
        and not one.openness
        and one.item.level is not None
        and one.reads != other_way
        and settled(one.rating) == settled(flip.rating)
    ]
    return max(own, key=lambda one: (one.item.first_day, one.quality, one.item.id), default=None)


def _flips(country: Country, leaf: Indicator) -> Iterator[Flip]:
    """Yield the nearest item in either direction for the country's and the indicator's band.

    A higher rating never lowers a score, so that halving finds it.
    """
    tried = cache(lambda rating: country.with_new(leaf, rating))
    score = country.score(leaf.id)

    def moved(node: str, rating: float) -> tuple[int, float] | None:
        new = tried(rating)
        outcome = new.country if node == COUNTRY else new.indicator
        band, estimate = country.band(outcome), figures(outcome)
        return None if band is None or estimate is None else (band, estimate.score)

    tries = _tries(leaf)
    for direction, sign in ((UP, 1), (DOWN, -1)):
        beyond = [one for one in tries if sign * settled(one.rating - score) > 0.0][::sign]
        for node in (COUNTRY, leaf.id):
            now = country.band(country.outcomes[node])
            if now is None or not beyond:
                continue

            def flipped(one: _Try, node: str = node, now: int = now, sign: int = sign) -> bool:
                then = moved(node, one.rating)
                return then is not None and sign * (then[0] - now) > 0

            if not flipped(beyond[-1]):
                continue
            nearest = beyond[bisect_left(beyond, True, key=flipped)]  # noqa: FBT003  a bool is sought
            then = moved(node, nearest.rating)
            if then is not None:
                yield Flip(direction, node, leaf.id, score, *nearest, then[1], then[0])


def _tries(leaf: Indicator) -> Sequence[_Try]:
    """Return the ratings a new item may have, ascending."""
    if not leaf.ladder:
        return [_Try(float(points), None) for points in range(int(TOP) + 1)]
    rungs = enumerate(rating for _, rating in leaf.ladder)
    read = [_Try(TOP - rating if leaf.flipped else rating, place) for place, rating in rungs]
    return sorted(read)
