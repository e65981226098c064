"""What is pointed out before anything else; outside the arithmetic (`[alerts]`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import Gap, probability_at_or_above
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.weigh import Weighed, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile


class Alert(NamedTuple):
    """One alert. `kind` is "indicator", "new-item", "turning-point" or "pillar".

    `id` is the indicator's or pillar's, `item` the evidence item behind it, `figure` the
    probability of an indicator's or the gap of a pillar's.
    """

    kind: str
    id: str
    item: Weighed | None = None
    figure: float = 0.0


def alerts_of(country: CountryResult, rules: FrameworkFile, as_of: int) -> tuple[Alert, ...]:
    """Return a country's alerts: indicators, new items, turning points, pillars."""
    return (
        *_indicators(country, rules),
        *_items(country, rules, as_of),
        *_pillars(country, rules),
    )


def _indicators(country: CountryResult, rules: FrameworkFile) -> Iterator[Alert]:
    for result in country.indicators:
        if isinstance(result.outcome, Gap):
            continue
        probability = probability_at_or_above(result.outcome, rules.alerts.score)
        if settled(probability) >= settled(rules.alerts.probability):
            yield Alert("indicator", result.id, figure=probability)


def _items(country: CountryResult, rules: FrameworkFile, as_of: int) -> Iterator[Alert]:
    for result in country.indicators:
        ladder = result.indicator.ladder
        for one in result.items:
            if one.weight <= 0.0 or as_of - one.item.first_day > rules.alerts.level_days:
                continue
            if one.item.turning_point:
                yield Alert("turning-point", result.id, one)
            elif (
                ladder
                and one.item.level is not None
                and one.item.level >= ladder[-1][0]
                and settled(one.quality) >= settled(rules.alerts.quality)
            ):
                yield Alert("new-item", result.id, one)


def _pillars(country: CountryResult, rules: FrameworkFile) -> Iterator[Alert]:
    if isinstance(country.outcome, Gap):
        return
    for pillar in country.pillars:
        if isinstance(pillar.outcome, Gap):
            continue
        gap = pillar.outcome.score - country.outcome.score
        if settled(gap) >= settled(rules.alerts.pillar_gap):
            yield Alert("pillar", pillar.id, figure=gap)
