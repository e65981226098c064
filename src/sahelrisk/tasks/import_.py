"""Import evidence from a table: all rows or none; importing twice adds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sahelrisk.model.evidence import Amendment, Evidence, EvidenceFile, NotApplicable
from sahelrisk.problems import DossierError, Problem
from sahelrisk.reading.proposal import within
from sahelrisk.reading.tables.records import Records, RowPlace, read_records
from sahelrisk.reading.tables.sheet_rows import Row, Sheet
from sahelrisk.tasks.workspace import NewFile, Workspace
from sahelrisk.writing.merging import Known, known_of


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import would write, None for nothing; how many rows are new and known; problems."""

    file: NewFile | None
    new: int
    known: int
    problems: tuple[Problem, ...]

    @property
    def faulty(self) -> frozenset[int]:
        """Return the numbers of the rows that are refused."""
        return frozenset(problem.place.line for problem in self.problems)


def import_(
    work: Workspace,
    sheet: Sheet,
    analyst: str | None,
    watch: Callable[[Iterable[Row]], Iterable[Row]] = iter,
) -> Imported:
    """Return what the rows of a sheet say that the dossier does not hold, and what is refused.

    `analyst` is who enters items without an id of their own; `watch` passes the rows through.
    """
    known = known_of(work.dossier)

    def identify(given: Mapping[str, Any]) -> dict[str, Any]:
        new = {"id": known.new_id(given), "analyst": analyst}
        return {key: value for key, value in new.items() if value is not None}

    found = read_records(sheet, {"recorded": work.today}, identify, watch)
    new, held = _new(found, known)
    problems = list(found.problems)
    while True:
        file = _file(found, new)
        try:
            within(work.dossier, file, sheet.path)
        except DossierError as error:
            problems += error.problems
            wrong = {problem.place.line for problem in error.problems}
            new = [row for row in new if row not in wrong]
        else:
            ordered = sorted(problems, key=lambda problem: problem.sort_key)
            return Imported(_written(work, file), len(new), held, tuple(ordered))


def _new(found: Records, known: Known) -> tuple[list[int], int]:
    """Return the rows that say something new, and how many the dossier holds already."""
    new = []
    held = 0
    for row, record in found.records.items():
        given, kind = found.given[row], found.kinds[row]
        key = record.id if isinstance(record, Evidence) else ""
        different = known.differences(given, key)
        if different:
            place = RowPlace(found.sheet, row)
            message = f"{key} is in the dossier with another {', '.join(different)}"
            hint = f"what was said is not rewritten: sahelrisk amend {key}"
            found.problems.append(place.problem((different[0],), "id-taken", message, hint))
        elif known.holds(kind, given, key):
            held += 1
        else:
            new.append(row)
            known.take(record)
    return new, held


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


def _written(work: Workspace, file: EvidenceFile) -> NewFile | None:
    """Return the new records as one file."""
    tables = {
        "evidence": file.evidence,
        "amendment": file.amendment,
        "not-applicable": file.not_applicable,
    }
    some = {key: records for key, records in tables.items() if records}
    return work.file(work.dated("import", work.today), some) if some else None
