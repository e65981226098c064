"""The `git` program: what a repository holds at a revision; no shell, no network, no filter."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from sahelrisk.problems import UsageError

SECONDS = 120
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
_LINK, _SUBMODULE = "120000", "160000"


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

    def files(self, commit: str, path: str) -> list[Held]:
        """Return all that a commit holds at or below a path of it ("" for everything)."""
        asked = [
            "ls-tree",
            "-r",
            "-z",
            "-l",
            "--full-tree",
            commit,
            "--",
            *([path] if path else []),
        ]
        listed = _good(_run(self.program, self.folder, asked))
        return [_held(os.fsdecode(line)) for line in listed.split(b"\0") if line]

    def copy(self, held: Sequence[Held], place: Path, most: int) -> None:
        """Write files as they were committed below a folder, links last.

        Of a file of more than `most` bytes only the size is kept. Raises UsageError.
        """
        files = [one for one in held if not one.is_submodule]
        small = [one for one in files if one.size <= most]
        links = []
        with tempfile.TemporaryFile() as packed:
            names = "".join(f"{one.name}\n" for one in small).encode()
            _good(_run(self.program, self.folder, ["cat-file", "--batch"], names, packed))
            packed.seek(0)
            for one in small:
                data, target = _unpacked(packed, one), _inside(place, one.path)
                if one.mode == _LINK:
                    links.append((target, os.fsdecode(data)))
                else:
                    target.write_bytes(data)
        for one in files:
            if one.size > most:
                with _inside(place, one.path).open("wb") as file:
                    file.truncate(one.size)
        for target, leads in links:
            target.symlink_to(leads)


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


def _inside(place: Path, path: str) -> Path:
    """Return where a committed path goes, its folder made; a path that climbs is refused."""
    if ".." in PurePosixPath(path).parts or path.startswith("/"):
        raise UsageError("git_leads_out", path=repr(path))
    target = place / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


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
            [program, "-C", str(folder), *arguments],
            input=given,
            stdout=into or subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(os.environ),
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError("git_slow", command=arguments[0], seconds=SECONDS) from error


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
