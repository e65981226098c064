"""A dossier to score, or as far as it reads; every problem is collected before any is raised."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.problems import DossierError, Place, Problem, Severity
from sahelrisk.reading import locate
from sahelrisk.reading.assemble import assembled
from sahelrisk.reading.chosen import stand
from sahelrisk.reading.journal import dossier_read
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.source_register import Register
from sahelrisk.rules import RULES


def load(
    location: locate.Location,
    countries: Collection[str] | None = None,
    *,
    today: date | None = None,
    beside: Sequence[Path] = (),
    world: bool = True,
    whole: bool = False,
) -> Dossier:
    """Read a dossier for scoring; raises DossierError with every error of every file.

    Errors that only say that a date or an amendment is implausible are counted, not raised.

    With `countries` (alpha-3) and more than 2 MiB of evidence, only files that name one of them
    are parsed, unless `whole`; `check` reads all of them. Files `beside` the dossier count as its
    evidence. Without the `world` statistics are read of countries with evidence only.
    """
    reading = Reading(location.root, today, advice=False, beside=tuple(beside))
    result = _read(reading, countries, world=world, whole=whole)
    errors = [problem for problem in result.problems if problem.severity is Severity.ERROR]
    if result.dossier is None or not _only_implausible(errors):
        raise DossierError(errors)
    return replace(result.dossier, doubts=len(errors), scenario=tuple(path.name for path in beside))


def load_framework(location: locate.Location) -> Dossier:
    """Read a dossier without its evidence; raises DossierError with every error of the rest."""
    reading = Reading(location.root, advice=False)
    dossier = assembled(reading, None, evidence=False)
    problems = settled(reading.problems, location.root)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if dossier is None or errors:
        raise DossierError(errors)
    return dossier


def _only_implausible(errors: Sequence[Problem]) -> bool:
    return all(RULES[problem.rule].implausible for problem in errors)


def read(
    location: locate.Location,
    countries: Collection[str] | None = None,
    *,
    today: date | None = None,
) -> tuple[Dossier | None, list[Problem]]:
    """Read a dossier and everything that is wrong with it, places as the user would type them.

    Dates after `today` are problems; without it there is no future. The dossier is None where it
    has no usable framework.
    """
    result = read_all(location, countries, today=today)
    return result.dossier, list(result.problems)


@dataclass(frozen=True, slots=True)
class Result:
    """A dossier, None without a usable framework, its problems and the paths that were read."""

    dossier: Dossier | None
    problems: Sequence[Problem]
    files: Sequence[str]
    root: Path

    def placed(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return later problems in the same form."""
        return settled(problems, self.root)


def read_all(
    location: locate.Location,
    countries: Collection[str] | None = None,
    *,
    today: date | None = None,
) -> Result:
    """Read a dossier as `read` does, and say which files were looked at."""
    return _read(Reading(location.root, today), countries)


def _read(
    reading: Reading,
    countries: Collection[str] | None,
    *,
    world: bool = True,
    whole: bool = False,
) -> Result:
    root = reading.root
    dossier = assembled(reading, countries, world=world, whole=whole)
    problems = settled(reading.problems, root)
    files = {(root / path).as_posix() for path in reading.files}
    files |= {problem.place.path for problem in problems}
    dossier_read(root, dossier.items if dossier else 0)
    return Result(dossier, problems, sorted(map(os.path.normpath, files)), root)


def settled(problems: Sequence[Problem], root: Path) -> list[Problem]:
    """Return problems sorted, each with the severity of its rule and its path as users type it."""
    found = {_from_here(problem, root): None for problem in problems if problem.rule}
    return sorted(found, key=lambda problem: problem.sort_key)


def validated(text: str, shown: str, register: Register | None = None) -> EvidenceFile:
    """Read an evidence file from its text, its tables in their places.

    What its sources leave to a register is taken from there.

    Raises DossierError with everything its models refuse.
    """
    reading = Reading(Path())
    complete = register.complete if register else None
    parsed = reading.parse(text.encode(), shown, EvidenceFile, complete)
    if parsed is None or reading.problems:
        raise DossierError(reading.problems)
    document, file = parsed
    stand(document, file)
    return file


def _from_here(problem: Problem, root: Path) -> Problem:
    place = problem.place
    path = Path(os.path.normpath(root / place.path)).as_posix()
    severity = RULES[problem.rule].severity
    return replace(problem, place=Place(path, place.line, place.column), severity=severity)
