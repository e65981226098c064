"""`import` and `export`: evidence and scores in spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.options import Desk, Reading, takes

PANEL = "For analysts"
_HOW, _WHAT = "How it is read", "What is exported"


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


def _flag(name: str, text: str, *, panel: str = _HOW, **more: Any) -> Any:
    return typer.Option(name, help=text, rich_help_panel=panel, show_default=False, **more)


@dataclass(frozen=True, slots=True)
class Importing(Desk):
    """How a file of rows is imported."""

    dialect: Annotated[
        Dialect | None,
        _flag(
            "--dialect", "Of a CSV file: `,` or `;` with decimal comma. [default: by its header]"
        ),
    ] = None
    partial: Annotated[
        bool, _flag("--partial", "Write the good rows, and a file with the others.")
    ] = False
    analyst: Annotated[
        str | None,
        _flag("--analyst", "Who enters it. [default: $SAHELRISK_ANALYST or the login name]"),
    ] = None
    dry_run: Annotated[bool, _flag("--dry-run", "Say what is wrong and save nothing.")] = False
    json: Annotated[bool, _flag("--json", "The same as --format json.")] = False


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
        _flag("--table", "The one table of a CSV file. [default: evidence]", panel=_WHAT),
    ] = None
    dialect: Annotated[Dialect, _flag("--dialect", "Of CSV. [default: rfc4180]", panel=_WHAT)] = (
        Dialect.RFC4180
    )
    template: Annotated[
        bool, _flag("--template", "An empty sheet to fill in and import.", panel=_WHAT)
    ] = False
    private: Annotated[
        bool, _flag("--private", "Also analysts and internal notes.", panel=_WHAT)
    ] = False


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
