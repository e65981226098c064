"""What is read: the published tables in a folder, the framework with its base rates, the example."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from sahelrisk.model import countries as known
from sahelrisk.model.dossier import Dossier
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.assess import Basis, Scorer, basis_of
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import Tree, grow

EXAMPLES = Path(__file__).parents[1]
HALF = 0.5
UNKNOWN = 50.0
#: Codes of the World Bank that are not those of ISO 3166-1.
RENAMED = {"ZAR": "COD", "ROM": "ROU", "TMP": "TLS", "WBG": "PSE", "ADO": "AND", "KSV": "XKX"}
#: UCDP books the deaths of Palestine under Israel, so it has no outcome of its own.
WITHOUT_DEATHS = {"PSE"}
DEATHS = "cumulative_total_deaths_in_orgvio_best"


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def name_of(iso3: str) -> str:
    """Return the English name of a country."""
    country = known.by_alpha3(iso3)
    return iso3 if country is None else known.name(country, "en")


@dataclass(frozen=True)
class Tables:
    """The published tables in a folder."""

    folder: Path

    @cached_property
    def deaths(self) -> dict[tuple[str, int], int]:
        """Return the deaths in organised violence by country and year (UCDP, best estimate)."""
        rows = table(self.folder / "ucdp-country-year-25.1/ucdp_country_year.csv")
        return {
            (row["iso3"], int(row["year"])): int(float(row[DEATHS]))
            for row in rows
            if row["iso3"] and row["iso3"] not in WITHOUT_DEATHS
        }

    @cached_property
    def coups(self) -> Counter[tuple[str, int]]:
        """Count coups and attempts by military, rebels or palace (Cline Center, later events)."""
        folder = self.folder / "base/coups-cline"
        found: Counter[tuple[str, int]] = Counter()
        for row in table(folder / "coup_events.csv"):
            ours = row["event_type"] in {"coup", "attempted"}
            ours = ours and any(row[who] == "1" for who in ("military", "rebel", "palace"))
            twice = (row["iso3"], row["year"], row["day"]) == ("BFA", "2015", "23")
            if ours and not twice:
                found[RENAMED.get(row["iso3"], row["iso3"]), int(row["year"])] += 1
        for row in table(folder / "recent_events_2021_2025.csv"):
            found[row["iso3"], int(row["date"][:4])] += 1
        return found

    @cached_property
    def inform(self) -> dict[str, dict[str, str]]:
        """Return INFORM Risk 2025 as published, by country."""
        return {row["ISO3"]: row for row in table(self.folder / "inform-risk-2025/scores.csv")}


class World:
    """The framework with its base rates, and the example's evidence where it is asked for."""

    def __init__(self) -> None:
        """Read the example and every table behind base rates."""
        self.dossier: Dossier = load(Location(EXAMPLES / "sahel", "validation"))
        self.tree: Tree = grow(self.dossier.framework, self.dossier.indicators, None)
        self.full: Basis = basis_of(self.dossier, self.tree)
        self.bare: Basis = self.full._replace(by_country={}, not_applicable={})

    def example(self) -> list[str]:
        """Return the countries of the example."""
        return sorted(self.full.by_country)

    def base(self, day: date, countries: Collection[str] | None = None) -> dict[str, CountryResult]:
        """Return what statistics alone say, by what was out on a day, where half of it is known."""
        wanted = self.bare.base_rates.countries() if countries is None else countries
        scorer = Scorer(self.bare, day.toordinal())
        results = {iso3: scorer.country(iso3) for iso3 in sorted(wanted)}
        return {iso3: one for iso3, one in results.items() if share(one) >= HALF}

    def scored(self, day: date, countries: Collection[str]) -> dict[str, CountryResult]:
        """Return scores with the example's evidence on a day."""
        scorer = Scorer(self.full, day.toordinal())
        return {iso3: scorer.country(iso3) for iso3 in countries}


def share(country: CountryResult) -> float:
    """Return the share of a country's weight that has a base rate."""
    found = figures(country.outcome)
    return 0.0 if found is None else found.base_share


def score(country: CountryResult, node: str = "") -> float:
    """Return the score of a country, a pillar or an indicator; 50 where nothing is known."""
    nodes = {one.id: one.outcome for one in country.pillars}
    nodes |= {one.id: one.outcome for one in country.indicators}
    found = figures(nodes.get(node, country.outcome))
    return UNKNOWN if found is None else found.score
