"""How the indicators of a framework hang together across countries.

Sources: OECD/JRC *Handbook on Constructing Composite Indicators* (2008), steps 5 and 6; Cronbach
1951 (alpha); Becker et al. 2017 (nominal weights against their effect).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sahelrisk.scoring.estimate import Gap, figures
from sahelrisk.scoring.results import CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import settled

REDUNDANT = 0.9
FEWEST = 10
"""Countries from which on anything is said of how indicators hang together."""


class Part(NamedTuple):
    """One indicator: countries with evidence, correlation with the total, weights.

    `nominal` is its mean effective weight; `effective` its share of the variance of the total,
    cov(weight × score, total) / var(total), which adds up to 1 where aggregation is arithmetic.
    """

    id: str
    countries: int
    with_total: float | None
    nominal: float
    effective: float | None


class Pair(NamedTuple):
    """Two indicators and the correlation of their scores over countries that have both."""

    first: str
    second: str
    correlation: float
    countries: int


class Structure(NamedTuple):
    """Indicators, all pairs that can be compared, and Cronbach's alpha of each pillar."""

    parts: tuple[Part, ...]
    pairs: tuple[Pair, ...]
    alphas: Mapping[str, float | None]

    def redundant(self) -> tuple[Pair, ...]:
        """Return the pairs that say nearly the same, the closest first."""
        close = [pair for pair in self.pairs if settled(abs(pair.correlation)) >= REDUNDANT]
        return tuple(sorted(close, key=lambda p: (-settled(abs(p.correlation)), p.first, p.second)))


def structure_of(countries: Sequence[CountryResult]) -> Structure:
    """Work out correlations, weights and alphas over countries; few countries give None."""
    totals = {c.iso3: found.score for c in countries if (found := figures(c.outcome))}
    by_indicator: dict[str, dict[str, IndicatorResult]] = {}
    for country in countries:
        for result in country.indicators:
            by_indicator.setdefault(result.id, {})[country.iso3] = result
    scores = {key: _scores(found) for key, found in by_indicator.items()}
    parts = tuple(_part(key, found, scores[key], totals) for key, found in by_indicator.items())
    keys = list(scores)
    pairs = tuple(
        Pair(a, b, r, len(scores[a].keys() & scores[b].keys()))
        for i, a in enumerate(keys)
        for b in keys[i + 1 :]
        if (r := correlation(scores[a], scores[b])) is not None
    )
    return Structure(parts, pairs, _alphas(countries))


def _scores(found: Mapping[str, IndicatorResult | NodeResult]) -> dict[str, float]:
    """Return the scores with evidence by country; gaps tell nothing about how things move."""
    return {
        iso3: result.outcome.score
        for iso3, result in found.items()
        if not isinstance(result.outcome, Gap)
    }


def _part(
    key: str,
    found: Mapping[str, IndicatorResult],
    scores: Mapping[str, float],
    totals: Mapping[str, float],
) -> Part:
    weights = [result.effective_weight for result in found.values()]
    entering = {}
    for iso3, result in found.items():
        estimate = figures(result.outcome)
        entering[iso3] = result.effective_weight * estimate.score if estimate else 0.0
    shared = sorted(totals.keys() & entering.keys())
    spread = _covariance([totals[c] for c in shared], [totals[c] for c in shared])
    together = _covariance([entering[c] for c in shared], [totals[c] for c in shared])
    effective = together / spread if len(shared) >= FEWEST and settled(spread) else None
    nominal = math.fsum(weights) / len(weights)
    return Part(key, len(scores), correlation(scores, totals), nominal, effective)


def _covariance(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return the sample covariance, 0 for fewer than two values."""
    count = len(xs)
    if count <= 1:
        return 0.0
    x0, y0 = math.fsum(xs) / count, math.fsum(ys) / count
    return math.fsum((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True)) / (count - 1)


def correlation(
    first: Mapping[str, float], second: Mapping[str, float], fewest: int = FEWEST
) -> float | None:
    """Return Pearson's correlation over shared countries; None for too few or no spread."""
    shared = sorted(first.keys() & second.keys())
    if len(shared) < fewest:
        return None
    xs, ys = [first[c] for c in shared], [second[c] for c in shared]
    spread = math.sqrt(_covariance(xs, xs) * _covariance(ys, ys))
    if not settled(spread):
        return None
    return min(1.0, max(-1.0, _covariance(xs, ys) / spread))


def _alphas(countries: Sequence[CountryResult]) -> dict[str, float | None]:
    members: dict[str, dict[str, dict[str, float]]] = {}
    for country in countries:
        for node in country.pillars:
            below = members.setdefault(node.id, {})
            for member in node.members:
                below.setdefault(member.id, {}).update(_scores({country.iso3: member}))
    return {key: alpha(list(below.values())) for key, below in members.items()}


def alpha(members: Sequence[Mapping[str, float]]) -> float | None:
    """Return Cronbach's alpha over the countries that have every member; None for too few."""
    if len(members) <= 1:
        return None
    shared = sorted(set.intersection(*(set(member) for member in members)))
    if len(shared) < FEWEST:
        return None
    columns = [[member[c] for c in shared] for member in members]
    sums = [math.fsum(row) for row in zip(*columns, strict=True)]
    whole = _covariance(sums, sums)
    if not settled(whole):
        return None
    parts = math.fsum(_covariance(column, column) for column in columns)
    return len(members) / (len(members) - 1) * (1.0 - parts / whole)
