"""A dossier as it stood at a git revision: its files as they were committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import DossierError, Place, Problem, UsageError
from sahelrisk.reading import locate
from sahelrisk.reading.git import repository_of
from sahelrisk.reading.load import Result, load, read_all
from sahelrisk.reading.revision_files import copy_dossier
from sahelrisk.reading.scratch import scratch_folder


def load_earlier(name: str, current: locate.Location) -> Dossier:
    """Read the dossier in a folder, or the current one at a git revision.

    A name that is a folder with a dossier.toml is that dossier; anything else is a revision.
    Raises UsageError for neither, DossierError for problems in the files.
    """
    with _earlier(name, current) as (location, place):
        try:
            return _kept(load(location))
        except DossierError as error:
            raise DossierError([_named(one, name, place) for one in error.problems]) from None


def read_end(
    name: str, current: locate.Location, *, today: date | None = None
) -> tuple[Result, str]:
    """Read one end of a review as far as it can be read, and say what its paths begin with.

    Paths of problems are those of the repository, or of a folder as the user typed it.
    """
    with _earlier(name, current) as (location, place):
        found = read_all(location, today=today)
        root = location.root.as_posix()
        prefix = _without(f"{root}/", place) if place else f"{root}/"
        result = replace(
            found,
            dossier=None if found.dossier is None else _kept(found.dossier),
            problems=[_named(one, "", place) for one in found.problems],
        )
    return result, "" if prefix in ("./", "/") else prefix


def read_earlier(name: str, current: locate.Location, *, today: date | None = None) -> Result:
    """Read it as far as it can be read, with its problems; raises UsageError as above."""
    with _earlier(name, current) as (location, place):
        found = read_all(location, today=today)
        return replace(
            found,
            dossier=None if found.dossier is None else _kept(found.dossier),
            problems=[_named(one, name, place) for one in found.problems],
        )


@contextmanager
def _earlier(name: str, current: locate.Location) -> Iterator[tuple[locate.Location, str]]:
    """Yield where the dossier lies for now, and the folder that a revision was copied to."""
    if not name.strip():
        raise UsageError("empty_revision")
    folder = Path(name)
    if (folder / locate.NAME).is_file():
        yield locate.Location(folder), ""
        return
    with scratch_folder() as place:
        try:
            repository = repository_of(current.root)
            copy_dossier(repository, repository.commit(name), place)
        except UsageError as error:
            is_folder = folder.is_dir()
            key = "neither_dossier_nor_revision" if is_folder else "neither_folder_nor_revision"
            raise UsageError(key, name=repr(name), file=locate.NAME, text=error) from None
        yield locate.Location(place / repository.prefix), place.as_posix()


def _kept(dossier: Dossier) -> Dossier:
    """Ask for the hashes while the files are there."""
    framework, evidence = dossier.framework_hash(), dossier.evidence_hash()
    return replace(dossier, framework_hash=lambda: framework, evidence_hash=lambda: evidence)


def _named(problem: Problem, revision: str, folder: str) -> Problem:
    if not folder:
        return problem
    path = _without(problem.place.path, folder)
    place = Place(
        f"{revision}:{path}" if revision else path, problem.place.line, problem.place.column
    )
    message, hint = (one.replace(f"{folder}/", "") for one in (problem.message, problem.hint))
    return replace(problem, place=place, message=message, hint=hint)


def _without(path: str, folder: str) -> str:
    return path.removeprefix(folder).lstrip("/")
