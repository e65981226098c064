"""A dossier that is written to, and what a new file would change in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.model.evidence_item import Evidence, NotApplicable
from sahelrisk.problems import DossierError, Problem, Severity, UsageError
from sahelrisk.reading.load import read
from sahelrisk.reading.locate import Location
from sahelrisk.reading.proposal import propose
from sahelrisk.reading.toml.guard import refusal
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.results import Assessment
from sahelrisk.system import relative
from sahelrisk.writing.ids import Draw, digest_of, file_stem, random_part, schema_from
from sahelrisk.writing.save import NameTakenError, Saved, save_new
from sahelrisk.writing.toml_text import file_text
from sahelrisk.writing.twins import Twin, probable_twins

FOLDERS = {"amendment": "amendments"}
IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A dossier that is written to.

    `faults` counts the errors it had before, `now` is the time where the user is, and `draw`
    returns random bytes.
    """

    root: Path
    dossier: Dossier
    faults: int
    now: datetime
    draw: Draw

    @property
    def today(self) -> date:
        """Return the date where the user is."""
        return self.now.date()

    @property
    def evidence(self) -> Path:
        """Return the folder of evidence."""
        return self.root / self.dossier.file.evidence

    def shown(self, path: Path) -> str:
        """Return a file's path below the dossier, as the reader names it."""
        return relative(path, self.root)

    def file(self, path: Path, tables: Mapping[str, Sequence[Any]]) -> NewFile:
        """Return a new evidence file of tables or models."""
        return NewFile(path, file_text(tables, schema_from(path, self.root)))

    def dated(self, kind: str) -> Path:
        """Return a path for a new file of amendments or statements.

        Amendments share a folder: those of one day apply in the order of their paths.
        """
        stem = file_stem(kind, self.now.astimezone(UTC), self.draw)
        return self.evidence / FOLDERS.get(kind, kind) / f"{stem}.toml"

    def named_by(self, content: object) -> Path:
        """Return the path of imported rows: the same content always has the same one."""
        return self.evidence / IMPORTED / f"import-{digest_of(content)}.toml"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is not written yet."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A new file and what it does.

    `action` names the command, `shown` is the path below the dossier; `effect` holds the
    assessments before and after, None where the dossier's errors forbid scoring; `touched` are the
    (country, indicator) pairs the file is about. A `draft` waits for somebody to review it.
    """

    action: str
    file: NewFile
    shown: str
    ids: tuple[str, ...]
    touched: tuple[tuple[str, str], ...]
    effect: tuple[Assessment, Assessment] | None
    twins: tuple[Twin, ...] = ()
    warnings: tuple[Problem, ...] = ()
    item: Evidence | None = None
    draft: bool = False
    saved: bool = False


def open_workspace(location: Location, now: datetime, draw: Draw) -> Workspace:
    """Read the dossier to write to.

    Errors in its evidence do not keep anybody from adding more; a dossier.toml or framework that
    cannot be read does. Raises UsageError for the bundled example.
    """
    if location.bundled:
        raise UsageError("no_dossier_to_write")
    dossier, problems = read(location)
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if dossier is None:
        raise DossierError(errors)
    return Workspace(location.root, dossier, len(errors), now, draw)


def outcome_of(work: Workspace, action: str, file: NewFile) -> Outcome:
    """Read a new file as it will be read and score before and after.

    Raises DossierError with every error of the file.
    """
    shown = work.shown(file.path)
    proposal = propose(work.dossier, file.text, shown)
    items = proposal.file.evidence
    touched = tuple(touched_by(proposal.file, work.dossier))
    effect = None
    if not work.faults:
        codes = list(dict.fromkeys(iso3 for iso3, _ in touched))
        before = assess(work.dossier, work.today, countries=codes)
        effect = before, assess(proposal.dossier, work.today, countries=codes)
    return Outcome(
        action,
        file,
        shown,
        tuple(one.id for one in items) + tuple(one.evidence for one in proposal.file.amendment),
        touched,
        effect,
        tuple(twin for one in items for twin in probable_twins(one, work.dossier.entered)),
        proposal.warnings,
        items[0] if len(items) == 1 else None,
        any(one in proposal.dossier.drafts for one in items),
    )


def save(file: NewFile, draw: Draw) -> Saved | None:
    """Write a new file; None where the very same is there already.

    Raises UsageError for a text that no reader would take back, and for what cannot be written.
    """
    refused = refusal(file.text, file.path.name)
    if refused:
        key = "save_refused_hint" if refused.hint else "save_refused"
        raise UsageError(key, text=refused.message, hint=refused.hint)
    try:
        return save_new(file.path, file.text.encode(), random_part(draw))
    except NameTakenError:
        # Named by its content, or by chance: with the same bytes somebody was quicker.
        if _holds(file):
            return None
        raise


def _holds(file: NewFile) -> bool:
    try:
        return file.path.read_bytes() == file.text.encode()
    except OSError:
        return False


def touched_by(file: EvidenceFile, dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield the (country, indicator) pairs that a new file is about."""
    amended = {one.evidence for one in file.amendment}
    spoken_of = [one for one in dossier.entered if one.id in amended] if amended else []
    about: tuple[Evidence | NotApplicable, ...]
    about = (*file.evidence, *spoken_of, *file.not_applicable)
    for one in about:
        yield from ((iso3, one.indicator) for iso3 in one.countries)
