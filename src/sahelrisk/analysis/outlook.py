"""What to look for next, what lapses when, and what the score hangs on."""

from __future__ import annotations

import math
from typing import NamedTuple

from sahelrisk.analysis.expiry import Lapse, lapses
from sahelrisk.analysis.flips import Flip, flips
from sahelrisk.analysis.what_if import Country, Outcome, country_of
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.basis import bearing
from sahelrisk.scoring.estimate import Estimate, figures, interval
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.weigh import settled

HEAVIEST = 20
"""So many origins, and publishers, are left out in turn."""


class NextBest(NamedTuple):
    """What one more exact B2 item at the indicator's score does to the country.

    `points` and `error` are by how much interval and standard error narrow, negative where they
    widen; `coverage` is what is gained.
    """

    indicator: str
    points: float
    error: float
    coverage: float


class LeftOut(NamedTuple):
    """The country without everything of one origin or publisher; `points` is what moves.

    `estimate` is what is left, None where nothing is left for a score, `points` too where there is
    none now; `band` is None where too little is left to name one.
    """

    kind: str
    name: str
    items: int
    estimate: Estimate | None
    points: float | None
    band: int | None


class Plan(NamedTuple):
    """All of it, for one country; `lapse` is the country's own."""

    country: Country
    next_best: tuple[NextBest, ...]
    expiry: tuple[Lapse, ...]
    lapse: Lapse
    flips: tuple[Flip, ...]
    left_out: tuple[LeftOut, ...]


def plan(basis: Basis, iso3: str, as_of: int) -> Plan:
    """Work out the plan of a country; `as_of` is an ordinal day."""
    country = country_of(basis, iso3, as_of)
    expiry, own = lapses(country)
    return Plan(country, next_best(country), expiry, own, flips(country), left_out(country))


def next_best(country: Country) -> tuple[NextBest, ...]:
    """Rank indicators by what one more exact B2 item at their score would narrow."""
    level = country.basis.tree.rules.method.interval
    width, error, coverage = _sureness(country.result.outcome, level)
    found = []
    for result in country.result.indicators:
        if not result.reason:
            new = country.with_new(result.indicator, country.score(result.id))
            then = _sureness(new.country, level)
            found.append(NextBest(result.id, width - then[0], error - then[1], then[2] - coverage))
    return tuple(sorted(found, key=lambda one: (-settled(one.error), one.indicator)))


def _sureness(outcome: Outcome, level: float) -> tuple[float, float, float]:
    """Return the width of the interval, the standard error and the coverage of an outcome."""
    estimate = figures(outcome)
    if estimate is None:
        return 0.0, 0.0, 0.0
    low, high = interval(estimate, level)
    return high - low, estimate.standard_error, estimate.coverage


_Source = tuple[str, str | tuple[str, str]]
"""An origin or a publisher: which of the two, and its key."""


def _sources(item: Item) -> tuple[_Source, _Source]:
    return ("origin", item.lineage), ("publisher", item.publisher)


def left_out(country: Country) -> tuple[LeftOut, ...]:
    """Leave out each of the heaviest origins and publishers in turn; what moves most first."""
    weights: dict[_Source, list[float]] = {}
    bears: dict[_Source, set[str]] = {}
    for _, one, weight in bearing(country.result):
        for key in _sources(one.item):
            weights.setdefault(key, []).append(weight)
            bears.setdefault(key, set()).add(one.item.id)
    heaviest = sorted(weights, key=lambda key: (-settled(math.fsum(weights[key])), str(key)))
    chosen = [
        key
        for kind in ("origin", "publisher")
        for key in [key for key in heaviest if key[0] == kind][:HEAVIEST]
    ]
    gone: dict[_Source, set[str]] = {key: set() for key in chosen}
    for own in country.basis.by_country.values():
        for items in own.values():
            for item in items:
                for key in _sources(item):
                    if key in gone:
                        gone[key].add(item.id)
    now = figures(country.result.outcome)
    found = []
    for key in chosen:
        outcome = country.without(gone[key])
        name = key[1] if isinstance(key[1], str) else key[1][1]
        found.append(_left_out(country, (key[0], name, len(bears[key])), now, outcome))
    return tuple(sorted(found, key=_heaviest))


def _left_out(
    country: Country, what: tuple[str, str, int], now: Estimate | None, outcome: Outcome
) -> LeftOut:
    then = figures(outcome)
    points = then.score - now.score if then and now else None
    return LeftOut(*what, then, points, country.band(outcome))


def _heaviest(one: LeftOut) -> tuple[float, str, str]:
    return (-abs(math.inf if one.points is None else settled(one.points)), one.kind, one.name)
