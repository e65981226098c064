"""The `git` program: what a repository holds at a revision; no shell, no network, no filter."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from sahelrisk import system
from sahelrisk.problems import UsageError

SECONDS = 120
LISTING_SECONDS = 30
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
_LINK, _SUBMODULE = "120000", "160000"
MOST_FILES = 50_000
"""More than the dossiers of every country on earth hold."""
MOST_LISTED = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """Something that a commit holds: its mode, its object, its size in bytes and its path."""

    mode: str
    name: str
    size: int
    path: str

    @property
    def is_submodule(self) -> bool:
        """Return whether this is another repository's commit, whose files are not here."""
        return self.mode == _SUBMODULE

    @property
    def is_link(self) -> bool:
        """Return whether this is a symbolic link, whose bytes are where it leads."""
        return self.mode == _LINK


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree, and where in it a folder lies ("" at its top, else with / at the end)."""

    program: str
    folder: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """Return the commit of a revision; raises UsageError if there is none."""
        name = self._verified(revision)
        commit = self._verified(f"{name}^{{commit}}") if name else ""
        if commit:
            return commit
        raise UsageError("git_no_revision_shallow" if self._is_shallow else "git_no_revision")

    def _verified(self, name: str) -> str:
        asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", name]
        return _text(_run(self.program, self.folder, asked).stdout)

    @property
    def _is_shallow(self) -> bool:
        asked = _run(self.program, self.folder, ["rev-parse", "--is-shallow-repository"])
        return _text(asked.stdout) == "true"

    def files(self, commit: str, paths: Sequence[str]) -> list[Held]:
        """Return all that a commit holds at or below some of its paths; raises UsageError.

        A tree may name itself many times over: reading stops at MOST_FILES. The path "" stands
        for everything.
        """
        paths = [] if "" in paths else paths
        asked = ["ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *paths]
        command = _command(self.program, self.folder, asked)
        with closing(_lines(command, MOST_LISTED)) as lines:
            found = [_held(os.fsdecode(line)) for line in islice(lines, MOST_FILES + 1)]
            if len(found) > MOST_FILES:
                raise UsageError("revision_many_files", most=MOST_FILES)
        return found

    def contents(self, held: Sequence[Held]) -> Iterator[tuple[Held, bytes]]:
        """Yield the bytes of files as they were committed; raises UsageError."""
        with tempfile.TemporaryFile() as packed:
            names = "".join(f"{one.name}\n" for one in held).encode()
            _good(_run(self.program, self.folder, ["cat-file", "--batch"], names, packed))
            packed.seek(0)
            for one in held:
                yield one, _unpacked(packed, one)


def repository_of(folder: Path) -> Repository:
    """Return the repository in whose work tree a folder lies; raises UsageError for none."""
    program = shutil.which("git")
    if program is None:
        raise UsageError("git_missing")
    prefix = _good(_run(program, folder, ["rev-parse", "--show-prefix"]))
    inside = _run(program, folder, ["rev-parse", "--is-inside-work-tree"])
    if _text(inside.stdout) != "true":
        raise UsageError("git_no_work_tree", folder=repr(str(folder)))
    return Repository(program, folder, _text(prefix))


def top_of(folder: Path) -> Path | None:
    """Return the top of the work tree that a folder lies in, None where it lies in none."""
    program = shutil.which("git")
    if program is None:
        return None
    asked = _run(program, folder, ["rev-parse", "--show-toplevel"])
    name = _text(asked.stdout)
    return Path(name) if asked.returncode == 0 and name else None


def _held(line: str) -> Held:
    """Read one entry of `git ls-tree -l`: mode, type, object and size, a tab, and the path."""
    told, path = line.split("\t", 1)
    mode, _, name, size = told.split()
    return Held(mode, name, int(size) if size.isdigit() else 0, path)


def _unpacked(packed: IO[bytes], one: Held) -> bytes:
    """Read the next object of `git cat-file --batch`: a line with its size, its bytes, LF."""
    told = packed.readline().split()
    if told[1:2] != [b"blob"]:
        raise UsageError("git_partial", path=repr(one.path))
    return packed.read(int(told[2]) + 1)[:-1]


def inside(place: Path, path: str) -> Path:
    """Return where a committed path goes, its folder made; one that climbs is refused."""
    if system.climbs(path):
        raise UsageError("git_leads_out", path=repr(path))
    target = place / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _lines(command: Sequence[str], most: int) -> Generator[bytes, None, None]:
    """Yield what a command prints between NULs, and end it when that is too much or too slow."""
    with (
        tempfile.TemporaryFile() as complaint,
        subprocess.Popen(  # noqa: S603  an argument list, never a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaint,
            env=_environment(os.environ),
        ) as process,
    ):
        timer = threading.Timer(LISTING_SECONDS, process.kill)
        timer.start()
        try:
            yield from _split(process.stdout, most) if process.stdout else ()
        except BaseException:  # whoever asked has enough
            process.kill()
            raise
        finally:
            timer.cancel()
        code = process.wait()
        if code < 0:
            raise UsageError("git_slow", command="ls-tree", seconds=LISTING_SECONDS)
        complaint.seek(0)
        _good(subprocess.CompletedProcess(command, code, b"", complaint.read()))


def _split(stream: IO[bytes], most: int) -> Iterator[bytes]:
    rest, total = b"", 0
    while part := stream.read(1 << 16):
        total += len(part)
        if total > most:
            raise UsageError("revision_long_names", most=most >> 20)
        *whole, rest = (rest + part).split(b"\0")
        yield from whole


def _good(done: subprocess.CompletedProcess[bytes]) -> bytes:
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").removeprefix("fatal: ")
        raise UsageError("git_failed", text=" ".join(said.split()))
    return done.stdout or b""


def _text(output: bytes) -> str:
    return os.fsdecode(output.removesuffix(b"\n"))


def _run(
    program: str,
    folder: Path,
    arguments: Sequence[str],
    given: bytes = b"",
    into: IO[bytes] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  an argument list, never a shell
            _command(program, folder, arguments),
            input=given,
            stdout=into or subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(os.environ),
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError("git_slow", command=arguments[0], seconds=SECONDS) from error


def _command(program: str, folder: Path, arguments: Sequence[str]) -> list[str]:
    return [program, "-C", str(folder), *arguments]


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return what git is told: paths literally, no network, and places that hold with -C too.

    Within a hook GIT_DIR is set, and the work tree is then the folder that git was run in.
    """
    told = {**given, **_OFFLINE, "GIT_LITERAL_PATHSPECS": "1"}
    if told.get("GIT_DIR"):
        told["GIT_WORK_TREE"] = told.get("GIT_WORK_TREE") or str(Path.cwd())
    for name in _PLACES:
        if told.get(name):
            told[name] = str(Path(told[name]).absolute())
    return told
