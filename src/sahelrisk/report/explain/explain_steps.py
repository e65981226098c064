"""The formulas of one indicator with their figures put in, from the items to the score."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelrisk.report.explain.explain_nodes import DIGITS
from sahelrisk.report.explain.explain_remarks import statement_of
from sahelrisk.report.explain.explain_sums import Points
from sahelrisk.report.figures import unit
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Estimate, Gap, interval
from sahelrisk.scoring.pool import Workings
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import settled


def calculation(
    subject: Subject, result: IndicatorResult, points: Points, *, private: bool = False
) -> Iterator[str]:
    """Yield the lines that lead from the items to score, coverage and standard error."""
    words, method = subject.words, subject.dossier.framework.method
    if isinstance(result.outcome, Gap):
        if result.outcome.reason == NOT_APPLICABLE:
            yield _not_applicable(subject, result, private=private)
        else:
            prior = result.outcome.prior
            score = prior.score if prior else method.prior_score
            key = "explain_gap" if prior else "explain_gap_without_prior"
            yield words(key, prior=words.general(score))
        return
    if result.workings is None:
        yield from _latest(subject, result, result.outcome)
    else:
        yield from _formulas(subject, result.outcome, result.workings, result)
    yield from _interval(subject, result.outcome)
    yield _points(subject, result, points)


def _not_applicable(subject: Subject, result: IndicatorResult, *, private: bool) -> str:
    words, statement = subject.words, statement_of(subject, result)
    if statement is None:
        return words("explain_not_applicable", reason=result.reason)
    date = statement.recorded.isoformat()
    text = words("explain_not_applicable_since", date=date, reason=result.reason)
    if private and statement.analyst:
        text = words("remark_analyst", remark=text, analyst=statement.analyst)
    return text


def _latest(subject: Subject, result: IndicatorResult, estimate: Estimate) -> Iterator[str]:
    words = subject.words
    yield words("explain_latest", score=words.fixed(estimate.score, DIGITS))
    item = next((one.item for one in result.items if one.weight > 0.0), None)
    key = "explain_latest_error" if item and item.standard_error else "explain_latest_no_error"
    yield words(key, se=words.fixed(estimate.standard_error, DIGITS))


def _formulas(
    subject: Subject, estimate: Estimate, workings: Workings, result: IndicatorResult
) -> Iterator[str]:
    words, method = subject.words, subject.dossier.framework.method
    pulled = math.fsum(one.weight * one.rating for one in result.items)
    k, s = workings.prior_weight, workings.weight
    weights = words.fixed(s, 4)
    yield words(
        "calc_weight", S=weights, k=words.fixed(k, 4), k0=words.general(method.prior_weight)
    )
    yield words(
        "calc_score",
        prior=words.general(workings.prior),
        k=words.fixed(k, 4),
        wx=words.fixed(pulled, DIGITS),
        kS=words.fixed(k + s, 4),
        score=words.fixed(estimate.score, DIGITS),
    )
    only = words.fixed(estimate.evidence_only or 0.0, DIGITS)
    yield words("calc_coverage", coverage=words.fixed(estimate.coverage, 4), only=only)
    sampling = math.sqrt(workings.spread / workings.witnesses + workings.quality_floor**2)
    wider = max(sampling, workings.ignorance)
    yield words(
        "calc_error",
        ignorance=words.fixed(workings.ignorance, DIGITS),
        v=words.fixed(workings.spread, 2),
        n=words.fixed(workings.witnesses, 4),
        tau=words.fixed(workings.quality_floor, DIGITS),
        se=words.fixed(wider, DIGITS),
    )
    if settled(estimate.standard_error) < settled(wider):
        yield words("calc_capped", se=words.fixed(estimate.standard_error, DIGITS))


def _interval(subject: Subject, estimate: Estimate) -> Iterator[str]:
    words, level = subject.words, subject.dossier.framework.method.interval
    low, high = interval(estimate, level)
    yield words(
        "calc_interval",
        level=words.percent(level),
        low=words.fixed(low, 1),
        high=words.fixed(high, 1),
    )


def _points(subject: Subject, result: IndicatorResult, points: Points) -> str:
    """Say what the indicator adds to the country, on the country's scale."""
    words, method = subject.words, subject.dossier.framework.method
    if not isinstance(result.outcome, Estimate):
        return ""
    prior = method.prior_score
    if result.indicator.flipped:
        prior = 100.0 - prior
    size = unit(subject.dossier.framework)
    scaled = "" if size == 1.0 else f" × {words.general(size)}"
    about = result.id in points.approximate
    return words(
        "explain_points_about" if about else "explain_points",
        effective=words.fixed(result.slope, 5),
        score=words.fixed(result.outcome.score, DIGITS),
        prior=words.general(prior),
        scaled=scaled,
        points=words.signed(points.of.get(result.id, 0.0), DIGITS),
    )
