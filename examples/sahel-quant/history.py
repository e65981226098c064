"""Print docs/history-quant.md's tables: yearly scores from the measured series alone.

python history.py > table.md
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.assess import CountryResult, assess
from sahelrisk.scoring.estimate import Gap

COUNTRIES = {"MLI": "Mali", "BFA": "Burkina Faso", "NER": "Niger"}
INDICATORS = (
    "security.attack-tempo",
    "security.armed-actors",
    "sovereignty.regime-cohesion",
    "sovereignty.bloc-realignment",
    "engagement.western-engagement",
)


def main() -> None:
    """Print a table a country, one row a year, each as of its last day."""
    dossier = load(Location(Path(__file__).parent, "this example"))
    for iso3, name in COUNTRIES.items():
        print(f"\n### {name}\n")
        print("| year | score ± SE | deaths | displaced | coups | UN votes | aid |")
        print("|---|---|---|---|---|---|---|")
        for year in range(2010, 2026):
            country = assess(dossier, date(year, 12, 31), countries=[iso3]).countries[0]
            print(f"| {year} | " + " | ".join(cells(country)) + " |")


def cells(country: CountryResult) -> Iterator[str]:
    """Yield the score with its error, then the rating of each indicator's newest year."""
    outcome = country.outcome
    yield "–" if isinstance(outcome, Gap) else f"{outcome.score:.1f} ± {outcome.standard_error:.1f}"
    for key in INDICATORS:
        result = next(one for one in country.indicators if one.id == key)
        newest = max(
            (one for one in result.items), key=lambda one: one.item.first_day, default=None
        )
        yield "–" if newest is None else f"{newest.rating:.0f} ({newest.item.observed[2:]})"


if __name__ == "__main__":
    main()
