"""The estimate of an indicator: § 3."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from second.rating import AT_LEAST, AT_MOST, EXACT, latest
from second.weight import Used, half_life, latest_turn, retired, used, weights
from second.world import State, nine


def cap(m: float) -> float:
    """Return the widest standard error at a mean: a Beta with at most one end hump."""
    mu = max(min(100.0, max(0.0, m)), 100 - min(100.0, max(0.0, m))) / 100
    return 100 * math.sqrt(mu * mu * (1 - mu) / (1 + mu))


@dataclass
class Line:
    """An item with what it weighs and does."""

    used: Used
    state: str = "counts"
    w: float = 0.0
    u: float = 0.0
    contribution: float = 0.0
    retired_by: str | None = None

    @property
    def id(self) -> str:
        """Return the item's id."""
        return self.used.id

    @property
    def y(self) -> float:
        """Return the pulling weight."""
        return self.w if self.state == "counts" else 0.0


@dataclass
class Result:
    """Everything § 3 computes; `m` is None where there is no score."""

    p: float
    s: float
    k: float
    m: float | None
    m_e: float | None = None
    se: float = 0.0
    e: float = 0.0
    g: float = 0.0
    kappa: float = 0.0
    evidence_only: float | None = None
    v: float = 0.0
    n: float = 0.0
    tau: float = 0.0
    gap: bool = False
    contested: bool = False
    lines: list[Line] = field(default_factory=list)


def pulls(one: Used, m: float) -> bool:
    """Tell whether an item pulls at an estimate; exact items always do."""
    if one.reads == AT_LEAST:
        return nine(one.x) > nine(m)
    if one.reads == AT_MOST:
        return nine(one.x) < nine(m)
    return True


def exact_score(items: list[Used], w: dict[str, float], k: float, p: float) -> float:
    """Return m_e."""
    exact = [one for one in items if one.reads == EXACT]
    whole = k + math.fsum(w[one.id] for one in exact)
    return (k * p + math.fsum(w[one.id] * one.x for one in exact)) / whole


def root(items: list[Used], w: dict[str, float], k: float, p: float) -> float:
    """Return the root m: found by halving, then as the mean of what pulls there."""
    m_e = exact_score(items, w, k, p)
    s_e = math.fsum(w[one.id] for one in items if one.reads == EXACT)

    def left(m: float) -> float:
        up = math.fsum(w[o.id] * max(0.0, o.x - m) for o in items if o.reads == AT_LEAST)
        down = math.fsum(w[o.id] * max(0.0, m - o.x) for o in items if o.reads == AT_MOST)
        return (k + s_e) * (m_e - m) + up - down

    sided = [one.x for one in items if one.reads != EXACT]
    low, high = min([m_e, *sided]), max([m_e, *sided])
    for _ in range(200):
        middle = (low + high) / 2
        if left(middle) > 0:
            low = middle
        else:
            high = middle
    near = (low + high) / 2
    pulling = [one for one in items if pulls(one, near)]
    whole = k + math.fsum(w[one.id] for one in pulling)
    return (k * p + math.fsum(w[one.id] * one.x for one in pulling)) / whole


def prior(state: State, indicator: str, base: tuple[float, float] | None) -> tuple[float, float]:
    """Return score and spread of the prior; `base` is already as the profile reads it."""
    if base is not None:
        return base
    score = float(state.constant("prior_score"))
    return (100 - score if state.flips(indicator) else score), float(state.constant("prior_spread"))


def speaks_latest(state: State, indicator: str) -> bool:
    """Tell whether the latest value speaks alone."""
    measure = state.world["indicators"][indicator].get("measure", {})
    return bool(measure.get("evidence", "pool") == "latest")


def weighed(state: State, indicator: str, items: list[Used]) -> tuple[dict[str, float], float]:
    """Return the weights of unretired items, and k."""
    k = float(state.constant("prior_weight"))
    if not speaks_latest(state, indicator):
        return weights(state, items), k
    exact = [one.item for one in items if one.reads == EXACT]
    if not exact:
        return {one.id: 0.0 for one in items}, k
    chosen = latest(exact).id
    return {one.id: 1.0 if one.id == chosen else 0.0 for one in items}, 0.0


def scored(state: State, indicator: str, items: list[Used], p: float) -> float | None:
    """Return the estimate of unretired items, or None without any weight at all."""
    w, k = weighed(state, indicator, items)
    if k + math.fsum(w.values()) == 0:
        return None
    return root(items, w, k, p)


def retirement(state: State, indicator: str, items: list[Used], p: float) -> dict[str, str]:
    """Return what is retired: all that turning points retire, or nothing (§ 2.6)."""
    gone, turn = retired(items), latest_turn(items)
    if not gone or turn is None:
        return {}
    kept = scored(state, indicator, [one for one in items if one.id not in gone], p)
    whole = scored(state, indicator, items, p)
    if kept is None or whole is None:
        return gone
    return gone if nine(abs(kept - turn.x)) <= nine(abs(whole - turn.x)) else {}


def estimate(state: State, iso3: str, indicator: str, base: tuple[float, float] | None) -> Result:
    """Return the estimate of an indicator of a country."""
    p, s = prior(state, indicator, base)
    everything = used(state, iso3, indicator)
    candidates = [one for one in everything if one.silenced is None]
    gone = retirement(state, indicator, candidates, p)
    items = [one for one in candidates if one.id not in gone]
    w, k = weighed(state, indicator, items)
    lines = {one.id: Line(one, one.silenced or "counts") for one in everything}
    for key, turn in gone.items():
        lines[key].state, lines[key].retired_by = "retired", turn
    for key, weight in w.items():
        lines[key].w = weight
    result = Result(p=p, s=s, k=k, m=None, lines=list(lines.values()))
    if speaks_latest(state, indicator) and k == 0 and math.fsum(w.values()) == 1:
        alone(state, result, items)
    elif k + math.fsum(w.values()) > 0:
        pooled(state, result, items, w)
    else:
        result.gap, result.g = True, s
    result.contested = contested(state, indicator, result)
    return result


def alone(state: State, result: Result, items: list[Used]) -> None:
    """Let the latest value speak alone (§ 7)."""
    for line in result.lines:
        if line.state == "counts" and line.w == 0:
            line.state = "superseded"
    chosen = next(line for line in result.lines if line.w == 1)
    said = chosen.used.said
    assert said is not None
    result.m = result.m_e = result.evidence_only = said.x
    error = abs(said.slope) * float(chosen.used.item.given.get("standard_error", 0))
    result.e = math.sqrt(error**2 + float(state.constant("reading_error")) ** 2)
    result.se = min(cap(said.x), result.e)
    result.kappa, result.n = 1.0, 1.0
    chosen.u, chosen.contribution = 1.0, said.x - result.p


def pooled(state: State, result: Result, items: list[Used], w: dict[str, float]) -> None:
    """Fill in a result by § 3."""
    p, s, k = result.p, result.s, result.k
    s0, sigma = float(state.constant("prior_spread")), float(state.constant("reading_error"))
    m, m_e = root(items, w, k, p), exact_score(items, w, k, p)
    whole = k + math.fsum(w[one.id] for one in items if one.reads == EXACT)
    active = [line for line in result.lines if line.id in w]
    for line in active:
        one = line.used
        if not pulls(one, m):
            line.state = "consistent"
            nearness = 1 - abs(m - one.x) / float(state.constant("support_range"))
            line.u = line.w * max(0.0, nearness)
        else:
            line.u = line.w
            line.contribution = line.w * (one.x - (p if one.reads == EXACT else m)) / whole
    u_all = math.fsum(line.u for line in active)
    n_all = k + u_all
    result.m, result.m_e = m, m_e
    if u_all == 0:
        result.gap = True
        result.m = p if k > 0 else None
        result.se, result.g = min(cap(p), s), s
        return
    kappa = u_all / n_all
    pulling = [line for line in active if line.state == "counts" and line.w > 0]
    y = math.fsum(line.w for line in pulling)
    if y > 0:
        result.evidence_only = math.fsum(line.w * line.used.x for line in pulling) / y
    squares = [k * (s**2 + (p - m) ** 2)]
    for line in active:
        d = line.used.x - m if line.state == "counts" else 0.0
        squares.append(line.u * (d**2 + (100 * line.used.openness) ** 2 / 12))
    result.v = math.fsum(squares) / n_all
    together: dict[tuple[str, str], list[float]] = {}
    for line in active:
        together.setdefault(line.used.item.origin, []).append(line.u)
    result.n = n_all**2 / (k**2 + math.fsum(math.fsum(one) ** 2 for one in together.values()))
    result.tau = s0 * (1 - math.fsum(line.u * line.used.q for line in active) / u_all)
    result.g = s * (1 - kappa)
    raw = max(
        math.sqrt(result.v / result.n + kappa * (result.tau**2 + sigma**2) + (m - m_e) ** 2),
        result.g,
    )
    result.kappa, result.se = kappa, min(cap(m), raw)
    result.e = math.sqrt(raw**2 - result.g**2)


def contested(state: State, indicator: str, result: Result) -> bool:
    """Tell whether fresh sources disagree (§ 3)."""
    lines = [line for line in result.lines if line.state == "counts" and line.w > 0]
    if not lines:
        return False
    newest = max(line.used.item.observed.first for line in lines)
    life = half_life(state, indicator)
    recent = [line for line in lines if (newest - line.used.item.observed.first).days <= life]
    whole = math.fsum(line.w for line in recent)
    mean = math.fsum(line.w * line.used.x for line in recent) / whole
    spread = math.sqrt(math.fsum(line.w * (line.used.x - mean) ** 2 for line in recent) / whole)
    below = math.fsum(line.w for line in recent if nine(line.used.x) < nine(mean))
    above = math.fsum(line.w for line in recent if nine(line.used.x) > nine(mean))
    least = nine(state.table("contested", "weight"))
    return (
        nine(spread) >= nine(state.table("contested", "spread"))
        and nine(below) >= least
        and nine(above) >= least
    )
