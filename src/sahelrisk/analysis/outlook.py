"""What to look for next, what lapses when, and what the score hangs on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sahelrisk.analysis.expiry import lapses
from sahelrisk.analysis.flips import Flip, flips
from sahelrisk.analysis.what_if import Added, Country, country_of, with_new_items
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.basis import bearing
from sahelrisk.scoring.estimate import Estimate, Gap, figures, interval
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.weigh import settled


class NextBest(NamedTuple):
    """How many points the country's interval would narrow; negative where it would widen."""

    indicator: str
    points: float


class Lapse(NamedTuple):
    """The first day (ordinal) an indicator is insufficient; None if already, or never."""

    indicator: str
    day: int | None


class LeftOut(NamedTuple):
    """The country without everything of one origin or publisher; `points` is what moves.

    Both are None where too little would be left for a score, or there is none now.
    """

    kind: str
    name: str
    items: int
    score: float | None
    points: float | None
    band: int | None


class Plan(NamedTuple):
    """All of it, for one country."""

    country: Country
    next_best: tuple[NextBest, ...]
    expiry: tuple[Lapse, ...]
    lapses: int | None
    flips: tuple[Flip, ...]
    left_out: tuple[LeftOut, ...]


def plan(basis: Basis, iso3: str, as_of: int) -> Plan:
    """Work out the plan of a country; `as_of` is an ordinal day."""
    country = country_of(basis, iso3, as_of)
    added = with_new_items(country)
    by_indicator, band = lapses(country)
    return Plan(
        country,
        next_best(country, added),
        tuple(Lapse(key, day) for key, day in by_indicator.items()),
        band,
        tuple(flips(country, added)),
        left_out(country),
    )


def next_best(country: Country, added: Mapping[str, Added]) -> tuple[NextBest, ...]:
    """Rank indicators by what one more B2 item at the indicator's score would narrow.

    `added` are the indicators with that item.
    """
    level = country.basis.tree.rules.method.interval

    def width(outcome: Estimate | Gap) -> float:
        estimate = figures(outcome)
        if estimate is None:
            return 0.0
        low, high = interval(estimate, level)
        return high - low

    now = width(country.result.outcome)
    found = [NextBest(key, now - width(then.outcome)) for key, then in added.items()]
    return tuple(sorted(found, key=lambda one: (-settled(one.points), one.indicator)))


def left_out(country: Country) -> tuple[LeftOut, ...]:
    """Leave out each origin, and each publisher, in turn; the heaviest first."""
    origins: dict[tuple[str, str], set[str]] = {}
    publishers: dict[str, set[str]] = {}
    for _, one, _ in bearing(country.result):
        origins.setdefault(one.lineage, set()).add(one.item.id)
        publishers.setdefault(one.item.publisher, set()).add(one.item.id)
    found = [
        _left_out(country, "origin", name[1], ids, _of_origin(name))
        for name, ids in origins.items()
    ]
    found += [
        _left_out(country, "publisher", name, ids, _of_publisher(name))
        for name, ids in publishers.items()
    ]
    return tuple(sorted(found, key=_heaviest))


def _heaviest(one: LeftOut) -> tuple[float, str, str]:
    return (-abs(math.inf if one.points is None else settled(one.points)), one.kind, one.name)


def _of_origin(name: tuple[str, str]) -> Callable[[Item], bool]:
    space, key = name
    if space:
        return lambda item: item.origin is None and item.id == key
    return lambda item: item.origin == key


def _of_publisher(name: str) -> Callable[[Item], bool]:
    return lambda item: item.publisher == name


def _left_out(
    country: Country, kind: str, name: str, ids: set[str], gone: Callable[[Item], bool]
) -> LeftOut:
    outcome = country.without(gone)
    now, then = figures(country.result.outcome), figures(outcome)
    score = then.score if then else None
    points = then.score - now.score if then and now else None
    return LeftOut(kind, name, len(ids), score, points, country.band(outcome))
