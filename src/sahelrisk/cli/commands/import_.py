"""`import`: evidence from a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sahelrisk.cli.commands.export import Dialect
from sahelrisk.cli.field_flags import ANALYST, Saving, flag
from sahelrisk.cli.options import folder, takes

if TYPE_CHECKING:
    from sahelrisk.reading.tables.sheet_rows import Row

PANEL = "For analysts"

_read = partial(flag, panel="How it is read")


@dataclass(frozen=True, slots=True)
class Importing(Saving):
    """How a file of rows is imported."""

    analyst: Annotated[str | None, ANALYST] = None
    dialect: Annotated[
        Dialect | None,
        _read(
            "--dialect",
            "CSV dialect: `,`, or `;` with decimal comma. Default: told from the header.",
        ),
    ] = None
    partial: Annotated[
        bool, _read("--partial", "Save the valid rows and write the others to a file.")
    ] = False
    map: Annotated[
        str | None,
        _read(
            "--map",
            "Read a published sheet of events by a map: acled, ucdp-ged or a TOML file.",
            metavar="FILE|NAME",
        ),
    ] = None
    guess: Annotated[
        bool,
        _read(
            "--guess", "Print what the file looks like and how it would be read; import nothing."
        ),
    ] = False


@takes(Importing)
def import_(
    *,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            parser=folder,
            help="CSV, XLSX by its sheet Evidence, or - for standard input.",
        ),
    ],
    options: Importing,
) -> None:
    """Import evidence from a spreadsheet, all rows or none; importing twice adds nothing.

    Its columns are those of `export --template`, or those that a map names.
    """
    from sahelrisk.cli import importing

    if options.guess:
        importing.guess(file, options)
    else:
        importing.import_rows(file, options, _watched)


def _watched(rows: Iterable[Row]) -> Iterator[Row]:
    """Show how far the reading is, on a terminal."""
    from sahelrisk.cli.manner import now

    if now().quiet or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(list(rows), "rows", console=Console(stderr=True), transient=True)
