"""The formulas of one indicator with their figures put in, from the items to the score."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelrisk.report.explain_sums import DIGITS
from sahelrisk.report.summary import Subject
from sahelrisk.scoring.assess import IndicatorResult
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Estimate, Gap, interval
from sahelrisk.scoring.pool import Workings


def calculation(subject: Subject, result: IndicatorResult) -> Iterator[str]:
    """Yield the lines that lead from the items to score, coverage and standard error."""
    words, method = subject.words, subject.dossier.framework.method
    if isinstance(result.outcome, Gap):
        if result.outcome.reason == NOT_APPLICABLE:
            yield words("explain_not_applicable", reason=result.reason)
        else:
            yield words("explain_gap", prior=words.general(method.prior_score))
        return
    estimate, workings = result.outcome, result.workings
    if workings is None:
        yield words("explain_latest", score=words.fixed(estimate.score, DIGITS))
        return
    yield from _formulas(subject, result, estimate, workings)


def _formulas(
    subject: Subject, result: IndicatorResult, estimate: Estimate, workings: Workings
) -> Iterator[str]:
    words, rules = subject.words, subject.dossier.framework
    pulled = math.fsum(one.weight * one.rating for one in result.items)
    k, s = workings.aged_prior_weight, workings.weight
    score = words.fixed(estimate.score, DIGITS)
    yield words("calc_weight", S=words.fixed(s, 4), k=words.fixed(k, 4))
    yield words(
        "calc_score",
        prior=words.general(workings.prior),
        k=words.fixed(k, 4),
        wx=words.fixed(pulled, DIGITS),
        kS=words.fixed(k + s, 4),
        score=score,
    )
    only = words.fixed(estimate.evidence_only or 0.0, DIGITS)
    yield words("calc_coverage", coverage=words.fixed(estimate.coverage, 4), only=only)
    yield words(
        "calc_error",
        ignorance=words.fixed(workings.ignorance, DIGITS),
        v=words.fixed(workings.spread, 2),
        n=words.fixed(workings.witnesses, 4),
        tau=words.fixed(workings.quality_floor, DIGITS),
        se=words.fixed(estimate.standard_error, DIGITS),
    )
    low, high = interval(estimate, rules.method.interval)
    yield words(
        "calc_interval",
        level=words.percent(rules.method.interval),
        low=words.fixed(low, 1),
        high=words.fixed(high, 1),
    )
    points = math.fsum(result.country_contributions())
    yield words(
        "explain_points",
        effective=words.fixed(result.slope, 5),
        score=score,
        prior=words.general(workings.prior),
        points=words.signed(points, DIGITS),
    )
