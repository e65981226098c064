"""What is pointed out before anything else; outside the arithmetic (`[alerts]`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import (
    Gap,
    band_of,
    figures,
    has_score,
    probability_at_or_above,
)
from sahelrisk.scoring.readings import AT_MOST
from sahelrisk.scoring.results import CountryResult, IndicatorResult
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile


class Alert(NamedTuple):
    """One alert. `kind` is "indicator", "new-item", "turning-point" or "pillar".

    `id` is the indicator's or pillar's, `item` the evidence item behind it. Of an indicator it is
    the newest item that is rated as high as alerts are raised, and `strongest` the best graded of
    these where it is another; where none is as high, `below` is true and `item` is the one that
    raises it most. `figure` is the probability of an indicator's or the gap of a pillar's.
    """

    kind: str
    id: str
    item: Weighed | None = None
    figure: float = 0.0
    strongest: Weighed | None = None
    below: bool = False


def alerts_of(country: CountryResult, rules: FrameworkFile, as_of: int) -> tuple[Alert, ...]:
    """Return a country's alerts: indicators, the surest first, then items, then pillars."""
    return (
        *sorted(_indicators(country, rules), key=lambda one: -settled(one.figure)),
        *_items(country, rules, as_of),
        *_pillars(country, rules),
    )


def _indicators(country: CountryResult, rules: FrameworkFile) -> Iterator[Alert]:
    needed = rules.alerts.coverage
    needed = rules.coverage.provisional if needed is None else needed
    for result in country.indicators:
        outcome = result.outcome
        if isinstance(outcome, Gap) or settled(outcome.coverage) < settled(needed):
            continue
        probability = probability_at_or_above(outcome, rules.alerts.score)
        above = settled(outcome.score) >= settled(rules.alerts.score)
        if above and settled(probability) >= settled(rules.alerts.probability):
            yield _about(result, rules, probability)


def _about(result: IndicatorResult, rules: FrameworkFile, probability: float) -> Alert:
    """Return an indicator's alert with the newest and the best graded item that is as high."""
    high = [
        one
        for one in result.items
        if one.weight > 0.0
        and one.reads != AT_MOST
        and settled(one.rating) >= settled(rules.alerts.score)
    ]
    if not high:
        return Alert("indicator", result.id, _behind(result), probability, below=True)
    newest = max(high, key=lambda one: (one.item.first_day, settled(one.quality), one.item.id))
    best = max(high, key=lambda one: (settled(one.quality), one.item.first_day, one.item.id))
    same = settled(best.quality) == settled(newest.quality)
    return Alert("indicator", result.id, newest, probability, None if same else best)


def _behind(result: IndicatorResult) -> Weighed | None:
    """Return the item that raises an indicator most, or supports it most where none raises it."""
    pairs = [
        (one, points)
        for one, points in zip(result.items, result.contributions, strict=True)
        if one.support > 0.0
    ]
    if not pairs:
        return None
    return max(
        pairs, key=lambda pair: (settled(pair[1]), settled(pair[0].support), pair[0].item.first_day)
    )[0]


def at_top(one: Weighed, leaf: Indicator) -> bool:
    """Tell whether an item was entered at the top level of its ladder, a range whole."""
    ladder = leaf.ladder
    return bool(ladder) and one.item.level is not None and one.item.level >= ladder[-1][0]


def good(one: Weighed, rules: FrameworkFile) -> bool:
    """Tell whether an item's quality is enough to be pointed out."""
    return settled(one.quality) >= settled(rules.alerts.quality)


def _items(country: CountryResult, rules: FrameworkFile, as_of: int) -> Iterator[Alert]:
    days = rules.alerts.level_days
    for result in country.indicators:
        for one in result.items:
            if one.silenced:
                continue
            observed, recorded = as_of - one.item.first_day, as_of - one.item.recorded
            if one.item.turning_point and observed <= days:
                yield Alert("turning-point", result.id, one)
            elif (
                (observed <= days or 0 <= recorded <= days)
                and at_top(one, result.indicator)
                and good(one, rules)
            ):
                yield Alert("new-item", result.id, one)


def _pillars(country: CountryResult, rules: FrameworkFile) -> Iterator[Alert]:
    whole = figures(country.outcome)
    if whole is None or not has_score(country.outcome, rules.coverage):
        return
    for pillar in country.pillars:
        own = figures(pillar.outcome)
        if own is None or not has_score(pillar.outcome, rules.coverage):
            continue
        gap = own.score - whole.score
        higher = band_of(own.score, rules.bands) > band_of(whole.score, rules.bands)
        if higher or settled(gap) >= settled(rules.alerts.pillar_gap):
            yield Alert("pillar", pillar.id, figure=gap)
