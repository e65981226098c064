"""What pages say of frameworks that are not the bundled one: their scale, statistics and words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from report_desk import LEVELS, framework, item, write

from desk_items import Run

DAY = ("--as-of", "2026-06-30")
BASE = {"levels": LEVELS, "base_rate": {"from": {"wait": 1}, "spread": 15}}
MEASURE = {
    "title": "Days of waiting",
    "measure": {"unit": "days", "normalise": "goalposts", "goalposts": [0, 10]},
    "series": [
        {
            "file": "wait.csv",
            "country": "iso3",
            "observed": {"column": "year"},
            "recorded": {"month": 7, "after_years": 1},
            "columns": {"value": "base.wait"},
            "source": {"title": "Waiting", "publisher": "Bank of Tests"},
        }
    ],
}


def with_statistics(folder: Path, **rules: Any) -> Path:  # noqa: ANN401
    """Write a dossier whose two indicators have base rates of its own statistics."""
    indicators = {"p.a": BASE, "q.b": BASE, "base.wait": MEASURE}
    evidence = {"evidence": [item("one"), item("two", "q.b", observed="2026-05")]}
    write(folder, framework(**rules), indicators, evidence)
    (folder / "indicators/base/wait.csv").write_text("iso3,year,value\nMLI,2024,2\n", "utf-8")
    return folder


def test_points_on_the_country_are_on_its_scale(tmp_path: Path, sahelrisk: Run) -> None:
    """The sheet's line of an indicator says what the drivers of the brief say."""
    folder = with_statistics(tmp_path / "d", scale=[0, 10])
    page = sahelrisk("score", "mali", "--full", "-d", str(folder), *DAY).stdout
    drivers = re.findall(r"▲ (\d\.\d\d)  \S", page)
    assert drivers
    assert sorted(re.findall(r"points here, \+(\S+)\s+on", page), reverse=True) == drivers


def test_what_evidence_adds_has_the_decimals_of_the_score(tmp_path: Path, sahelrisk: Run) -> None:
    """Base rate and what is added make the score that is printed."""
    folder = with_statistics(tmp_path / "d", scale=[0, 10])
    page = sahelrisk("score", "mali", "-d", str(folder), *DAY).stdout
    score = re.search(r"(\S+) of 10 ", page)
    parts = re.search(r"base rate (\d\.\d), evidence \+(\d\.\d) ", page)
    assert score
    assert parts
    assert float(score[1]) == pytest.approx(float(parts[1]) + float(parts[2]))


def without_statistics(folder: Path, *evidence: dict[str, Any], **rules: Any) -> Path:  # noqa: ANN401
    """Write a dossier whose two indicators start from the framework's fixed value."""
    return write(folder, framework(**rules), {"p.a": {}, "q.b": {}}, {"evidence": list(evidence)})


@pytest.mark.parametrize(("lang", "base"), [("en", "base rate"), ("fr", "taux de base")])
def test_nothing_speaks_of_base_rates_where_there_are_none(
    tmp_path: Path, sahelrisk: Run, lang: str, base: str
) -> None:
    """Not the legend of `compare`, the notes of `changes`, an insufficient page or a site."""
    folder = without_statistics(tmp_path / "d", item("one"))
    asked = ("-d", str(folder), "--lang", lang)
    said = [
        sahelrisk("score", country, *asked, *DAY, "-f", form)
        for country in ("mali", "chad")
        for form in ("terminal", "html")
    ]
    said += [
        sahelrisk("compare", "mali", *asked, *DAY),
        sahelrisk("explain", "mali", *asked, *DAY),
        sahelrisk("changes", "mali", *asked, *DAY),
        sahelrisk("history", "mali", *asked, *DAY),
        sahelrisk("score", "--all", *asked, "--as-of", "2020-01-01"),
    ]
    for done in said:
        told = " ".join((done.stdout + done.stderr).split()).casefold()
        told = re.sub(f"(no|pas de) {base}", "", told)
        assert base not in told, done.args
    site = tmp_path / "site"
    sahelrisk("site", str(site), "-d", str(folder), *DAY)
    assert "<title>A desk</title>" in (site / lang / "index.html").read_text("utf-8")
    for page in (site / lang).rglob("*.html"):
        assert base not in page.read_text("utf-8").casefold(), page.name


def test_a_page_of_statistics_names_whose_they_are(tmp_path: Path, sahelrisk: Run) -> None:
    """Publishers are those of the framework's own tables, not those of the bundled ones."""
    folder = with_statistics(tmp_path / "d")
    page = sahelrisk("score", "mali", "-d", str(folder), *DAY, "-f", "html").stdout
    assert "Base rates from data of: Bank of Tests." in page
    assert "UCDP" not in page


@pytest.mark.parametrize(("way", "told"), [("arithmetic", True), ("geometric", False)])
def test_the_method_is_that_of_the_framework(
    tmp_path: Path,
    sahelrisk: Run,
    way: str,
    told: bool,  # noqa: FBT001
) -> None:
    """Means and sums are claimed only where the framework takes them."""
    folder = without_statistics(tmp_path / "d", item("one"), aggregation=way)
    page = sahelrisk("score", "mali", "-d", str(folder), *DAY, "-f", "html").stdout
    assert ("the country the mean of its pillars" in page) is told
    assert ("Starting value and points add up to the score" in page) is told
    assert "counts incidents" not in page


def test_a_bar_is_broken_on_every_page_from_the_same_share(tmp_path: Path, sahelrisk: Run) -> None:
    """Where the framework calls a score provisional, not where the bundled one does."""
    folder = with_statistics(tmp_path / "d", coverage={"provisional": 0.6, "rated": 0.9})
    asked = ("-d", str(folder), *DAY)
    assert "under 60 %" in " ".join(sahelrisk("compare", "mali", *asked).stdout.split())
    assert "╍" in sahelrisk("score", "mali", *asked).stdout


def test_points_that_only_come_near_are_marked(tmp_path: Path, sahelrisk: Run) -> None:
    """Under a geometric mean a driver has the ≈ that `explain` gives it; figures are aligned."""
    items = (item("one", level=5), item("two", "q.b", level=1))
    folder = without_statistics(tmp_path / "d", *items, aggregation="geometric")
    page = sahelrisk("score", "mali", "--full", "-d", str(folder), *DAY).stdout
    drivers = re.findall(r"^ [▲▼] (.*?)  \S", page, re.MULTILINE)
    assert len(drivers) == 2
    assert all(one.lstrip().startswith("≈\u00a0") for one in drivers)
    assert len(set(map(len, drivers))) == 1
    assert page.count("points here, ≈\u00a0") == 2


def test_sub_pillars_are_not_counted_as_pillars(tmp_path: Path, sahelrisk: Run) -> None:
    """And what a card says of its evidence is named, with or without a base rate."""
    pillars = [
        {"id": "p", "title": "Pee"},
        {"id": "q", "title": "Queue"},
        {"id": "r", "title": "Are", "parent": "q"},
    ]
    rules = framework(pillars=pillars)
    evidence = {"evidence": [item("one"), item("two", "r.b")]}
    folder = write(tmp_path / "d", rules, {"p.a": {}, "r.b": {}}, evidence)
    page = sahelrisk("score", "mali", "-d", str(folder), *DAY, "-f", "html").stdout
    assert "2 pillars, 2 indicators" in page
    assert len(re.findall(r'<p class="note">evidence \d+', page)) == 3


def test_the_range_of_what_a_profile_shows_has_its_head(tmp_path: Path, sahelrisk: Run) -> None:
    """Even where the country itself is insufficient and has none."""
    folder = with_statistics(
        tmp_path / "d",
        profiles=[{"id": "x", "title": "Ex", "weights": {"p": 1.0}, "show": ["p.a"]}],
        pillars=[{"id": "p", "title": "Pee"}, {"id": "q", "title": "Queue", "weight": 3.0}],
    )
    (folder / "indicators/q/b.toml").write_text("[[levels]]\nlevel = 1\n[[levels]]\nlevel = 2\n")
    (folder / "evidence/a.toml").write_text("")
    page = sahelrisk("score", "mali", "-p", "x", "-d", str(folder), *DAY).stdout
    assert "Insufficient" in page
    head = next(line for line in page.splitlines() if line.startswith(" Indicator"))
    assert "90 %" in " ".join(head.split())


def test_who_stands_highest_is_told_among_the_scored(tmp_path: Path, sahelrisk: Run) -> None:
    """A country without a score is none of those that the start of a site counts."""
    weak = {"reliability": "E", "credibility": 5, "countries": ["TCD"], "observed": "2020-01"}
    items = [item("one", level=5), item("two", countries=["NER"]), item("three", **weak)]
    starts = []
    for needed in (0.1, 0.9):
        rules = framework(coverage={"rated": 0.95, "provisional": needed, "pillar": 0.0})
        folder = write(tmp_path / str(needed), rules, {"p.a": {}, "q.b": {}}, {"evidence": items})
        site = folder / "site"
        assert sahelrisk("site", str(site), "-d", str(folder), *DAY).returncode == 0
        starts.append((site / "en" / "index.html").read_text("utf-8"))
    assert "the highest of 2 countries" in starts[0]
    assert "2 countries are scored" in starts[0]
    assert "No country is scored." in starts[1]
