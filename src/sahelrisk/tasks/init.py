"""Make a new dossier: its files, each written only where none is."""

from __future__ import annotations

from pathlib import Path

import sahelrisk
from sahelrisk.model.base import Tlp
from sahelrisk.problems import UsageError
from sahelrisk.reading.locate import framework
from sahelrisk.writing.ids import Draw, random_part
from sahelrisk.writing.new_dossier import dossier_files, files_below
from sahelrisk.writing.save import NotSavedError, save_new


def init(folder: Path, title: str, tlp: Tlp, draw: Draw, *, with_framework: bool) -> list[Path]:
    """Write a dossier and return its files; raises UsageError where one of them exists."""
    schemas = files_below(Path(sahelrisk.__file__).parent / "schemas", ".schema.json")
    copied = files_below(framework(), ".toml") if with_framework else {}
    files = dossier_files(title, tlp, schemas, copied)
    taken = [str(path) for path in files if (folder / path).exists()]
    if taken:
        message = f"{folder}: nothing was written, for these exist: {', '.join(taken)}"
        raise UsageError(message)
    written: list[Path] = []
    # dossier.toml comes last: a folder without it is no dossier yet.
    first, *others = files
    try:
        for path in (*others, first):
            written.append(save_new(folder / path, files[path], random_part(draw)).path)  # noqa: PERF401  kept where one fails
    except NotSavedError as error:
        before = ", ".join(map(str, written)) or "nothing"
        message = f"{error}\nwritten before that: {before}"
        raise UsageError(message) from error
    return written
