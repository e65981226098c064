"""`export`: evidence and scores in spreadsheets, evidence as a STIX bundle."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sahelrisk.cli.field_flags import flag
from sahelrisk.cli.options import CountriesOrAll, Reading, format_option, output_option, takes
from sahelrisk.problems import UsageError

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier
    from sahelrisk.report.desk.evidence_sheets import Sheet

PANEL = "For analysts"

ENDINGS = (".csv", ".xlsx", ".stix.json")
_what = partial(flag, panel="What is exported")


class Dialect(StrEnum):
    """How a CSV file is written."""

    RFC4180 = "rfc4180"
    EXCEL_FR = "excel-fr"


class ExportFormat(StrEnum):
    """What is written to stdout, and to files whose ending names neither."""

    CSV = "csv"
    STIX = "stix"


class Table(StrEnum):
    """The tables; a CSV file holds one."""

    EVIDENCE = "evidence"
    SUMMARY = "summary"
    INDICATORS = "indicators"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Exporting(Reading):
    """What is exported, and how."""

    table: Annotated[
        Table | None,
        _what("--table", "Table to write as CSV. Default: evidence."),
    ] = None
    dialect: Annotated[Dialect, _what("--dialect", "CSV dialect. Default: rfc4180.")] = (
        Dialect.RFC4180
    )
    template: Annotated[
        bool, _what("--template", "Write an empty sheet to fill in and import.")
    ] = False
    private: Annotated[bool, _what("--private", "Include analysts and internal notes.")] = False
    format: Annotated[
        ExportFormat | None,
        format_option(
            (ExportFormat.CSV, f"{ExportFormat.STIX} (evidence as a STIX 2.1 bundle)"),
            default=ExportFormat.CSV,
        ),
    ] = None  # type: ignore[assignment]
    output: Annotated[list[Path] | None, output_option(ENDINGS)] = None


@takes(Exporting)
def export(
    *,
    countries: CountriesOrAll = None,
    options: Exporting,
) -> None:
    """Export evidence and scores to CSV and Excel, or evidence to STIX.

    CSV goes to stdout, or to --output FILE.csv; Excel to FILE.xlsx, STIX to FILE.stix.json.
    """
    from sahelrisk.cli import session
    from sahelrisk.cli.outputs import refuse_existing, refuse_output

    if options.plain:
        raise UsageError("export_formats")
    paths = options.output or []
    for path in paths:
        refuse_output(path, session.root_of(options.dossier))
        if options.template:
            refuse_existing(path)
    printed = options.format or ExportFormat.CSV
    endings = [_ending(path, options) for path in paths]
    if ".stix.json" in endings or (not paths and printed is ExportFormat.STIX):
        _refuse_shapes(options)
    made = _maker(countries or [], options)
    written = [made(ending) for ending in endings]
    session.write(list(zip(paths, written, strict=True)), options.lang)
    if not paths:
        sys.stdout.flush()
        sys.stdout.buffer.write(made(".csv" if printed is ExportFormat.CSV else ".stix.json"))


def _ending(path: Path, options: Exporting) -> str:
    """Return the ending that says what is written; a plain .json is what --format says."""
    name = path.name.lower()
    if name.endswith(".json") and options.format is ExportFormat.STIX:
        return ".stix.json"
    for ending in ENDINGS:
        if name.endswith(ending):
            return ending
    raise UsageError("export_endings", path=path)


def _refuse_shapes(options: Exporting) -> None:
    """Raise UsageError for options of tables, and for what never goes to a platform."""
    given = {
        "--table": options.table is not None,
        "--dialect": options.dialect is not Dialect.RFC4180,
        "--template": options.template,
        "--private": options.private,
    }
    named = [name for name, is_given in given.items() if is_given]
    if named:
        raise UsageError("export_stix_options", options=", ".join(named))


def _maker(names: Sequence[str], options: Exporting) -> Callable[[str], bytes]:
    """Return a function that gives the file of an ending; the dossier is read once."""
    from sahelrisk.cli import session
    from sahelrisk.rendering.sheet_files import to_csv, to_template, to_workbook

    codes = session.codes_of(names, options) or None
    dossier = session.open_dossier(options)
    sheets = cache(lambda: _sheets(dossier, codes, options))

    def made(ending: str) -> bytes:
        if ending == ".stix.json":
            return _bundle(dossier, codes, options)
        if ending == ".csv":
            return to_csv(_chosen(sheets(), options), options.dialect.value)
        book = to_template if options.template else to_workbook
        return book(sheets(), session.as_of(options))

    return made


def _bundle(dossier: Dossier, codes: Sequence[str] | None, options: Exporting) -> bytes:
    from sahelrisk.cli import session
    from sahelrisk.rendering.json_text import write
    from sahelrisk.report.desk.stix_bundle import stix_bundle
    from sahelrisk.tasks.export import known_by
    from sahelrisk.tasks.opening import ceiled

    # Drawn again: on an earlier day an item may have been marked higher than it is now.
    known = ceiled(known_by(dossier, options.known_on), session.request(options))
    out = io.StringIO()
    write(stix_bundle(known, codes), out)
    return out.getvalue().encode()


def _sheets(dossier: Dossier, codes: Sequence[str] | None, options: Exporting) -> Sequence[Sheet]:
    from sahelrisk.cli import session
    from sahelrisk.report.desk.evidence_sheets import exported_sheets, template_sheets
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.export import export as task

    if options.template:
        return template_sheets(dossier)
    found = task(
        dossier,
        session.as_of(options),
        known_on=options.known_on,
        profile=session.profile_of(dossier, options),
        codes=codes,
    )
    words = words_of(options.lang)
    return exported_sheets(found, words, session.untimed_run(), private=options.private)


def _chosen(sheets: Sequence[Sheet], options: Exporting) -> Sheet:
    wanted = (options.table or Table.EVIDENCE).value
    for sheet in sheets:
        if sheet.name.lower() == wanted:
            return sheet
    raise UsageError("no_template_table", name=repr(wanted))
