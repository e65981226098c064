"""What is known of a score, and its distribution (method §§ 3 and 4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring import beta
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Band, Coverage

TOP = 100.0
HALF = 0.5
SCORED = ("rated", "provisional", "base-rate")
"""The statuses of what has a score to print."""


class Estimate(NamedTuple):
    """A score on 0–100 with what is known about it.

    `evidence_error` E and `ignorance` G are the parts of the standard error that go up the tree,
    uncapped; `evidence_only` is the mean of the ratings that count without the prior, None without
    evidence. `base` is the base rate, of what has none its prior score, `base_spread` its spread,
    `base_share` the share of the weight that indicators with a base rate have.
    """

    score: float
    standard_error: float
    evidence_error: float
    coverage: float
    evidence_only: float | None = None
    ignorance: float = 0.0
    base: float = 50.0
    base_spread: float = 0.0
    base_share: float = 0.0

    @property
    def base_rate(self) -> float | None:
        """Return the base rate, None where no indicator behind the score has one."""
        return self.base if self.base_share > 0.0 else None


class Gap(NamedTuple):
    """No score of its own: why, and the prior's figures where the method gives them.

    `base_share` is the share of the weight that indicators with a base rate have.
    """

    reason: str
    prior: Estimate | None = None
    base_share: float = 0.0


NO_EVIDENCE = "no evidence"
NOT_APPLICABLE = "not applicable"
WITHHELD = "withheld"
TOO_LITTLE = "too few members"


def figures(outcome: Estimate | Gap) -> Estimate | None:
    """Return the figures that are printed: the estimate's, or the prior's of a gap."""
    return outcome.prior if isinstance(outcome, Gap) else outcome


def applies(outcome: Estimate | Gap) -> bool:
    """Tell whether an outcome takes part in the tree at all."""
    return not (isinstance(outcome, Gap) and outcome.reason == NOT_APPLICABLE)


def coverage_of(outcome: Estimate | Gap) -> float | None:
    """Return the share of weight with evidence: 0 in a gap, None of what does not apply."""
    estimate = figures(outcome)
    if estimate is not None:
        return estimate.coverage
    return 0.0 if applies(outcome) else None


def capped(standard_error: float, score: float) -> float:
    """Return the standard error, no wider than a Beta with one end hump can be at that mean."""
    return min(beta.cap(score), standard_error)


def unseen(score: float, spread: float, share: float) -> Estimate:
    """Return what stands without evidence: a base rate with its spread, `share` of it known."""
    return Estimate(
        score,
        capped(spread, score),
        0.0,
        0.0,
        ignorance=spread,
        base=score,
        base_spread=spread,
        base_share=share,
    )


def interval(estimate: Estimate, level: float) -> tuple[float, float]:
    """Return the central interval of the given mass on 0–100, widened to contain the score."""
    score, error = estimate.score, estimate.standard_error
    if _certain(estimate):
        return score, score
    a, b = beta.shape(score, error)
    low = TOP * beta.quantile((1.0 - level) / 2.0, a, b)
    high = TOP * beta.quantile((1.0 + level) / 2.0, a, b)
    return min(low, score), max(high, score)


def probability_at_or_above(estimate: Estimate, edge: float) -> float:
    """Return the mass of the score's distribution at or above an edge on 0–100."""
    if _certain(estimate):
        return 1.0 if settled(min(max(estimate.score, 0.0), TOP)) >= settled(edge) else 0.0
    if edge <= 0.0:
        return 1.0
    if edge >= TOP:
        return 0.0
    a, b = beta.shape(estimate.score, estimate.standard_error)
    return beta.cdf(1.0 - edge / TOP, b, a)


def band_probabilities(estimate: Estimate, bands: Sequence[Band]) -> list[float]:
    """Return the mass between each band's edge and the next."""
    above = [probability_at_or_above(estimate, band.start) for band in bands]
    return [max(0.0, mass - beyond) for mass, beyond in zip(above, [*above[1:], 0.0], strict=True)]


def band_of(score: float, bands: Sequence[Band]) -> int:
    """Return the index of the band that contains a score; scores off the scale are at its ends."""
    inside = settled(min(max(score, 0.0), TOP))
    return max(
        index for index, band in enumerate(bands) if settled(band.start) <= inside or not index
    )


def status_of(coverage: float, rules: Coverage, base_share: float = 0.0) -> str:
    """Return "rated", "provisional", "base-rate" or "insufficient" (method § 5)."""
    if settled(coverage) >= settled(rules.rated):
        return "rated"
    if settled(coverage) >= settled(rules.provisional):
        return "provisional"
    return "base-rate" if settled(base_share) >= HALF else "insufficient"


def outcome_status(outcome: Estimate | Gap, rules: Coverage) -> str:
    """Return the status of a node or indicator by its coverage; "not-applicable" is one too."""
    if not applies(outcome):
        return "not-applicable"
    coverage = 0.0 if isinstance(outcome, Gap) else outcome.coverage
    if isinstance(outcome, Gap) and outcome.prior is None:
        return "insufficient"
    return status_of(coverage, rules, outcome.base_share)


def has_score(outcome: Estimate | Gap, rules: Coverage) -> bool:
    """Tell whether a score is printed, ranked, alerted and gated at all."""
    return outcome_status(outcome, rules) in SCORED


def _certain(estimate: Estimate) -> bool:
    return not (estimate.standard_error > 0.0 and 0.0 < estimate.score < TOP)


def above_probability(first: Estimate, second: Estimate) -> float:
    """Return P(first > second) of two independent scores (method § 5)."""
    spread = math.hypot(first.standard_error, second.standard_error)
    difference = first.score - second.score
    if spread == 0.0:
        return 0.5 if difference == 0.0 else float(difference > 0.0)
    return 0.5 * math.erfc(-difference / spread / math.sqrt(2.0))
