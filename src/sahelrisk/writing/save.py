"""A file, complete or not there at all (contract § 6).

A new one is a temporary file in the same folder, fsync, a hard link to the final name (which
fails if the name is taken), unlink, fsync of the folder. Where the file system has no hard links,
the name is claimed by exclusive creation and the temporary file then renamed onto it, so that even
there no reader meets half a file.

The system is called through `os` alone, so that a test can let each single call fail.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sahelrisk import system
from sahelrisk.problems import Phrase, UsageError
from sahelrisk.writing.ids import Draw, random_part


class NotSavedError(UsageError):
    """The file could not be written; the text says that nothing was saved, and why."""


class NameTakenError(NotSavedError):
    """A file of that name exists; it was left as it is."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that is there whole; `doubts` say what went wrong after that."""

    path: Path
    doubts: tuple[Phrase, ...] = ()


def save_new(path: Path, data: bytes, token: str) -> Saved:
    """Write a file that must not exist yet, with the folders it needs.

    `token` is random and keeps two writers of one name apart until one of them gets it.
    Raises NameTakenError if the name is taken and NotSavedError for any other failure; in both
    cases no file of that name was made, and none that existed was changed.
    """
    temporary = path.with_name(f".{path.name}.{token}.tmp")
    try:
        _make_folders(path.parent)
        _write(temporary, data)
        _name(temporary, path)
        doubts = _settle(temporary, path.parent)
    except FileExistsError:
        _left_over(temporary)
        raise NameTakenError("name_taken", path=path) from None
    except OSError as error:
        left = _left_over(temporary)
        raise NotSavedError("not_saved", path=path, why=error.strerror, left=left) from error
    except BaseException:
        _left_over(temporary)
        raise
    return Saved(path, doubts)


def save_over(path: Path, data: bytes, draw: Draw) -> None:
    """Write a named output, whole or not at all, over whatever file has its name.

    A link stays one, and a device or a pipe is written to. Raises UsageError naming it.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve()
        temporary = target.with_name(f".{target.name[:100]}.{random_part(draw)}.tmp")
        try:
            _write(temporary, data)
            os.replace(temporary, target)  # noqa: PTH105  see above
        except BaseException:
            _left_over(temporary)
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        there = path.parent.is_dir()
        why = error.strerror if there else Phrase("no_folder", path=repr(str(path.parent)))
        raise UsageError("not_written", path=path, why=why) from error


def save_beside(path: Path, what: str, data: bytes, draw: Draw) -> Path:
    """Write a new CSV file beside another, under the first free name `STEM.WHAT-1.csv`."""
    number = 1
    while (new := path.with_name(f"{path.stem}.{what}-{number}.csv")).exists():
        number += 1
    return save_new(new, data, random_part(draw)).path


def _make_folders(folder: Path) -> None:
    """Make a folder and its parents; each new name is made to last before the next is made."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    # Another process may be making it too.
    with suppress(FileExistsError):
        os.mkdir(folder)  # noqa: PTH102  see above
    system.sync_folder(folder.parent)


def _write(temporary: Path, data: bytes) -> None:
    """Write a new file and make its content last."""
    handle = os.open(temporary, system.CREATE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(temporary: Path, path: Path) -> None:
    """Give the complete file its final name, if that is free."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in system.NO_LINKS:
            raise
        _claim_and_rename(temporary, path)


def _claim_and_rename(temporary: Path, path: Path) -> None:
    handle = os.open(path, system.CREATE, 0o666)
    try:
        os.close(handle)
        os.replace(temporary, path)  # noqa: PTH105  see above
    except BaseException:
        os.unlink(path)  # noqa: PTH108  see above
        raise


def _settle(temporary: Path, folder: Path) -> tuple[Phrase, ...]:
    """Take the temporary name away and make the new one last; says what could not be done."""
    doubts = []
    try:
        with suppress(FileNotFoundError):  # renamed where there are no links
            os.unlink(temporary)  # noqa: PTH108  see above
    except OSError as error:
        doubts.append(Phrase("doubt_temporary", path=temporary, why=error.strerror))
    try:
        system.sync_folder(folder)
    except OSError as error:
        doubts.append(Phrase("doubt_disk", why=error.strerror))
    return tuple(doubts)


def _left_over(temporary: Path) -> Phrase:
    """Remove the temporary file of a failed write; says so if even that fails."""
    try:
        with suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108  see above
    except OSError:
        return Phrase("left_temporary", path=temporary)
    return Phrase("left_nothing")
