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


class Summed(NamedTuple):
    """What an estimate is made of: the weight S of the items that count, and means over it.

    `mean` and `variance` are those of the ratings, `age_factor` and `quality` weighted means,
    `concentration` is Σ (W/S)², W the weight of each origin. Means, because the squares of very
    old items' weights would be 0.
    """

    weight: float
    mean: float
    variance: float
    age_factor: float
    quality: float
    concentration: float


def pool(weighed: Sequence[Weighed], method: Method, *, flipped: bool = False) -> Pooled:
    """Pool judged and measured items with the prior.

    The contributions, w·(x - p)/(k' + S), add up to score - p.
    """
    prior = prior_of(method, flipped=flipped)
    summed = _summed([one for one in weighed if one.weight > 0.0])
    if summed is None:
        return Pooled(_empty(prior, method), (0.0,) * len(weighed))
    estimate, workings = estimated(summed, prior, method)
    weight = workings.aged_prior_weight + summed.weight
    return Pooled(
        estimate, tuple(one.weight * (one.rating - prior) / weight for one in weighed), workings
    )


def prior_of(method: Method, *, flipped: bool) -> float:
    """Return the prior's score, mirrored where a profile flips the indicator."""
    return TOP - method.prior_score if flipped else method.prior_score


def _empty(prior: float, method: Method) -> Gap:
    """Return the gap of an indicator without evidence; without a prior it has no figures."""
    if not method.prior_weight:
        return Gap(NO_EVIDENCE)
    return Gap(NO_EVIDENCE, Estimate(prior, capped(method.prior_spread, prior), 0.0, 0.0))


def _summed(used: Sequence[Weighed]) -> Summed | None:
    total = math.fsum(one.weight for one in used)
    if not total:
        return None
    # Around the least, so that items that agree have exactly their rating as mean.
    near = min(one.rating for one in used)
    mean = near + math.fsum(one.weight * (one.rating - near) for one in used) / total
    by_origin: dict[tuple[str, str], list[float]] = {}
    for one in used:
        by_origin.setdefault(one.lineage, []).append(one.weight)
    return Summed(
        weight=total,
        mean=mean,
        variance=math.fsum(one.weight * (one.rating - mean) ** 2 for one in used) / total,
        age_factor=math.fsum(one.weight * one.age_factor for one in used) / total,
        quality=math.fsum(one.weight * one.quality for one in used) / total,
        concentration=math.fsum((math.fsum(own) / total) ** 2 for own in by_origin.values()),
    )


def estimated(summed: Summed, prior: float, method: Method) -> tuple[Estimate, Workings]:
    """Return the estimate: SE = min(cap(m), max(√(v/n + τ²), s0·(1 - κ)))."""
    k, s0 = method.prior_weight, method.prior_spread
    total = summed.weight
    aged = k * summed.age_factor
    # The same as (aged·p + S·x̄)/(aged + S), and exactly x̄ without a prior.
    score = summed.mean + aged * (prior - summed.mean) / (aged + total)
    of_prior, of_items = k / (k + total), total / (k + total)
    workings = Workings(
        prior=prior,
        aged_prior_weight=aged,
        weight=total,
        spread=of_prior * (s0**2 + (prior - score) ** 2)
        + of_items * (summed.variance + (summed.mean - score) ** 2),
        witnesses=1.0 / (of_prior**2 + of_items**2 * summed.concentration),
        quality_floor=s0 * (1.0 - summed.quality),
        coverage=of_items,
        ignorance=s0 * (1.0 - of_items),
    )
    sampling = math.hypot(math.sqrt(workings.spread / workings.witnesses), workings.quality_floor)
    error = capped(max(sampling, workings.ignorance), score)
    # Below 9 decimals a difference of squares is the noise of rounding, whose root would not be.
    beyond = error**2 - workings.ignorance**2
    evidence_error = math.sqrt(beyond) if settled(beyond) > 0.0 else 0.0
    return Estimate(score, error, evidence_error, of_items, summed.mean), workings


def take_latest(
    weighed: Sequence[Weighed], slope: float, method: Method, *, flipped: bool = False
) -> Pooled:
    """Take the one item that counts as it stands: no prior, no floor, full coverage (§ 7).

    `slope` is the change of the rating with the value, for the standard error.
    """
    prior = prior_of(method, flipped=flipped)
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
