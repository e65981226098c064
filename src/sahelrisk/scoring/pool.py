"""The estimate of one indicator from its weighed items (method § 3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import NO_EVIDENCE, TOP, Estimate, Gap, capped
from sahelrisk.scoring.weigh import Weighed, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Contested, Method


class Workings(NamedTuple):
    """The intermediate figures of an estimate, in the letters of method § 3."""

    prior: float
    aged_prior_weight: float
    weight: float
    spread: float
    witnesses: float
    quality_floor: float
    coverage: float
    ignorance: float


class Pooled(NamedTuple):
    """An indicator's outcome and what each item adds to it, in the order of the items."""

    outcome: Estimate | Gap
    contributions: tuple[float, ...]
    workings: Workings | None = None


def pool(weighed: Sequence[Weighed], method: Method, *, flipped: bool = False) -> Pooled:
    """Pool judged and measured items with the prior.

    The contributions, w·(x - p)/(k' + S), add up to score - p.
    """
    prior = TOP - method.prior_score if flipped else method.prior_score
    used = [one for one in weighed if one.weight > 0.0]
    total = math.fsum(one.weight for one in used)
    if not total:
        return Pooled(_empty(prior, method), (0.0,) * len(weighed))
    aged = method.prior_weight * math.fsum(w.weight * w.age_factor for w in used) / total
    pulled = math.fsum(one.weight * one.rating for one in used)
    score = (aged * prior + pulled) / (aged + total)
    workings = _workings(used, score, prior, aged, total, method)
    return Pooled(
        _estimate(used, score, workings),
        tuple(one.weight * (one.rating - prior) / (aged + total) for one in weighed),
        workings,
    )


def _empty(prior: float, method: Method) -> Gap:
    """Return the gap of an indicator without evidence; without a prior it has no figures."""
    if not method.prior_weight:
        return Gap(NO_EVIDENCE)
    return Gap(NO_EVIDENCE, Estimate(prior, capped(method.prior_spread, prior), 0.0, 0.0))


def _workings(
    used: Sequence[Weighed],
    score: float,
    prior: float,
    aged: float,
    total: float,
    method: Method,
) -> Workings:
    k, s0 = method.prior_weight, method.prior_spread
    n = k + total
    deviations = (one.weight * (one.rating - score) ** 2 for one in used)
    by_origin: dict[tuple[str, str], list[float]] = {}
    for one in used:
        by_origin.setdefault(one.lineage, []).append(one.weight)
    # Shares, because the squares of very old items' weights would be 0 where there is no prior.
    shares = [k / n, *(math.fsum(weights) / n for weights in by_origin.values())]
    return Workings(
        prior=prior,
        aged_prior_weight=aged,
        weight=total,
        spread=math.fsum([k * (s0**2 + (prior - score) ** 2), *deviations]) / n,
        witnesses=1.0 / math.fsum(share**2 for share in shares),
        quality_floor=s0 * (1.0 - math.fsum(one.weight * one.quality for one in used) / total),
        coverage=total / n,
        ignorance=s0 * (1.0 - total / n),
    )


def _estimate(used: Sequence[Weighed], score: float, workings: Workings) -> Estimate:
    """Return the estimate: SE = min(cap(m), max(√(v/n + τ²), s0·(1 - κ)))."""
    sampling = math.sqrt(workings.spread / workings.witnesses + workings.quality_floor**2)
    error = capped(max(sampling, workings.ignorance), score)
    total = workings.weight
    ignorance = workings.ignorance
    return Estimate(
        score=score,
        standard_error=error,
        evidence_error=math.sqrt(max(0.0, error**2 - ignorance**2)),
        coverage=workings.coverage,
        evidence_only=math.fsum(one.weight * one.rating for one in used) / total,
    )


def take_latest(
    weighed: Sequence[Weighed], slope: float, method: Method, *, flipped: bool = False
) -> Pooled:
    """Take the one item that counts as it stands: no prior, no floor, full coverage (§ 7).

    `slope` is the change of the rating with the value, for the standard error.
    """
    prior = TOP - method.prior_score if flipped else method.prior_score
    used = [one for one in weighed if one.weight > 0.0]
    if not used:
        return Pooled(_empty(prior, method), (0.0,) * len(weighed))
    rating = used[0].rating
    error = abs(slope) * used[0].item.standard_error
    estimate = Estimate(rating, capped(error, rating), error, 1.0, rating)
    return Pooled(estimate, tuple(one.weight * (rating - prior) for one in weighed))


class Disagreement(NamedTuple):
    """The strongest item on each side of the mean, the higher rating first."""

    above: Weighed
    below: Weighed


def disagreement(
    weighed: Sequence[Weighed], rules: Contested, within: float | None = None
) -> Disagreement | None:
    """Return who disagrees, if the ratings spread so far that an indicator is contested.

    With `within`, only items observed at most so many days before the newest are looked at.
    """
    used = [one for one in weighed if one.weight > 0.0]
    if within is not None and used:
        newest = max(one.item.first_day for one in used)
        used = [one for one in used if newest - one.item.first_day <= within]
    total = math.fsum(one.weight for one in used)
    if not total:
        return None
    mean = math.fsum(one.weight * one.rating for one in used) / total
    variance = math.fsum(one.weight * (one.rating - mean) ** 2 for one in used) / total
    above = [one for one in used if settled(one.rating) > settled(mean)]
    below = [one for one in used if settled(one.rating) < settled(mean)]
    needed = settled(rules.weight)
    if settled(math.sqrt(variance)) < settled(rules.spread) or any(
        settled(math.fsum(one.weight for one in side)) < needed for side in (above, below)
    ):
        return None
    return Disagreement(_strongest(above), _strongest(below)) if above and below else None


def _strongest(side: Sequence[Weighed]) -> Weighed:
    return min(side, key=lambda one: (-one.weight, -one.item.first_day, one.item.id))
