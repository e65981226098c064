"""The smallest single change that moves the country's band, of each kind.

Most changes are told from a few sums to leave the band where it is (`quick`, `near`); what is
near an edge, and whatever a tree does that is not arithmetic, is scored in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sahelrisk.analysis.candidates import Reach, reach_of
from sahelrisk.analysis.next_item import nearest_new
from sahelrisk.analysis.quick import Moved, Quick, quick_of
from sahelrisk.analysis.what_if import Added, Country
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed, settled

LETTERS = "ABCDEF"
DIGITS = range(1, 7)
AT_ONCE = 1000
FARTHEST = len(LETTERS) - 1 + len(DIGITS) - 1


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
    """A change to one item, and its fields then."""

    size: float
    result: IndicatorResult
    one: Weighed
    before: str | float
    after: str | float
    fields: Mapping[str, object]


class _Search(NamedTuple):
    """A country, how near its band is, and the indicators that could move it."""

    country: Country
    reach: Reach
    quick: Mapping[str, Quick | None]

    def counting(self) -> list[tuple[IndicatorResult, Weighed]]:
        """Return items that count, by id, where their indicator could move the band at all."""
        found = [
            (result, one)
            for result in self.country.result.indicators
            if result.id in self.quick
            for one in result.items
            if not one.silenced or _counts_elsewhere(result, one)
        ]
        return sorted(found, key=lambda pair: pair[1].item.id)

    def sums(self, result: IndicatorResult, one: Weighed) -> tuple[Quick, int] | None:
        """Return where an item stands in its indicator's sums; None asks for all arithmetic."""
        quick = self.quick[result.id]
        place = quick.place(one.item.id) if quick else None
        return None if quick is None or place is None else (quick, place)

    def dull(self, result: IndicatorResult, moved: Moved | None) -> bool:
        """Tell whether an indicator's new figures, if known, clearly leave the band as it is."""
        return moved is not None and self.reach.too_little(result.id, *moved)


def _counts_elsewhere(result: IndicatorResult, one: Weighed) -> bool:
    """Tell whether an item without weight here may set what countries are compared with."""
    measure = result.indicator.measure
    return measure is not None and measure.normalise in ACROSS and len(one.item.countries) > 1


def flips(country: Country, added: Mapping[str, Added]) -> list[Flip]:
    """Return the smallest flip of each kind that has one: level, grade, withdrawal, new item.

    `added` are the indicators with one more item rated at their score.
    """
    search = _search(country)
    new = nearest_new(country, search.reach, {key: added[key] for key in search.quick})
    found = [
        _smallest("level", _levels(search), search),
        _smallest("grade", _grades(search), search),
        _smallest("withdrawal", _withdrawals(search), search),
        new and Flip("new-item", new.indicator, "", new.score, new.rating, new.size, new.band),
    ]
    return [flip for flip in found if flip is not None]


def found_at_once(country: Country) -> bool:
    """Tell whether all flips are found about as fast as the country is scored.

    They are where sums decide nearly everything, and indicators hold few items each.
    """
    search = _search(country)
    return (
        search.reach.linear
        and sum(len(quick.items) ** 2 if quick else AT_ONCE + 1 for quick in search.quick.values())
        <= AT_ONCE
    )


def smallest_withdrawal(country: Country) -> Flip | None:
    """Return the first item, by id, whose withdrawal alone would move the band."""
    search = _search(country)
    return _smallest("withdrawal", _withdrawals(search), search)


def _search(country: Country) -> _Search:
    reach, prior = reach_of(country), country.basis.tree.rules.method.prior_score
    quick = {
        result.id: quick_of(
            result,
            100.0 - prior if result.indicator.flipped else prior,
            country.basis.grades,
        )
        if reach.linear
        else None
        for result in country.result.indicators
        if not result.reason and reach.possible(result.id)
    }
    return _Search(country, reach, quick)


def _smallest(kind: str, tries: Iterator[_Try], search: _Search) -> Flip | None:
    """Return the first change that moves the band; they come by size, ties by item id.

    Those that are clearly too little for it do not come.
    """
    country = search.country
    now = country.band(country.result.outcome)
    for one in tries:
        leaf = one.result.indicator
        item = one.one.item._replace(**one.fields)  # type: ignore[arg-type]
        band = country.band(country.changed({leaf.id: country.replaced(leaf, item)}))
        if band != now:
            return Flip(kind, leaf.id, item.id, one.before, one.after, one.size, band)
    return None


def _levels(search: _Search) -> Iterator[_Try]:
    """Yield every other rung for every item that was judged; weights stay as they are."""
    tries = []
    for result, one in search.counting():
        ladder = result.indicator.ladder
        level = one.item.level
        if (
            level is None
            or one.item.level_high is not None
            or not ladder[0][0] <= level <= ladder[-1][0]
        ):
            continue
        here = _position(level, result.indicator)
        for place, (rung, rating) in enumerate(ladder):
            if rung != level:
                size = settled(abs(place - here))
                if not search.dull(result, _rerated(search, result, one, rating)):
                    tries.append(_Try(size, result, one, level, rung, {"level": rung}))
    yield from sorted(tries, key=lambda one: (one.size, one.one.item.id, str(one.after)))


def _rerated(search: _Search, result: IndicatorResult, one: Weighed, rating: float) -> Moved | None:
    steps = result.workings
    if search.quick[result.id] is None or steps is None:
        return None
    read = 100.0 - rating if result.indicator.flipped else rating
    pull = one.weight * (read - one.rating) / (steps.prior_weight + steps.weight)
    return Moved(search.country.score(result.id) + pull, steps.coverage)


def _position(level: float, leaf: Indicator) -> float:
    """Return where a level lies on its ladder, in rungs from the lowest."""
    numbers = [number for number, _ in leaf.ladder]
    below = max(place for place, number in enumerate(numbers) if number <= level)
    if below + 1 == len(numbers):
        return float(below)
    return below + (level - numbers[below]) / (numbers[below + 1] - numbers[below])


def _grades(search: _Search) -> Iterator[_Try]:
    """Yield every other grade of every item; a turning point keeps the quality it needs.

    Grades of one quality do the same, so that each quality of an item is worked out once.
    """
    grades = search.country.basis.grades
    needed = settled(grades.rules.turning_point.quality)
    counting = search.counting()
    known = [{one.quality: True} for _, one in counting]
    around: dict[tuple[str, int], _Rings] = {}
    for size in range(1, FARTHEST + 1):
        for (result, one), dull in zip(counting, known, strict=True):
            grade = (one.item.reliability, one.item.credibility)
            if grade not in around:
                around[grade] = _rings(*grade)
            for other in around[grade].get(size, ()):
                q = grades.quality[other]
                if one.item.turning_point and settled(q) < needed:
                    continue
                if q not in dull:
                    dull[q] = search.dull(result, _regraded(search, result, one, q))
                if not dull[q]:
                    fields = {"reliability": other[0], "credibility": other[1]}
                    names = ("{}{}".format(*grade), "{}{}".format(*other))
                    yield _Try(size, result, one, *names, fields)


def _regraded(search: _Search, result: IndicatorResult, one: Weighed, q: float) -> Moved | None:
    sums = search.sums(result, one)
    return sums[0].regraded(sums[1], q) if sums else None


_Rings = Mapping[int, Sequence[tuple[str, int]]]


def _rings(letter: str, digit: int) -> _Rings:
    """Return the other grades by their distance, each ring in order."""
    rings: dict[int, list[tuple[str, int]]] = {}
    for place, name in enumerate(LETTERS):
        for other in DIGITS:
            size = abs(place - LETTERS.index(letter)) + abs(other - digit)
            rings.setdefault(size, []).append((name, other))
    return rings


def _withdrawals(search: _Search) -> Iterator[_Try]:
    for result, one in search.counting():
        sums = search.sums(result, one)
        if not search.dull(result, sums[0].without(sums[1]) if sums else None):
            yield _Try(1.0, result, one, "", "withdrawn", {"withdrawn": True})
