"""The worked example of the method (§ 9), to every digit printed there."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
import second
from second import distribution
from second.tree import Country

AS_OF = date(2026, 6, 30)
LEVELS = [{"level": level, "text": "…"} for level in (0, 20, 40, 60, 80, 100)]
ROWS: tuple[tuple[str, Any, str, str, date, str, str], ...] = (
    ("a", 90, "exact", "A2", date(2026, 6, 10), "un-report", "UN"),
    ("b", 75, "exact", "B2", date(2026, 5, 1), "wire-1", "Reuters"),
    ("c", 75, "exact", "C3", date(2026, 5, 1), "wire-1", "Local daily"),
    ("d", [25, 75], "exact", "B3", date(2025, 6, 30), "wire-2", "Reuters"),
    ("e", 75, "at-least", "B2", date(2026, 6, 1), "inc-1", "AFP"),
    ("f", 100, "at-least", "C2", date(2026, 4, 1), "inc-2", "AP"),
)


def item(row: tuple[str, Any, str, str, date, str, str], indicator: str) -> dict[str, Any]:
    """Return one row of the worked example as an evidence table."""
    key, level, reads, grade, observed, origin, publisher = row
    return {
        "id": key,
        "countries": ["MLI"],
        "indicator": indicator,
        "observed": observed,
        "recorded": observed,
        "level": level,
        "reads": reads,
        "statement": "Something.",
        "reliability": grade[0],
        "credibility": int(grade[1]),
        "origin": origin,
        "source": {"publisher": publisher},
    }


def world() -> dict[str, Any]:
    """Return the worked example as a world: a base rate of 60 with a spread of 15."""
    weights = {"p.full": 1.0, "p.none": 1.0, "p.single": 2.0}
    single = item(("g", 100, "exact", "B2", AS_OF, "wire-3", "AFP"), "p.single")
    return {
        "framework": {
            "schema": 1,
            "id": "t",
            "version": "1",
            "title": "T",
            "method": {"prior_weight": 2, "reading_error": 10, "ignorance_correlation": 0.3},
            "pillars": [{"id": "p", "title": "P"}],
        },
        "indicators": {
            key: {
                "levels": LEVELS,
                "half_life_days": 365,
                "weight": weight,
                "base_rate": {"from": {"sixty": 1}, "spread": 15},
            }
            for key, weight in weights.items()
        },
        "measures": {
            "sixty": {
                "file": {
                    "measure": {"unit": "points", "normalise": "none"},
                    "series": [{"recorded": date(2025, 7, 1)}],
                },
                "rows": [{"country": "MLI", "year": 2024, "value": 60.0}],
            }
        },
        "files": {
            "evidence/all.toml": {
                "evidence": [*(item(row, "p.full") for row in ROWS), single],
            }
        },
    }


def complete() -> dict[str, Any]:
    """Return the world with what a dossier on disk needs beside: titles and the table's columns."""
    found = world()
    file = found["measures"]["sixty"]["file"]
    file |= {"title": "Sixty", "licence": "CC0"}
    file["series"][0] |= {
        "file": "sixty.csv",
        "country": "iso3",
        "observed": {"column": "year"},
        "columns": {"value": "base.sixty"},
        "source": {"title": "A table", "publisher": "A bureau"},
    }
    for row in found["measures"]["sixty"]["rows"]:
        row["published"] = AS_OF
    return found


@pytest.fixture(scope="module")
def example() -> Country:
    """Return Mali in the worked example."""
    return second.assess(world(), AS_OF)


def test_items(example: Country) -> None:
    """Every column of the table has the digits printed in the method."""
    printed = [
        f"{one.used.x:.0f} {one.used.q:.4f} {one.used.age} {one.used.b:.4f} {one.w:.4f}"
        f" {one.u:.4f} {one.state} {one.contribution:+.3f}"
        for one in example.indicators["p.full"].lines
    ]
    assert printed == [
        "90 0.7937 20 3.7045 3.7045 3.7045 counts +13.823",
        "75 0.7000 60 2.0821 1.3927 1.3927 counts +2.598",
        "75 0.5000 60 0.8923 0.5969 0.5969 counts +1.114",
        "50 0.5916 365 0.3622 0.3461 0.3461 counts -0.430",
        "75 0.7000 29 2.2083 1.6757 1.4264 consistent +0.000",
        "100 0.5916 90 1.2210 0.6105 0.6105 counts +1.616",
    ]


def test_indicator(example: Country) -> None:
    """Score, coverage, error, interval and bands are those of the method."""
    one = example.indicators["p.full"]
    result = one.result
    assert result is not None
    assert f"{result.m_e:.3f} {result.m:.3f} {result.kappa:.4f}" == "77.104 78.720 0.8015"
    assert f"{result.evidence_only:.3f} {result.v:.2f} {result.n:.4f}" == "84.349 226.63 4.1946"
    assert f"{result.tau:.3f} {result.se:.3f}" == "8.217 13.817"
    assert f"{result.e:.3f} {result.g:.3f}" == "13.492 2.977"
    interval = one.node.interval({})
    assert interval is not None
    assert f"{interval[0]:.1f} {interval[1]:.1f}" == "52.2 96.5"
    masses = distribution.bands({}, result.m or 0.0, result.se)
    assert [f"{one:.3f}" for one in masses.values()] == [
        "0.000", "0.011", "0.097", "0.358", "0.534",
    ]  # fmt: skip
    total = math.fsum(line.contribution for line in result.lines)
    assert f"{total:.3f}" == "18.720"


def test_other_indicators(example: Country) -> None:
    """No evidence is the base rate; one fresh B2 item at 100 pulls it to 81.538."""
    none, single = example.indicators["p.none"], example.indicators["p.single"]
    assert f"{none.node.m:.0f} {none.node.se:.0f}" == "60 15"
    interval = none.node.interval({})
    assert interval is not None
    assert f"{interval[0]:.1f} {interval[1]:.1f}" == "34.1 83.5"
    node = single.node
    assert f"{node.m:.3f} {node.kappa:.4f} {node.se:.3f}" == "81.538 0.5385 18.613"
    assert f"{node.e:.3f} {node.g:.3f}" == "17.278 6.923"


def test_pillar(example: Country) -> None:
    """The pillar of the three has the figures of the method."""
    pillar = example.pillars["p"]
    assert f"{pillar.p:.0f} {pillar.m:.3f} {pillar.kappa:.4f}" == "60 75.449 0.4696"
    assert f"{pillar.e:.3f} {pillar.se:.3f}" == "10.173 11.879"
    # 6.13250018: the method prints 6.132, which the rounded G of its members give
    assert f"{pillar.g:.6f}" == "6.132500"
    interval = pillar.interval({})
    assert interval is not None
    assert f"{interval[0]:.1f} {interval[1]:.1f}" == "53.6 92.3"
