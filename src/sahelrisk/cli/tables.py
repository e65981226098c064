"""`import` and `export`: evidence and scores in spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.entry_options import PANEL, Saving, flag
from sahelrisk.cli.options import Reading, takes

_read = partial(flag, panel="How it is read")
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
class Importing(Saving):
    """How a file of rows is imported."""

    dialect: Annotated[
        Dialect | None,
        _read(
            "--dialect", "Of a CSV file: `,` or `;` with decimal comma. [default: by its header]"
        ),
    ] = None
    partial: Annotated[
        bool, _read("--partial", "Write the good rows, and a file with the others.")
    ] = False


@takes(Importing)
def import_(
    *,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, or XLSX by its sheet Evidence.")
    ],
    options: Importing,
) -> None:
    """Import evidence from a spreadsheet, all rows or none. Twice adds nothing.

    Its columns are those of `export --template`.
    """
    from sahelrisk.cli import importing

    importing.import_file(file, options)


@dataclass(frozen=True, slots=True)
class Exporting(Reading):
    """What is exported, and how."""

    table: Annotated[
        Table | None,
        _what("--table", "The one table of a CSV file. [default: evidence]"),
    ] = None
    dialect: Annotated[Dialect, _what("--dialect", "Of CSV. [default: rfc4180]")] = Dialect.RFC4180
    template: Annotated[bool, _what("--template", "An empty sheet to fill in and import.")] = False
    private: Annotated[bool, _what("--private", "Also analysts and internal notes.")] = False


@takes(Exporting)
def export(
    *,
    countries: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COUNTRY…]",
            help="Only these; names, ISO codes or @groups. [default: all with evidence]",
            autocompletion=complete_country,
            show_default=False,
        ),
    ] = None,
    options: Exporting,
) -> None:
    """Export evidence and scores to CSV (stdout, or --output FILE.csv) and Excel (FILE.xlsx)."""
    from sahelrisk.cli import exporting

    exporting.export(countries or [], options)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("import", rich_help_panel=PANEL)(import_)
    app.command(rich_help_panel=PANEL)(export)
