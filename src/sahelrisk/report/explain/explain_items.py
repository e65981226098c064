"""One indicator in full: how its score follows from base rate and items, and each item."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.blocks import Block, Cell, Fields, Heading, Span
from sahelrisk.report.explain.explain_remarks import remarks
from sahelrisk.report.explain.explain_tree import Told
from sahelrisk.report.explain.explain_values import level_step, value_steps
from sahelrisk.report.item_fields import said_of
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import Estimate, Gap, interval
from sahelrisk.scoring.pool import Workings
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed

DIGITS = 2

_WORKED_OUT = frozenset({"level", "value", "standard_error"})


def in_full(told: Told, result: IndicatorResult, one: Weighed) -> Iterator[Block]:
    """Yield one item with everything its file says, but what is private."""
    evidence = one.item.evidence
    if evidence is None:
        return
    yield Heading(one.item.id, 3)
    pairs: list[tuple[str, Cell]] = [
        (told.subject.words("place"), Span(str(evidence.place), whole=True)),
        *_said(told, evidence),
        *_worked_out(told, result, one),
    ]
    yield Fields(tuple((label, text) for label, text in pairs if text))


def _said(told: Told, evidence: Evidence) -> Iterator[tuple[str, Cell]]:
    """Yield what the item says with its amendments; its rating is worked out elsewhere."""
    yield from said_of(evidence, told.subject.words, private=told.private, but=_WORKED_OUT)
    if evidence.publisher is None:
        yield told.subject.words("publisher"), told.subject.words("no_publisher")


def _worked_out(told: Told, result: IndicatorResult, one: Weighed) -> Iterator[tuple[str, Cell]]:
    """Yield how the item got its rating and its weight, and what was said about it later."""
    words = told.subject.words
    steps = value_steps(told.subject, told.scorer, result, one)
    yield words("rating"), level_step(result, one, words) or words.apart(steps)
    yield words("item_weight_label"), _weight(one, result, words)
    for text in remarks(told.subject, one, told.later, private=told.private):
        yield words("remark"), text
    if one.silenced and one.silenced not in ("withdrawn", "ended"):
        yield words("remark"), words(f"silenced_{one.silenced}", id=one.retired_by)


def _weight(one: Weighed, result: IndicatorResult, words: Words) -> str:
    """Write an item's weight as the product it is."""
    if result.indicator.latest_only:
        return words("weight_latest", w=words.general(one.weight))
    key = "weight_product" if not one.silenced else "weight_silenced"
    return words(
        key,
        q=words.fixed(one.quality, 4),
        odds=words.fixed(one.quality / (1.0 - one.quality), 4),
        days=one.age,
        age=words.fixed(one.age_factor, 4),
        open=words.fixed(1.0 - one.openness, 2),
        b=words.fixed(one.base_weight, 4),
        origin=words.fixed(one.origin_factor, 4),
        publisher=words.fixed(one.publisher_factor, 4),
        rung=words.fixed(one.rung_factor, 4),
        w=words.fixed(one.weight, 4),
    )


def working(subject: Subject, result: IndicatorResult) -> Iterator[str]:
    """Yield the lines that lead from base rate and items to score, coverage and error."""
    words, outcome = subject.words, result.outcome
    if isinstance(outcome, Gap):
        if outcome.prior is not None:
            yield words("explain_gap", prior=words.general(round(outcome.prior.score, 2)))
        elif not result.reason:
            yield words("explain_gap_without_prior")
        return
    if result.workings is None:
        yield from _latest(subject, result, outcome)
    else:
        yield from _pooled(subject, result, outcome, result.workings)
    level = subject.dossier.framework.method.interval
    low, high = interval(outcome, level)
    yield words(
        "calc_interval",
        level=words.percent(level),
        low=words.fixed(low, 1),
        high=words.fixed(high, 1),
    )


def _latest(subject: Subject, result: IndicatorResult, estimate: Estimate) -> Iterator[str]:
    words = subject.words
    yield words("explain_latest", score=words.fixed(estimate.score, DIGITS))
    item = next((one.item for one in result.items if one.weight > 0.0), None)
    key = "explain_latest_error" if item and item.standard_error else "explain_latest_no_error"
    yield words(key, se=words.fixed(estimate.standard_error, DIGITS))


def _pooled(
    subject: Subject, result: IndicatorResult, estimate: Estimate, found: Workings
) -> Iterator[str]:
    words = subject.words
    pulled = math.fsum(one.pulling_weight * one.rating for one in result.items)
    yield words(
        "calc_score",
        k=words.general(found.prior_weight),
        prior=words.fixed(found.prior, DIGITS),
        wx=words.fixed(pulled, DIGITS),
        w=words.fixed(found.weight, DIGITS),
        score=words.fixed(estimate.score, DIGITS),
    )
    yield words(
        "calc_coverage",
        support=words.fixed(found.support, DIGITS),
        k=words.general(found.prior_weight),
        coverage=words.percent(estimate.coverage),
    )
    yield words(
        "calc_error",
        se=words.fixed(estimate.standard_error, DIGITS),
        evidence=words.fixed(estimate.evidence_error, DIGITS),
        ignorance=words.fixed(estimate.ignorance, DIGITS),
        witnesses=words.fixed(found.witnesses, 1),
    )
