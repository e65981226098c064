"""Which files of a revision are read: dossier.toml, and what it names; never what lies beside."""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sahelrisk.model.dossier_file import DossierFile
from sahelrisk.problems import Problem, UsageError
from sahelrisk.reading import locate
from sahelrisk.reading.git import Held, Repository, inside
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.toml.guard import MAXIMUM_TABLE_BYTES, decode
from sahelrisk.reading.toml.parse import parse
from sahelrisk.system import file_name

MOST_BYTES = 512 * 1024 * 1024
_READ = (".toml", ".csv", ".tsv", ".txt", ".xlsx")
MOST_STEPS = 10


@dataclass(slots=True)
class _Copying:
    """What was copied of a commit so far; links are made last, so that nothing goes through one."""

    repository: Repository
    commit: str
    place: Path
    seen: dict[str, Held] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    hollow: set[str] = field(default_factory=set)
    size: int = 0

    def take(self, paths: Iterable[str]) -> list[Held]:
        """Copy what the commit holds at or below some paths; return what is new of it."""
        wanted = {path for path in paths if self.lacks(path)}
        listed = self.repository.files(self.commit, sorted(wanted)) if wanted else []
        new = [one for one in listed if one.path not in self.seen or one.path in wanted]
        names = Counter(file_name(path) for path in {*self.seen, *(one.path for one in new)})
        if len({one.path for one in new}) < len(new) or any(n > 1 for n in names.values()):
            raise UsageError("revision_same_name")
        self.seen.update((one.path, one) for one in new)
        self.hollow.difference_update(wanted)
        files = [one for one in new if not one.is_submodule]
        whole = []
        for one in files:
            if not (_is_read(one) or one.path in wanted):
                self._stand_in(one, 0)
                self.hollow.add(one.path)
            elif one.size > MAXIMUM_TABLE_BYTES:
                self._stand_in(one, one.size)
            else:
                whole.append(one)
        self._copy(whole)
        return new

    def lacks(self, path: str) -> bool:
        """Return whether a path was not copied with its bytes."""
        return path not in self.seen or path in self.hollow

    def _copy(self, files: list[Held]) -> None:
        self.size += sum(one.size for one in files)
        if self.size > MOST_BYTES:
            raise UsageError("revision_large", most=MOST_BYTES >> 20)
        for one, data in self.repository.contents(files):
            if one.is_link:
                self.links[one.path] = os.fsdecode(data)
            else:
                inside(self.place, one.path).write_bytes(data)

    def _stand_in(self, one: Held, size: int) -> None:
        """Make a hollow file: empty for one that is not read, as large for one that is refused."""
        with inside(self.place, one.path).open("wb") as file:
            file.truncate(size)

    def link(self) -> None:
        """Make the links; where they lead is judged when they are read."""
        for path, leads in self.links.items():
            inside(self.place, path).symlink_to(leads)


def copy_dossier(repository: Repository, commit: str, place: Path) -> None:
    """Copy the dossier of a commit below a folder: its main file, and what that names.

    Tables outside its folders are copied where a series names them, and what links lead to.
    Raises UsageError for a commit that is too large, holds no dossier or cannot be copied.
    """
    copying = _Copying(repository, commit, place)
    main_path = f"{repository.prefix}{locate.NAME}"
    try:
        copying.take([main_path])
        copying.take(_led_to(copying))
        if main_path not in copying.seen:
            raise UsageError("revision_no_dossier", path=main_path)
        folders = _folders(copying, repository.prefix)
        new = copying.take(folders)
        for _ in range(MOST_STEPS):  # a link may lead to a link
            _whole(copying.seen.values(), folders)
            new = copying.take([*_led_to(copying), *_tables(copying, new)])
            if not new:
                break
        copying.link()
    except OSError as error:
        raise UsageError("revision_not_written", text=error.strerror) from error


def _is_read(one: Held) -> bool:
    return one.is_link or one.path.endswith(_READ)


def _folders(copying: _Copying, prefix: str) -> list[str]:
    """Return the folders that dossier.toml names, as paths of the repository."""
    path = f"{prefix}{locate.NAME}"
    for _ in copying.links:
        path = _beside(path, copying.links[path]) if path in copying.links else path
    main = copying.place / path
    found = Reading(copying.place).one(main, path, DossierFile) if main.is_file() else None
    file = found or DossierFile(title=locate.NAME)
    named = (file.evidence, file.indicators or "indicators", file.sources or "sources")
    paths = [_beside(prefix, name) for name in named]
    return ["" if one == "." else one for one in paths if not _leaves(one)]


def _beside(path: str, name: str) -> str:
    """Return the path that a name means in the folder of a path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _leaves(path: str) -> bool:
    return path == ".." or path.startswith(("../", "/")) or "\0" in path


def _led_to(copying: _Copying) -> list[str]:
    """Return the paths of the dossier that links lead to and that are not copied yet."""
    return _below(copying, (_beside(path, leads) for path, leads in copying.links.items()))


def _tables(copying: _Copying, new: Iterable[Held]) -> list[str]:
    """Return the tables that series of new files name."""
    named: list[str] = []
    for one in new:
        if not one.path.endswith(".toml") or one.is_link or one.size > MAXIMUM_TABLE_BYTES:
            continue
        data = (copying.place / one.path).read_bytes()
        if b"series" in data:
            named += (_beside(one.path, name) for name in _named(data, one.path))
    return _below(copying, named)


def _below(copying: _Copying, paths: Iterable[str]) -> list[str]:
    prefix = copying.repository.prefix
    return [
        path
        for path in dict.fromkeys(paths)
        if path.startswith(prefix) and path != "." and not _leaves(path) and copying.lacks(path)
    ]


def _named(data: bytes, path: str) -> list[str]:
    """Return the files that the series of an evidence file name; a broken file names none."""
    text = decode(data, path)
    document = text if isinstance(text, Problem) else parse(path, text)
    if isinstance(document, Problem):
        return []
    series: Any = document.take().get("series")
    tables = series if isinstance(series, list) else []
    found = [one.get("file") for one in tables if isinstance(one, dict)]
    return [name for name in found if isinstance(name, str)]


def _whole(held: Iterable[Held], folders: Iterable[str]) -> None:
    """Raise UsageError where evidence or indicators are another repository's."""
    for one in held:
        if one.is_submodule and any(f"{one.path}/".startswith(f"{path}/") for path in folders):
            raise UsageError("revision_submodule", path=repr(one.path))
