"""The worked example of the method as a dossier: three indicators of a pillar, one base rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.results import CountryResult

AS_OF = date(2026, 6, 30)
FRAMEWORK = """
schema = 1
id = "t"
version = "1"
title = "T"
[method]
prior_weight = 2
reading_error = 10
ignorance_correlation = 0.3
[[pillars]]
id = "p"
title = "P"
"""
INDICATOR = """
weight = {weight}
half_life_days = 365
[base_rate]
from = {{ sixty = 1 }}
spread = 15
""" + "".join(
    f"[[levels]]\nlevel = {level}\nscore = {level}\n" for level in (0, 25, 50, 75, 90, 100)
)
MEASURE = """
title = "Sixty"
[measure]
unit = "points"
normalise = "none"
[[series]]
file = "sixty.csv"
country = "iso3"
observed = { column = "year" }
recorded = { month = 7, after_years = 1 }
columns = { value = "base.sixty" }
"""
SINGLE = ("g", "100", "exact", "B2", "2026-06-30", "wire-3", "AFP")


def item(row: tuple[str, ...], indicator: str) -> str:
    """Return a row of the example as an evidence table."""
    key, level, reads, grade, day, origin, publisher = row
    return f"""
[[evidence]]
id = "{key}"
countries = ["MLI"]
indicator = "{indicator}"
observed = {day}
recorded = {day}
level = {level}
reads = "{reads}"
statement = "Something."
reliability = "{grade[0]}"
credibility = {grade[1]}
origin = "{origin}"
source = {{ publisher = "{publisher}" }}
"""


def scored(root: Path, rows: Iterable[tuple[str, ...]]) -> CountryResult:
    """Write the example with these items of the first indicator; return the country's scores."""
    files = {
        "dossier.toml": 'title = "T"\n',
        "indicators/framework.toml": FRAMEWORK,
        "indicators/base/sixty.toml": MEASURE,
        "indicators/base/sixty.csv": "iso3,year,value\nMLI,2024,60\nMLI,2026,90\nNER,2024,10\n",
        "evidence/all.toml": "".join(item(row, "p.full") for row in rows)
        + item(SINGLE, "p.single"),
    }
    for name, weight in (("full", 1), ("none", 1), ("single", 2)):
        files[f"indicators/p/{name}.toml"] = INDICATOR.format(weight=weight)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return assess(load(Location(root, "test")), AS_OF, countries=["MLI"]).countries[0]
