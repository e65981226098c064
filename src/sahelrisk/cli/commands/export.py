"""`export`: evidence and scores in spreadsheets."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.field_flags import PANEL, flag
from sahelrisk.cli.options import Format, Reading, takes
from sahelrisk.problems import UsageError

if TYPE_CHECKING:
    from sahelrisk.report.desk.evidence_sheets import Sheet

_what = partial(flag, panel="What is exported")


class Dialect(StrEnum):
    """How a CSV file is written."""

    RFC4180 = "rfc4180"
    EXCEL_FR = "excel-fr"


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


@takes(Exporting)
def export(
    *,
    countries: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COUNTRY…]",
            help="Names, ISO codes or @groups. Default: every country with evidence.",
            autocompletion=complete_country,
            show_default=False,
        ),
    ] = None,
    options: Exporting,
) -> None:
    """Export evidence and scores to CSV (stdout, or --output FILE.csv) and Excel (FILE.xlsx)."""
    from sahelrisk.cli import session
    from sahelrisk.cli.outputs import refuse_existing, refuse_output
    from sahelrisk.render.sheet_files import to_csv, to_template, to_workbook

    if options.plain or options.format not in (None, Format.CSV):
        raise UsageError("export_formats")
    paths = options.output or []
    sheets = _sheets(countries or [], options)
    chosen = _chosen(sheets, options)
    for path in paths:
        refuse_output(path, session.root_of(options.dossier))
        if options.template:
            refuse_existing(path)
        if path.suffix.lower() not in (".csv", ".xlsx"):
            raise UsageError("export_endings", path=path)
    book = to_template if options.template else to_workbook
    day = session.as_of(options)
    made = [
        to_csv(chosen, options.dialect.value)
        if path.suffix.lower() == ".csv"
        else book(sheets, day)
        for path in paths
    ]
    session.write(list(zip(paths, made, strict=True)), options.lang)
    if not paths:
        sys.stdout.flush()
        sys.stdout.buffer.write(to_csv(chosen, options.dialect.value))


def _sheets(names: Sequence[str], options: Exporting) -> Sequence[Sheet]:
    from sahelrisk.cli import session
    from sahelrisk.report.desk.evidence_sheets import exported_sheets, template_sheets
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.export import export as task

    codes = session.codes_of(names, options) or None
    dossier = session.open_dossier(options)
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
    return exported_sheets(found, words, session.this_run(), private=options.private)


def _chosen(sheets: Sequence[Sheet], options: Exporting) -> Sheet:
    wanted = (options.table or Table.EVIDENCE).value
    for sheet in sheets:
        if sheet.name.lower() == wanted:
            return sheet
    raise UsageError("no_template_table", name=repr(wanted))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(export)
