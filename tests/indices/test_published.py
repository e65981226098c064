"""Published indices come out of their configurations to the published decimal."""

from __future__ import annotations

import math
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from published import DATA, ROOT, filled, needs_data, on_day, open_folder, scores, table

from sahelrisk.model.dates import parse_period
from sahelrisk.scoring.estimate import Gap, band_of

HDI_COLUMNS = {
    "life_expectancy": "health.life-expectancy",
    "expected_schooling": "education.expected-schooling",
    "mean_schooling": "education.mean-schooling",
    "gni_pc_ppp2017": "income.gni-per-head",
}
INFORM_NODES = {
    "": "INFORM RISK",
    "hazard": "HAZARD & EXPOSURE",
    "natural": "Natural",
    "human": "Human",
    "vulnerability": "VULNERABILITY",
    "socio-economic": "Socio-Economic Vulnerability",
    "groups": "Vulnerable Groups",
    "other-groups": "Other Vulnerable Groups",
    "coping": "LACK OF COPING CAPACITY",
    "institutional": "Institutional",
    "drr": "DRR",
    "governance": "Governance",
    "infrastructure": "Infrastructure",
    "communication": "Communication",
    "physical": "Physical infrastructure",
    "health-care": "Access to health care",
}


@pytest.mark.parametrize(
    ("example", "iso3", "expected"),
    [("hdi", "CHE", 0.967), ("hdi", "SOM", 0.380), ("inform", "TCD", 8.0), ("inform", "FJI", 3.3)],
)
def test_an_excerpt_runs_out_of_the_box(example: str, iso3: str, expected: float) -> None:
    """The rows that come with an example give the published figure (UNDP 2024, INFORM 2025)."""
    found = scores(on_day(open_folder(ROOT / "examples" / example), "2025-12-31"))
    assert found[iso3][""] == pytest.approx(expected, abs=1e-9)


@needs_data
@pytest.mark.parametrize("example", ["asem", "asem-geometric", "hdi", "inform"])
def test_an_excerpt_is_what_the_script_writes(example: str, tmp_path: Path) -> None:
    """The tables that come with an example are, byte for byte, an excerpt of the published ones."""
    (tmp_path / "evidence").mkdir()
    script = runpy.run_path(str(ROOT / "examples/load_data.py"))
    assert script["fill"](example, DATA, tmp_path, excerpt=True)
    for path in (tmp_path / "evidence").iterdir():
        committed = ROOT / "examples" / example / "evidence" / path.name
        assert path.read_bytes() == committed.read_bytes()


@needs_data
def test_hdi_of_every_country_and_year(tmp_path: Path) -> None:
    """All 6,171 rows, regions among them, equal the published index at three decimals."""
    dossier = filled("hdi", tmp_path)
    rows = table("hdi-2023-24/hdi.csv")
    pattern = dossier.evidence[0]
    regions = [
        pattern.model_copy(
            update={
                "id": f"{row['iso3']}:{row['year']}:{key}",
                "countries": (row["iso3"],),
                "indicator": key,
                "observed": parse_period(row["year"]),
                "value": float(row[column]),
            }
        )
        for row in rows
        if row["iso3"].startswith("ZZ")
        for column, key in HDI_COLUMNS.items()
    ]
    everything = replace(dossier, evidence=(*dossier.evidence, *regions))
    wrong = []
    for year in sorted({row["year"] for row in rows}):
        this_year = tuple(one for one in everything.evidence if one.observed.text == year)
        found = scores(on_day(replace(everything, evidence=this_year), f"{year}-12-31"))
        wrong += [
            (row["iso3"], year, found[row["iso3"]][""], row["hdi"])
            for row in rows
            if row["year"] == year and not _equal(found[row["iso3"]][""], row["hdi"])
        ]
    assert len(rows) == 6171
    assert wrong == []


@needs_data
def test_inform_at_every_level(tmp_path: Path) -> None:
    """Total, dimensions, categories and the coping components equal INFORM's at one decimal."""
    dossier = filled("inform", tmp_path)
    assessment = on_day(dossier, "2025-12-31")
    found = scores(assessment)
    rows = table("inform-risk-2025/scores.csv")
    wrong = [
        (row["ISO3"], column, found[row["ISO3"]][node], row[column])
        for row in rows
        for node, column in INFORM_NODES.items()
        if not _equal(found[row["ISO3"]][node], row[column].replace("x", ""))
    ]
    assert len(rows) == 191
    assert wrong == []
    bands = dossier.framework.bands
    totals = {one.iso3: one.outcome for one in assessment.countries}
    for row in rows:
        outcome = totals[row["ISO3"]]
        assert not isinstance(outcome, Gap)
        assert bands[band_of(outcome.score, bands)].name == row["RISK CLASS"].lower()
        above = sum(
            round(found[one][""] or 0.0, 9) > round(found[row["ISO3"]][""] or 0.0, 9)
            for one in found
        )
        assert 1 + above == int(row["Rank"])


def _equal(score: float | None, published: str) -> bool:
    """Compare a rounded score with the published one; an empty cell is no score."""
    if score is None or not published:
        return score is None and not published
    return abs(score - float(published)) < 1e-9


def _asem(low: float, *, geometric: bool) -> dict[str, dict[str, float | None]]:
    """Work ASEM out from its tables alone: min-max with direction, then means up the levels."""
    meta = {row["iCode"]: row for row in table("asem/ASEM_iMeta.csv")}
    rows = table("asem/ASEM_iData.csv")
    leaves = [key for key, row in meta.items() if row["Type"] == "Indicator"]
    result: dict[str, dict[str, float | None]] = {row["uCode"]: {} for row in rows}
    for key in leaves:
        by, values = meta[key]["Denominator"], {}
        for row in rows:
            if row[key] and (not by or row[by]):
                values[row["uCode"]] = float(row[key]) / (float(row[by]) if by else 1.0)
        least, most = min(values.values()), max(values.values())
        for iso3, own in result.items():
            if iso3 not in values:
                own[key] = None
                continue
            share = (values[iso3] - least) / (most - least)
            share = 1.0 - share if meta[key]["Direction"] == "-1" else share
            own[key] = low + (100.0 - low) * share
    for level in ("2", "3", "4"):
        for node in [key for key, row in meta.items() if row["Level"] == level]:
            below = [key for key, row in meta.items() if row["Parent"] == node]
            for figures in result.values():
                kept = [(float(meta[key]["Weight"]), figures[key]) for key in below]
                figures[node] = _mean(
                    [(w, m) for w, m in kept if m is not None], geometric=geometric
                )
    return result


def _mean(members: list[tuple[float, float]], *, geometric: bool) -> float:
    total = sum(w for w, _ in members)
    if geometric:
        return math.exp(sum(w * math.log(m) for w, m in members) / total)
    return sum(w * m for w, m in members) / total


@needs_data
@pytest.mark.parametrize(("example", "low"), [("asem", 0.0), ("asem-geometric", 1.0)])
def test_asem_at_every_level(example: str, low: float, tmp_path: Path) -> None:
    """Pillars, sub-indices and index equal an independent computation from the tables, to 1e-9."""
    assessment = on_day(filled(example, tmp_path), "2018-12-31")
    found = scores(assessment)
    expected = _asem(low, geometric=low > 0.0)
    assert len(found) == 51
    for iso3, nodes in found.items():
        for node, score in nodes.items():
            name = {"": "Index"}.get(node, node)
            wanted = next(v for k, v in expected[iso3].items() if k.lower() == name.lower())
            # values are compared between countries at 12 significant digits
            assert score == pytest.approx(wanted, abs=1e-8), (iso3, node)
