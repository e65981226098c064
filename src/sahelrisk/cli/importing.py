"""What `import` does: read all rows, say every fault, write all that is new as one file."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from sahelrisk.cli import session, workspace
from sahelrisk.cli.faults import PROBLEMS
from sahelrisk.cli.tables import Importing
from sahelrisk.cli.workspace import Workspace
from sahelrisk.model.base import Model
from sahelrisk.model.columns import PROBLEM, guarded
from sahelrisk.model.evidence import Amendment, Evidence, EvidenceFile, NotApplicable
from sahelrisk.problems import DossierError, Problem
from sahelrisk.reading.proposal import Proposal, within
from sahelrisk.reading.tables.records import Records, RowPlace, read_records
from sahelrisk.reading.tables.sheet_rows import Row, Sheet, read_sheet
from sahelrisk.report.desk.imported import Imported, build_imported
from sahelrisk.report.words import words_of
from sahelrisk.writing.ids import file_stem
from sahelrisk.writing.merging import Known, known_of
from sahelrisk.writing.toml_text import file_text, plain

FOLDER = "imported"


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The rows of a file: what is new, how many the dossier holds, and what is wrong."""

    file: EvidenceFile
    known: int
    problems: tuple[Problem, ...]


def import_file(path: Path, options: Importing) -> None:
    """Run `import`."""
    work = workspace.open_workspace(options, words_of(options.lang))
    try:
        sheet = read_sheet(path, options.dialect.value if options.dialect else None)
        found = _sorted(sheet, work, options)
    except DossierError as error:
        raise workspace.refuse(error, work.words) from None
    _show(found.problems)
    faulty = {problem.place.line for problem in found.problems}
    if faulty and not options.partial:
        session.say(work.words.count("faulty", len(faulty)))
        session.say(work.words("nothing_saved"))
        raise typer.Exit(PROBLEMS)
    saved = _save(found.file, work, dry_run=options.dry_run)
    rest = _rest(sheet, found.problems) if faulty and not options.dry_run else None
    result = Imported(saved, _number(found.file), found.known, len(faulty), rest, options.dry_run)
    session.deliver(
        build_imported(result, work.words), workspace.as_json(options, asked=options.json)
    )
    if faulty:
        raise typer.Exit(PROBLEMS)


def _sorted(sheet: Sheet, work: Workspace, options: Importing) -> _Sorted:
    known = known_of(work.dossier)
    who = workspace.analyst(options.analyst, work.location.root)

    def identify(given: Mapping[str, Any]) -> dict[str, Any]:
        new = {"id": known.new_id(given), "analyst": who}
        return {key: value for key, value in new.items() if value is not None}

    found = read_records(sheet, {"recorded": work.today}, identify, _watched)
    new, number = _new(found, known)
    problems = list(found.problems)
    while True:
        file = _file([found.records[row] for row in new])
        try:
            _checked(file, work, sheet)
        except DossierError as error:
            problems += error.problems
            wrong = {problem.place.line for problem in error.problems}
            new = [row for row in new if row not in wrong]
        else:
            ordered = sorted(problems, key=lambda problem: problem.sort_key)
            return _Sorted(file, number, tuple(ordered))


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


def _file(records: Iterable[Model]) -> EvidenceFile:
    of: dict[type, list[Any]] = {Evidence: [], Amendment: [], NotApplicable: []}
    for record in records:
        of[type(record)].append(record)
    return EvidenceFile.model_construct(
        evidence=tuple(of[Evidence]),
        amendment=tuple(of[Amendment]),
        not_applicable=tuple(of[NotApplicable]),
        series=(),
    )


def _number(file: EvidenceFile) -> int:
    return len(file.evidence) + len(file.amendment) + len(file.not_applicable)


def _checked(file: EvidenceFile, work: Workspace, sheet: Sheet) -> Proposal:
    return within(work.dossier, file, sheet.path)


def _save(file: EvidenceFile, work: Workspace, *, dry_run: bool) -> str | None:
    """Write the new records as one file, all of them or none."""
    if not _number(file) or dry_run:
        return None
    stem = file_stem("import", work.today, work.now, workspace.draw)
    path = work.evidence / FOLDER / f"{stem}.toml"
    tables = {
        "evidence": file.evidence,
        "amendment": file.amendment,
        "not-applicable": file.not_applicable,
    }
    text = file_text({key: some for key, some in tables.items() if some}, work.schema(path))
    saved = workspace.save_text(path, text)
    session.say(work.words("saved", path=saved.path))
    if saved.doubt:
        session.say(work.words("saved_doubt", doubt=saved.doubt))
    return work.shown(path)


def _rest(sheet: Sheet, problems: Sequence[Problem]) -> str:
    """Write the faulty rows, each with what is wrong, beside the file they came from."""
    of_row: dict[int, list[str]] = {}
    for problem in problems:
        of_row.setdefault(problem.place.line, []).append(problem.message)
    header = [name for name in sheet.header if name and name != PROBLEM]
    out = io.StringIO(newline="")
    delimiter = ";" if sheet.dialect == "excel-fr" else ","
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*header, PROBLEM])
    for row in sheet.rows:
        if row.number in of_row:
            cells = [_raw(row.cells.get(name), sheet) for name in header]
            writer.writerow([*cells, " | ".join(of_row[row.number])])
    original, number = Path(sheet.path), 1
    while (path := original.with_name(f"{original.stem}.rest-{number}.csv")).exists():
        number += 1
    return str(workspace.save_bytes(path, out.getvalue().encode("utf-8-sig")).path)


def _raw(value: object, sheet: Sheet) -> str:
    """Return a cell as it stood; what an Excel cell held as text stays text in CSV."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = str(plain(value))
    return guarded(text) if sheet.workbook else text


def _show(problems: Iterable[Problem]) -> None:
    from sahelrisk.render.problem_text import render_problem

    for problem in problems:
        render_problem(problem, sys.stderr, colour=False)


def _watched(rows: Iterable[Row]) -> Iterator[Row]:
    """Show how far the reading is, on a terminal."""
    if not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(list(rows), "rows", console=Console(stderr=True), transient=True)
