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
