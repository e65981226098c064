"""A document of `score` held against the independent computation, figure by figure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from second import distribution
from second.estimate import Line
from second.tree import Country, Indicator, Node
from second.world import State

SOURCES = Path(__file__).parents[2] / "src"
SILENT = {"withdrawn", "ended", "retired", "superseded", "not-applicable", "unusable"}
COUNTING = {"counts", "consistent"}
NEAR, ROUGH = 1e-5, 1e-4  # of scores and weights; of intervals and bands


def document(folder: Path, command: str, *arguments: str) -> dict[str, Any]:
    """Run the program on a dossier as users do and return its JSON document."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SAHELRISK")}
    clean |= {"PYTHONUTF8": "1", "PYTHONPATH": str(SOURCES)}
    place = ["--dossier", str(folder)]
    result = subprocess.run(
        [sys.executable, "-m", "sahelrisk", command, *arguments, *place, "--format", "json"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=clean,
    )
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def clocks(as_of: date, known_on: date | None, profile: str | None) -> list[str]:
    """Return the options of a day."""
    given = ["--as-of", as_of.isoformat()]
    given += ["--known-on", known_on.isoformat()] if known_on else []
    return given + (["--profile", profile] if profile else [])


class Comparison:
    """Where a country of a document and the computation differ."""

    def __init__(self, state: State, country: Country) -> None:
        """Start without a difference."""
        self.state, self.country = state, country
        self.differences: list[tuple[str, Any, Any]] = []
        self.root_length = country.root.length(1.0)
        nodes = [country.root, *country.pillars.values()]
        rules = [node.rules for node in nodes]
        # base rates under rounding and left-out members are not fixed by the text
        self.base = not any(
            "round" in one or one.get("missing", "prior") != "prior" for one in rules
        )

    def same(self, place: str, found: Any, expected: Any, within: float = NEAR) -> None:  # noqa: ANN401
        """Note a difference."""
        numbers = isinstance(found, float | int) and isinstance(expected, float | int)
        if numbers and not isinstance(expected, bool):
            if abs(found - expected) > within * max(1.0, abs(expected)):
                self.differences.append((place, found, expected))
        elif found != expected:
            self.differences.append((place, found, expected))

    def figures(self, place: str, found: dict[str, Any], node: Node) -> None:
        """Compare what countries, pillars and indicators share."""
        if not node.applicable:
            self.same(f"{place}.score", found["score"], None)
            return
        if node.m is None or (node.gap and node.members):
            if node is self.country.root:
                self.same(f"{place}.score", found["score"], None)
                self.same(f"{place}.status", found["status"], "insufficient")
            return
        framework = self.state.framework
        self.same(f"{place}.score", found["score"], node.printed(node.m))
        self.same(f"{place}.standard_error", found["standard_error"], node.length(node.se))
        self.same(f"{place}.coverage", found["coverage"], node.kappa)
        self.same(f"{place}.ignorance", found["ignorance"], node.length(node.g))
        self.same(f"{place}.evidence_error", found["evidence_error"], node.length(node.e))
        self.same(f"{place}.status", found["status"], node.status)
        if self.base or not node.members:
            base = node.printed(node.p) if node.has_base else None
            self.same(f"{place}.base_rate", found["base_rate"], base)
            if node.has_base:
                self.same(f"{place}.base_spread", found["base_spread"], node.length(node.s))
        if node.status != "insufficient":
            self.same(f"{place}.band", found["band"], distribution.band(framework, node.m))
        interval = node.interval(framework)
        assert interval is not None
        for end, expected in zip(("low", "high"), interval, strict=True):
            self.same(f"{place}.{end}", found["interval"][end], expected, ROUGH)
        masses = {band["name"]: band["probability"] for band in found["bands"]}
        expected_masses = distribution.bands(framework, node.m, node.se)
        self.same(f"{place}.bands", set(masses), set(expected_masses))
        for name, mass in expected_masses.items():
            self.same(f"{place}.{name}", masses.get(name), mass, ROUGH)

    def whole(self, found: dict[str, Any]) -> list[tuple[str, Any, Any]]:
        """Compare a country with everything below it; return the differences."""
        country, place = self.country, self.country.iso3
        self.figures(place, found, country.root)
        for key, expected in (
            ("origins", country.origins),
            ("publishers", country.publishers),
            ("largest_publisher_share", country.largest_share),
        ):
            self.same(f"{place}.{key}", found[key], expected)
        self.same(f"{place}.confidence", found["confidence"]["level"], country.confidence)
        self.same(f"{place}.limits", len(found["confidence"]["limits"]), len(country.limits))
        alerts = {(one["kind"], one["id"], one.get("evidence")) for one in found["alerts"]}
        # an alert names the item behind it where there is one
        raised = {one[:2] for one in alerts if one[0] in {"indicator", "pillar"}}
        expected_alerts = {one[:2] for one in country.alerts if one[0] in {"indicator", "pillar"}}
        self.same(f"{place}.alerts", raised, expected_alerts)
        pillars = {one["id"] for one in found["pillars"]}
        self.same(f"{place}.pillars", pillars, set(country.pillars))
        seen = set()
        for one in found["pillars"]:
            node = country.pillars[one["id"]]
            self.node(f"{place}.{one['id']}", one, node)
            self.same(f"{place}.{one['id']}.parent", one.get("parent") or "", node.parent)
            for indicator in one["indicators"]:
                seen.add(indicator["id"])
                self.indicator(indicator, country.indicators[indicator["id"]])
        self.same(f"{place}.indicators", seen, set(country.indicators))
        if self.country.root.m is not None and not country.approximate:
            self.adds_up(found)
        return self.differences

    def node(self, place: str, found: dict[str, Any], node: Node) -> None:
        """Compare a node's figures and its weight."""
        self.figures(place, found, node)
        if node.applicable:
            self.same(f"{place}.weight", found["weight"], node.omega)
            self.same(f"{place}.effective_weight", found["effective_weight"], node.effective)
            self.same(f"{place}.gap", bool(found["gap"]), node.gap)

    def indicator(self, found: dict[str, Any], expected: Indicator) -> None:
        """Compare an indicator with its items."""
        place = f"{self.country.iso3}.{found['id']}"
        self.node(place, found, expected.node)
        base = expected.base
        sources = {one.measure: one for one in base.sources} if base else {}
        named = {one["measure"].removeprefix("base."): one for one in found["base_rate_from"]}
        self.same(f"{place}.base_rate_from", set(named), set(sources))
        for name in named.keys() & sources.keys():
            self.same(f"{place}.{name}.weight", named[name]["weight"], sources[name].weight)
            if not self.state.flips(found["id"]):
                self.same(f"{place}.{name}.rating", named[name]["rating"], sources[name].rating)
        if expected.result is None:
            for one in found["evidence"]:
                self.same(f"{place}.{one['id']}.state", one["state"], "not-applicable")
                self.same(f"{place}.{one['id']}.weight", one["weight"], 0.0)
            return
        self.same(f"{place}.contested", found["contested"], expected.result.contested)
        self.same(f"{place}.evidence_only", found["evidence_only"], expected.result.evidence_only)
        lines = {line.id: line for line in expected.lines}
        self.same(f"{place}.items", {one["id"] for one in found["evidence"]}, set(lines))
        for one in found["evidence"]:
            if one["id"] in lines:
                self.item(f"{place}/{one['id']}", one, lines[one["id"]], expected)

    def item(self, place: str, found: dict[str, Any], line: Line, indicator: Indicator) -> None:
        """Compare an item."""
        points = line.contribution * indicator.node.leverage * self.root_length
        for key, expected in (
            ("age_days", line.used.age),
            ("quality", line.used.q),
            ("weight", line.w),
            ("support", line.u),
            ("contribution", line.contribution),
            ("country_contribution", points),
        ):
            self.same(f"{place}.{key}", found[key], expected)
        said = line.used.said
        if said is not None and line.state != "superseded":
            self.same(f"{place}.rating", found["rating"], said.x)
            self.same(f"{place}.rating_low", found["rating_low"], said.low)
            self.same(f"{place}.rating_high", found["rating_high"], said.high)
            self.same(f"{place}.reads", found["reads"], said.reads)
        self.same(f"{place}.case", found.get("case"), line.used.item.given.get("case"))
        if line.state in {"withdrawn", "retired"}:
            self.same(f"{place}.state", found["state"], line.state)
        elif line.state in SILENT:
            self.same(f"{place}.state", found["state"] in SILENT, expected=True)
        elif line.w > 0:
            self.same(f"{place}.state", found["state"], line.state)

    def adds_up(self, found: dict[str, Any]) -> None:
        """Add base rate (the prior where there is none) and contributions up to the score."""
        points = sum(
            item["country_contribution"]
            for pillar in found["pillars"]
            for indicator in pillar["indicators"]
            for item in indicator["evidence"]
        )
        base = found["base_rate"]
        if base is None:
            base = self.country.root.printed(self.country.root.p)
        self.same(f"{self.country.iso3} adds up", base + points, found["score"])
