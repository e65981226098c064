"""The files below a folder, and whether a path leads out of the dossier."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sahelrisk.problems import Place, Problem

_ALMOST = re.compile(r"\.(?:toml|tml|tom)\b", re.IGNORECASE)
"""In a name that does not end with .toml: a.toml.txt, a.TOML, a.tml."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something below a folder: a file, a link to a folder, or a folder that cannot be listed."""

    path: Path
    is_file: bool = True
    refused: str = ""
    passed_over: bool = False
    """Whether it is not read though its name looks as if it should be."""


def walk(folder: Path, suffix: str) -> Iterator[Found]:
    """Yield what lies below a folder with a suffix, sorted by path; hidden files are left out.

    Links to folders are named and never followed: they could lead anywhere, also in a circle.
    """
    found: list[Found] = []

    def refuse(error: OSError) -> None:
        found.append(Found(Path(error.filename), is_file=False, refused=error.strerror or "?"))

    top = os.fspath(folder)
    for here, folders, names in os.walk(top, onerror=refuse if folder.is_dir() else None):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = (os.path.join(here, name) for name in folders)  # noqa: PTH118  thousands of them
        found += [Found(Path(link), is_file=False) for link in links if os.path.islink(link)]  # noqa: PTH114
        found += [
            Found(Path(here, name))
            for name in names
            if name.endswith(suffix) and not name.startswith(".")
        ]
        found += [
            Found(Path(here, name), is_file=False, passed_over=True)
            for name in names
            if not name.endswith(suffix) and not name.startswith(".") and _ALMOST.search(name)
        ]
    found.sort(key=lambda one: one.path.as_posix())
    yield from found


def printable(path: str) -> str:
    r"""Return a path as text: a byte that is no UTF-8 (`C\xf4te`, of a Windows ZIP) as an escape.

    Such a name can be opened, but neither printed nor hashed.
    """
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def leaves(path: Path, root: Path) -> bool:
    """Return whether a path below a dossier's root is a link that leads out of it."""
    if not os.path.islink(path):  # noqa: PTH114  asked of thousands
        return False
    below = os.path.abspath(path).startswith(os.path.abspath(root) + os.sep)  # noqa: PTH100
    return below and lies_outside(path, root)


def lies_outside(path: Path, root: Path) -> bool:
    """Return whether a path, all links followed, lies outside a folder.

    A text that no path can be, for it holds a NUL, lies nowhere.
    """
    inside = os.path.realpath(root)
    try:
        return os.path.commonpath([inside, os.path.realpath(path)]) != inside
    except ValueError:
        return False


def outside(shown: str) -> Problem:
    """Return the problem of a path that leads out of the dossier."""
    message = "leads out of the dossier"
    return Problem(Place(shown, 1, 1), "outside-dossier", message, "copy the file into the dossier")
