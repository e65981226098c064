"""The series behind base rates: what is read of them, and what is wrong with them, in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelrisk.model.dossier import Dossier
from sahelrisk.reading.load import load, read
from sahelrisk.reading.locate import Location

FRAMEWORK = """
schema = 1
id = "t"
version = "1"
title = "T"
[[pillars]]
id = "p"
title = "P"
"""
INDICATOR = """
[base_rate]
from = { deaths = 1 }
[[levels]]
level = 1
[[levels]]
level = 5
"""
MEASURE = """
title = "Deaths"
[measure]
unit = "deaths"
normalise = "NORMALISE"
[[series]]
file = "deaths.csv"
country = "iso3"
observed = { column = "year" }
recorded = { month = 7, after_years = 1 }
columns = { value = "base.deaths" }
"""


def desk(root: Path, table: str, normalise: str = "none") -> Location:
    """Write a dossier with one measure."""
    files = {
        "dossier.toml": 'title = "T"\n',
        "indicators/framework.toml": FRAMEWORK,
        "indicators/p/one.toml": INDICATOR,
        "indicators/base/deaths.toml": MEASURE.replace("NORMALISE", normalise),
        "indicators/base/deaths.csv": table,
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    return Location(root, "test")


def values(dossier: Dossier) -> dict[str, list[tuple[str, float, int]]]:
    """Return period, value and line of every country's values."""
    table = dossier.statistics["deaths"]
    return {
        iso3: [(one.period, one.value, one.line) for one in own]
        for iso3, own in table.values.items()
    }


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_countries_asked_for_are_read(end: str, tmp_path: Path) -> None:
    """Rows of others are passed over; lines are counted all the same."""
    rows = ("iso3,year,value", "NER,2024,7", '"MLI",2024,8', "MLI,2023,9", "BFA,2024,1", "")
    location = desk(tmp_path, end.join(rows))
    mali = [("2023", 9.0, 4), ("2024", 8.0, 3)]
    assert values(load(location, ["MLI"])) == {"MLI": mali}
    assert set(values(load(location))) == {"MLI", "NER", "BFA"}


def test_what_compares_countries_is_read_whole(tmp_path: Path) -> None:
    """A rank is a place among all countries."""
    location = desk(tmp_path, "iso3,year,value\nNER,2024,7\nMLI,2024,8\n", "rank")
    assert set(values(load(location, ["MLI"]))) == {"MLI", "NER"}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("MLI,2024,many", "refused-cell"),
        ("MLI,2024,1_000", "refused-cell"),
        ("MLI,2024,nan", "refused-cell"),
        ("MLI,24,7", "refused-cell"),
        ("ZZB,2024,7", "unknown-country"),
        ("MLI,2024", "broken-table"),
    ],
)
def test_a_bad_row_is_a_problem_in_its_line(row: str, rule: str, tmp_path: Path) -> None:
    """The others are used."""
    dossier, problems = read(desk(tmp_path, f"iso3,year,value\nMLI,2023,9\n{row}\n"))
    found = [(one.rule, one.place.line) for one in problems if one.place.path.endswith("csv")]
    assert found == [(rule, 3)]
    assert dossier is not None
    assert values(dossier) == {"MLI": [("2023", 9.0, 2)]}


def test_an_unknown_column_and_a_missing_table_are_problems(tmp_path: Path) -> None:
    """At the series that names them."""
    location = desk(tmp_path, "iso3,jahr,value\nMLI,2024,7\n")
    assert [one.rule for one in read(location)[1]] == ["unknown-column"]
    (tmp_path / "indicators/base/deaths.csv").unlink()
    assert [one.rule for one in read(location)[1]] == ["missing-file"]


def test_the_hash_of_a_framework_does_not_hang_on_who_is_asked_for(tmp_path: Path) -> None:
    """Statistics are part of the framework, whichever countries are read."""
    location = desk(tmp_path, "iso3,year,value\nMLI,2024,7\nNER,2024,7\n")
    assert load(location, ["MLI"]).framework_hash() == load(location).framework_hash()
