"""Drawing the members of a node together (method §§ 5 and 7)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
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
    unseen,
)
from sahelrisk.scoring.tree import ROOT, Node
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

    E² = (1-ρ)·Σ(ω·E)² + ρ·(Σω·E)², G² the same with ρ_G, SE² = E² + G², capped; ω is ∂f/∂m
    where the aggregation is not arithmetic.
    """
    taking_part = [applies(outcome) for outcome in outcomes]
    weights = _normalised(
        [m.weight if part else 0.0 for m, part in zip(node.members, taking_part, strict=True)]
    )
    nothing = (0.0,) * len(outcomes)
    if not any(weights):
        return Aggregated(Gap(NOT_APPLICABLE), nothing, nothing)
    members = [_member(outcome, node.rules) for outcome in outcomes]
    kept = [w if member else 0.0 for w, member in zip(weights, members, strict=True)]
    reason = _gap(weights, kept, node.rules)
    based = math.fsum(w * o.base_share for w, o in zip(weights, outcomes, strict=True))
    if reason:
        gap = Gap(reason, _started(node, outcomes, weights, based, method), based)
        return Aggregated(gap, tuple(weights), nothing)
    shares = _normalised(kept)
    used = [(w, m) for w, m in zip(shares, members, strict=True) if m and w > 0.0]
    score, slopes = _ways(node.rules)([(w, m.score) for w, m in used])
    start = _base(node, used, method)
    estimate = _estimate(_rounded(score, node.rules), used, slopes, start, node, method)
    estimate = _covered(estimate, weights, members)._replace(base_share=based)
    found = iter(slopes)
    taken = [next(found) if m and w > 0.0 else 0.0 for w, m in zip(shares, members, strict=True)]
    return Aggregated(estimate, tuple(shares), tuple(taken))


def _normalised(weights: Sequence[float]) -> list[float]:
    total = math.fsum(weights)
    return [weight / total if total else 0.0 for weight in weights]


def _member(outcome: Estimate | Gap, rules: NodeRules) -> Estimate | None:
    """Return the figures a member enters with, None where it is missing or does not apply."""
    if not isinstance(outcome, Gap):
        return outcome
    return outcome.prior if applies(outcome) and rules.missing == "prior" else None


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


class _Start(NamedTuple):
    """The base rate of a node and its spread, G without evidence."""

    score: float
    spread: float


def _base(node: Node, used: Sequence[tuple[float, Estimate]], method: Method) -> _Start:
    """Draw the base rates of the members together as their scores are."""
    score, slopes = _ways(node.rules)([(w, m.base) for w, m in used])
    spreads = [slope * m.base_spread for slope, (_, m) in zip(slopes, used, strict=True)]
    return _Start(_rounded(score, node.rules), correlated(spreads, method.ignorance_correlation))


def _started(
    node: Node,
    outcomes: Sequence[Estimate | Gap],
    weights: Sequence[float],
    based: float,
    method: Method,
) -> Estimate | None:
    """Return what a node without a score stands at: its base rate; the root has none at all."""
    known = [(w, figures(o)) for w, o in zip(weights, outcomes, strict=True) if w > 0.0]
    used = [(w, m) for w, m in known if m is not None]
    if node.id == ROOT or not method.prior_weight or len(used) < len(known):
        return None
    start = _base(node, used, method)
    return unseen(start.score, start.spread, based)


def _estimate(
    score: float,
    used: Sequence[tuple[float, Estimate]],
    slopes: Sequence[float],
    start: _Start,
    node: Node,
    method: Method,
) -> Estimate:
    """Work out the errors of a node; E and G go up apart and uncapped."""
    pairs = [(slope, m) for slope, (_, m) in zip(slopes, used, strict=True)]
    evidence_error = correlated([slope * m.evidence_error for slope, m in pairs], node.correlation)
    ignorance = correlated(
        [slope * m.ignorance for slope, m in pairs], method.ignorance_correlation
    )
    certain = not 0.0 < score < TOP
    return Estimate(
        score=score,
        standard_error=0.0 if certain else capped(math.hypot(evidence_error, ignorance), score),
        evidence_error=evidence_error,
        coverage=0.0,
        ignorance=ignorance,
        base=start.score,
        base_spread=start.spread,
    )


def _covered(
    estimate: Estimate,
    weights: Sequence[float],
    members: Sequence[Estimate | None],
) -> Estimate:
    """Add coverage and the mean of the evidence alone."""
    covered = [(w * m.coverage, m) for w, m in zip(weights, members, strict=True) if m]
    bearing = [(share, m.evidence_only) for share, m in covered if m.evidence_only is not None]
    total = math.fsum(share for share, _ in bearing)
    only = math.fsum(share / total * mean for share, mean in bearing) if total else None
    return estimate._replace(
        coverage=math.fsum(share for share, _ in covered),
        evidence_only=only,
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
    rounded = float(_WIDE.quantize(shown, Decimal(1).scaleb(-rules.round)))
    return TOP * (rounded - low) / (high - low)


def on_scale(score: float, scale: tuple[float, float]) -> float:
    """Return a score on 0–100 on a node's own scale."""
    low, high = scale
    return low + score * (high - low) / TOP


TINY = 1e-9
"""Exponents nearer to 0 give the geometric mean, to which they tend."""
_WIDE = Context(prec=120, rounding=ROUND_HALF_UP)
"""Wide enough for every scale and every number of digits a framework can ask for."""

Way = Callable[[Sequence[tuple[float, float]]], tuple[float, Sequence[float]]]


def _ways(rules: NodeRules) -> Way:
    if rules.aggregation == "power":
        return lambda members: _power(members, 1.0 if rules.exponent is None else rules.exponent)
    return _WAYS[rules.aggregation]


def _arithmetic(members: Sequence[tuple[float, float]]) -> tuple[float, Sequence[float]]:
    return math.fsum(w * m for w, m in members), [w for w, _ in members]


def _power(members: Sequence[tuple[float, float]], p: float) -> tuple[float, Sequence[float]]:
    """Return the weighted power mean and its gradient; p = 0 is the geometric mean."""
    if p < TINY and any(settled(m) <= 0.0 for _, m in members):
        return 0.0, [0.0] * len(members)
    inside = [(w, m if settled(m) > 0.0 else 0.0) for w, m in members]
    # Relative to the member that rules, no power overflows, however large the exponent.
    ruling = (max if p > 0.0 else min)(m for _, m in inside)
    if not ruling:
        return 0.0, [0.0] * len(members)
    if abs(p) < TINY:
        mean = math.exp(math.fsum(w * math.log(m) for w, m in inside))
        return mean, [w * mean / m for w, m in inside]
    total = math.fsum(w * (m / ruling) ** p for w, m in inside)
    mean = ruling * math.exp(math.log(total) / p)
    return mean, [_slope(w, m / mean, p) if m and mean else 0.0 for w, m in inside]


def _slope(weight: float, ratio: float, p: float) -> float:
    """Return w·ratio^(p - 1), which is finite even where its power alone is not."""
    return math.exp(math.log(weight) + (p - 1.0) * math.log(ratio)) if ratio else 0.0


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
