"""A dossier as it stood at a git revision: its files as they were committed."""

from __future__ import annotations

import posixpath
import tempfile
from dataclasses import replace
from pathlib import Path

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import DossierFile
from sahelrisk.problems import DossierError, Place, Problem, UsageError
from sahelrisk.reading import locate
from sahelrisk.reading.git import Held, Repository, repository_of
from sahelrisk.reading.load import load
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.toml.guard import MAXIMUM_TABLE_BYTES


def load_earlier(name: str, current: locate.Location) -> Dossier:
    """Read the dossier in a folder, or the current one at a git revision.

    A name that is a folder with a dossier.toml is that dossier; anything else is a revision.
    Raises UsageError for neither, DossierError for problems in the files.
    """
    folder = Path(name)
    if (folder / locate.NAME).is_file():
        return load(locate.Location(folder, "given"))
    try:
        return _at_revision(name, current.root)
    except UsageError as error:
        which = "neither_dossier_nor_revision" if folder.is_dir() else "neither_folder_nor_revision"
        raise UsageError(which, name=repr(name), file=locate.NAME, text=error) from None


def _at_revision(revision: str, root: Path) -> Dossier:
    repository = repository_of(root)
    commit = repository.commit(revision)
    with tempfile.TemporaryDirectory(prefix="sahelrisk-") as place:
        there = Path(place) / repository.prefix
        held = repository.files(commit, repository.prefix)
        if f"{repository.prefix}{locate.NAME}" not in {one.path for one in held}:
            raise UsageError("revision_no_dossier", path=f"{repository.prefix}{locate.NAME}")
        repository.copy(held, Path(place), MAXIMUM_TABLE_BYTES)
        main = Reading(there).one(there / locate.NAME, locate.NAME, DossierFile)
        if main is not None:
            held += _framework(repository, commit, main, Path(place))
            _whole(held, repository.prefix, main)
        try:
            return _kept(load(locate.Location(there, "at a revision")))
        except DossierError as error:
            raise DossierError([_named(one, revision, place) for one in error.problems]) from None


def _framework(repository: Repository, commit: str, main: DossierFile, place: Path) -> list[Held]:
    """Copy the framework that lies beside the dossier in the same repository, if it does."""
    folder = _path(repository.prefix, main.indicators or "indicators")
    if f"{folder}/".startswith(repository.prefix) or folder.startswith(("..", "/")):
        return []
    beside = repository.files(commit, folder)
    repository.copy(beside, place, MAXIMUM_TABLE_BYTES)
    return beside


def _whole(held: list[Held], prefix: str, main: DossierFile) -> None:
    """Raise UsageError where evidence or indicators are another repository's."""
    folders = [_path(prefix, name) for name in (main.evidence, main.indicators or "indicators")]
    for one in held:
        if one.is_submodule and any(f"{one.path}/".startswith(f"{path}/") for path in folders):
            raise UsageError("revision_submodule", path=repr(one.path))


def _path(prefix: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(prefix, name))


def _kept(dossier: Dossier) -> Dossier:
    """Ask for the hashes while the files are there."""
    framework, evidence = dossier.framework_hash(), dossier.evidence_hash()
    return replace(dossier, framework_hash=lambda: framework, evidence_hash=lambda: evidence)


def _named(problem: Problem, revision: str, folder: str) -> Problem:
    path = problem.place.path.removeprefix(folder).lstrip("/")
    place = Place(f"{revision}:{path}", problem.place.line, problem.place.column)
    return replace(problem, place=place)
