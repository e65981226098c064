"""The estimate of one indicator from its items (method § 3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.base_rate import Prior
from sahelrisk.scoring.editions import by_date
from sahelrisk.scoring.estimate import NO_EVIDENCE, Estimate, Gap, capped, unseen
from sahelrisk.scoring.readings import AT_LEAST, AT_MOST, EXACT
from sahelrisk.scoring.retire import retire
from sahelrisk.scoring.root import root
from sahelrisk.scoring.sharing import by_origin, rungs, share
from sahelrisk.scoring.weigh import Grades, Weighed, keep_latest, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Method


LARGEST = 1e50
"""Beyond every figure there is: with next to no prior, opposite bounds pull without limit."""


class Workings(NamedTuple):
    """The intermediate figures of an estimate, in the letters of method § 3.

    `prior` is p, `prior_weight` k, `prior_spread` s, `exact_weight` k + S_e, `exact_score` m_e,
    `weight` the sum of w of the items that pull, `support` U, `spread` v, `witnesses` n,
    `quality_floor` τ, `reading_error` σ, `coverage` κ, `ignorance` G, `raw_error` R.
    """

    prior: float
    prior_weight: float
    prior_spread: float
    exact_weight: float
    exact_score: float
    weight: float
    support: float
    spread: float
    witnesses: float
    quality_floor: float
    reading_error: float
    coverage: float
    ignorance: float
    raw_error: float


class Pooled(NamedTuple):
    """An indicator's outcome, what each item adds to it, in the order of the items, and its prior.

    The contributions add up to score - prior.
    """

    outcome: Estimate | Gap
    contributions: tuple[float, ...]
    workings: Workings | None
    prior: Prior


def weigh_and_pool(weighed: Sequence[Weighed], prior: Prior, grades: Grades) -> Pooled:
    """Retire, weigh and pool items that have their base weights (method §§ 2.3 to 3)."""

    def score(counting: Sequence[Weighed]) -> float | None:
        weigh(counting, grades)
        return score_of(counting, prior, grades.rules.method)

    retire(weighed, score)
    weigh([one for one in weighed if not one.silenced], grades)
    return pool(weighed, prior, grades.rules.method)


def take_latest(weighed: Sequence[Weighed], prior: Prior, grades: Grades) -> Pooled:
    """Take the latest item as it stands: no prior, no floor, full coverage (method § 7)."""
    method = grades.rules.method

    def score(counting: Sequence[Weighed]) -> float | None:
        exact = [one for one in counting if one.reads == EXACT]
        return min(exact, key=lambda one: by_date(one.item)).rating if exact else None

    retire(weighed, score)
    keep_latest(weighed)
    used = next((one for one in weighed if one.weight > 0.0), None)
    if used is None:
        return Pooled(_empty(prior, method), (0.0,) * len(weighed), None, prior)
    error = math.hypot(abs(used.slope) * used.item.standard_error, method.reading_error)
    estimate = Estimate(
        used.rating,
        capped(error, used.rating),
        error,
        1.0,
        used.rating,
        ignorance=0.0,
        base=prior.score,
        base_spread=prior.spread,
        base_share=prior.share,
    )
    points = tuple(one.weight * (one.rating - prior.score) for one in weighed)
    return Pooled(estimate, points, None, prior)


def weigh(counting: Sequence[Weighed], grades: Grades) -> None:
    """Weigh exact, at-least and at-most items apart (method § 2.7)."""
    for reads in (EXACT, AT_LEAST, AT_MOST):
        own = [one for one in counting if one.reads == reads]
        if own and reads == EXACT:
            share(own, grades)
        elif own:
            rungs(own, 1.0 if reads == AT_LEAST else -1.0, grades)


class _Exact(NamedTuple):
    """The exact score m_e and its weight k + S_e."""

    score: float
    weight: float


def _exact(used: Sequence[Weighed], prior: Prior, k: float) -> _Exact:
    exact = [one for one in used if one.reads == EXACT]
    total = math.fsum(one.weight for one in exact)
    if not total:
        return _Exact(prior.score, k)
    # Around the least, so that items that agree have exactly their rating as mean.
    near = min(one.rating for one in exact)
    mean = near + math.fsum(one.weight * (one.rating - near) for one in exact) / total
    return _Exact(mean + k * (prior.score - mean) / (k + total), k + total)


def _root(used: Sequence[Weighed], exact: _Exact) -> float:
    return root(
        exact.score,
        exact.weight,
        [(one.rating, one.weight) for one in used if one.reads == AT_LEAST],
        [(one.rating, one.weight) for one in used if one.reads == AT_MOST],
    )


def score_of(counting: Sequence[Weighed], prior: Prior, method: Method) -> float | None:
    """Return the score of weighed items, None where neither they nor the prior weigh anything."""
    used = [one for one in counting if one.weight > 0.0]
    exact = _exact(used, prior, method.prior_weight)
    return _root(used, exact) if exact.weight else None


def pool(weighed: Sequence[Weighed], prior: Prior, method: Method) -> Pooled:
    """Pool weighed items with the prior; notes in each whether it pulls and what it supports."""
    used = [one for one in weighed if one.weight > 0.0]
    exact = _exact(used, prior, method.prior_weight)
    nothing = (0.0,) * len(weighed)
    score = _root(used, exact) if exact.weight else prior.score
    for one in weighed:
        one.pulls = not one.silenced and _pulls(one, score)
        one.support = one.weight * (1.0 if one.pulls else _nearness(one, score, method))
    if not exact.weight:
        return Pooled(_empty(prior, method), nothing, None, prior)
    if not math.fsum(one.support for one in used):
        return Pooled(_empty(prior, method), nothing, None, prior)
    estimate, workings = _estimated(used, score, exact, prior, method)
    points = tuple(_points(one, score, exact.weight, prior.score) for one in weighed)
    return Pooled(estimate, points, workings, prior)


def _pulls(one: Weighed, score: float) -> bool:
    if one.reads == AT_LEAST:
        return settled(one.rating) > settled(score)
    return one.reads == EXACT or settled(one.rating) < settled(score)


def _nearness(one: Weighed, score: float, method: Method) -> float:
    """Return how far a consistent item bears the estimate out: 1 at it, 0 far from it."""
    reach = method.support_range
    return max(0.0, 1.0 - abs(score - one.rating) / reach) if reach else 0.0


def _points(one: Weighed, score: float, mass: float, prior: float) -> float:
    """Return the contribution: exact w·(x - p)/(k + S_e), pulling w·(x - m)/(k + S_e)."""
    if not one.pulling_weight:
        return 0.0
    points = one.weight * (one.rating - (prior if one.reads == EXACT else score)) / mass
    return max(-LARGEST, min(LARGEST, points))


def _empty(prior: Prior, method: Method) -> Gap:
    """Return the gap of an indicator without evidence; without a prior it has no figures."""
    if not method.prior_weight:
        return Gap(NO_EVIDENCE, base_share=prior.share)
    return Gap(NO_EVIDENCE, unseen(prior.score, prior.spread, prior.share), prior.share)


def _estimated(
    used: Sequence[Weighed], score: float, exact: _Exact, prior: Prior, method: Method
) -> tuple[Estimate, Workings]:
    """Return the estimate; shares of N = k + U, for squares of tiny weights would be 0."""
    k, s, s0 = method.prior_weight, prior.spread, method.prior_spread
    support = math.fsum(one.support for one in used)
    whole = k + support
    of_prior, coverage = k / whole, support / whole
    pulling = [one for one in used if one.pulls]
    squares = [of_prior * (s**2 + (prior.score - score) ** 2)]
    for one in used:
        distance = one.rating - score if one.pulls else 0.0
        squares.append(one.support / whole * (distance**2 + (100.0 * one.openness) ** 2 / 12.0))
    spread = math.fsum(squares)
    origins = by_origin(used).values()
    witnesses = 1.0 / math.fsum(
        [of_prior**2, *((math.fsum(o.support for o in own) / whole) ** 2 for own in origins)]
    )
    floor = s0 * (1.0 - math.fsum(one.support / support * one.quality for one in used))
    ignorance = s * (1.0 - coverage)
    sigma = method.reading_error
    sampling = math.sqrt(
        spread / witnesses + coverage * (floor**2 + sigma**2) + (score - exact.score) ** 2
    )
    raw = max(sampling, ignorance)
    # Below 9 decimals a difference of squares is the noise of rounding, whose root would not be.
    beyond = raw**2 - ignorance**2
    weight = math.fsum(one.weight for one in pulling)
    estimate = Estimate(
        score,
        capped(raw, score),
        math.sqrt(beyond) if settled(beyond) > 0.0 else 0.0,
        coverage,
        _mean(pulling, weight) if weight else None,
        ignorance=ignorance,
        base=prior.score,
        base_spread=s,
        base_share=prior.share,
    )
    workings = Workings(
        prior.score,
        k,
        s,
        exact.weight,
        exact.score,
        weight,
        support,
        spread,
        witnesses,
        floor,
        sigma,
        coverage,
        ignorance,
        raw,
    )
    return estimate, workings


def _mean(pulling: Sequence[Weighed], weight: float) -> float:
    near = min(one.rating for one in pulling)
    return near + math.fsum(one.weight * (one.rating - near) for one in pulling) / weight
