"""Files that are written by name: what they must not be, and what is said of them."""

from __future__ import annotations

import secrets
from pathlib import Path

import tomli

from sahelrisk.locale import phrase
from sahelrisk.problems import UsageError
from sahelrisk.reading.locate import NAME
from sahelrisk.writing.save import save_over

_FOLDERS = ("evidence", "indicators", "sources")
_HEAD, _TAIL = 4096, 400


def refuse_output(path: Path, root: Path | None) -> None:
    """Raise UsageError for an output that is a folder, a dash, or an input of the dossier."""
    if path.is_dir():
        raise UsageError("output_folder", path=repr(str(path)))
    if path == Path("-"):
        raise UsageError("output_dash")
    if root is not None and _is_input(path, root):
        raise UsageError("output_is_input", path=repr(str(path)))


def _is_input(path: Path, root: Path) -> bool:
    """Return whether a file is read as a part of the dossier, under any of its names."""
    try:
        below = path.resolve().relative_to(root.resolve()).parts
    except (OSError, ValueError):
        return False
    own = [folder.parts for folder in _folders(root)]
    inside = any(below[: len(parts)] == parts for parts in own if parts)
    return path.exists() and (inside or path.suffix.lower() == ".toml")


def _folders(root: Path) -> list[Path]:
    """Return the folders that a dossier reads, as it names them or by their usual names."""
    try:
        named = tomli.loads((root / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        named = {}
    return [Path(str(named.get(key, key))) for key in _FOLDERS]


def refuse_existing(path: Path) -> None:
    """Raise UsageError where a file exists that somebody may have filled in."""
    if path.exists() or path.is_symlink():
        raise UsageError("output_exists", path=repr(str(path)))


def refuse_foreign(path: Path) -> None:
    """Raise UsageError where a file exists that no earlier run has written."""
    if path.is_file() and not _is_ours(path):
        raise UsageError("output_exists", path=repr(str(path)))


def _is_ours(path: Path) -> bool:
    """Return whether a file is empty or looks like a list of problems of an earlier run."""
    data = path.read_bytes()
    head, tail = data[:_HEAD], data[-_TAIL:]
    return not data.strip() or b"sahelrisk" in head or b" checked" in tail


def save_output(path: Path, data: bytes, lang: str = "en") -> str:
    """Write an output and return what is said of it: that it was written, or replaced another."""
    key = "replaced" if path.is_file() else "wrote"
    save_over(path, data, secrets.token_bytes)
    return phrase(lang, key, {"path": path})
