"""The newest record of an example: the day on which a dossier that is for show is shown."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import tomli

from sahelrisk.problems import Problem
from sahelrisk.reading.folders import leaves, lies_outside, walk
from sahelrisk.reading.locate import NAME
from sahelrisk.reading.toml.guard import read_bytes

_RECORDED = re.compile(rb"^[ \t]*recorded[ \t]*=[ \t]*(\d{4}-\d\d-\d\d)\b", re.MULTILINE)


def newest_record(root: Path, today: date) -> date | None:
    """Return the last day up to `today` on which an illustrative dossier recorded something.

    None for every other dossier. What cannot be read is passed over: the reader reports it.
    """
    folder = _evidence_of_example(root)
    if folder is None:
        return None
    found: set[date] = set()
    for one in walk(folder, ".toml"):
        data = (
            read_bytes(one.path, one.path.name)
            if one.is_file and not leaves(one.path, root)
            else b""
        )
        if isinstance(data, bytes):
            found.update(_days(data))
    return max((day for day in found if day <= today), default=None)


def _evidence_of_example(root: Path) -> Path | None:
    """Return the folder of the evidence, None where the dossier does not call itself an example."""
    data = read_bytes(root / NAME, NAME)
    if isinstance(data, Problem):
        return None
    try:
        main = tomli.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    folder = main.get("evidence", "evidence")
    if not (isinstance(main.get("illustrative"), str) and isinstance(folder, str)):
        return None
    return None if lies_outside(root / folder, root) else root / folder


def _days(data: bytes) -> set[date]:
    days = set()
    for text in set(_RECORDED.findall(data)):
        try:
            days.add(date.fromisoformat(text.decode()))
        except ValueError:
            continue
    return days
