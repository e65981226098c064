"""Check dossiers or files: every problem, each with its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sahelrisk.locale import phrase
from sahelrisk.model.documents.check_document import CheckDocument, ProblemFound, Tally
from sahelrisk.problems import Problem, Severity, UsageError
from sahelrisk.reading.load import read_all
from sahelrisk.reading.locate import NAME, Location, locate
from sahelrisk.rules import RULES
from sahelrisk.tasks.health import notes_of
from sahelrisk.tasks.rule import unknown_rule


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules are wanted; without any, all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, problem: Problem) -> bool:
        """Return whether a problem is printed and counted."""
        return (not self.select or problem.rule in self.select) and problem.rule not in self.ignore


@dataclass(frozen=True, slots=True)
class _Target:
    """A dossier, and the files and folders of it that were asked for; none asks for all."""

    location: Location
    only: tuple[str, ...] = ()


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem of one run, sorted by place, and how many files were read."""

    problems: Sequence[Problem]
    files: int

    def count(self, severity: Severity) -> int:
        """Return how many problems there are of a severity."""
        return sum(problem.severity is severity for problem in self.problems)


def check(
    paths: Sequence[Path],
    *,
    today: date,
    dossier: Path | None = None,
    chosen: Choice = EVERYTHING,
    note: Callable[[str], None] = lambda _: None,
) -> Checked:
    """Check dossiers, files and folders, without any the dossier in use.

    Evidence of after `today` is a slip. Raises UsageError for an unknown rule or path.
    """
    for name in (*chosen.select, *chosen.ignore):
        if name not in RULES:
            raise unknown_rule(name)
    problems: dict[Problem, None] = {}
    files = 0
    for target in _targets(paths, dossier):
        if target.location.bundled:
            note(phrase("en", target.location.reason, {}))
        found, read = _found(target, today)
        problems.update((one, None) for one in found if chosen.takes(one))
        files += read
    return Checked(sorted(problems, key=lambda one: one.sort_key), files)


def check_document(found: Checked) -> CheckDocument:
    """Return the document of contract § 4."""
    return CheckDocument(
        schema_="sahelrisk/check/1",
        problems=tuple(
            ProblemFound(
                path=one.place.path,
                line=one.place.line,
                column=one.place.column,
                severity=one.severity.value,
                rule=one.rule,
                message=one.message,
                hint=one.hint,
            )
            for one in found.problems
        ),
        summary=Tally(
            files=found.files,
            errors=found.count(Severity.ERROR),
            warnings=found.count(Severity.WARNING),
            notes=found.count(Severity.NOTE),
        ),
    )


def _targets(paths: Sequence[Path], dossier: Path | None) -> list[_Target]:
    """Return what to check: each dossier once, with the paths below it that were named."""
    if not paths:
        return [_Target(locate(dossier))]
    inside: dict[Path, list[str]] = {}
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise UsageError("no_such_path", path=path)
        root = locate(dossier).root if dossier else _root_of(path)
        whole = path.name == NAME or os.path.abspath(path) == os.path.abspath(root)  # noqa: PTH100
        inside.setdefault(root, []).append("" if whole and path.is_dir() else path.as_posix())
    return [
        _Target(Location(root), () if "" in only else tuple(only)) for root, only in inside.items()
    ]


def _root_of(path: Path) -> Path:
    """Return the nearest folder with a dossier.toml, as the user would type it."""
    if path.is_dir() and (path / NAME).is_file():
        return path
    for folder in path.parents:
        if (folder / NAME).is_file():
            return folder
    absolute = path.absolute()
    for folder in absolute.parents:
        if (folder / NAME).is_file():
            return Path(os.path.relpath(folder))
    raise UsageError("no_dossier_above", path=path, name=NAME)


def _found(target: _Target, today: date) -> tuple[list[Problem], int]:
    result = read_all(target.location, today=today)
    problems = list(result.problems)
    broken = any(one.severity is Severity.ERROR for one in problems)
    if result.dossier is not None and not broken:
        problems += result.placed(notes_of(result.dossier, today))
    if not target.only:
        return problems, len(result.files)
    wanted = tuple(os.path.normpath(one) for one in target.only)
    below = [one for one in result.files if _below(one, wanted)]
    return [one for one in problems if _below(one.place.path, wanted)], len(below)


def _below(path: str, wanted: Sequence[str]) -> bool:
    own = os.path.abspath(path)  # noqa: PTH100  as text: the file may be gone
    return any(
        own == full or own.startswith(full + os.sep)
        for full in (os.path.abspath(one) for one in wanted)  # noqa: PTH100
    )
