"""The framework of a dossier that lies beside it: the one folder that is read outside its own."""

from __future__ import annotations

from pathlib import Path

import tomli

from sahelrisk.problems import Problem
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.locate import NAME
from sahelrisk.reading.toml.guard import decode, find_bomb, read_bytes


def framework_beside(root: Path) -> tuple[Path, ...]:
    """Return the folder that dossier.toml names for the framework where it lies outside its own.

    What cannot be read is passed over: the reader reports it.
    """
    data = read_bytes(root / NAME, NAME)
    text = data if isinstance(data, Problem) else decode(data, NAME)
    if isinstance(text, Problem) or find_bomb(text, NAME):
        return ()
    try:
        folder = tomli.loads(text).get("indicators")
    except (ValueError, RecursionError):
        return ()
    if not isinstance(folder, str) or "\0" in folder:
        return ()
    return (root / folder,) if lies_outside(root / folder, root) else ()
