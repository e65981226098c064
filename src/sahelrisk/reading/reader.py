"""One file after another: what one run of the reader has read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import normalize

from pydantic import ValidationError

from sahelrisk.model.base import Located, Model
from sahelrisk.problems import Place, Problem, Said
from sahelrisk.reading import locate
from sahelrisk.reading.folders import leaves, outside, walk
from sahelrisk.reading.toml.guard import decode, read_bytes
from sahelrisk.reading.toml.parse import Document, TablePlace, parse
from sahelrisk.system import printable, relative

M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Reading:
    """What one run of the reader has found so far: raw files by path, and problems."""

    root: Path
    today: date | None = None
    advice: bool = True
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    """The texts of files of which not everything could be used."""
    blind: bool = False
    """Whether there are files of which nothing could be read."""
    bases: tuple[str, ...] = ()
    beside: tuple[Path, ...] = ()
    """Evidence files that are read as if they lay in the dossier."""

    def __post_init__(self) -> None:
        """Work out once what shown paths are relative to."""
        folders = (self.root, locate.framework().parent)
        self.bases = tuple(f"{base.as_posix()}/" for base in folders if base != Path())

    def read(self, path: Path, shown: str) -> bytes | None:
        """Read one file once; a file that cannot be read is a problem, and so is one elsewhere."""
        if leaves(path, self.root):
            self.problems.append(outside(shown))
            self.blind = True
            return None
        data = read_bytes(path, shown)
        if isinstance(data, Problem):
            self.problems.append(data)
            self.blind |= data.rule not in {"not-a-file", "missing-file"}
            return None
        self.files[shown] = data
        return data

    def parse(
        self,
        data: bytes,
        shown: str,
        model: type[M],
        complete: Callable[[Mapping[str, Any]], None] | None = None,
    ) -> tuple[Document, M] | None:
        """Decode, parse and validate one file; of a file with refused values the rest is kept.

        `complete` may fill in raw values before they are validated.
        """
        text = decode(data, shown)
        document = text if isinstance(text, Problem) else parse(shown, text)
        if isinstance(document, Problem):
            self.problems.append(document)
            self.lost.append(text if isinstance(text, str) else data.decode("utf-8", "replace"))
            return None
        taken = document.take()
        if complete is not None:
            complete(taken)
        try:
            return document, model.model_validate(taken)
        except ValidationError as error:
            from sahelrisk.reading.toml.refusals import refusals  # noqa: PLC0415  only where a value is
            from sahelrisk.reading.toml.salvage import salvaged  # noqa: PLC0415  refused

            self.problems.extend(refusals(error, document, model, taken))
            self.lost.append(document.text)
            rest = salvaged(taken, document, model)
            return None if rest is None else (document, rest)

    def one(self, path: Path, shown: str, model: type[M]) -> M | None:
        """Read one file that holds one model; None where too little of it is usable."""
        data = self.read(path, shown)
        parsed = None if data is None else self.parse(data, shown, model)
        if parsed is None:
            return None
        document, found = parsed
        if isinstance(found, Located) and found.stands_nowhere:
            found.stand_at(TablePlace(document, ()))
        return found

    def shown(self, path: Path) -> str:
        """Return a path below the dossier, or below the bundle where the framework is bundled."""
        written = path.as_posix()
        for base in self.bases:
            if written.startswith(base):
                return printable(written[len(base) :])
        return printable(written if not path.is_absolute() else relative(path, self.root))

    def walk(self, folder: Path) -> Iterator[Path]:
        """Yield the TOML files in a folder; what cannot be listed, or leaves it, is a problem."""
        names: dict[str, Path] = {}
        for path in walk(folder, ".toml"):
            if path.is_file:
                self._tell_apart(path.path, names)
                yield path.path
            elif path.passed_over:
                self._advise(path.path, "unread-file", Said("problem_unread_file"))
            elif leaves(path.path, self.root):
                self.problems.append(outside(self.shown(path.path)))
                self.blind = True
            elif path.refused:
                self.blind = True
                message = Said("problem_cannot_be_listed", why=path.refused)
                start = Place(self.shown(path.path), 1, 1)
                self.problems.append(Problem(start, "unreadable-file", message))

    def _tell_apart(self, path: Path, names: dict[str, Path]) -> None:
        """Say of a file whose path differs from an earlier one only in capitals or encoding."""
        first = names.setdefault(normalize("NFC", path.as_posix()).casefold(), path)
        if first is not path:
            message = Said("problem_files_differ_in_case", first=self.shown(first))
            self._advise(path, "files-differ-in-case", message)

    def _advise(self, path: Path, rule: str, message: str) -> None:
        """Add a warning about a file as a whole."""
        if self.advice:
            self.problems.append(Problem(Place(self.shown(path), 1, 1), rule, message))
