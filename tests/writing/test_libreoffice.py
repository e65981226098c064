"""A workbook as another program reads it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from desk_items import ITEM, Run

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
AS_OF = ("--as-of", "2026-06-30")
SHEETS = ("Summary", "Indicators", "Evidence", "Method")
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
FIGURES = ("score", "standard_error", "coverage", "evidence_only")


def opened(workbook: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of every sheet, as LibreOffice writes them to CSV."""
    profile = (workbook.parent / "office").as_uri()
    subprocess.run(
        [
            str(OFFICE),
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            EVERY_SHEET,
            "--outdir",
            str(workbook.parent),
            str(workbook),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = {}
    for sheet in SHEETS:
        path = workbook.with_name(f"{workbook.stem}-{sheet}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            found[sheet] = list(csv.DictReader(file))
    return found


def agrees(row: Mapping[str, str], document: Mapping[str, Any]) -> None:
    """Check that a row has the figures of a part of the document, to the printed digit."""
    written = {key: float(row[key]) if row[key] else None for key in FIGURES}
    assert written == {key: document[key] for key in FIGURES}
    ends = (document["interval"]["low"], document["interval"]["high"])
    assert tuple(float(row[key]) if row[key] else None for key in ("low", "high")) == ends


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_every_sheet_shows_the_figures_of_the_document(sahelrisk: Run, tmp_path: Path) -> None:
    """Countries, pillars and indicators have the same figures as the JSON of `score`."""
    workbook = tmp_path / "scores.xlsx"
    assert sahelrisk("export", "mali", "niger", *AS_OF, "-o", workbook).returncode == 0
    sheets = opened(workbook)
    document = json.loads(sahelrisk("score", "mali", "niger", *AS_OF, "-f", "json").stdout)
    below = {(row["iso3"], row["level"], row["id"]): row for row in sheets["Indicators"]}
    for row, country in zip(sheets["Summary"], document["countries"], strict=True):
        agrees(row, country)
        for pillar in country["pillars"]:
            agrees(below.pop((country["iso3"], "pillar", pillar["id"])), pillar)
            for indicator in pillar["indicators"]:
                agrees(below.pop((country["iso3"], "indicator", indicator["id"])), indicator)
    assert not below
    listed = {
        item["id"]
        for country in document["countries"]
        for pillar in country["pillars"]
        for indicator in pillar["indicators"]
        for item in indicator["evidence"]
    }
    items = {row["id"] for row in sheets["Evidence"] if row["record"] == "evidence"}
    assert listed <= items
    assert document["dossier"]["hash"] in {row["figure"] for row in sheets["Method"]}


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("payload", ["=1+1", "+1+1", "-1+1", "@SUM(1;1)", '=HYPERLINK("x";"y")'])
def test_a_formula_stays_text(sahelrisk: Run, desk: Path, payload: str) -> None:
    """What an analyst wrote is shown as written, and computed by nobody."""
    item = ITEM.format(id="mli-1").replace('"A statement."', f"'{payload}'")
    (desk / "evidence" / "a.toml").write_text(item, encoding="utf-8")
    workbook = desk.parent / "evidence.xlsx"
    assert sahelrisk("export", "mali", "-d", desk, "-o", workbook).returncode == 0
    assert payload in [row["statement"] for row in opened(workbook)["Evidence"]]
