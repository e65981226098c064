"""Import evidence from a table: all rows or none; importing twice adds nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.model.evidence_item import Amendment, Evidence, NotApplicable
from sahelrisk.problems import DossierError, Problem, Said
from sahelrisk.reading.proposal import within
from sahelrisk.reading.source_register import Register
from sahelrisk.reading.tables.records import Records, RowPlace, read_records, too_many
from sahelrisk.reading.tables.sheet_rows import Row, Sheet
from sahelrisk.reading.toml.guard import MAXIMUM_BYTES
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.workspace import NewFile, Workspace, touched_by
from sahelrisk.writing.merging import Known, known_of
from sahelrisk.writing.twins import Likely, Twin

_TOLD, _NUMBERED = 10, 20
"""Of one fault that many rows have so many are told, and so many more have their numbers named."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """A row that probably tells what an item of the dossier, or of an earlier row, tells."""

    row: int
    twin: Twin


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import would write, None for nothing, and what it does.

    `new` and `known` count rows, `copies` maps a row that repeats another of the sheet to that
    one; `notes` are doubts about rows that are taken. `touched` and `effect` are those of an
    `Outcome`.
    """

    file: NewFile | None
    new: int
    known: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    copies: Mapping[int, int] = field(default_factory=dict)
    twins: tuple[Repeated, ...] = ()
    touched: tuple[tuple[str, str], ...] = ()
    effect: tuple[Assessment, Assessment] | None = None

    @property
    def faulty(self) -> frozenset[int]:
        """Return the numbers of the rows that are refused."""
        return frozenset(problem.place.line for problem in self.problems)

    @property
    def told(self) -> Iterator[Problem]:
        """Yield the problems, of one that many rows have the first few and which rows more."""
        alike: dict[object, list[Problem]] = {}
        for one in self.problems:
            alike.setdefault(_what(one), []).append(one)
        for same in alike.values():
            yield from same[:_TOLD]
            if more := same[_TOLD:]:
                rows = ", ".join(str(one.place.line) for one in more[:_NUMBERED])
                rows += ", …" if more[_NUMBERED:] else ""
                message = Said("problem_and_more_rows", number=len(more), rows=rows)
                yield replace(more[0], message=message, hint="")


def _what(problem: Problem) -> object:
    """Return what is wrong, whichever row it is in."""
    said = problem.message.phrase.values if isinstance(problem.message, Said) else {}
    return problem.rule, said.get("name"), said.get("text", problem.message)


@dataclass(slots=True)
class _Rows:
    """The rows that say something new, how many the dossier holds, and which repeat another."""

    new: list[int] = field(default_factory=list)
    held: int = 0
    copies: dict[int, int] = field(default_factory=dict)


def import_(
    work: Workspace,
    sheet: Sheet,
    analyst: str | None,
    watch: Callable[[Iterable[Row]], Iterable[Row]] = iter,
) -> Imported:
    """Return what the rows of a sheet say that the dossier does not hold, and what is refused.

    `analyst` is who enters items without an id of their own; `watch` passes the rows through.
    """
    known, register = known_of(work.dossier), Register(work.dossier.register)

    def identify(given: Mapping[str, Any]) -> dict[str, Any]:
        new = {"id": known.new_id(given), "analyst": analyst}
        return {key: value for key, value in new.items() if value is not None}

    own = replace(sheet, rows=tuple(_at_home(row, register) for row in sheet.rows))
    found = read_records(
        own, {"recorded": work.today}, identify, watch, register.complete, known.items
    )
    rows = _new(found, known)
    problems = list(found.problems)
    while True:
        file = _file(found, rows.new)
        try:
            dossier = within(work.dossier, file, sheet.path).dossier
        except DossierError as error:
            problems += error.problems
            wrong = {problem.place.line for problem in error.problems}
            rows.new = [row for row in rows.new if row not in wrong]
        else:
            ordered = sorted(problems, key=lambda problem: problem.sort_key)
            done = Imported(None, len(rows.new), rows.held, tuple(ordered), tuple(found.notes))
            return _with_effect(replace(done, copies=rows.copies), work, found, rows.new, dossier)


def _at_home(row: Row, register: Register) -> Row:
    """Return a row without the id of a source that this register lacks but the row writes out."""
    named = row.cells.get("source_register")
    if not named or str(named) in register.by_id or not row.cells.get("source_publisher"):
        return row
    cells = {key: cell for key, cell in row.cells.items() if key != "source_register"}
    return replace(row, cells=cells)


def _new(found: Records, known: Known) -> _Rows:
    """Tell apart the rows that say something new, what is held, and copies within the sheet."""
    rows, first = _Rows(), dict[str, int]()
    for row, record in found.records.items():
        given, kind = found.given[row], found.kinds[row]
        key = record.id if isinstance(record, Evidence) else ""
        different = known.differences(given, key)
        says = json.dumps([kind, given], sort_keys=True, default=str)
        if says in first:
            rows.copies[row] = first[says]
        elif different:
            place = RowPlace(found.sheet, row)
            message = Said("problem_id_taken", name=key, keys=", ".join(different))
            hint = Said("hint_id_taken", name=key)
            found.problems.append(place.problem((different[0],), "id-taken", message, hint))
        elif known.holds(kind, given, key):
            rows.held += 1
        else:
            rows.new.append(row)
            first[says] = row
            if isinstance(record, Evidence):  # a word may say less than one before it, and be meant
                known.take(record)
    return rows


def _with_effect(
    done: Imported, work: Workspace, found: Records, rows: Sequence[int], dossier: Dossier
) -> Imported:
    """Return an import with its file, named by what the rows say, and with what they change.

    Raises DossierError for rows that make a larger file than is read.
    """
    if not rows:
        return done
    file = _file(found, rows)
    content = [[found.kinds[row], found.given[row]] for row in rows]
    written = _written(work, file, content)
    if len(written.text.encode()) > MAXIMUM_BYTES:
        raise too_many(found.sheet, rows[-1])
    touched = tuple(dict.fromkeys(touched_by(file, dossier)))
    effect = None
    if not work.faults:
        codes = list(dict.fromkeys(iso3 for iso3, _ in touched))
        before = assess(work.dossier, work.today, countries=codes)
        effect = before, assess(dossier, work.today, countries=codes)
    return replace(
        done,
        file=written,
        twins=tuple(_twins(found, rows, work.dossier)),
        touched=touched,
        effect=effect,
    )


def _twins(found: Records, rows: Sequence[int], dossier: Dossier) -> Iterator[Repeated]:
    """Yield the rows that probably repeat an item of the dossier or an earlier row, each once."""
    likely = Likely(dossier.entered)
    for row in rows:
        record = found.records[row]
        if isinstance(record, Evidence):
            twin = next(likely.twins(record), None)
            if twin is not None:
                yield Repeated(row, twin)
            likely.take(record)


def _file(found: Records, rows: Sequence[int]) -> EvidenceFile:
    of: dict[type, list[Any]] = {Evidence: [], Amendment: [], NotApplicable: []}
    for row in rows:
        of[type(found.records[row])].append(found.records[row])
    return EvidenceFile.model_construct(
        evidence=tuple(of[Evidence]),
        amendment=tuple(of[Amendment]),
        not_applicable=tuple(of[NotApplicable]),
        series=(),
    )


def _written(work: Workspace, file: EvidenceFile, content: object) -> NewFile:
    """Return the new records as one file."""
    tables = {
        "evidence": file.evidence,
        "amendment": file.amendment,
        "not-applicable": file.not_applicable,
    }
    some = {key: records for key, records in tables.items() if records}
    return work.file(work.named_by(content), some)
