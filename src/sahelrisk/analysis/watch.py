"""What to watch: the rung of a ladder that would carry an indicator into another band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sahelrisk.analysis.what_if import Country
from sahelrisk.scoring.estimate import band_of, figures, has_score
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import settled

TRIED = 12
"""Only the indicators that move the country most are tried."""


class Prospect(NamedTuple):
    """One fresh exact B2 report at a rung would carry an indicator across an edge of the bands.

    `rung` is its place on the ladder, `edge` the band's edge that is crossed, `points` what the
    country moves; `newest` is the ordinal day of the indicator's newest item, None without one.
    """

    indicator: str
    rung: int
    rising: bool
    edge: float
    points: float
    newest: int | None


def prospects(country: Country) -> tuple[Prospect, ...]:
    """Return the nearest rung up and down for indicators with a score, those that matter first.

    What matters is a large share of the country's score that evidence leaves open.
    """
    results = [one for one in country.result.indicators if _may_move(one, country)]
    results.sort(key=lambda one: (-settled(_weight(one)), one.id))
    found = [one for result in results[:TRIED] for one in _of(result, country)]
    return tuple(found)


def _may_move(result: IndicatorResult, country: Country) -> bool:
    rules = country.basis.tree.rules
    return bool(
        result.effective_weight > 0.0
        and len(result.indicator.ladder) > 1
        and has_score(result.outcome, rules.coverage)
    )


def _weight(result: IndicatorResult) -> float:
    estimate = figures(result.outcome)
    return result.slope * estimate.score * (1.0 - estimate.coverage / 2.0) if estimate else 0.0


def _of(result: IndicatorResult, country: Country) -> Iterator[Prospect]:
    estimate = figures(result.outcome)
    if estimate is None:
        return
    leaf, score = result.indicator, estimate.score
    rated = [(100.0 - one if leaf.flipped else one, at) for at, (_, one) in enumerate(leaf.ladder)]
    below = sorted((one for one in rated if one[0] < score), reverse=True)
    above = sorted(one for one in rated if one[0] > score)
    for rungs in (below, above):
        prospect = _first(result, country, score, rungs)
        if prospect:
            yield prospect


def _first(
    result: IndicatorResult, country: Country, score: float, rungs: Iterable[tuple[float, int]]
) -> Prospect | None:
    """Return the nearest rung whose report would carry the indicator into another band."""
    bands = country.basis.tree.rules.bands
    own = band_of(score, bands)
    for rating, at in rungs:
        found = figures(country.with_new(result.indicator, rating).indicator)
        if found is None:
            continue
        band = band_of(found.score, bands)
        if band == own:
            continue
        rising = band > own
        edge = bands[own + 1 if rising else own].start
        items = [one.item.first_day for one in result.items if not one.silenced]
        points = (found.score - score) * result.slope
        return Prospect(result.id, at, rising, edge, points, max(items, default=None))
    return None
