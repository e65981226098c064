"""Published indices against ours: HDI, INFORM and ASEM come out of their configurations."""

from __future__ import annotations

import math
import runpy
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from sahelrisk.model.dossier import Dossier
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.estimate import Gap, band_of
from validation.sources import table

HERE = Path(__file__).parents[1]
EQUAL = 1e-8
INFORM = {
    "INFORM RISK": "",
    "HAZARD & EXPOSURE": "hazard",
    "Natural": "natural",
    "Human": "human",
    "VULNERABILITY": "vulnerability",
    "Socio-Economic Vulnerability": "socio-economic",
    "Vulnerable Groups": "groups",
    "Other Vulnerable Groups": "other-groups",
    "LACK OF COPING CAPACITY": "coping",
    "Institutional": "institutional",
    "DRR": "drr",
    "Governance": "governance",
    "Infrastructure": "infrastructure",
    "Communication": "communication",
    "Physical infrastructure": "physical",
    "Access to health care": "health-care",
}
Scores = dict[str, dict[str, float]]
Row = tuple[str, str, int, int, float]


def filled(example: str, data: Path, folder: Path) -> Dossier:
    """Copy an example, fill it from the data and read it."""
    copy = folder / example
    shutil.copytree(HERE / example, copy)
    runpy.run_path(str(HERE / "load_data.py"))["fill"](example, data, copy)
    return load(Location(copy, "validation"))


def scores(dossier: Dossier, day: date) -> Scores:
    """Map country and node ("" is the root) to the score on the node's scale; gaps are left out."""
    return {
        country.iso3: {
            node.id: on_scale(node.outcome.score, node.node.rules.scale)
            for node in (country.root, *country.pillars)
            if not isinstance(node.outcome, Gap)
        }
        for country in assess(dossier, day).countries
    }


def compared(name: str, what: str, pairs: Iterable[tuple[float | None, float | None]]) -> Row:
    """Count pairs that differ and find the largest difference; one-sided gaps count as infinite."""
    errors = []
    for ours, published in pairs:
        if ours is None or published is None:
            errors.append(0.0 if ours is published else math.inf)
        else:
            errors.append(abs(ours - published))
    return name, what, len(errors), sum(error > EQUAL for error in errors), max(errors, default=0.0)


def hdi(data: Path, folder: Path) -> list[Row]:
    """Compare every country and year of the Human Development Index."""
    dossier = filled("hdi", data, folder)
    rows = [r for r in table(data / "hdi-2023-24/hdi.csv") if not r["iso3"].startswith("ZZ")]
    pairs: list[tuple[float | None, float | None]] = []
    for year in sorted({row["year"] for row in rows}):
        only = tuple(one for one in dossier.evidence if one.observed.text == year)
        found = scores(replace(dossier, evidence=only), date(int(year), 12, 31))
        pairs += [(found[r["iso3"]].get(""), float(r["hdi"])) for r in rows if r["year"] == year]
    return [compared("HDI 2023-24", "index, three decimals, countries 1990–2022", pairs)]


def inform(data: Path, folder: Path) -> list[Row]:
    """Compare INFORM at every level, its classes and its ranks."""
    dossier = filled("inform", data, folder)
    found = scores(dossier, date(2025, 12, 31))
    rows = table(data / "inform-risk-2025/scores.csv")

    def number(text: str) -> float | None:
        return None if text in {"", "x"} else float(text)

    result = [
        compared(
            "INFORM Risk 2025",
            f"{column.title() if column.isupper() else column}, one decimal",
            [(found[row["ISO3"]].get(node), number(row[column])) for row in rows],
        )
        for column, node in INFORM.items()
    ]
    bands = dossier.framework.bands
    names = [band.name for band in bands]
    classes, ranks = [], []
    for row in rows:
        total = found[row["ISO3"]][""]
        published = float(names.index(row["RISK CLASS"].lower()))
        classes.append((float(band_of(10.0 * total, bands)), published))
        above = sum(round(other[""], 9) > round(total, 9) for other in found.values())
        ranks.append((1.0 + above, float(row["Rank"])))
    result.append(compared("INFORM Risk 2025", "class", classes))
    result.append(compared("INFORM Risk 2025", "rank", ranks))
    return result


def asem(data: Path, folder: Path, example: str) -> list[Row]:
    """Compare ASEM with means worked out from its tables alone, by COINr's plain recipe."""
    found = scores(filled(example, data, folder), date(2018, 12, 31))
    expected = by_hand(data, geometric=example != "asem")
    pairs: list[tuple[float | None, float | None]] = [
        (score, expected[iso3][node or "index"])
        for iso3, nodes in found.items()
        for node, score in nodes.items()
    ]
    kind = "arithmetic" if example == "asem" else "geometric"
    return [compared("ASEM (COINr)", f"index, sub-indices, pillars; {kind}", pairs)]


def by_hand(data: Path, *, geometric: bool) -> dict[str, dict[str, float | None]]:
    """Min-max with direction on [0, 100] or [1, 100], then weighted means, missing dropped."""
    meta = {row["iCode"]: row for row in table(data / "asem/ASEM_iMeta.csv")}
    rows = table(data / "asem/ASEM_iData.csv")
    result: dict[str, dict[str, float | None]] = {row["uCode"]: {} for row in rows}
    low = 1.0 if geometric else 0.0
    for key in [key for key, row in meta.items() if row["Type"] == "Indicator"]:
        by = meta[key]["Denominator"]
        known = {
            row["uCode"]: float(row[key]) / (float(row[by]) if by else 1.0)
            for row in rows
            if row[key] and (not by or row[by])
        }
        least, most = min(known.values()), max(known.values())
        for iso3, figures in result.items():
            share = (known[iso3] - least) / (most - least) if iso3 in known else None
            if share is not None and meta[key]["Direction"] == "-1":
                share = 1.0 - share
            figures[key] = None if share is None else low + (100.0 - low) * share
    for level in "234":
        for node in [key for key, row in meta.items() if row["Level"] == level]:
            below = [key for key, row in meta.items() if row["Parent"] == node]
            for figures in result.values():
                kept = [
                    (float(meta[k]["Weight"]), m) for k in below if (m := figures[k]) is not None
                ]
                total = sum(w for w, _ in kept)
                mean = sum(w * (math.log(m) if geometric else m) for w, m in kept) / total
                figures[node] = math.exp(mean) if geometric else mean
    return {iso3: {key.lower(): m for key, m in nodes.items()} for iso3, nodes in result.items()}


def compared_rows(data: Path) -> list[Row]:
    """Compare every published index."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*hdi(data, folder), *inform(data, folder)]
        return [*rows, *asem(data, folder, "asem"), *asem(data, folder, "asem-geometric")]


def page(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the comparison as a table."""
    yield "Figures that differ by at most 1e-8 are equal (values are compared between countries at 12 digits); a gap on one side only would show as `inf`.\n"
    yield "| index | what | figures | different | largest error |"
    yield "|---|---|---|---|---|"
    for index, what, count, wrong, error in rows:
        shown = "0" if error == 0.0 else f"{error:.1e}"
        yield f"| {index} | {what} | {count:,} | {wrong} | {shown} |"
    yield NOTES


NOTES = """
HDI: UNDP, Human Development Report 2023-24. The 11 aggregates of regions in the same table have no ISO code and
cannot stand in a dossier; the tests score them too, so that all 6,171 rows are compared.

INFORM: European Commission JRC, INFORM Risk Index 2025 (v0.7.0). The coping dimension is worked out from its raw
columns. Hazard and vulnerability start from the published components, because these are not reproducible from the
published raw columns alone. The reliability score is not modelled.

ASEM: data of the R package COINr 1.1.14 (Becker et al. 2022), after the European Commission's portal. The figures
beside ours are worked out from the tables by a second, independent program in `examples/validation/published.py`, for COINr's
own results are not among the data. One denominator is missing, and its item is left unrated with a warning.
"""
