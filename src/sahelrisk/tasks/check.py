"""Check dossiers or files: every problem, each with its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sahelrisk.model.documents.check_document import CheckDocument, ProblemFound, Tally
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.problems import DossierError, Phrase, Problem, Severity, UsageError
from sahelrisk.reading.chosen import stand
from sahelrisk.reading.load import read, read_all, settled
from sahelrisk.reading.locate import NAME, Location, locate
from sahelrisk.reading.proposal import joined
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.revision import read_earlier
from sahelrisk.reading.source_register import Register
from sahelrisk.reading.toml.parse import Document
from sahelrisk.rules import RULES
from sahelrisk.rules import check as run_checks
from sahelrisk.rules.allow_rules import Sorted, accept
from sahelrisk.rules.history_rules import check_history
from sahelrisk.system import relative
from sahelrisk.tasks.health import notes_of
from sahelrisk.tasks.letterhead import faulty_logo
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
    """Every problem of one run, sorted by place, and how many files were read.

    `accepted` counts those that dossier.toml accepts, which are not among them; `strict` says
    whether warnings fail too.
    """

    problems: Sequence[Problem]
    files: int
    accepted: int = 0
    strict: bool = False

    def count(self, severity: Severity) -> int:
        """Return how many problems there are of a severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def fails(self) -> bool:
        """Return whether what was checked does not pass."""
        warnings = self.strict and self.count(Severity.WARNING)
        return bool(self.count(Severity.ERROR) or warnings)


def check(
    paths: Sequence[Path],
    *,
    today: date,
    dossier: Path | None = None,
    chosen: Choice = EVERYTHING,
    earlier: str | None = None,
    strict: bool = False,
    note: Callable[[Phrase], None] = lambda _: None,
) -> Checked:
    """Check dossiers, files and folders, without any the dossier in use.

    Evidence of after `today` is a slip. With `earlier`, a revision or folder, also that evidence
    was only added to since. A dossier may be strict by itself ([ci] of dossier.toml).
    Raises UsageError for an unknown rule or path.
    """
    for name in (*chosen.select, *chosen.ignore):
        if name not in RULES:
            raise unknown_rule(name)
    problems: dict[Problem, None] = {}
    accepted: dict[Problem, None] = {}
    files = 0
    for target in _targets(paths, dossier):
        if target.location.bundled:
            note(Phrase(target.location.reason))
        found, read, wants_strict = _found(target, today, earlier, note)
        problems.update((one, None) for one in found.reported if chosen.takes(one))
        accepted.update((one, None) for one in found.accepted if chosen.takes(one))
        files += read
        strict = strict or wants_strict
    ordered = sorted(problems, key=lambda one: one.sort_key)
    return Checked(ordered, files, len(accepted), strict)


def check_input(
    location: Location, data: bytes, shown: str, today: date, chosen: Choice
) -> Checked:
    """Return the problems of a file as if it lay in a dossier; those of the others are not told.

    Raises DossierError where the dossier itself cannot be read.
    """
    dossier, problems = read(location, today=today)
    if dossier is None:
        raise DossierError([one for one in problems if one.severity is Severity.ERROR])
    reading = Reading(Path(), today)
    parsed = reading.parse(data, shown, EvidenceFile, Register(dossier.register).complete)
    found = list(reading.problems)
    if parsed is not None:
        found += _within(dossier, parsed, shown, today)
    own = [one for one in settled(found, Path()) if chosen.takes(one)]
    return Checked(own, 1)


def _within(
    dossier: Dossier, parsed: tuple[Document, EvidenceFile], shown: str, today: date
) -> list[Problem]:
    document, file = parsed
    stand(document, file)
    problems = run_checks(joined(dossier, file), whole=True, today=today)
    return [one for one in problems if one.place.path == shown]


def check_document(found: Checked) -> CheckDocument:
    """Return the document of contract § 4."""
    return CheckDocument(
        schema_="sahelrisk/check/1",
        problems=tuple(map(problem_found, found.problems)),
        summary=Tally(
            files=found.files,
            errors=found.count(Severity.ERROR),
            warnings=found.count(Severity.WARNING),
            notes=found.count(Severity.NOTE),
            accepted=found.accepted,
        ),
    )


def problem_found(one: Problem) -> ProblemFound:
    """Return a problem as documents hold it."""
    return ProblemFound(
        path=one.place.path,
        line=one.place.line,
        column=one.place.column,
        severity=one.severity.value,
        rule=one.rule,
        message=one.message,
        hint=one.hint,
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
            return Path(relative(folder, Path.cwd()))
    raise UsageError("no_dossier_above", path=path, name=NAME)


def _found(
    target: _Target, today: date, earlier: str | None, note: Callable[[Phrase], None]
) -> tuple[Sorted, int, bool]:
    """Return the problems, how many files were read, and whether the dossier is strict."""
    result = read_all(target.location, today=today)
    problems = list(result.problems)
    broken = any(one.severity is Severity.ERROR for one in problems)
    if result.dossier is not None and not broken:
        problems += result.placed([*notes_of(result.dossier, today), *faulty_logo(result.dossier)])
    if earlier is not None and result.dossier is not None:
        problems += result.placed(_history(earlier, target.location, result.dossier, note))
    found = Sorted(problems)
    if result.dossier is not None:
        found = accept(problems, result.dossier, today)
        found = Sorted([*found.reported, *result.placed(found.unused)], found.accepted)
    strict = result.dossier is not None and result.dossier.file.ci.strict
    if not target.only:
        return found, len(result.files), strict
    wanted = tuple(os.path.normpath(one) for one in target.only)
    below = [one for one in result.files if _below(one, wanted)]
    kept = ([one for one in part if _below(one.place.path, wanted)] for part in found)
    return Sorted(*kept), len(below), strict


def _history(
    earlier: str, location: Location, dossier: Dossier, note: Callable[[Phrase], None]
) -> list[Problem]:
    """Return what was rewritten or removed; a broken earlier end is compared as far as it reads."""
    before = read_earlier(earlier, location)
    errors = sum(one.severity is Severity.ERROR for one in before.problems)
    if errors:
        note(Phrase("earlier_has_errors", name=earlier, number=errors))
    return check_history(before.dossier, dossier) if before.dossier else []


def _below(path: str, wanted: Sequence[str]) -> bool:
    own = os.path.abspath(path)  # noqa: PTH100  as text: the file may be gone
    return any(
        own == full or own.startswith(full + os.sep)
        for full in (os.path.abspath(one) for one in wanted)  # noqa: PTH100
    )
