"""The smallest single change that moves the country's band, of each kind."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sahelrisk.scoring.assess import IndicatorResult
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.near import reach_of
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed, settled
from sahelrisk.scoring.what_if import Country, new_item

LETTERS = "ABCDEF"
DIGITS = range(1, 7)
TOP = 100.0
FINE = 1e-6


class Flip(NamedTuple):
    """One change: `size` in rungs, grade steps, items or points of rating.

    `before` and `after` are levels, grades or ratings, "" where there is none; `band` is the
    place of the band it leads to, None where none would be printed any more.
    """

    kind: str
    indicator: str
    evidence: str
    before: str | float
    after: str | float
    size: float
    band: int | None


class _Try(NamedTuple):
    """A change to one item, before anybody knows whether it flips the band."""

    size: float
    evidence: str
    indicator: str
    before: str | float
    after: str | float
    changed: Item


def flips(country: Country) -> list[Flip]:
    """Return the smallest flip of each kind that has one: level, grade, withdrawal, new item."""
    found = [
        _smallest("level", _levels(country), country),
        _smallest("grade", _grades(country), country),
        smallest_withdrawal(country),
        _new(country),
    ]
    return [flip for flip in found if flip is not None]


def smallest_withdrawal(country: Country) -> Flip | None:
    """Return the first item, by id, whose withdrawal alone would move the band."""
    return _smallest("withdrawal", _withdrawals(country), country)


def _smallest(kind: str, tries: Iterator[_Try], country: Country) -> Flip | None:
    """Try changes from the smallest on, ties by item id."""
    reach = reach_of(country)
    now = country.band(country.result)
    for one in sorted(tries, key=lambda one: (one.size, one.evidence, str(one.after))):
        leaf = country.basis.tree.indicators[one.indicator]
        if not reach.possible(leaf.id):
            continue
        found = country.replaced(leaf, one.changed)
        if reach.too_little(leaf.id, found[1].outcome):
            continue
        band = country.band(country.drawn({leaf.id: found}))
        if band != now:
            return Flip(kind, leaf.id, one.evidence, one.before, one.after, one.size, band)
    return None


def _counting(country: Country) -> Iterator[tuple[IndicatorResult, Weighed]]:
    """Yield the items that are neither withdrawn, ended nor retired."""
    for result in country.result.indicators:
        for one in result.items:
            if not one.silenced:
                yield result, one


def _levels(country: Country) -> Iterator[_Try]:
    """Yield every other rung for every item that was judged."""
    for result, one in _counting(country):
        ladder = result.indicator.ladder
        level = one.item.level
        if level is None or not ladder[0][0] <= level <= ladder[-1][0]:
            continue
        here = _position(level, result.indicator)
        for place, (rung, _) in enumerate(ladder):
            if rung != level:
                size = settled(abs(place - here))
                changed = one.item._replace(level=rung)
                yield _Try(size, one.item.id, result.id, level, rung, changed)


def _position(level: float, leaf: Indicator) -> float:
    """Return where a level lies on its ladder, in rungs from the lowest."""
    numbers = [number for number, _ in leaf.ladder]
    below = max(place for place, number in enumerate(numbers) if number <= level)
    if below + 1 == len(numbers):
        return float(below)
    return below + (level - numbers[below]) / (numbers[below + 1] - numbers[below])


def _grades(country: Country) -> Iterator[_Try]:
    """Yield every other grade of every item; a turning point keeps the quality it needs."""
    qualities = country.basis.grades.quality
    needed = settled(country.basis.tree.rules.turning_point.quality)
    for result, one in _counting(country):
        item = one.item
        letter = LETTERS.index(item.reliability)
        for place, name in enumerate(LETTERS):
            for digit in DIGITS:
                size = abs(place - letter) + abs(digit - item.credibility)
                too_weak = item.turning_point and settled(qualities[name, digit]) < needed
                if not size or too_weak:
                    continue
                changed = item._replace(reliability=name, credibility=digit)
                before = f"{item.reliability}{item.credibility}"
                yield _Try(size, item.id, result.id, before, f"{name}{digit}", changed)


def _withdrawals(country: Country) -> Iterator[_Try]:
    for result, one in _counting(country):
        changed = one.item._replace(withdrawn=True)
        yield _Try(1.0, one.item.id, result.id, "", "withdrawn", changed)


def _new(country: Country) -> Flip | None:
    """Return the new B2 item whose rating lies nearest to its indicator's score."""
    reach = reach_of(country)
    found = [
        flip
        for result in country.result.indicators
        if not result.reason and reach.possible(result.id)
        for flip in _nearest(country, result.indicator)
    ]
    return min(found, key=lambda flip: (flip.size, flip.indicator, flip.after), default=None)


def _nearest(country: Country, leaf: Indicator) -> Iterator[Flip]:
    """Yield the nearest rating above, and the nearest below, an indicator's score that flips."""
    score = country.score(leaf.id)
    own = country.items(leaf.id)
    now = country.band(country.result)

    def band(rating: float) -> int | None:
        found = country.indicator(leaf, [*own, new_item(country, leaf.id, rating)])
        return country.band(country.drawn({leaf.id: found}))

    def flipped(rating: float) -> bool:
        return band(rating) != now

    if flipped(score):
        yield Flip("new-item", leaf.id, "", score, score, 0.0, band(score))
        return
    for end, outwards in ((TOP, math.ceil), (0.0, math.floor)):
        if abs(end - score) > FINE and flipped(end):
            edge = _edge(flipped, score, end)
            # A millionth outwards, so that the printed rating flips it too.
            rating = round(min(TOP, max(0.0, outwards(edge / FINE) * FINE)), 6)
            yield Flip("new-item", leaf.id, "", score, rating, abs(rating - score), band(rating))


def _edge(flipped: Callable[[float], bool], inside: float, outside: float) -> float:
    """Return a flipping rating, at most half of FINE beyond the nearest one."""
    while abs(outside - inside) > FINE / 2.0:
        middle = (inside + outside) / 2.0
        if flipped(middle):
            outside = middle
        else:
            inside = middle
    return outside
