"""How an indicator's score follows from base rate and items, in a few lines of figures."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelrisk.report.subject import Subject
from sahelrisk.scoring.estimate import Estimate, Gap, interval
from sahelrisk.scoring.pool import Workings
from sahelrisk.scoring.results import IndicatorResult

DIGITS = 2


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
