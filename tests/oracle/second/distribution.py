"""Interval and bands of any score: § 5."""

from __future__ import annotations

import math
from typing import Any

from scipy import stats

from second.world import BANDS, nine


def shape(m: float, se: float) -> tuple[float, float] | None:
    """Return the Beta's two figures, or None where all collapses onto the score."""
    if nine(se) == 0 or nine(m) <= 0 or nine(m) >= 100:
        return None
    mu, variance = m / 100, (se / 100) ** 2
    nu = mu * (1 - mu) / variance - 1
    return mu * nu, (1 - mu) * nu


def below(m: float, se: float, edge: float) -> float:
    """Return the probability of less than an edge."""
    found = shape(m, se)
    if edge >= 100:
        return 1.0
    if edge <= 0:
        return 0.0
    if found is None:
        return 1.0 if nine(m) < nine(edge) else 0.0
    return float(stats.beta.cdf(edge / 100, *found))


def interval(m: float, se: float, mass: float) -> tuple[float, float]:
    """Return the interval, widened where needed to contain the score."""
    found = shape(m, se)
    if found is None:
        return m, m
    tail = (1 - mass) / 2
    low = 100 * float(stats.beta.ppf(tail, *found))
    high = 100 * float(stats.beta.ppf(1 - tail, *found))
    return min(low, m), max(high, m)


def bands(framework: dict[str, Any], m: float, se: float) -> dict[str, float]:
    """Return the probability of every band."""
    named = framework.get("bands", BANDS)
    edges = [float(one["from"]) for one in named] + [100.0]
    return {
        one["name"]: (1.0 if place + 1 == len(named) else below(m, se, edges[place + 1]))
        - (0.0 if place == 0 else below(m, se, edges[place]))
        for place, one in enumerate(named)
    }


def band(framework: dict[str, Any], m: float) -> str:
    """Return the band that contains a score; the lowest is open below, as for one under 0."""
    first, *others = framework.get("bands", BANDS)
    reached = [one["name"] for one in others if nine(m) >= nine(one["from"])]
    return str([first["name"], *reached][-1])


def outranks(m: float, se: float, other: float, other_se: float) -> float:
    """Return P(A > B)."""
    spread = math.sqrt(se**2 + other_se**2)
    if spread == 0:
        return 0.5 if nine(m) == nine(other) else float(m > other)
    return float(stats.norm.cdf((m - other) / spread))
