"""Drawing the members of a node together (method §§ 5 and 7)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import (
    NO_EVIDENCE,
    NOT_APPLICABLE,
    TOO_LITTLE,
    TOP,
    WITHHELD,
    Estimate,
    Gap,
    applies,
    capped,
    figures,
)
from sahelrisk.scoring.tree import Node
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Method, NodeRules


class Aggregated(NamedTuple):
    """A node's outcome; `weights` are the members' normalised weights, `slopes` ∂f/∂m of each."""

    outcome: Estimate | Gap
    weights: tuple[float, ...]
    slopes: tuple[float, ...]


def aggregate(node: Node, outcomes: Sequence[Estimate | Gap], method: Method) -> Aggregated:
    """Draw the outcomes of a node's members, in its order, together.

    E² = (1-ρ)·Σ(ω·E)² + ρ·(Σω·E)², SE² = E² + (s0·(1-κ))², capped; ω is ∂f/∂m where the
    aggregation is not arithmetic.
    """
    taking_part = [applies(outcome) for outcome in outcomes]
    weights = _normalised(
        [m.weight if part else 0.0 for m, part in zip(node.members, taking_part, strict=True)]
    )
    nothing = (0.0,) * len(outcomes)
    if not any(weights):
        return Aggregated(Gap(NOT_APPLICABLE), nothing, nothing)
    members = [_member(outcome, node.rules, method) for outcome in outcomes]
    kept = [w if member else 0.0 for w, member in zip(weights, members, strict=True)]
    reason = _gap(weights, kept, node.rules)
    if reason:
        return Aggregated(Gap(reason), tuple(weights), nothing)
    shares = _normalised(kept)
    used = [(w, m) for w, m in zip(shares, members, strict=True) if m and w > 0.0]
    score, slopes = _ways(node.rules)([(w, m.score) for w, m in used])
    estimate = _estimate(_rounded(score, node.rules), used, slopes, weights, members, node, method)
    found = iter(slopes)
    taken = [next(found) if m and w > 0.0 else 0.0 for w, m in zip(shares, members, strict=True)]
    return Aggregated(estimate, tuple(shares), tuple(taken))


def _normalised(weights: Sequence[float]) -> list[float]:
    total = math.fsum(weights)
    return [weight / total if total else 0.0 for weight in weights]


def _member(outcome: Estimate | Gap, rules: NodeRules, method: Method) -> Estimate | None:
    """Return the figures a member enters with, None where it is missing or does not apply."""
    if not isinstance(outcome, Gap):
        return outcome
    if not applies(outcome) or rules.missing != "prior":
        return None
    return figures(outcome) or Estimate(method.prior_score, method.prior_spread, 0.0, 0.0)


def _gap(weights: Sequence[float], kept: Sequence[float], rules: NodeRules) -> str:
    """Say why the node has no score of its own, "" if it has one."""
    share = settled(math.fsum(kept))
    if not share:
        return NO_EVIDENCE
    if rules.missing == "withhold" and any(w and not k for w, k in zip(weights, kept, strict=True)):
        return WITHHELD
    if rules.missing == "drop" and share < settled(rules.minimum_share):
        return TOO_LITTLE
    return ""


def _estimate(
    score: float,
    used: Sequence[tuple[float, Estimate]],
    slopes: Sequence[float],
    weights: Sequence[float],
    members: Sequence[Estimate | None],
    node: Node,
    method: Method,
) -> Estimate:
    """Work out coverage, error and evidence-only mean of a node."""
    errors = [slope * m.evidence_error for slope, (_, m) in zip(slopes, used, strict=True)]
    evidence_error = correlated(errors, node.correlation)
    covered = [(w * m.coverage, m) for w, m in zip(weights, members, strict=True) if m]
    coverage = math.fsum(share for share, _ in covered)
    ignorance = method.prior_spread * (1.0 - coverage)
    bearing = [(share, m.evidence_only) for share, m in covered if m.evidence_only is not None]
    total = math.fsum(share for share, _ in bearing)
    certain = not 0.0 < score < TOP
    return Estimate(
        score=score,
        standard_error=0.0 if certain else capped(math.hypot(evidence_error, ignorance), score),
        evidence_error=evidence_error,
        coverage=coverage,
        evidence_only=math.fsum(share * mean for share, mean in bearing) / total if total else None,
    )


def correlated(errors: Sequence[float], rho: float) -> float:
    """Return √((1-ρ)·Σe² + ρ·(Σe)²): errors of one country are not independent."""
    squares = math.fsum(error**2 for error in errors)
    return math.sqrt((1.0 - rho) * squares + rho * math.fsum(errors) ** 2)


def _rounded(score: float, rules: NodeRules) -> float:
    """Round half up on the node's scale, in decimal arithmetic; None of it without `round`."""
    if rules.round is None:
        return score
    low, high = rules.scale
    shown = Decimal(repr(settled(on_scale(score, rules.scale))))
    rounded = float(shown.quantize(Decimal(1).scaleb(-rules.round), ROUND_HALF_UP))
    return TOP * (rounded - low) / (high - low)


def on_scale(score: float, scale: tuple[float, float]) -> float:
    """Return a score on 0–100 on a node's own scale."""
    low, high = scale
    return low + score * (high - low) / TOP


Way = Callable[[Sequence[tuple[float, float]]], tuple[float, Sequence[float]]]


def _ways(rules: NodeRules) -> Way:
    if rules.aggregation == "power":
        return lambda members: _power(members, 1.0 if rules.exponent is None else rules.exponent)
    return _WAYS[rules.aggregation]


def _arithmetic(members: Sequence[tuple[float, float]]) -> tuple[float, Sequence[float]]:
    return math.fsum(w * m for w, m in members), [w for w, _ in members]


def _power(members: Sequence[tuple[float, float]], p: float) -> tuple[float, Sequence[float]]:
    """Return the weighted power mean and its gradient; p = 0 is the geometric mean."""
    if p <= 0.0 and any(settled(m) <= 0.0 for _, m in members):
        return 0.0, [0.0] * len(members)
    if p == 0.0:
        mean = math.exp(math.fsum(w * math.log(m) for w, m in members))
        return mean, [w * mean / m for w, m in members]
    inside = [(w, max(m, 0.0)) for w, m in members]
    # Relative to the member that rules, no power overflows, however large the exponent.
    ruling = (max if p > 0.0 else min)(m for _, m in inside)
    if not ruling:
        return 0.0, [0.0] * len(members)
    mean = ruling * math.fsum(w * (m / ruling) ** p for w, m in inside) ** (1.0 / p)
    return mean, [w * (m / mean) ** (p - 1.0) if m else 0.0 for w, m in inside]


def _worst(members: Sequence[tuple[float, float]]) -> tuple[float, Sequence[float]]:
    worst = max(m for _, m in members)
    first = next(i for i, (_, m) in enumerate(members) if settled(m) == settled(worst))
    return worst, [float(index == first) for index in range(len(members))]


def _inverted_geometric(members: Sequence[tuple[float, float]]) -> tuple[float, Sequence[float]]:
    """Return INFORM's mean: on 0–10, (10 - G)/9·10, G that of (10 - c)/10·9 + 1 (method § 5)."""
    turned = [(w, (10.0 - m / 10.0) / 10.0 * 9.0 + 1.0) for w, m in members]
    if any(t <= 0.0 for _, t in turned):  # a member far off the scale, as z-scores can be
        return 10.0 / 9.0 * TOP, [0.0] * len(members)
    mean = math.exp(math.fsum(w * math.log(t) for w, t in turned))
    return (10.0 - mean) / 9.0 * TOP, [w * mean / t for w, t in turned]


_WAYS: Mapping[str, Way] = {
    "arithmetic": _arithmetic,
    "sum": _arithmetic,
    "geometric": lambda members: _power(members, 0.0),
    "harmonic": lambda members: _power(members, -1.0),
    "max": _worst,
    "inverted-geometric": _inverted_geometric,
}
