"""Part 6 of the summary: the pillars, and the indicators a profile's reader sees first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sahelrisk.report.blocks import Block, Cell, Column, Heading, Table
from sahelrisk.report.figures import PLAIN, Scale, bar_of, scale_title, score_of
from sahelrisk.report.names import band_name, indicator_title, is_index, pillar_name
from sahelrisk.scoring.estimate import Estimate, Gap, band_of, figures, interval, status_of
from sahelrisk.scoring.results import IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import NodeRules
    from sahelrisk.report.subject import Subject

NOTHING = "–"


def pillar_table(subject: Subject) -> Iterator[Block]:
    """Yield the table of pillars: bar, interval, coverage, band, worst indicator."""
    words = subject.words
    level = words.percent(subject.dossier.framework.method.interval)
    worst = "highest_indicator" if is_index(subject.dossier) else "worst_indicator"
    columns = (
        Column(words("pillar")),
        Column(words("score"), number=True),
        Column(scale_title([one.node.rules for one in subject.country.pillars], words), drop=2),
        Column(words("interval", level=level), number=True),
        Column(words("coverage"), number=True),
        Column(words("band"), drop=1),
        Column(words(worst), drop=3),
    )
    rows = tuple(
        (
            pillar_name(subject.dossier, pillar.id, words),
            *_cells(subject, pillar, pillar.node.rules),
            _worst(subject, pillar),
        )
        for pillar in subject.country.pillars
    )
    yield Heading(words("pillars"))
    yield Table(columns, rows)


def shown_first(subject: Subject) -> Iterator[Block]:
    """Yield the indicators that the profile's reader sees first."""
    profile = subject.assessment.profile
    words = subject.words
    if profile is None or not profile.show:
        return
    results = {result.id: result for result in subject.country.indicators}
    level = words.percent(subject.dossier.framework.method.interval)
    columns = (
        Column(words("indicator")),
        Column(words("score"), number=True),
        Column(scale_title([PLAIN], words), drop=2),
        Column(words("interval", level=level), number=True),
        Column(words("coverage"), number=True),
        Column(words("band"), drop=1),
    )
    rows = tuple(
        (
            indicator_title(subject.dossier, key, words),
            *_cells(subject, results[key], PLAIN),
        )
        for key in profile.show
        if key in results
    )
    yield Heading(words("shown_first"))
    yield Table(columns, rows)


def _cells(
    subject: Subject, result: NodeResult | IndicatorResult, rules: NodeRules | Scale
) -> tuple[Cell, ...]:
    words, framework = subject.words, subject.dossier.framework
    estimate = figures(result.outcome)
    if estimate is None:
        return (NOTHING, NOTHING, NOTHING, NOTHING, words(_why(result)))
    low, high = interval(estimate, framework.method.interval)
    between = words("range", low=score_of(low, rules, words), high=score_of(high, rules, words))
    return (
        score_of(estimate.score, rules, words),
        bar_of(estimate, rules, framework, words),
        between,
        words.share(estimate.coverage),
        _band(subject, result.outcome, estimate),
    )


def _why(result: NodeResult | IndicatorResult) -> str:
    reason = result.outcome.reason if isinstance(result.outcome, Gap) else ""
    return "not_applicable" if reason == "not applicable" else "status_insufficient_short"


def _band(subject: Subject, outcome: Estimate | Gap, estimate: Estimate) -> str:
    framework, words = subject.dossier.framework, subject.words
    if isinstance(outcome, Gap):
        return words("gap").lower()
    if status_of(estimate.coverage, framework.coverage) == "insufficient":
        return words("status_insufficient_short")
    return band_name(framework.bands[band_of(estimate.score, framework.bands)], words)


def _below(pillar: NodeResult) -> Iterator[IndicatorResult]:
    for member in pillar.members:
        if isinstance(member, IndicatorResult):
            yield member
        else:
            yield from _below(member)


def _worst(subject: Subject, pillar: NodeResult) -> str:
    """Name the indicator with the highest score that has evidence, anywhere below a pillar."""
    own = [
        (settled(outcome.score), -index, result.id)
        for index, result in enumerate(_below(pillar))
        if not isinstance(outcome := result.outcome, Gap)
    ]
    if not own:
        return NOTHING
    score, _, key = max(own)
    words = subject.words
    return f"{indicator_title(subject.dossier, key, words)} {words.points(score)}"
