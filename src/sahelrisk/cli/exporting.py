"""What `export` does: gather sheets, draw them in the format of each file, write each whole."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sahelrisk.cli import session
from sahelrisk.cli.options import Format
from sahelrisk.cli.tables import Exporting, Table
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.render.sheet_files import to_csv, to_template, to_workbook
from sahelrisk.report.desk.evidence_sheets import (
    Sheet,
    evidence_sheet,
    method_sheet,
    score_sheets,
    template_sheets,
)
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import words_of
from sahelrisk.scoring.assess import assess
from sahelrisk.tasks.score_building import score_document


def export(names: Sequence[str], options: Exporting) -> None:
    """Run `export`."""
    _refuse_other_formats(options)
    codes = session.codes_of(names, options) or None
    dossier = session.open_dossier(options)
    day = session.as_of(options)
    if options.template:
        sheets = list(template_sheets(dossier))
    else:
        sheets = _sheets(dossier, codes, day, options)
    chosen = _chosen(sheets, options)
    for path in options.output or ():
        session.refuse_no_file(path, words_of(options.lang))
    files = [(path, _file(path, sheets, chosen, day, options)) for path in options.output or ()]
    for path, data in files:
        session.write_whole(path, data)
        session.say(f"wrote {path}")
    if not files:
        sys.stdout.flush()
        sys.stdout.buffer.write(to_csv(chosen, options.dialect.value))


def _refuse_other_formats(options: Exporting) -> None:
    if options.plain or options.format not in (None, Format.CSV):
        message = "export writes CSV and Excel; for other formats: sahelrisk score --format"
        raise UsageError(message)


def _sheets(
    dossier: Dossier, codes: Sequence[str] | None, day: date, options: Exporting
) -> list[Sheet]:
    assessment = assess(
        dossier,
        day,
        known_on=options.known_on,
        profile=session.profile_of(dossier, options),
        countries=codes,
    )
    texts = DocumentTexts(words_of(options.lang))
    document = score_document(dossier, assessment, texts, session.this_run())
    until = options.known_on or date.max
    known = replace(
        dossier,
        evidence=tuple(one for one in dossier.evidence if one.recorded <= until),
        amendments=tuple(one for one in dossier.amendments if one.recorded <= until),
        not_applicable=tuple(one for one in dossier.not_applicable if one.recorded <= until),
    )
    evidence = evidence_sheet(known, codes, private=options.private)
    return [*score_sheets(document), evidence, method_sheet(dossier, document)]


def _chosen(sheets: Sequence[Sheet], options: Exporting) -> Sheet:
    wanted = (options.table or Table.EVIDENCE).value
    for sheet in sheets:
        if sheet.name.lower() == wanted:
            return sheet
    message = f"a template has no table {wanted!r}"
    raise UsageError(message)


def _file(
    path: Path, sheets: Sequence[Sheet], chosen: Sheet, day: date, options: Exporting
) -> bytes:
    match path.suffix.lower():
        case ".csv":
            return to_csv(chosen, options.dialect.value)
        case ".xlsx":
            draw = to_template if options.template else to_workbook
            return draw(sheets, day)
        case _:
            message = f"{path}: export writes .csv and .xlsx"
            raise UsageError(message)
