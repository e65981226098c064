"""Reading a published index to hold scores against: a table of country and value."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sahelrisk.model import countries
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem, UsageError
from sahelrisk.reading.assemble import framework_folder
from sahelrisk.reading.toml.guard import decode, read_bytes

FOLDER = "yardsticks"
FIRST = ("country", "iso3")


class Yardstick(NamedTuple):
    """A published index: its name and its values by alpha-3 code."""

    name: str
    values: dict[str, float]


def read_yardstick(name: str, dossier: Dossier) -> Yardstick:
    """Read a yardstick of the framework by its name, or a file; raises UsageError."""
    if not name.strip():
        raise UsageError("empty_path")
    folder = framework_folder(Path(dossier.root), dossier.file) / FOLDER
    shipped = folder / f"{name}.csv"
    if "/" not in name and shipped.is_file():
        return Yardstick(name, dict(_values(shipped, shipped.name)))
    path = Path(name)
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in folder.glob("*.csv")))
        raise UsageError("no_yardstick", name=repr(name), known=known or "–")
    return Yardstick(path.stem, dict(_values(path, str(path))))


def _values(path: Path, shown: str) -> Iterator[tuple[str, float]]:
    data = read_bytes(path, shown)
    text = data if isinstance(data, Problem) else decode(data, shown)
    if isinstance(text, Problem):
        raise UsageError("bad_yardstick", path=shown, line=1, text=text.message)
    rows = csv.reader(io.StringIO(text))
    head = [cell.strip().lower() for cell in next(rows, [])]
    if len(head) < 2 or head[0] not in FIRST or head[1] != "value":  # noqa: PLR2004  both columns
        raise UsageError("bad_yardstick", path=shown, line=1, text="country,value")
    for line, row in enumerate(rows, 2):
        if not row or not any(map(str.strip, row)):
            continue
        country = countries.find(row[0])
        value = _number(row[1]) if len(row) > 1 else None
        if country is None or value is None:
            raise UsageError("bad_yardstick", path=shown, line=line, text=",".join(row[:2]))
        yield country.alpha3, value


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
