"""The TOML corpus: valid files are never syntax errors, invalid ones always have a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelrisk.problems import Problem
from sahelrisk.reading.toml.guard import decode
from sahelrisk.reading.toml.parse import Document, parse
from sahelrisk.reading.toml.positions import Keys, find_spots

CORPUS = Path(__file__).parents[2] / "../shared/data/toml-test"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")


def listed(kind: str) -> list[Path]:
    """Return the corpus's TOML 1.1 files of a kind."""
    names = (CORPUS / "files-toml-1.1.0").read_text(encoding="utf-8").split()
    return [CORPUS / name for name in names if name.startswith(kind) and name.endswith(".toml")]


def read(path: Path) -> Document | Problem:
    """Read a file as the reader does."""
    text = decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), "f.toml")
    return text if isinstance(text, Problem) else parse("f.toml", text)


def paths_of(value: object, keys: Keys = ()) -> set[Keys]:
    """Return the path of everything in parsed data."""
    found = {keys} if keys else set()
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    return found.union(*(paths_of(one, (*keys, key)) for key, one in inside))


def test_valid() -> None:
    """Every valid file is read, and every key, table and element of it has a place."""
    files = listed("valid/")
    assert len(files) >= 200
    for path in files:
        document = read(path)
        assert isinstance(document, Document), (path, document)
        spots = find_spots(document.text)
        assert paths_of(document.take()) <= spots.keys(), path


def test_invalid() -> None:
    """Every invalid file is refused within its text, and says why."""
    files = listed("invalid/")
    assert len(files) >= 400
    for path in files:
        problem = read(path)
        assert isinstance(problem, Problem), path
        assert problem.rule in {"toml-syntax", "not-utf-8"}, (path, problem)
        lines = path.read_bytes().split(b"\n")
        assert 1 <= problem.place.line <= len(lines) + 1, path
        line = lines[problem.place.line - 1] if problem.place.line <= len(lines) else b""
        assert 1 <= problem.place.column <= len(line) + 1, (path, problem)
        assert problem.message
