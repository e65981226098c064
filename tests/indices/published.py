"""Examples as `load_data.py` fills them from the data folder, scored as of a date."""

from __future__ import annotations

import csv
import runpy
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sahelrisk.model.dossier import Dossier
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.estimate import Gap
from sahelrisk.scoring.results import Assessment, CountryResult, NodeResult

ROOT = Path(__file__).parents[2]
DATA = ROOT / "../shared/data"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data folder is not beside the code")


def open_folder(folder: Path) -> Dossier:
    """Read a dossier."""
    return load(Location(folder, "asked for in a test"))


def filled(example: str, folder: Path) -> Dossier:
    """Copy an example, let `load_data.py` fill it from the data folder, and read it."""
    copy = folder / example
    shutil.copytree(ROOT / "examples" / example, copy)
    runpy.run_path(str(ROOT / "examples/load_data.py"))["fill"](example, DATA, copy)
    return open_folder(copy)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the data folder."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def scores(assessment: Assessment) -> dict[str, dict[str, float | None]]:
    """Map country and node ("" is the root) to the score on the node's scale."""
    return {
        country.iso3: {node.id: printed(node) for node in (country.root, *country.pillars)}
        for country in assessment.countries
    }


def printed(node: NodeResult) -> float | None:
    """Return a node's score on its own scale, None for a gap."""
    if isinstance(node.outcome, Gap):
        return None
    return on_scale(node.outcome.score, node.node.rules.scale)


def on_day(dossier: Dossier, day: str) -> Assessment:
    """Score every country of a dossier as of a date."""
    return assess(dossier, date.fromisoformat(day))


def write_dossier(folder: Path, files: dict[str, str]) -> Path:
    """Write a dossier's files; a missing dossier.toml gets a title."""
    for name, text in {"dossier.toml": 'title = "Test"\ntlp = "CLEAR"\n', **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def indicator_of(country: CountryResult, key: str) -> Any:  # noqa: ANN401
    """Return one indicator's result."""
    return next(one for one in country.indicators if one.id == key)
