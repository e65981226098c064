"""Up the tree, status, order, alerts and confidence: §§ 5 and 6."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from second import distribution
from second.base import Base, base_rate
from second.estimate import Line, Result, cap, estimate, prior
from second.weight import half_life
from second.world import HIGH, MODERATE, State, World, nine, state_of

LINEAR = ("arithmetic", "sum")


@dataclass
class Node:
    """A country, pillar or indicator, inside on 0 to 100."""

    id: str
    rules: dict[str, Any]
    applicable: bool = True
    gap: bool = False  # without a score of its own evidence
    m: float | None = None
    p: float = 0.0
    s: float = 0.0  # spread of the base rate: G without evidence
    has_base: bool = False
    base_share: float = 0.0  # of its weight, indicators with a base rate
    e: float = 0.0
    g: float = 0.0
    se: float = 0.0
    kappa: float = 0.0
    parent: str = ""
    omega: float = 0.0  # within its parent
    effective: float = 0.0  # of the country
    gradient: float = 0.0  # ∂(parent's score)/∂(its score)
    leverage: float = 0.0  # ∂(country's score)/∂(its score)
    status: str = "insufficient"
    members: list[Node] = field(default_factory=list)

    @property
    def scale(self) -> tuple[float, float]:
        """Return the scale it is printed on."""
        low, high = self.rules.get("scale", [0, 100])
        return float(low), float(high)

    def printed(self, score: float | None) -> float | None:
        """Return a score on the node's scale."""
        low, high = self.scale
        return None if score is None else low + (high - low) * score / 100

    def length(self, size: float) -> float:
        """Return a difference on the node's scale."""
        low, high = self.scale
        return (high - low) * size / 100

    def interval(self, framework: dict[str, Any]) -> tuple[float, float] | None:
        """Return the interval on the node's scale."""
        if self.m is None:
            return None
        mass = float(framework.get("method", {}).get("interval", 0.9))
        low, high = distribution.interval(self.m, self.se, mass)
        return self.printed(low), self.printed(high)  # type: ignore[return-value]


@dataclass
class Indicator:
    """An indicator of a country."""

    node: Node
    base: Base | None
    result: Result | None  # None where it is not applicable

    @property
    def lines(self) -> list[Line]:
        """Return its items."""
        return self.result.lines if self.result else []


@dataclass
class Country:
    """A country with everything below it."""

    iso3: str
    root: Node
    pillars: dict[str, Node]
    indicators: dict[str, Indicator]
    approximate: bool
    publishers: int = 0
    largest_share: float | None = None
    origins: int = 0
    fresh_share: float = 0.0
    quality: float = 0.0
    confidence: str = "low"
    limits: list[str] = field(default_factory=list)
    alerts: set[tuple[str, str, str | None]] = field(default_factory=set)


# Aggregations: f of scores, and its gradient


def drawn(rules: dict[str, Any], omegas: Sequence[float], scores: Sequence[float]) -> float:
    """Return f of members' scores."""
    kind = rules.get("aggregation", "arithmetic")
    pairs = [(o, m) for o, m in zip(omegas, scores, strict=True) if o > 0]
    if kind in LINEAR:
        return math.fsum(o * m for o, m in pairs)
    if kind == "max":
        return max(m for _, m in pairs)
    if kind == "inverted-geometric":
        logs = math.fsum(o * math.log((10 - m / 10) / 10 * 9 + 1) for o, m in pairs)
        return 10 * (10 - math.exp(logs)) / 9 * 10
    power = {"geometric": 0.0, "harmonic": -1.0}.get(kind, float(rules.get("exponent", 1)))
    if power <= 0 and any(nine(m) == 0 for _, m in pairs):
        return 0.0
    if power == 0:
        return math.exp(math.fsum(o * math.log(m) for o, m in pairs))
    return float(math.fsum(o * m**power for o, m in pairs) ** (1 / power))


def gradients(
    rules: dict[str, Any], omegas: Sequence[float], scores: Sequence[float]
) -> list[float]:
    """Return ∂f/∂m of every member."""
    kind = rules.get("aggregation", "arithmetic")
    if kind in LINEAR:
        return list(omegas)
    f = drawn(rules, omegas, scores)
    if kind == "max":
        first = next(
            place
            for place, (o, m) in enumerate(zip(omegas, scores, strict=True))
            if o > 0 and nine(m) == nine(f)
        )
        return [1.0 if place == first else 0.0 for place in range(len(scores))]
    if kind == "inverted-geometric":
        mean = 10 - f / 100 * 9
        return [
            o * mean / ((10 - m / 10) / 10 * 9 + 1) for o, m in zip(omegas, scores, strict=True)
        ]
    power = {"geometric": 0.0, "harmonic": -1.0}.get(kind, float(rules.get("exponent", 1)))
    if nine(f) == 0:
        return [0.0 for _ in scores]
    return [
        o * (m / f) ** (power - 1) if o > 0 else 0.0 for o, m in zip(omegas, scores, strict=True)
    ]


def together(parts: Sequence[float], rho: float) -> float:
    """Return errors drawn together: independent and common."""
    return math.sqrt((1 - rho) * math.fsum(one**2 for one in parts) + rho * math.fsum(parts) ** 2)


def rounded(node: Node, m: float) -> float:
    """Return a score rounded half up on the node's scale."""
    if "round" not in node.rules:
        return m
    low, high = node.scale
    shown = Decimal(repr(nine(low + (high - low) * m / 100)))
    digits = Decimal(1).scaleb(-int(node.rules["round"]))
    value = float(shown.quantize(digits, rounding=ROUND_HALF_UP))
    return 100 * (value - low) / (high - low)


def fill(state: State, node: Node, *, root: bool) -> None:
    """Draw a node's members together; weights ω stand in the members already."""
    applicable = [one for one in node.members if one.applicable]
    if not applicable:
        node.applicable = False
        return
    whole = math.fsum(one.omega for one in applicable)
    for one in node.members:
        one.omega = one.omega / whole if one.applicable else 0.0
    rho = float(state.constant("pillar_correlation" if root else "indicator_correlation"))
    rho_g = float(state.constant("ignorance_correlation"))
    # a base rate that weighs nothing says nothing of the node
    node.has_base = any(one.has_base and one.omega > 0 for one in applicable)
    node.base_share = math.fsum(one.omega * one.base_share for one in applicable)
    node.kappa = math.fsum(one.omega * one.kappa for one in applicable)
    rule = node.rules.get("missing", "prior")
    kept = applicable
    if rule == "drop":
        kept = [one for one in applicable if not one.gap]
        share = math.fsum(one.omega for one in kept)
        least = float(node.rules.get("minimum_share", 0.0))
        node.gap = not kept or share == 0 or nine(share) < nine(least)
    elif rule == "withhold":
        node.gap = any(one.gap for one in applicable)
    elif any(one.m is None for one in applicable):
        node.gap = True
    if node.gap:
        kept = applicable
    share = math.fsum(one.omega for one in kept)
    omegas = [one.omega / share for one in kept]
    bases = [one.p for one in kept]
    node.p = rounded(node, drawn(node.rules, omegas, bases))
    slopes = gradients(node.rules, omegas, bases)
    node.s = together([o * one.s for o, one in zip(slopes, kept, strict=True)], rho_g)
    if node.gap:
        node.kappa = 0.0
        node.m = None if root or float(state.constant("prior_weight")) == 0 else node.p
        node.e, node.g, node.se = 0.0, node.s, min(cap(node.p), node.s)
        return
    scores = [one.m for one in kept if one.m is not None]
    exact = drawn(node.rules, omegas, scores)
    slopes = gradients(node.rules, omegas, scores)
    node.m = rounded(node, exact)
    for one, gradient in zip(kept, slopes, strict=True):
        one.gradient = gradient
    node.e = together([one.gradient * one.e for one in kept], rho)
    node.g = together([one.gradient * one.g for one in kept], rho_g)
    node.se = min(cap(node.m), math.sqrt(node.e**2 + node.g**2))
    # what is dropped has no part in the score: contributions shall add up to it
    left = {id(one): omega for one, omega in zip(kept, omegas, strict=True)}
    for one in node.members:
        one.omega = left.get(id(one), 0.0)


# A country


def indicator_node(state: State, iso3: str, key: str) -> Indicator:
    """Return one indicator of a country."""
    file = state.world["indicators"][key]
    node = Node(key, {})
    node.omega = float(file.get("weight", 1.0)) * float(
        state.reading.get("weights", {}).get(key, 1.0)
    )
    base = base_rate(state, iso3, key)
    found = (base.p, base.s) if base else None
    node.p, node.s = prior(state, key, found)
    node.has_base, node.base_share = base is not None, float(base is not None)
    if (iso3, key) in state.absent:
        node.applicable = False
        return Indicator(node, base, None)
    result = estimate(state, iso3, key, found)
    node.m, node.gap, node.kappa = result.m, result.gap, result.kappa
    node.e, node.g, node.se = result.e, result.g, result.se
    return Indicator(node, base, result)


def grown(state: State, iso3: str) -> tuple[Node, dict[str, Node], dict[str, Indicator]]:
    """Return the tree of a country, drawn together from below."""
    framework = state.framework
    indicators = {
        key: indicator_node(state, iso3, key)
        for key in sorted(state.world["indicators"])
        if not key.startswith("context.")
    }
    pillars = {one["id"]: Node(one["id"], one) for one in framework["pillars"]}
    for key, pillar in pillars.items():
        pillar.omega = float(pillar.rules.get("weight", 1.0)) * float(
            state.reading.get("weights", {}).get(key, 1.0)
        )
        pillar.parent = pillar.rules.get("parent", "")
        for name, one in indicators.items():
            if name.rpartition(".")[0] == key:
                one.node.parent = key
                pillar.members.append(one.node)
    root = Node("", framework)
    for pillar in pillars.values():
        (pillars[pillar.parent] if pillar.parent else root).members.append(pillar)

    def climb(node: Node) -> None:
        for one in node.members:
            if one.id in pillars:
                climb(one)
        fill(state, node, root=node is root)

    climb(root)
    root.omega = root.effective = root.gradient = root.leverage = 1.0

    def descend(node: Node) -> None:
        for one in node.members:
            one.effective = node.effective * one.omega
            one.leverage = node.leverage * one.gradient
            descend(one)

    descend(root)
    return root, pillars, indicators


def status_of(state: State, node: Node) -> str:
    """Return a node's status by its coverage."""
    if not node.applicable:
        return "not-applicable"
    if node.m is None:
        return "insufficient"
    if nine(node.kappa) >= nine(state.table("coverage", "rated")):
        return "rated"
    if nine(node.kappa) >= nine(state.table("coverage", "provisional")):
        return "provisional"
    return "base-rate" if node.has_base and nine(node.base_share) >= 0.5 else "insufficient"


def assess_state(state: State, iso3: str) -> Country:
    """Return a country in a state."""
    root, pillars, indicators = grown(state, iso3)
    nodes = [root, *pillars.values()]
    approximate = any(
        node.rules.get("aggregation", "arithmetic") not in LINEAR
        or "round" in node.rules
        or node.rules.get("missing", "prior") != "prior"
        for node in nodes
    )
    country = Country(iso3, root, pillars, indicators, approximate)
    for node in [*nodes, *(one.node for one in indicators.values())]:
        node.status = status_of(state, node)
    basis(state, country)
    if root.status == "rated":
        thin = any(
            pillar.applicable and nine(pillar.kappa) < nine(state.table("coverage", "pillar"))
            for pillar in pillars.values()
        )
        share = country.largest_share or 0.0
        if (
            thin
            or country.publishers < state.table("coverage", "publishers")
            or nine(share) > nine(state.table("coverage", "publisher_share"))
        ):
            root.status = "provisional"
    confidence(state, country)
    alerts(state, country)
    return country


def assess(
    world: World,
    as_of: date,
    known_on: date | None = None,
    profile: str | None = None,
    iso3: str = "MLI",
) -> Country:
    """Return a country of a world on a day."""
    return assess_state(state_of(world, as_of, known_on, profile), iso3)


def basis(state: State, country: Country) -> None:
    """Count publishers and origins, and weigh freshness and quality."""
    by_publisher: dict[str, list[float]] = {}
    origins: set[tuple[str, str]] = set()
    fresh, quality, whole = [], [], []
    for key, indicator in country.indicators.items():
        for line in indicator.lines:
            weight = line.u * indicator.node.effective
            if weight <= 0:
                continue
            item = line.used.item
            by_publisher.setdefault(item.publisher, []).append(weight)
            origins.add(item.origin)
            whole.append(weight)
            quality.append(weight * line.used.q)
            if item.condition or line.used.age < half_life(state, key):
                fresh.append(weight)
    total = math.fsum(whole)
    country.origins = len(origins)
    country.publishers = len([key for key in by_publisher if key])
    if total > 0:
        country.largest_share = max(math.fsum(one) for one in by_publisher.values()) / total
        country.fresh_share = math.fsum(fresh) / total
        country.quality = math.fsum(quality) / total


def confidence(state: State, country: Country) -> None:
    """Fill in the analytic confidence (§ 6)."""
    given = state.framework.get("confidence", {})
    rules = {"high": HIGH | given.get("high", {}), "moderate": MODERATE | given.get("moderate", {})}
    found = {
        "coverage": country.root.kappa,
        "origins": float(country.origins),
        "fresh_share": country.fresh_share,
        "quality": country.quality,
    }
    failed = {
        level: [key for key, least in rule.items() if nine(found[key]) < nine(least)]
        for level, rule in rules.items()
    }
    if not failed["high"]:
        country.confidence = "high"
    elif not failed["moderate"]:
        country.confidence, country.limits = "moderate", failed["high"]
    else:
        country.confidence, country.limits = "low", failed["moderate"]


def at_top(state: State, line: Line) -> bool:
    """Tell whether an item stands at the top level of its ladder (a range: all of it)."""
    given = line.used.item.given
    if "level" not in given:
        return False
    level = given["level"]
    low = level[0] if isinstance(level, list) else level
    rungs = state.world["indicators"][given["indicator"]]["levels"]
    return bool(low == rungs[-1]["level"])


def alerts(state: State, country: Country) -> None:
    """Raise the alerts of § 5."""
    threshold = float(state.table("alerts", "score"))
    for key, indicator in country.indicators.items():
        node = indicator.node
        if node.status in {"rated", "provisional"} and node.m is not None:
            mass = 1 - distribution.below(node.m, node.se, threshold)
            sure = nine(mass) >= nine(state.table("alerts", "probability"))
            if nine(node.m) >= threshold and sure:
                country.alerts.add(("indicator", key, None))
        for line in indicator.lines:
            if not line.used.silenced and line.state != "retired":
                country.alerts |= {(kind, key, line.id) for kind in alerting(state, line)}
    for key, pillar in country.pillars.items():
        if stands_out(state, pillar, country.root):
            country.alerts.add(("pillar", key, None))


def alerting(state: State, line: Line) -> set[str]:
    """Return the alerts that an item raises by itself."""
    item, found = line.used.item, set()
    last = int(state.table("alerts", "level_days"))
    observed = 0 <= (state.as_of - item.observed.first).days <= last
    recorded = 0 <= (state.as_of - item.given["recorded"]).days <= last
    if item.turning and observed:
        found.add("turning-point")
    good = nine(line.used.q) >= nine(state.table("alerts", "quality"))
    if (observed or recorded) and good and at_top(state, line):
        found.add("new-item")
    return found


def stands_out(state: State, pillar: Node, root: Node) -> bool:
    """Tell whether a pillar lies far above its country, or a band or more above it."""
    if pillar.m is None or root.m is None or not pillar.applicable:
        return False
    if "insufficient" in {pillar.status, root.status}:
        return False
    bands = [distribution.band(state.framework, one) for one in (pillar.m, root.m)]
    far = nine(pillar.m - root.m) >= nine(state.table("alerts", "pillar_gap"))
    return far or (pillar.m > root.m and bands[0] != bands[1])


@dataclass(frozen=True)
class Place:
    """A country's place in the order."""

    iso3: str
    rank: int | None
    low: int
    high: int


def order(state: State, countries: Sequence[Country]) -> list[Place]:
    """Return the order of the countries that are not insufficient (§ 5)."""
    known = [one for one in countries if one.root.status != "insufficient"]
    known = [one for one in known if one.root.m is not None]
    ranked = [one for one in known if one.root.status in {"rated", "provisional"}]
    sure = nine(state.table("ranking", "order"))
    found = []
    for one in sorted(known, key=lambda c: (-nine(c.root.m or 0.0), c.iso3)):
        others = [other for other in ranked if other is not one]
        n = len(others) + 1
        above = below = greater = 0
        for other in others:
            assert one.root.m is not None
            assert other.root.m is not None
            chance = distribution.outranks(other.root.m, other.root.se, one.root.m, one.root.se)
            above += nine(chance) >= sure
            below += nine(1 - chance) >= sure
            greater += nine(other.root.m) > nine(one.root.m)
        rank = 1 + greater if one in ranked else None
        found.append(Place(one.iso3, rank, 1 + above, n - below))
    return found
