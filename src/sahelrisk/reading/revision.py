"""A dossier as it stood at a git revision, read with the `git` program; never through a shell."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import DossierError, Origin, Problem, UsageError
from sahelrisk.reading import locate
from sahelrisk.reading.load import framework_folder, load, read

SECONDS = 120


def load_earlier(name: str, current: locate.Location) -> Dossier:
    """Read the dossier in a folder, or the current one at a git revision.

    A name that is a folder with a dossier.toml is that dossier; anything else is a revision.
    Raises UsageError for neither, DossierError for problems in the files.
    """
    folder = Path(name)
    if (folder / locate.NAME).is_file():
        return load(locate.Location(folder, "given"))
    if folder.is_dir():
        message = f"{name!r} is a folder without {locate.NAME}"
        raise UsageError(message)
    return _at_revision(name, current.root)


def _at_revision(revision: str, root: Path) -> Dossier:
    git = shutil.which("git")
    if git is None:
        message = (
            f"{revision!r} is no dossier's folder, and without the git program no revision "
            "can be read"
        )
        raise UsageError(message)
    commit = _commit(git, revision, root)
    top = Path(_text(git, root, ["rev-parse", "--show-toplevel"]))
    prefix = _text(git, root, ["rev-parse", "--show-prefix"]).rstrip("/")
    with tempfile.TemporaryDirectory(prefix="sahelrisk-") as place:
        _extract(git, top, commit, _paths(git, top, commit, prefix, root), Path(place))
        there = Path(place) / prefix
        if not (there / locate.NAME).is_file():
            message = f"revision {revision!r} holds no {prefix or '.'}/{locate.NAME}"
            raise UsageError(message)
        try:
            return _held(load(locate.Location(there, "at a revision")))
        except DossierError as error:
            raise DossierError([_named(one, revision, place) for one in error.problems]) from None


def _held(dossier: Dossier) -> Dossier:
    """Ask for the hashes while the files are there."""
    framework, evidence = dossier.framework_hash(), dossier.evidence_hash()
    return replace(dossier, framework_hash=lambda: framework, evidence_hash=lambda: evidence)


def _named(problem: Problem, revision: str, place: str) -> Problem:
    path = problem.origin.path.removeprefix(place).lstrip("/")
    origin = Origin(f"{revision}:{path}", problem.origin.line, problem.origin.column)
    return replace(problem, origin=origin)


def _commit(git: str, revision: str, root: Path) -> str:
    arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    done = _run(git, root, arguments)
    if done.returncode:
        message = f"{revision!r} is neither a dossier's folder nor a git revision of {str(root)!r}"
        raise UsageError(message)
    return done.stdout.decode("utf-8", "replace").strip()


def _paths(git: str, top: Path, commit: str, prefix: str, root: Path) -> list[str]:
    """Return what to extract: the dossier, and its framework where that lies beside it."""
    paths = [prefix] if prefix else []
    main, _ = read(locate.Location(root, "current"), ())
    framework = framework_folder(root, main.file if main else None).resolve()
    if prefix and framework.is_relative_to(top.resolve()):
        beside = framework.relative_to(top.resolve()).as_posix()
        known = not _run(git, top, ["cat-file", "-e", f"{commit}:{beside}"]).returncode
        if known and not f"{beside}/".startswith(f"{prefix}/"):
            paths.append(beside)
    return paths


def _extract(git: str, top: Path, commit: str, paths: Sequence[str], place: Path) -> None:
    done = _run(git, top, ["archive", "--format=tar", commit, "--", *paths])
    if done.returncode:
        message = f"git archive: {done.stderr.decode('utf-8', 'replace').strip()}"
        raise UsageError(message)
    try:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            _unpack(archive, place)
    except tarfile.TarError as error:
        message = f"the revision cannot be unpacked: {error}"
        raise UsageError(message) from error


def _unpack(archive: tarfile.TarFile, place: Path) -> None:
    """Extract an archive, nothing outside of `place`."""
    if hasattr(tarfile, "data_filter"):
        archive.extractall(place, filter="data")
        return
    for member in archive:  # Python before 3.11.4 has no filter: plain files only
        target = (place / member.name).resolve()
        held = archive.extractfile(member) if member.isreg() else None
        if held and target.is_relative_to(place.resolve()):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(held.read())


def _text(git: str, root: Path, arguments: Sequence[str]) -> str:
    return _run(git, root, arguments).stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def _run(git: str, root: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  an argument list, never a shell
            [git, "-C", str(root), *arguments], capture_output=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        message = f"git {arguments[0]} took more than {SECONDS} seconds"
        raise UsageError(message) from error
