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
from sahelrisk.cli.field_flags import ANALYST, PANEL, Saving, flag
from sahelrisk.cli.options import takes

if TYPE_CHECKING:
    from sahelrisk.reading.tables.sheet_rows import Row

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


@takes(Importing)
def import_(
    *,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, or XLSX by its sheet Evidence.")
    ],
    options: Importing,
) -> None:
    """Import evidence from a spreadsheet, all rows or none; importing twice adds nothing.

    Its columns are those of `export --template`.
    """
    import secrets

    from sahelrisk.cli import saving, session
    from sahelrisk.cli.faults import PROBLEMS
    from sahelrisk.reading.tables.sheet_rows import read_sheet
    from sahelrisk.render.sheet_files import rest_of
    from sahelrisk.report.desk.imported import ImportReport, build_imported
    from sahelrisk.tasks.import_ import import_ as task
    from sahelrisk.writing.save import save_beside

    with saving.opened(options) as (work, words):
        sheet = read_sheet(file, options.dialect.value if options.dialect else None)
        found = task(work, sheet, saving.analyst(options.analyst, work.root), _watched)
        saving.show(found.problems)
        number = len(found.faulty)
        if number and not options.partial:
            session.say(words.count("faulty", number))
            session.say(words("nothing_saved"))
            raise typer.Exit(PROBLEMS)
        path, rest = None, None
        if not options.dry_run and found.file:
            saving.save(found.file, words)
            path = work.shown(found.file.path)
        if not options.dry_run and number:
            rest = str(
                save_beside(file, "rest", rest_of(sheet, found.problems), secrets.token_bytes)
            )
        result = ImportReport(path, found.new, found.known, number, rest, options.dry_run)
        session.deliver(build_imported(result, words), saving.as_json(options))
        if number:
            raise typer.Exit(PROBLEMS)


def _watched(rows: Iterable[Row]) -> Iterator[Row]:
    """Show how far the reading is, on a terminal."""
    if not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(list(rows), "rows", console=Console(stderr=True), transient=True)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("import", rich_help_panel=PANEL)(import_)
