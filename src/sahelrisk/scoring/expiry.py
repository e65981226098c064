"""When coverage falls under *provisional* if nothing new is entered: exact to the day."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date

from sahelrisk.scoring.assess import Scorer
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import settled
from sahelrisk.scoring.what_if import Country

LAST = date.max.toordinal()
FIRST_STEP = 64
LOOKS = 32


def indicator_lapses(country: Country, leaf: Indicator) -> int | None:
    """Return the first day an indicator's coverage is under provisional; None if never or already.

    Days are ordinals.
    """
    items = country.items(leaf.id)

    def covered(day: int) -> bool:
        outcome = Scorer(country.basis, day).indicator(country.iso3, leaf)[1].outcome
        return _enough(outcome, country)

    return _first(covered, country, items, scan=_may_rise(country, leaf, items))


def country_lapses(country: Country) -> int | None:
    """Return the first day the country's coverage, and with it its band, lapses."""
    own = country.basis.by_country.get(country.iso3, {})
    leaves = country.basis.tree.indicators
    scan = any(_may_rise(country, leaf, country.items(leaf.id)) for leaf in leaves.values())
    items = [item for items in own.values() for item in items]

    def covered(day: int) -> bool:
        return _enough(Scorer(country.basis, day).country(country.iso3).outcome, country)

    return _first(covered, country, items, scan=scan)


def _enough(outcome: Estimate | Gap, country: Country) -> bool:
    coverage = 0.0 if isinstance(outcome, Gap) else outcome.coverage
    return settled(coverage) >= settled(country.basis.tree.rules.coverage.provisional)


def _first(
    covered: Callable[[int], bool], country: Country, items: Sequence[Item], *, scan: bool
) -> int | None:
    """Return the first day that is not covered.

    Between the days on which items begin or end, weights only fall, so that halving finds it.
    """
    day = country.as_of
    if not covered(day):
        return None
    for step in _steps(items, day):
        if not covered(step - 1):
            return _between(covered, day, step - 1, scan=scan)
        if not covered(step):
            return step
        day = step
    width = FIRST_STEP
    while day < LAST:
        far = min(LAST, day + width)
        if not covered(far):
            return _between(covered, day, far, scan=scan)
        day, width = far, width * 2
    return None


def _steps(items: Sequence[Item], after: int) -> list[int]:
    """Return the days on which an item begins, or one ends, from the day after on."""
    days = {item.first_day for item in items}
    days |= {item.ended_day for item in items if item.ended_day is not None}
    return sorted(day for day in days if after < day <= LAST)


def _between(covered: Callable[[int], bool], day: int, end: int, *, scan: bool) -> int:
    """Return the first uncovered day after `day`; `end` is not covered.

    With `scan`, days spread over the way are looked at before halving.
    """
    if scan:
        for one in range(day + 1, end, max(1, (end - day) // LOOKS)):
            if not covered(one):
                end = one
                break
    while end - day > 1:
        middle = (day + end) // 2
        if covered(middle):
            day = middle
        else:
            end = middle
    return end


def _may_rise(country: Country, leaf: Indicator, items: Sequence[Item]) -> bool:
    """Tell whether the cap on rumours could let weight rise while time goes by.

    A rumour and a source that age at different speeds may swap places at one publisher, or trade
    shares within one origin; while the cap binds, what the source gains is not lost elsewhere.
    """
    grades, method = country.basis.grades, country.basis.tree.rules.method
    weak, strong, together = [], [], []
    for item in items:
        if item.withdrawn or item.ended_by(country.as_of):
            continue
        q = grades.quality[item.reliability, item.credibility]
        if q not in grades.weak:
            strong.append(item)
            continue
        weak.append(item)
        life = method.condition_half_life_days if item.condition else leaf.half_life
        age = max(0, country.as_of - item.counted_day)
        together.append(q / (1.0 - q) * 2.0 ** (-age / life))
    if math.fsum(together) <= country.basis.tree.rules.weak.weight:
        return False
    return any(
        one.condition is not other.condition
        and (one.publisher == other.publisher or one.origin_id == other.origin_id is not None)
        for one in weak
        for other in strong
    )
