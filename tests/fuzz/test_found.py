"""What the fuzzer found, each in the smallest dossier that shows it."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from pathlib import Path
from typing import Any

import compare_desk as desk
import pytest
from invoked import invoke

DAY = date(2026, 3, 1)
MEASURE = {"unit": "deaths", "normalise": "goalposts", "goalposts": [0, 10]}


def without_prior(rule: str) -> dict[str, Any]:
    """Return a framework in which what nobody rated is a gap."""
    rules = desk.framework(method={"prior_weight": 0}, missing=rule)
    rules["pillars"] = [one | {"missing": rule} for one in rules["pillars"]]
    return rules


def test_a_denominator_is_no_news(tmp_path: Path) -> None:
    """Against its own document nothing has changed, though denominators are listed nowhere."""
    people = desk.item("people", DAY, 0, indicator="context.people", value=2)
    deaths = desk.item("deaths", DAY, 0, value=10)
    items = [{key: one[key] for key in one if key != "level"} for one in (people, deaths)]
    folder = desk.write(tmp_path / "desk", {"evidence": items})
    desk.dump(
        folder / "indicators/p/a.toml", {"measure": MEASURE | {"denominator": "context.people"}}
    )
    none = {"measure": {"unit": "people", "normalise": "none"}}
    desk.dump(folder / "indicators/context/people.toml", none)
    base = tmp_path / "base.json"
    command = ("compare", "mali", "--as-of", desk.AS_OF)
    assert desk.run(*command, "-o", str(base), folder=folder).exit_code == 0
    (country,) = desk.document(*command, "--baseline", str(base), folder=folder)["countries"]
    assert [one["points"] for one in country["parts"]] == [0.0] * 6
    assert country["moved_by"] == []


def test_an_end_without_a_score_has_its_coverage(tmp_path: Path) -> None:
    """In changes, review and history the key is there as in score, 0 in a gap."""
    item = desk.item("later", date(2026, 5, 1), 3)
    folder = desk.write(tmp_path / "desk", {"evidence": [item]}, without_prior("withhold"))
    asked = ("mali", "--since", "2026-04-01", "--as-of", desk.AS_OF)
    (country,) = desk.document("changes", *asked, folder=folder)["countries"]
    assert country["before"] == {
        "score": None,
        "standard_error": None,
        "band": None,
        "coverage": 0.0,
    }
    for key in ("p.a", "p.b", "q.a"):
        statement = {"countries": ["MLI"], "indicator": key, "recorded": DAY, "reason": "None."}
        desk.dump(folder / f"evidence/{key}.toml", {"not-applicable": [statement]})
    asked = ("mali", "--from", "2026-06-01", "--to", desk.AS_OF)
    (country,) = desk.document("history", *asked, folder=folder)["countries"]
    (scored,) = desk.document("score", "mali", "--as-of", desk.AS_OF, folder=folder)["countries"]
    assert [one["coverage"] for one in country["points"]] == [None, None]
    assert scored["coverage"] is None


def test_a_plan_without_a_prior_takes_no_walk_of_every_day(tmp_path: Path) -> None:
    """Where the shares covered are just what is needed, the days until they lapse are one step."""
    coverage = {"rated": 0.55, "provisional": 0.25, "pillar": 0.25}
    folder = desk.write(
        tmp_path / "desk",
        {"evidence": [desk.item("one", DAY, 3)]},
        without_prior("drop") | {"coverage": coverage},
    )
    desk.dump(folder / "indicators/p/a.toml", {"levels": desk.LEVELS, "half_life_days": 3650})
    start = time.process_time()
    found = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    assert time.process_time() - start < 10
    assert found["band_lapses_on"] is None


@pytest.mark.parametrize("needed", [0.5, 0.5 - 1e-10])
def test_coverage_that_stays_just_enough_never_lapses(tmp_path: Path, needed: float) -> None:
    """Half of the indicators rest on a figure that does not age, and half is what is needed."""
    figure = desk.item("one", DAY, 0, indicator="q.a", value=5)
    del figure["level"]
    items = [figure, desk.item("two", DAY, 3)]
    rules = desk.framework()
    rules["coverage"] |= {"rated": 0.9, "provisional": needed}
    folder = desk.write(tmp_path / "desk", {"evidence": items}, rules)
    desk.dump(folder / "indicators/q/a.toml", {"measure": MEASURE | {"evidence": "latest"}})
    start = time.process_time()
    (mali,) = desk.document("score", "mali", "--as-of", desk.AS_OF, folder=folder)["countries"]
    found = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    assert mali["coverage"] > 0.5
    assert time.process_time() - start < 10
    assert found["band_lapses_on"] is None


@pytest.mark.parametrize("countries", [("mali",), ()])
def test_a_carriage_return_in_a_table_of_statistics(tmp_path: Path, countries: tuple[str]) -> None:
    """It is a problem with its line, in the header and below it; other line ends are text."""
    folder = desk.write(tmp_path / "desk", {"evidence": [desk.item("one", DAY, 3)]})
    rate = {"from": {"deaths": 1}, "spread": 15}
    desk.dump(folder / "indicators/p/a.toml", {"levels": desk.LEVELS, "base_rate": rate})
    series = {
        "file": "deaths.csv",
        "country": "iso3",
        "observed": {"column": "year"},
        "recorded": DAY,
        "columns": {"value": "base.deaths"},
        "source": {"title": "A table"},
    }
    measure = {"title": "Deaths", "licence": "CC0", "measure": MEASURE, "series": [series]}
    desk.dump(folder / "indicators/base/deaths.toml", measure)
    table = folder / "indicators/base/deaths.csv"
    command = ("score", *(countries or ("--all",)), "--as-of", desk.AS_OF)
    for text, said in (
        ("iso3,year,value\r,x\nMLI,2024,3,\n", "no column"),
        ('iso3,year,value\nMLI,2024,"3"\r,x\n', "deaths.csv:2:1: error: broken-table"),
        ("iso3,year,value\nMLI,20\u202824,3\n", "deaths.csv:2:1: error: refused-cell"),
    ):
        table.write_text(text, encoding="utf-8", newline="")
        answer = desk.run(*command, folder=folder)
        assert answer.exit_code == 1, answer.output
        assert said in answer.stderr


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    """A name from an archive made on Windows is hashed as it is shown, with an escape."""
    folder = desk.write(tmp_path / "desk", {"evidence": [desk.item("one", DAY, 3)]})
    whole = folder / "evidence" / "all.toml"
    whole.rename(whole.with_name(os.fsdecode(b"C\xf4te.toml")))
    answer = invoke("score", "mali", "-d", folder, "--as-of", desk.AS_OF, "-f", "json")
    assert (answer.code, answer.raised) == (0, "")
    found = json.loads(answer.out)
    assert len(found["dossier"]["hash"]) == 64
    assert r"C\\xf4te.toml" in answer.out


def test_a_word_that_says_less_than_another_is_imported(tmp_path: Path) -> None:
    """A statement without a reason beside one with it is a row of its own, and known next time."""
    said = {"countries": ["MLI"], "indicator": "p.a", "recorded": DAY}
    tables = {"evidence": [], "not-applicable": [said | {"reason": "None."}, said]}
    folder = desk.write(tmp_path / "desk", tables)
    other = desk.write(tmp_path / "other", {"evidence": []})
    table = str(tmp_path / "table.csv")
    assert desk.run("export", "-o", table, folder=folder).exit_code == 0
    assert desk.run("import", table, folder=other).exit_code == 0
    assert len(desk.read(other).not_applicable) == 2
    assert "0 items imported" in desk.run("import", table, folder=other).output


def test_a_score_that_went_is_told_of(tmp_path: Path) -> None:
    """A country that loses its score by a change of weights alone stands in the review."""
    coverage = {"rated": 0.55, "provisional": 0.25, "pillar": 0.25}
    rules = without_prior("drop") | {"coverage": coverage, "minimum_share": 0.4}
    folders = []
    for name, weight in (("before", 1), ("after", 3)):
        rules["pillars"] = [rules["pillars"][0], rules["pillars"][1] | {"weight": weight}]
        tables = {"evidence": [desk.item("one", DAY, 3)]}
        folders.append(str(desk.write(tmp_path / name, tables, rules)))
    asked = ("review", *folders, "--as-of", desk.AS_OF)
    (country,) = desk.document(*asked, folder=tmp_path / "after")["countries"]
    assert country["before"]["score"] is not None
    assert country["after"]["score"] is None


def test_the_register_is_the_folder_sources(tmp_path: Path) -> None:
    """Without a key in dossier.toml too, as the contract says."""
    item = desk.item("one", DAY, 3, source={"register": "wire"})
    folder = desk.write(tmp_path / "desk", {"evidence": [item]})
    entry = {"id": "wire", "publisher": "A wire", "reliability": "B"}
    desk.dump(folder / "sources/all.toml", {"source": [entry]})
    found = desk.document("sources", folder=folder)
    assert [one["publisher"] for one in found["sources"]] == ["A wire"]
    checked = desk.run("check", str(folder), "-f", "json")
    assert json.loads(checked.stdout)["summary"]["errors"] == 0


@pytest.mark.parametrize(
    ("way", "rows"),
    [
        ({"normalise": "z-score"}, ("NER,2024,5", "NER,2024,9")),
        ({"normalise": "goalposts", "goalposts": [0, 10]}, ("NER,2024,5", "NER,2024,5")),
    ],
)
def test_a_table_moves_those_whose_rows_stay(
    tmp_path: Path, way: dict[str, Any], rows: tuple[str, str]
) -> None:
    """Rated against each other, or on other goalposts, a country moves without a row of its own."""
    rate = {"from": {"deaths": 1}, "spread": 20}
    series = {
        "file": "deaths.csv",
        "country": "iso3",
        "observed": {"column": "year"},
        "recorded": {"month": 7, "after_years": 1},
        "columns": {"value": "base.deaths"},
    }
    folders = []
    for number, row in enumerate(rows):
        folder = desk.write(tmp_path / str(number), {"evidence": [desk.item("one", DAY, 3)]})
        desk.dump(folder / "indicators/p/a.toml", {"levels": desk.LEVELS, "base_rate": rate})
        measure = {"unit": "deaths"} | way
        if "goalposts" in way and number:
            measure["goalposts"] = [0, 12]
        tables = {"title": "Deaths", "measure": measure, "series": [series]}
        desk.dump(folder / "indicators/base/deaths.toml", tables)
        text = f"iso3,year,value\nMLI,2024,8\nBFA,2024,1\n{row}\n"
        (folder / "indicators/base/deaths.csv").write_text(text, encoding="utf-8")
        folders.append(str(folder))
    asked = ("review", *folders, "--as-of", desk.AS_OF)
    told = desk.document(*asked, folder=tmp_path / "1")["countries"]
    (mali,) = (one for one in told if one["iso3"] == "MLI")
    assert mali["difference"] != 0


def test_parts_add_up_across_a_step_without_a_score(tmp_path: Path) -> None:
    """A base rate that comes out far from what bears it out leaves no score until news arrives."""
    rules = desk.framework(missing="withhold", aggregation="geometric")
    rules["pillars"] = [{"id": "p", "title": "P", "aggregation": "sum", "missing": "withhold"}]
    rules["coverage"]["pillar"] = 0.01
    items = [
        desk.item("one", date(2025, 6, 1), 3, reads="at-most"),
        desk.item("two", date(2026, 5, 1), 2),
    ]
    folder = desk.write(tmp_path / "desk", {"evidence": items}, rules)
    for path in ("p/b.toml", "q/a.toml"):
        (folder / "indicators" / path).unlink()
    rate = {"from": {"deaths": 1}, "spread": 20}
    desk.dump(folder / "indicators/p/a.toml", {"levels": desk.LEVELS, "base_rate": rate})
    series = {
        "file": "deaths.csv",
        "country": "iso3",
        "observed": {"column": "year"},
        "recorded": date(2026, 2, 20),
        "columns": {"value": "base.deaths"},
    }
    measure = {"title": "Deaths", "measure": MEASURE, "series": [series]}
    desk.dump(folder / "indicators/base/deaths.toml", measure)
    (folder / "indicators/base/deaths.csv").write_text("iso3,year,value\nMLI,2024,0\n")
    asked = ("changes", "mali", "--since", "2025-12-01", "--as-of", desk.AS_OF)
    (mali,) = desk.document(*asked, folder=folder)["countries"]
    difference = mali["after"]["score"] - mali["before"]["score"]
    assert difference < -5
    assert mali["difference"] == pytest.approx(difference)
    assert sum(one["points"] for one in mali["parts"]) == pytest.approx(difference)
