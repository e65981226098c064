"""A file that is named on the command line: a path, a pipe, or `-` for standard input."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from sahelrisk.problems import DossierError, Place, Problem, Said
from sahelrisk.reading.toml.guard import MAXIMUM_TABLE_BYTES, MIB, read_bytes

STANDARD_INPUT = Path("-")
SHOWN = "<stdin>"


def read_given(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a file and how it is called; raises DossierError where there are none.

    A pipe that somebody names is read, as `import <(…)` asks for, within the limit of tables.
    """
    if path == STANDARD_INPUT:
        return _limited(sys.stdin.buffer.read(MAXIMUM_TABLE_BYTES + 1), SHOWN), SHOWN
    shown = path.as_posix()
    if _is_pipe(path):
        with path.open("rb") as file:
            return _limited(file.read(MAXIMUM_TABLE_BYTES + 1), shown), shown
    data = read_bytes(path, shown)
    if isinstance(data, Problem):
        raise DossierError([data])
    return data, shown


def _is_pipe(path: Path) -> bool:
    try:
        return stat.S_ISFIFO(path.stat().st_mode)
    except OSError:
        return False


def _limited(data: bytes, shown: str) -> bytes:
    if len(data) > MAXIMUM_TABLE_BYTES:
        message = Said("problem_file_too_large", most=MAXIMUM_TABLE_BYTES // MIB)
        raise DossierError([Problem(Place(shown, 1, 1), "file-too-large", message)])
    return data
