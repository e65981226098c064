"""The shipped tables and base rates against a second computation with pandas from the raw tables."""

from __future__ import annotations

import csv
import math
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("pandas")

import pandas as pd

import second_computation as second

BASE = second.BASE
pytestmark = pytest.mark.skipif(
    not (second.RAW / "base").is_dir(), reason="the raw tables are not here"
)
MEASURES = sorted(second.DECIMALS)
TRANSFORMS = {"none": lambda value: value, "log1p": math.log1p}


def definition(measure: str) -> dict:
    """Return the file of a measure."""
    return tomllib.loads((BASE / f"{measure}.toml").read_text(encoding="utf-8"))


def shipped(measure: str) -> dict[tuple[str, int], float]:
    """Return the shipped values of a measure."""
    with (BASE / f"{measure}.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["iso3"], int(row["year"])): float(row["value"]) for row in csv.DictReader(file)
        }


def rating(value: float, rule: dict) -> float:
    """Return the rating of one value by the words of its file (method § 7)."""
    if rule["normalise"] == "none":
        return value
    transform = TRANSFORMS[rule.get("transform", "none")]
    low, high = (transform(edge) for edge in rule["goalposts"])
    score = min(100.0, max(0.0, 100 * (transform(value) - low) / (high - low)))
    return 100 - score if rule.get("direction") == "negative" else score


def test_every_table_has_its_definition_and_no_other_is_there() -> None:
    """A measure is one TOML file and one table of the same name."""
    assert sorted(path.stem for path in BASE.glob("*.toml")) == MEASURES
    assert sorted({path.stem for path in BASE.glob("*.csv")} - {"reference"}) == MEASURES


@pytest.mark.parametrize("measure", MEASURES)
def test_every_shipped_value_is_that_of_the_raw_tables(measure: str) -> None:
    """The same countries and years, and the same rounded values."""
    mine = {(str(code), int(year)): x for (code, year), x in second.values()[measure].items()}
    there = shipped(measure)
    assert set(there) == set(mine)
    assert max(abs(there[at] - mine[at]) for at in mine) < 1e-9


@pytest.mark.parametrize("measure", MEASURES)
def test_every_rating_agrees(measure: str) -> None:
    """Ratings of shipped values by the file agree with ours to 1e-6, and with unrounded ones to .15."""
    rule = definition(measure)["measure"]
    ours, exact = second.ratings(measure), second.rate(measure, second.raw_values()[measure])
    for at, value in shipped(measure).items():
        assert rating(value, rule) == pytest.approx(ours[at], abs=1e-6)
        assert rating(value, rule) == pytest.approx(exact[at], abs=0.15)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_files_say_when_a_value_was_published_and_how_many_are_averaged(measure: str) -> None:
    """Publication and averages are those of the method."""
    found = definition(measure)
    (series,) = found["series"]
    assert found["measure"].get("average", 1) == second.AVERAGE.get(measure, 1)
    if measure == "rents":
        assert series["recorded"].isoformat() == "2019-10-01"
    else:
        assert series["recorded"]["after_years"] == second.LAG[measure]
    assert found["title"]
    assert found["licence"]
    assert found["fr"]["title"]
    assert series["columns"] == {"value": f"base.{measure}"}


def test_the_script_writes_what_is_shipped(tmp_path: Path) -> None:
    """Compiling again gives the same bytes."""
    command = [sys.executable, "scripts/base_rates.py", str(second.RAW), "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=second.ROOT, capture_output=True)
    for measure in MEASURES:
        written = (tmp_path / f"{measure}.csv").read_bytes()
        assert written == (BASE / f"{measure}.csv").read_bytes(), measure


def test_a_country_that_we_do_not_know_is_an_error_that_names_it(tmp_path: Path) -> None:
    """Nothing is lost in silence where a source has another code."""
    table = tmp_path / "base/population/population.csv"
    table.parent.mkdir(parents=True)
    table.write_text("iso3,year,population\nMLI,2010,1\nQQQ,2010,1\nZAR,2010,1\n", encoding="utf-8")
    command = [sys.executable, "scripts/base_rates.py", str(tmp_path), "--out", str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=second.ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.endswith("population.csv: no country of the table has the code QQQ\n")


def test_dr_congo_is_found_under_the_world_banks_old_code() -> None:
    """ZAR is COD: stability of 2023 is -2.04 there, and the country is among the ten highest."""
    assert shipped("stability")["COD", 2023] == pytest.approx(-2.04)
    order = sorted(
        second.base_rates(2025), key=lambda code: -second.base_rates(2025)[code]["total"]
    )
    assert "COD" in order[:10]


def test_palestine_has_no_rating_from_ucdp_and_unhcr() -> None:
    """Its events are booked under Israel; governance speaks alone."""
    for measure in ("deaths", "death-rate", "civilians", "displaced", "coups", "votes"):
        assert not any(code == "PSE" for code, _ in shipped(measure))
    assert shipped("stability")["PSE", 2023] < -1.5
    rates = second.base_rates(2025)["PSE"]
    assert "security.armed-actors" not in rates
    assert "security.kidnapping" in rates


def test_sudan_by_hand() -> None:
    """Sudan 2024: the displaced are at the upper goalpost; two coups of 2021 and the attack of 2023."""
    assert shipped("displaced")["SDN", 2024] == 2_094_373 + 11_559_970
    assert second.measures(2025)["SDN"]["displaced"] == 100
    worth = 2 ** (-2 / 4) * 2 + 2 ** (-4 / 4) + 1
    assert shipped("coups")["SDN", 2023] == pytest.approx(worth, abs=5e-5)


def test_cote_divoire_2011_by_hand() -> None:
    """The crisis of 2011 enters on 1 July 2012 as one of three years; the coup of 1999 still counts."""
    there = shipped("deaths")
    three = [there["CIV", year] for year in (2009, 2010, 2011)]
    mean = sum(100 * math.log1p(value) / math.log1p(3000) for value in three) / 3
    assert second.measures(2012)["CIV"]["deaths"] == pytest.approx(mean, abs=1e-9)
    worth = sum(2 ** (-(2011 - year) / 4) for year in (1999, 2000, 2002))
    assert shipped("coups")["CIV", 2011] == pytest.approx(worth, abs=5e-5)


def test_niger_2023_by_hand() -> None:
    """The coup of July 2023 is no base rate before 2025; then it stands with 2010 and 2021."""
    worth = 1 + 2 ** (-2 / 4) + 2 ** (-13 / 4)
    assert shipped("coups")["NER", 2023] == pytest.approx(worth, abs=5e-5)
    before = second.measures(2024)["NER"]["coups"]
    worth = 2 ** (-1 / 4) + 2 ** (-12 / 4)
    assert before == pytest.approx(100 * worth / 1.5, abs=0.01)
    assert second.measures(2025)["NER"]["coups"] == 100


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("SDN", 2025, 86),
        ("SOM", 2025, 84),
        ("MLI", 2025, 82),
        ("MLI", 2012, 50),
        ("MLI", 2014, 68),
        ("COD", 2025, 81.5),
        ("BFA", 2025, 77),
        ("BFA", 2012, 43),
        ("TCD", 2025, 72),
        ("NGA", 2025, 71),
        ("NER", 2025, 70),
        ("BEN", 2025, 44),
        ("GHA", 2025, 39),
        ("SEN", 2025, 37),
        ("CHE", 2025, 6),
        ("CIV", 2025, 45),
        # The method says 77: there a measure without a value stood as 50, FATF and rents in this year.
        ("CIV", 2005, 79),
    ],
)
def test_base_rates_are_those_that_the_method_names(code: str, year: int, expected: float) -> None:
    """Within a point."""
    assert second.base_rates(year)[code]["total"] == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("node", "column", "expected"), [("total", "INFORM RISK", 0.88), ("security", "Human", 0.91)]
)
def test_base_rates_agree_with_inform(node: str, column: str, expected: float) -> None:
    """Rank correlation within .01 of what the method names."""
    published = pd.read_csv(second.RAW / "inform-risk-2025/scores.csv").set_index("ISO3")[column]
    ours = pd.Series({code: rates[node] for code, rates in second.base_rates(2025).items()})
    both = pd.concat([ours, published], axis=1, join="inner").dropna()
    assert len(both) > 185
    assert both.rank().corr().iloc[0, 1] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("year", range(2010, 2026))
def test_base_rates_of_every_year_stay_on_the_scale(year: int) -> None:
    """Every country of the tables has finite nodes between 0 and 100."""
    rates = second.base_rates(year)
    assert len(rates) > 200
    assert all(0 <= value <= 100 for nodes in rates.values() for value in nodes.values())


def test_as_many_countries_have_every_measure_as_the_method_says() -> None:
    """189 countries have all sixteen; on INFORM's scale the difference spreads by 9.5."""
    assert sum(len(known) == len(MEASURES) for known in second.measures(2025).values()) == 189
    published = pd.read_csv(second.RAW / "inform-risk-2025/scores.csv").set_index("ISO3")
    ours = pd.Series({code: rates["total"] for code, rates in second.base_rates(2025).items()})
    difference = (published["INFORM RISK"] * 10 - ours).dropna()
    assert difference.std() == pytest.approx(9.5, abs=0.1)
