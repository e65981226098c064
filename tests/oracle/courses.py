"""Dossiers whose evidence is spread over years, and every day of a history held against `score`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import worlds

from sahelrisk.analysis.course import Course
from sahelrisk.analysis.timeline import basis_of, series
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.draw import drawn
from sahelrisk.scoring.estimate import (
    Estimate,
    Gap,
    band_of,
    figures,
    has_score,
    interval,
    status_of,
)
from sahelrisk.scoring.results import CountryResult

if TYPE_CHECKING:
    from pathlib import Path

FIRST, LAST = date(2024, 7, 1), date(2026, 6, 30)
KINDS = ("plain", "shaped", "measured", "old", "bare", "same")
KNOWN = (None, None, date(2026, 1, 1), date(2025, 3, 1))
WITHIN = 1e-9


@dataclass
class Spread(worlds.Maker):
    """Makes worlds whose items begin, end and are confirmed on days of some years."""

    kind: str = ""

    def world(self) -> dict[str, Any]:
        """Return a world; "bare" ones have no prior, "same" ones one rating and many ties."""
        self.bare = self.kind == "bare"
        made = super().world()
        method = made["framework"].setdefault("method", {})
        if self.kind == "old":
            for one in made["indicators"].values():
                one["half_life_days"] = self.pick((5, 12.5, 30, 33, 365))
            method["condition_half_life_days"] = self.pick((7, 90, 1825))
        return made

    def day(self) -> date:
        """Return a day within the two years, some years before, or of long ago."""
        if self.kind == "old" and self.chance(0.6):
            return date(1960, 1, 1) + timedelta(days=self.random.randrange(23_000))
        if self.chance(0.1):
            return self.pick((FIRST, LAST, LAST + timedelta(days=1), date(2025, 1, 1)))
        return LAST - timedelta(days=self.random.randrange(-60, 1500))

    def reading(self, file: dict[str, Any], only: str | None = None) -> dict[str, Any]:
        """Return a reading; of "same" worlds always the same."""
        if self.kind == "same" and "levels" in file:
            return {"level": file["levels"][-1]["level"]}
        return super().reading(file, only)


class Difference(NamedTuple):
    """Where a history and a score differ, and by what."""

    seed: tuple[Any, ...]
    day: date
    place: str
    key: str
    found: Any
    expected: Any


class Held:
    """One generated dossier, its histories held against the scores of every day."""

    def __init__(self, kind: str, seed: int, folder: Path) -> None:
        """Write and read the dossier."""
        chance = Random(f"course {kind} {seed}")
        plain, measured = kind in {"plain", "old", "same"}, kind in {"measured", "bare"}
        if kind == "old" and seed % 2:
            measured = True
        self.world = Spread(chance, plain, measured, kind).world()
        worlds.write(self.world, folder)
        dossier = load(Location(folder, "test"))
        known_on, profile = chance.choice(KNOWN), chance.choice((None, "client"))
        reading = next((one for one in dossier.framework.profiles if one.id == profile), None)
        self.folder, self.known_on, self.profile = folder, known_on, profile
        self.basis: Basis = basis_of(dossier, reading, known_on)
        self.seed = (kind, seed, known_on, profile)
        self.differences: list[Difference] = []
        self.largest = 0.0

    def hold(self, iso3: str, step: int = 1) -> None:
        """Compare every node of a country on every day, by so many days."""
        tree = self.basis.tree
        courses = {leaf.id: Course(self.basis, iso3, leaf) for leaf in tree.indicators.values()}
        days = [FIRST + timedelta(days=n) for n in range(0, (LAST - FIRST).days + 1, step)]
        for point in series(self.basis, iso3, days):
            day = point.as_of
            found = Scorer(self.basis, day.toordinal()).found(iso3)
            expected = drawn(iso3, found, tree)
            fast = {
                key: (items, pooled._replace(outcome=courses[key].outcome(day.toordinal())), why)
                for key, (items, pooled, why) in found.items()
            }
            self._country(day, drawn(iso3, fast, tree), expected)
            self._estimate(day, "series", point.estimate, figures(expected.outcome))
            band = has_score(expected.outcome, tree.rules.coverage)
            self._same(day, "series", "band", point.has_band, band)

    def _country(self, day: date, found: CountryResult, expected: CountryResult) -> None:
        pairs = [(found.root, expected.root)]
        pairs += zip(found.pillars, expected.pillars, strict=True)
        pairs += zip(found.indicators, expected.indicators, strict=True)
        for one, other in pairs:
            place = one.id or "country"
            if isinstance(one.outcome, Gap) or isinstance(other.outcome, Gap):
                self._same(day, place, "gap", one.outcome, other.outcome)
                continue
            self._estimate(day, place, one.outcome, other.outcome)
            status = self._status(one.outcome), self._status(other.outcome)
            self._same(day, place, "status", *status)

    def _status(self, estimate: Estimate) -> str:
        return status_of(estimate.coverage, self.basis.tree.rules.coverage)

    def _estimate(
        self, day: date, place: str, one: Estimate | None, other: Estimate | None
    ) -> None:
        if one is None or other is None:
            self._same(day, place, "figures", one, other)
            return
        for key in ("score", "standard_error", "coverage", "evidence_only"):
            self._same(day, place, key, getattr(one, key), getattr(other, key))
        rules = self.basis.tree.rules
        bands = [band_of(each.score, rules.bands) for each in (one, other)]
        self._same(day, place, "band", *bands)
        if place == "series" and one != other:
            level = rules.method.interval
            ends = zip(interval(one, level), interval(other, level), strict=True)
            for key, pair in zip(("low", "high"), ends, strict=True):
                scaled = [on_scale(end, rules.scale) for end in pair]
                self._same(day, place, key, *scaled)

    def _same(self, day: date, place: str, key: str, found: Any, expected: Any) -> None:  # noqa: ANN401
        if isinstance(found, float) and isinstance(expected, float):
            off = abs(found - expected)
            self.largest = max(self.largest, off)
            if math.isnan(off) or off > WITHIN:
                self.differences.append(Difference(self.seed, day, place, key, found, expected))
        elif found != expected:
            self.differences.append(Difference(self.seed, day, place, key, found, expected))
