"""A second, independent reading of the method, plain and slow, to hold the first one against.

Written from the method's text alone. A *world* is what the TOML files of a dossier hold:
`framework` (a dict), `indicators` (id to dict, in file order) and `files` (path to dict).
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from scipy.stats import beta as beta_distribution

World = dict[str, Any]

LADDER = (0.9, 0.7, 0.5, 0.3, 0.1, 0.4)
METHOD = {
    "prior_weight": 1.0,
    "prior_score": 50.0,
    "prior_spread": 28.867513459481287,
    "half_life_days": 365,
    "condition_half_life_days": 1825,
    "publisher_discount": 0.3,
    "indicator_correlation": 0.3,
    "pillar_correlation": 0.3,
    "interval": 0.90,
}
TABLES = {
    "coverage": {
        "rated": 0.65,
        "provisional": 0.35,
        "publishers": 3,
        "publisher_share": 0.5,
        "pillar": 0.35,
    },
    "contested": {"spread": 20.0, "weight": 0.5},
    "weak": {"quality": 0.55, "weight": 7 / 3},
    "turning_point": {"quality": 0.70},
}
CONFIDENCE = {
    "high": {"coverage": 0.80, "origins": 5, "fresh_share": 0.5, "quality": 0.70},
    "moderate": {"coverage": 0.50, "origins": 3, "fresh_share": 0.0, "quality": 0.0},
}
BANDS = (("very low", 0), ("low", 20), ("moderate", 40), ("high", 60), ("very high", 80))
RENORMALISED_IGNORANCE = False
AMENDABLE = ("level", "value", "reliability", "credibility", "observed", "confirmed", "ended")


def nine(figure: float) -> float:
    """Round a figure as it is before any comparison with a threshold."""
    return round(figure, 9)


@dataclass
class Rules:
    """The figures of one framework, defaults filled in."""

    method: dict[str, Any]
    tables: dict[str, dict[str, float]]
    confidence: dict[str, dict[str, float]]
    bands: list[tuple[str, float]]

    @classmethod
    def of(cls, framework: dict[str, Any]) -> Rules:
        """Read a framework."""
        method = METHOD | framework.get("method", {})
        for key, names in (("reliability", "ABCDEF"), ("credibility", "123456")):
            method[key] = dict(zip(names, LADDER, strict=True)) | method.get(key, {})
        tables = {key: given | framework.get(key, {}) for key, given in TABLES.items()}
        named = framework.get("confidence", {})
        confidence = {key: given | named.get(key, {}) for key, given in CONFIDENCE.items()}
        written = [(band["name"], band["from"]) for band in framework.get("bands", [])]
        return cls(method, tables, confidence, written or list(BANDS))


@dataclass
class Item:
    """One item as known on a day, all amendments of that day applied."""

    given: dict[str, Any]
    path: str
    index: int
    withdrawn: bool = False
    words: int = 0

    def first(self, key: str = "observed") -> date:
        """Return the first day of a period, by which dates are compared."""
        return period(self.given[key])[0]

    @property
    def counted(self) -> date:
        """Return the day ages are counted from."""
        standing = self.given.get("nature") == "condition" and self.given.get("confirmed")
        return period(self.given["confirmed" if standing else "observed"])[1]

    @property
    def origin(self) -> tuple[bool, str]:
        """Return the origin in its namespace: written, or the item itself."""
        written = self.given.get("origin")
        return (True, written) if written else (False, self.given["id"])

    @property
    def publisher(self) -> str:
        """Return the publisher trimmed, case-folded and NFC; empty where none is named."""
        name = (self.given.get("source") or {}).get("publisher") or ""
        return unicodedata.normalize("NFC", name.strip().casefold())


def period(written: date | str) -> tuple[date, date]:
    """Return the first day and the counted day of a date of any precision."""
    if isinstance(written, date):
        return written, written
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 7, 1)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], 15)
    return date(*parts), date(*parts)


def stated(
    world: World, key: str, known_on: date | None
) -> list[tuple[date, str, int, dict[str, Any]]]:
    """Return the tables of one kind known on a day, in the order (recorded, path, line)."""
    found = [
        (table["recorded"], path, index, table)
        for path, file in world["files"].items()
        for index, table in enumerate(file.get(key, []))
        if known_on is None or table["recorded"] <= known_on
    ]
    return sorted(found, key=lambda one: one[:3])


def known_items(world: World, known_on: date | None) -> list[Item]:
    """Return the items known on a day, amended field by field by what was known then."""
    items = {
        table["id"]: Item(dict(table), path, index)
        for _, path, index, table in stated(world, "evidence", known_on)
    }
    for _, _, _, word in stated(world, "amendment", known_on):
        item = items.get(word["evidence"])
        if item is None:
            continue
        item.words += 1
        item.withdrawn = item.withdrawn or word.get("withdrawn", False)
        item.given |= {key: word[key] for key in AMENDABLE if key in word}
    return list(items.values())


def not_applicable(world: World, known_on: date | None) -> dict[tuple[str, str], str]:
    """Return the reasons of the statements that stand, by country and indicator."""
    standing: dict[tuple[str, str], str] = {}
    for _, _, _, word in stated(world, "not-applicable", known_on):
        for country in word["countries"]:
            standing.pop((country, word["indicator"]), None)
            if not word.get("withdrawn", False):
                standing[country, word["indicator"]] = word.get("reason", "")
    return standing


# Rating


def ladder_rating(level: float, levels: list[dict[str, Any]]) -> float:
    """Rate a level by the scores of the rungs, or evenly by position."""
    count = len(levels)
    scores = [rung.get("score", 100 * place / (count - 1)) for place, rung in enumerate(levels)]
    return straight(
        level, [(rung["level"], score) for rung, score in zip(levels, scores, strict=True)]
    )


def straight(x: float, points: list[tuple[float, float]]) -> float:
    """Interpolate between ascending points, flat outside."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


TRANSFORMS = {
    "none": lambda v: v,
    "log": math.log,
    "log1p": math.log1p,
    "sqrt": math.sqrt,
    "square": lambda v: v * v,
    "reciprocal": lambda v: 1 / v,
}


SLOPES = {
    "none": lambda _: 1.0,
    "log": lambda v: 1 / v,
    "log1p": lambda v: 1 / (1 + v),
    "sqrt": lambda v: 0.5 / math.sqrt(v),
    "square": lambda v: 2 * v,
    "reciprocal": lambda v: -1 / (v * v),
}


@dataclass
class Line:
    """An item of one indicator and country, with everything the arithmetic says about it."""

    item: Item
    age: int
    factor: float
    quality: float
    base: float
    value: float | None = None
    divisor: float = 1.0
    rating: float | None = None
    slope: float = 0.0
    counts: bool = True
    half_life: float = 0.0
    origin_factor: float = 0.0
    publisher_factor: float = 1.0
    weak_factor: float = 1.0
    weight: float = 0.0
    contribution: float = 0.0
    country_contribution: float = 0.0


@dataclass
class Oracle:
    """A world on one day: everything that can be asked of it."""

    world: World
    as_of: date
    known_on: date | None = None
    profile: str | None = None
    rules: Rules = field(init=False)
    items: list[Item] = field(init=False)
    absent: dict[tuple[str, str], str] = field(init=False)
    reading: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Read the world once."""
        framework = self.world["framework"]
        self.rules = Rules.of(framework)
        self.items = known_items(self.world, self.known_on)
        self.absent = not_applicable(self.world, self.known_on)
        profiles = {one["id"]: one for one in framework.get("profiles", [])}
        self.reading = profiles[self.profile] if self.profile else {}

    # Weight of an item

    def lines(self, indicator: str, country: str) -> list[Line]:
        """Return the listed items of one indicator and country, aged, not yet weighed."""
        return [
            self.aged(item, indicator)
            for item in self.items
            if item.given["indicator"] == indicator
            and country in item.given["countries"]
            and item.first() <= self.as_of
        ]

    def aged(self, item: Item, indicator: str) -> Line:
        """Return an item with its quality, age and base weight."""
        method, given = self.rules.method, item.given
        r = method["reliability"][given["reliability"]]
        c = method["credibility"][str(given["credibility"])]
        q = math.sqrt(r * c)
        half_life = self.world["indicators"][indicator].get(
            "half_life_days", method["half_life_days"]
        )
        condition = given.get("nature") == "condition"
        own = method["condition_half_life_days"] if condition else half_life
        age = max(0, (self.as_of - item.counted).days)
        factor = 2 ** (-age / own)
        line = Line(item, age, factor, q, q / (1 - q) * factor, half_life=own)
        ended = condition and given.get("ended") and item.first("ended") <= self.as_of
        line.counts = not (item.withdrawn or ended)
        return line

    def rate(self, lines: list[Line], indicator: str, country: str) -> None:
        """Rate every line by its level or its value."""
        file = self.world["indicators"][indicator]
        for line in lines:
            if "level" in line.item.given:
                line.rating = ladder_rating(line.item.given["level"], file["levels"])
            else:
                self.per_unit(line, file["measure"], country)
        measured = [line for line in lines if line.value is not None]
        if measured:
            reference = self.reference(indicator, file["measure"])
            for line in measured:
                line.rating, line.slope = normalised(line, file["measure"], reference)

    def per_unit(self, line: Line, measure: dict[str, Any], country: str) -> None:
        """Divide a value by the denominator's value of the same country, or make it unusable."""
        value = line.item.given.get("value")
        if "denominator" in measure:
            day = line.item.first()
            line.divisor = self.denominator(day, measure["denominator"], country) or 0.0
        usable = value is not None and line.divisor != 0.0
        line.value = value / line.divisor if usable else None
        line.counts = line.counts and usable

    def denominator(self, day: date, denominator: str, country: str) -> float | None:
        """Return the latest value not after a day, else the earliest after it."""
        used = [line.item for line in self.lines(denominator, country) if line.counts]
        before = [item.first() for item in used if item.first() <= day]
        after = [item.first() for item in used if item.first() > day]
        if not before and not after:
            return None
        chosen = max(before) if before else min(after)
        same = sorted(
            (item for item in used if item.first() == chosen), key=lambda item: item.given["id"]
        )
        return float(max(same, key=lambda item: item.given["recorded"]).given["value"])

    def reference(self, indicator: str, measure: dict[str, Any]) -> dict[str, float]:
        """Return the transformed value of every country of the dossier, its latest used one."""
        countries = {country for item in self.items for country in item.given["countries"]}
        values = {}
        for country in countries:
            lines = self.lines(indicator, country)
            for line in lines:
                self.per_unit(line, measure, country)
            self.retire(lines)
            if (country, indicator) in self.absent:
                continue
            used = {id(line.item): line for line in lines if line.counts}
            if used:
                newest = used[id(latest([line.item for line in used.values()]))]
                values[country] = TRANSFORMS[measure.get("transform", "none")](newest.value)
        return values

    def retire(self, lines: list[Line]) -> None:
        """Let each turning point silence what began before it."""
        needed = self.rules.tables["turning_point"]["quality"]
        starts = [
            line.item.first()
            for line in lines
            if line.counts and line.item.given.get("turning_point") and nine(line.quality) >= needed
        ]
        for line in lines:
            line.counts = line.counts and all(line.item.first() >= start for start in starts)

    def weigh(self, lines: list[Line]) -> None:
        """Weigh rated lines: origins, publishers, rumours."""
        counting = [line for line in lines if line.counts]
        origins = grouped(counting, lambda line: line.item.origin)
        for same in origins.values():
            total = math.fsum(line.base for line in same)
            share = max(line.base for line in same) / total if total else 0.0
            for line in same:
                line.origin_factor = share
        publishers: dict[str, list[list[Line]]] = {}
        for same in origins.values():
            earliest = min(
                same, key=lambda line: (line.item.given["recorded"], line.item.given["id"])
            )
            publishers.setdefault(earliest.item.publisher, []).append(same)
        for ours in publishers.values():
            self.discount(ours)
        for line in counting:
            line.weight = line.base * line.origin_factor * line.publisher_factor
        self.cap_weak(counting)

    def discount(self, ours: list[list[Line]]) -> None:
        """Rank one publisher's origins and let each count less than the one before."""
        keep = 1 - self.rules.method["publisher_discount"]
        for place, same in enumerate(sorted(ours, key=rank)):
            for line in same:
                line.publisher_factor = keep**place

    def cap_weak(self, counting: list[Line]) -> None:
        """Scale down items of low quality that together weigh too much."""
        rule = self.rules.tables["weak"]
        weak = [line for line in counting if nine(line.quality) < rule["quality"]]
        total = math.fsum(line.weight for line in weak)
        for line in weak if total > rule["weight"] else ():
            line.weak_factor = rule["weight"] / total
            line.weight *= line.weak_factor

    # Estimate of an indicator

    def indicator(self, indicator: str, country: str) -> dict[str, Any]:
        """Return the figures of an indicator, its lines among them."""
        lines = self.lines(indicator, country)
        self.rate(lines, indicator, country)
        flip = indicator in self.reading.get("flip", [])
        for line in lines if flip else ():
            line.rating = None if line.rating is None else 100 - line.rating
        absent = (country, indicator) in self.absent
        for line in lines if absent else ():
            line.counts = False
        self.retire(lines)
        measure = self.world["indicators"][indicator].get("measure", {})
        if measure.get("evidence") == "latest":
            self.only_latest(lines)
        else:
            self.weigh(lines)
        p = self.rules.method["prior_score"]
        p = 100 - p if flip else p
        figures = self.pooled(lines, p, measure)
        figures["lines"] = lines
        if absent:
            figures |= {"na": True, "gap": f"not applicable: {self.absent[country, indicator]}"}
        return figures

    def only_latest(self, lines: list[Line]) -> None:
        """Give the latest used item weight 1 and all others 0."""
        used = {id(line.item): line for line in lines if line.counts}
        if used:
            newest = used[id(latest([line.item for line in used.values()]))]
            newest.weight = newest.origin_factor = 1.0

    def pooled(self, lines: list[Line], p: float, measure: dict[str, Any]) -> dict[str, Any]:
        """Estimate an indicator from weighed lines."""
        used = [line for line in lines if line.weight > 0]
        method = self.rules.method
        s0 = method["prior_spread"]
        if not used:
            scored = method["prior_weight"] > 0
            return {
                "prior": p,
                "score": p if scored else None,
                "se": min(cap(p), s0) if scored else None,
                "error": 0.0,
                "coverage": 0.0,
                "evidence_only": None,
                "gap": "no evidence",
                "contested": False,
                "na": False,
            }
        if measure.get("evidence") == "latest":
            line = used[0]
            line.contribution = line.rating - p
            error = abs(line.slope) * line.item.given.get("standard_error", 0.0)
            score, only, coverage = line.rating, line.rating, 1.0
            se = min(cap(score), error)
        else:
            score, only, coverage, se = self.shrunk(used, p)
            error = math.sqrt(max(0.0, se**2 - (s0 * (1 - coverage)) ** 2))
        return {
            "prior": p,
            "score": score,
            "se": se,
            "error": error,
            "coverage": coverage,
            "evidence_only": only,
            "gap": None,
            "contested": self.contested(used),
            "na": False,
        }

    def shrunk(self, used: list[Line], p: float) -> tuple[float, float, float, float]:
        """Return score, evidence-only mean, coverage and standard error; set contributions."""
        k, s0 = self.rules.method["prior_weight"], self.rules.method["prior_spread"]
        total = math.fsum(line.weight for line in used)
        aged = k * math.fsum(line.weight * line.factor for line in used) / total
        pull = math.fsum(line.weight * line.rating for line in used)
        score = (aged * p + pull) / (aged + total)
        for line in used:
            line.contribution = line.weight * (line.rating - p) / (aged + total)
        whole = k + total
        coverage = total / whole
        squares = math.fsum(line.weight * (line.rating - score) ** 2 for line in used)
        v = (k * (s0**2 + (p - score) ** 2) + squares) / whole
        origins = grouped(used, lambda line: line.item.origin).values()
        n = whole**2 / (
            k**2 + math.fsum(math.fsum(one.weight for one in same) ** 2 for same in origins)
        )
        tau = s0 * (1 - math.fsum(line.weight * line.quality for line in used) / total)
        se = min(cap(score), max(math.sqrt(v / n + tau**2), s0 * (1 - coverage)))
        return score, pull / total, coverage, se

    def contested(self, used: list[Line]) -> bool:
        """Say whether the items within one half-life before the newest disagree."""
        rule = self.rules.tables["contested"]
        indicator = used[0].item.given["indicator"]
        half_life = self.world["indicators"][indicator].get(
            "half_life_days", self.rules.method["half_life_days"]
        )
        newest = max(line.item.first() for line in used)
        recent = [line for line in used if (newest - line.item.first()).days <= half_life]
        total = math.fsum(line.weight for line in recent)
        mean = math.fsum(line.weight * line.rating for line in recent) / total
        squares = math.fsum(line.weight * (line.rating - mean) ** 2 for line in recent)
        above = math.fsum(line.weight for line in recent if line.rating > mean)
        below = math.fsum(line.weight for line in recent if line.rating < mean)
        return (
            nine(math.sqrt(squares / total)) >= rule["spread"]
            and nine(above) >= rule["weight"]
            and nine(below) >= rule["weight"]
        )

    # Pillar and country

    def tree(self) -> dict[str, Any]:
        """Return the root with its members below it, weights as the profile has them."""
        framework = self.world["framework"]
        times = self.reading.get("weights", {})
        root = {"id": "", "rules": framework, "weight": 1.0, "members": [], "parent": None}
        nodes = {"": root}
        for pillar in framework["pillars"]:
            weight = pillar.get("weight", 1.0) * times.get(pillar["id"], 1.0)
            nodes[pillar["id"]] = {
                "id": pillar["id"],
                "rules": pillar,
                "weight": weight,
                "members": [],
            }
        for pillar in framework["pillars"]:
            parent = pillar.get("parent", "")
            nodes[pillar["id"]]["parent"] = parent
            nodes[parent]["members"].append(nodes[pillar["id"]])
        for key, file in self.world["indicators"].items():
            folder = key.rpartition(".")[0]
            if folder != "context":
                weight = file.get("weight", 1.0) * times.get(key, 1.0)
                nodes[folder]["members"].append({"id": key, "weight": weight})
        return root

    def node(self, node: dict[str, Any], country: str) -> dict[str, Any]:
        """Return the figures of a node, its members' among them."""
        if "members" not in node:
            return self.indicator(node["id"], country)
        kids = [self.node(member, country) for member in node["members"]]
        given = [member["weight"] for member in node["members"]]
        total = math.fsum(w for w, kid in zip(given, kids, strict=True) if not kid["na"])
        for weight, kid in zip(given, kids, strict=True):
            kid["weight"] = 0.0 if kid["na"] else weight / total if total else 0.0
            kid["gradient"] = 0.0
        figures = self.aggregated(node, [kid for kid in kids if not kid["na"]])
        figures["kids"] = dict(zip([member["id"] for member in node["members"]], kids, strict=True))
        figures |= {"prior": self.rules.method["prior_score"], "parent": node["parent"]}
        return figures

    def aggregated(self, node: dict[str, Any], kids: list[dict[str, Any]]) -> dict[str, Any]:
        """Draw the applicable members of a node together."""
        if not any(kid["weight"] for kid in kids):
            return blank("not applicable") | {"na": True}
        rule = node["rules"].get("missing", "prior")
        kids = [kid for kid in kids if kid["weight"]]
        kept = kids if rule == "prior" else [kid for kid in kids if not kid["gap"]]
        share = math.fsum(kid["weight"] for kid in kept)
        if rule == "withhold" and len(kept) < len(kids):
            return blank("withheld")
        if not kept or (rule == "drop" and nine(share) < node["rules"].get("minimum_share", 0.0)):
            return blank("too few members")
        weights = [kid["weight"] / share for kid in kept]
        scores = [kid["prior"] if kid["gap"] else kid["score"] for kid in kept]
        score, gradients = combined(node["rules"], weights, scores)
        coverage = math.fsum(kid["weight"] * kid["coverage"] for kid in kept)
        for kid in kids if rule == "drop" else ():
            kid["weight"] = 0.0
        for kid, gradient, weight in zip(kept, gradients, weights, strict=True):
            kid["gradient"], kid["weight"] = gradient, weight
        error = self.error(node, [g * kid["error"] for g, kid in zip(gradients, kept, strict=True)])
        score = rounded(score, node["rules"])
        seen = coverage / share if RENORMALISED_IGNORANCE else coverage
        se = math.sqrt(error**2 + (self.rules.method["prior_spread"] * (1 - seen)) ** 2)
        told = [kid for kid in kept if kid["coverage"] and kid["evidence_only"] is not None]
        bearing = math.fsum(kid["weight"] * kid["coverage"] for kid in told)
        pull = math.fsum(kid["weight"] * kid["coverage"] * kid["evidence_only"] for kid in told)
        return {
            "score": score,
            "se": min(cap(score), se),
            "error": error,
            "coverage": coverage,
            "evidence_only": pull / bearing if bearing else None,
            "gap": None,
            "na": False,
        }

    def error(self, node: dict[str, Any], errors: list[float]) -> float:
        """Add up the evidence part of the error, correlated by rho."""
        rho = self.rules.method["indicator_correlation" if node["id"] else "pillar_correlation"]
        squares = math.fsum(error**2 for error in errors)
        return math.sqrt((1 - rho) * squares + rho * math.fsum(errors) ** 2)

    def country(self, country: str) -> dict[str, Any]:
        """Return everything about one country."""
        root = self.tree()
        top = self.node(root, country) | {"weight": 1.0, "gradient": 1.0, "parent": None}
        pillars: dict[str, Any] = {}
        indicators: dict[str, Any] = {}
        self.spread(top, (1.0, 1.0), pillars, indicators)
        lines = [
            (one["effective_weight"], line) for one in indicators.values() for line in one["lines"]
        ]
        size = self.size(self.world["framework"])
        for one in indicators.values():
            for line in one["lines"]:
                line.country_contribution = line.contribution * one["slope"] * size
        self.print_on_scales(pillars, indicators)
        figures = self.printed(top, self.world["framework"]) | self.basis(top, lines, pillars)
        return figures | {"pillars": pillars, "indicators": indicators}

    def spread(
        self,
        node: dict[str, Any],
        down: tuple[float, float],
        pillars: dict[str, Any],
        leaves: dict[str, Any],
    ) -> None:
        """Walk down the tree with the effective weight and the slope of each node."""
        for key, kid in node["kids"].items():
            kid["effective_weight"] = down[0] * kid["weight"]
            kid["slope"] = down[1] * kid["gradient"]
            if "kids" in kid:
                pillars[key] = kid
                self.spread(kid, (kid["effective_weight"], kid["slope"]), pillars, leaves)
            else:
                leaves[key] = kid

    def print_on_scales(self, pillars: dict[str, Any], indicators: dict[str, Any]) -> None:
        """Add what is printed of each node."""
        rules = {pillar["id"]: pillar for pillar in self.world["framework"]["pillars"]}
        for key, kid in pillars.items():
            kid["printed"] = self.printed(kid, rules[key])
        for kid in indicators.values():
            kid["printed"] = self.printed(kid, {})

    @staticmethod
    def size(rules: dict[str, Any]) -> float:
        """Return how long a node's scale is, in hundreds."""
        low, high = rules.get("scale", [0, 100])
        return (high - low) / 100

    def printed(self, node: dict[str, Any], rules: dict[str, Any]) -> dict[str, Any]:
        """Return the figures of a node as they are printed, on its scale."""
        low = rules.get("scale", [0, 100])[0]
        size = self.size(rules)

        def on_scale(x: float | None) -> float | None:
            return None if x is None else low + size * x

        score = node["score"]
        if node["na"] or score is None:
            blanks = dict.fromkeys(("score", "se", "low", "high", "evidence_only", "band"))
            coverage = None if node["na"] else 0.0
            return blanks | {"coverage": coverage, "status": "insufficient", "bands": None}
        status = self.status(node["coverage"])
        bottom, top = self.interval(score, node["se"])
        return {
            "score": on_scale(score),
            "se": abs(size) * node["se"],
            "low": on_scale(bottom),
            "high": on_scale(top),
            "coverage": node["coverage"],
            "evidence_only": on_scale(node["evidence_only"]),
            "status": status,
            "band": None if status == "insufficient" else self.band(score),
            "bands": self.masses(score, node["se"]),
        }

    def status(self, coverage: float) -> str:
        """Return the status that a coverage gives."""
        rule = self.rules.tables["coverage"]
        if nine(coverage) >= rule["rated"]:
            return "rated"
        return "provisional" if nine(coverage) >= rule["provisional"] else "insufficient"

    # Interval and bands

    def interval(self, score: float, se: float) -> tuple[float, float]:
        """Return the interval of the Beta with a mean and a standard error."""
        if se == 0 or not 0 < score < 100:
            return score, score
        tail = (1 - self.rules.method["interval"]) / 2
        a, b = shape(score, se)
        ends = (
            100 * beta_distribution.ppf(tail, a, b),
            100 * beta_distribution.ppf(1 - tail, a, b),
        )
        return min(score, ends[0]), max(score, ends[1])

    def masses(self, score: float, se: float) -> dict[str, float]:
        """Return the probability of each band."""
        names = [name for name, _ in self.rules.bands]
        if se == 0 or not 0 < score < 100:
            return {name: float(name == self.band(score)) for name in names}
        a, b = shape(score, se)
        below = [beta_distribution.cdf(edge / 100, a, b) for _, edge in self.rules.bands] + [1.0]
        return {name: below[i + 1] - below[i] for i, name in enumerate(names)}

    def band(self, score: float) -> str:
        """Return the band that contains a score."""
        held = nine(min(100.0, max(0.0, score)))
        return [name for name, edge in self.rules.bands if held >= edge][-1]

    # Basis

    def basis(
        self, top: dict[str, Any], lines: list[tuple[float, Line]], pillars: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what a country's score rests on, its status and its confidence."""
        used = [(effective * line.weight, line) for effective, line in lines]
        used = [(weight, line) for weight, line in used if weight > 0]
        total = math.fsum(weight for weight, _ in used)
        shares: dict[str, list[float]] = {}
        for weight, line in used:
            shares.setdefault(line.item.publisher, []).append(weight)
        largest = max((math.fsum(one) / total for one in shares.values()), default=0.0)
        figures = {
            "coverage": top["coverage"],
            "origins": len({line.item.origin for _, line in used}),
            "fresh_share": math.fsum(w for w, line in used if fresh(line)) / total
            if total
            else 0.0,
            "quality": math.fsum(w * line.quality for w, line in used) / total if total else 0.0,
        }
        level, limits = self.confidence(figures)
        status = self.status(top["coverage"]) if top["score"] is not None else "insufficient"
        thin = [key for key, pillar in pillars.items() if self.thin(pillar)]
        rule = self.rules.tables["coverage"]
        crowded = len(shares) < rule["publishers"] or nine(largest or 0.0) > rule["publisher_share"]
        return {
            "status": "provisional" if status == "rated" and (thin or crowded) else status,
            "origins": figures["origins"],
            "evidence": len(used),
            "publishers": len(shares),
            "largest_publisher_share": largest,
            "confidence": level,
            "limits": limits,
            "worst_pillar": worst(pillars),
        }

    def thin(self, pillar: dict[str, Any]) -> bool:
        """Say whether a pillar rests on too little for its country to be rated."""
        return (
            not pillar["na"] and nine(pillar["coverage"]) < self.rules.tables["coverage"]["pillar"]
        )

    def confidence(self, figures: dict[str, float]) -> tuple[str, list[str]]:
        """Return the confidence and the failed conditions of the next higher level."""
        above: list[str] = []
        for level in ("high", "moderate"):
            failed = [
                key
                for key, needed in self.rules.confidence[level].items()
                if nine(figures[key]) < needed
            ]
            if not failed:
                return level, above
            above = failed
        return "low", above


def latest(items: list[Item]) -> Item:
    """Return the item with the latest counted date (ties: later recorded, then smaller id)."""
    newest = max((item.counted, item.given["recorded"]) for item in items)
    same = [item for item in items if (item.counted, item.given["recorded"]) == newest]
    return min(same, key=lambda item: item.given["id"])


def normalised(
    line: Line, measure: dict[str, Any], reference: dict[str, float]
) -> tuple[float, float]:
    """Return the rating of a measured line and its slope in the value."""
    name, kind = measure.get("transform", "none"), measure["normalise"]
    x = TRANSFORMS[name](line.value)
    rating, slope, ends = on_hundred(x, measure, list(reference.values()))
    if measure.get("direction") == "negative" and kind != "points":
        rating = sum(ends) - rating
    return rating, slope * SLOPES[name](line.value) / line.divisor


def on_hundred(
    x: float, measure: dict[str, Any], others: list[float]
) -> tuple[float, float, tuple[float, float]]:
    """Return a transformed value's rating before its direction, its slope and its range."""
    t = TRANSFORMS[measure.get("transform", "none")]
    kind = measure["normalise"]
    if kind == "goalposts":
        low, high = (t(post) for post in measure["goalposts"])
        rating = 100 * (x - low) / (high - low)
        if measure.get("clamp", True) and not 0 <= rating <= 100:
            return min(100.0, max(0.0, rating)), 0.0, (0, 100)
        return rating, 100 / (high - low), (0, 100)
    if kind == "points":
        return *along_points(x, [(t(v), score) for v, score in measure["points"]]), (0, 100)
    if kind == "none":
        return x, 1.0, (0, 100)
    return across(x, measure, others)


def along_points(x: float, points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the score at a value between points and the slope of its stretch."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= x < x1:
            return straight(x, points), (y1 - y0) / (x1 - x0)
    return straight(x, points), 0.0


def across(
    x: float, measure: dict[str, Any], others: list[float]
) -> tuple[float, float, tuple[float, float]]:
    """Return a rating by where a value stands among the countries of the dossier."""
    kind, n = measure["normalise"], len(others)
    r0, r1 = measure.get("range", [0, 100]) if kind == "min-max" else (0, 100)
    least, most = min(others, default=x), max(others, default=x)
    if n <= 1 or least == most:
        return 50.0, 0.0, (0, 100)
    if kind == "min-max":
        return r0 + (r1 - r0) * (x - least) / (most - least), (r1 - r0) / (most - least), (r0, r1)
    if kind == "z-score":
        mean = math.fsum(others) / n
        deviation = math.sqrt(math.fsum((one - mean) ** 2 for one in others) / (n - 1))
        return 50 + 10 * (x - mean) / deviation, 10 / deviation, (0, 100)
    below = sum(one < x for one in others)
    equals = max(0, sum(one == x for one in others) - 1)
    return 100 * min(1.0, (below + equals / 2) / (n - 1)), 0.0, (0, 100)


def grouped(lines: list[Line], key: Any) -> dict[Any, list[Line]]:  # noqa: ANN401
    """Return lines by a key."""
    groups: dict[Any, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups


def rank(same: list[Line]) -> tuple[float, int, str, str]:
    """Return what an origin's place among its publisher's is decided by."""
    strongest = min(
        same, key=lambda line: (-line.base, -line.item.counted.toordinal(), line.item.given["id"])
    )
    item = strongest.item
    return (-strongest.base, -item.counted.toordinal(), item.origin[1], item.given["id"])


def cap(score: float) -> float:
    """Return the widest standard error a Beta with one end hump can have at a mean."""
    m = min(100.0, max(0.0, score))
    mu = max(m, 100 - m) / 100
    return 100 * math.sqrt(mu**2 * (1 - mu) / (1 + mu))


def shape(score: float, se: float) -> tuple[float, float]:
    """Return the two parameters of the Beta with a mean and a standard error."""
    mean, spread = score / 100, se / 100
    size = mean * (1 - mean) / spread**2 - 1
    return mean * size, (1 - mean) * size


def blank(reason: str) -> dict[str, Any]:
    """Return a node without figures."""
    return {
        "score": None,
        "se": None,
        "error": 0.0,
        "coverage": 0.0,
        "evidence_only": None,
        "gap": reason,
        "na": False,
    }


def combined(
    rules: dict[str, Any], weights: list[float], scores: list[float]
) -> tuple[float, list[float]]:
    """Return a node's score and its derivative in each member."""
    kind = rules.get("aggregation", "arithmetic")
    if kind in {"arithmetic", "sum"}:
        return math.fsum(w * m for w, m in zip(weights, scores, strict=True)), weights
    if kind == "max":
        largest = max(scores)
        first = [nine(score) for score in scores].index(nine(largest))
        return largest, [float(i == first) for i in range(len(scores))]
    if kind == "inverted-geometric":
        inner = [(10 - m / 10) / 10 * 9 + 1 for m in scores]
        if min(inner) <= 0:  # a member far off the scale
            return 1000 / 9, [0.0] * len(scores)
        g = math.exp(math.fsum(w * math.log(u) for w, u in zip(weights, inner, strict=True)))
        score = 10 * (10 - g) / 9 * 10
        return score, [w * g / u for w, u in zip(weights, inner, strict=True)]
    exponent = {"geometric": 0.0, "harmonic": -1.0}.get(kind, rules.get("exponent"))
    return power(exponent, weights, scores)


def power(p: float, weights: list[float], scores: list[float]) -> tuple[float, list[float]]:
    """Return the power mean and its gradient."""
    pairs = [(w, max(0.0, m)) for w, m in zip(weights, scores, strict=True)]
    if p <= 0 and any(w > 0 and m <= 0 for w, m in pairs):
        return 0.0, [0.0] * len(scores)
    if p == 0:
        score = math.exp(math.fsum(w * math.log(m) for w, m in pairs if w > 0))
    else:
        score = math.fsum(w * m**p for w, m in pairs if w > 0) ** (1 / p)
    return score, [w * (m / score) ** (p - 1) if w and m else 0.0 for w, m in pairs]


def rounded(score: float, rules: dict[str, Any]) -> float:
    """Round a node's score half up on its scale."""
    if "round" not in rules:
        return score
    low, high = rules.get("scale", [0, 100])
    placed = nine(low + (high - low) * score / 100)
    step = Decimal(1).scaleb(-rules["round"])
    shown = float(Decimal(repr(placed)).quantize(step, ROUND_HALF_UP))
    return (shown - low) / (high - low) * 100


def fresh(line: Line) -> bool:
    """Say whether an item is younger than its half-life; a standing condition is."""
    return line.item.given.get("nature") == "condition" or line.age < line.half_life


def worst(pillars: dict[str, Any]) -> str | None:
    """Return the first pillar of the highest score; a sub-pillar is part of its parent."""
    scored = {
        key: nine(one["score"])
        for key, one in pillars.items()
        if one["score"] is not None and not one["parent"]
    }
    return max(scored, key=lambda key: scored[key]) if scored else None


# Change

When = tuple[date, date | None]


def replayed(world: World, since: When, to: When) -> list[Oracle]:
    """Return a world before, and after each step from one pair of dates to another."""
    before, after = Oracle(world, *since), Oracle(world, *to)
    fresh_items = known_items(world | {"files": unamended(world)}, to[1])
    gone = {item.given["id"]: item.withdrawn for item in before.items}
    begun = [item for item in before.items if item.first() <= since[0]]
    added = [item for item in fresh_items if item.given["id"] not in gone]
    kept = [replace(item, withdrawn=gone.get(item.given["id"], False)) for item in after.items]
    held = [
        (since[0], begun),
        (to[0], begun),
        (to[0], before.items + added),
        (to[0], kept),
        (to[0], after.items),
    ]
    steps = []
    for as_of, items in held:
        step = Oracle(world, as_of, since[1])
        step.items = items
        steps.append(step)
    return [*steps, after]


def unamended(world: World) -> dict[str, Any]:
    """Return the files of a world without its amendments."""
    return {
        path: {key: tables for key, tables in file.items() if key != "amendment"}
        for path, file in world["files"].items()
    }


def noise(before: Oracle, after: Oracle, country: str) -> dict[str, float]:
    """Return d of every node: what it moves by when nothing is the matter."""
    first, last = before.country(country)["indicators"], after.node(after.tree(), country)
    found: dict[str, float] = {}

    def climb(node: dict[str, Any], place: dict[str, Any]) -> float:
        if "kids" in node:
            below = zip(place["members"], node["kids"].values(), strict=True)
            d = after.error(place, [kid["gradient"] * climb(kid, member) for member, kid in below])
        else:
            d = own_noise(first[place["id"]], node)
        found[place["id"]] = d
        return d

    climb(last, after.tree())
    return found


def own_noise(before: dict[str, Any], after: dict[str, Any]) -> float:
    """Return d of an indicator, 0 where no item was added, amended, withdrawn or retired."""
    lines = [{line.item.given["id"]: line for line in one["lines"]} for one in (before, after)]
    if before["se"] is None or after["se"] is None or before["na"] or after["na"]:
        return 0.0
    if told(lines[0]) == told(lines[1]):
        return 0.0
    w1, w2 = ({key: line.weight for key, line in one.items()} for one in lines)
    keys = w1.keys() | w2.keys()
    either = math.fsum(max(w1.get(key, 0.0), w2.get(key, 0.0)) for key in keys)
    both = math.fsum(min(w1.get(key, 0.0), w2.get(key, 0.0)) for key in keys)
    e1, e2 = before["se"], after["se"]
    return math.sqrt(max(0.0, e1**2 + e2**2 - 2 * e1 * e2 * (both / either if either else 1.0)))


def told(lines: dict[str, Line]) -> dict[str, tuple[dict[str, Any], int]]:
    """Return what was said of each item, and how often it was amended."""
    return {key: (line.item.given, line.item.words) for key, line in lines.items()}
