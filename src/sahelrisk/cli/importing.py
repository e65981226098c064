"""How `import` is carried out: read a sheet, show what it changes, save it, or guess what it is."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sahelrisk.cli import saving, session
from sahelrisk.cli.faults import PROBLEMS
from sahelrisk.cli.given_file import STANDARD_INPUT, read_given
from sahelrisk.problems import in_words
from sahelrisk.reading.tables.guess import guess as guessed
from sahelrisk.reading.tables.maps import Mapped, load_map, mapped
from sahelrisk.reading.tables.sheet_rows import Row, Sheet, sheet_of
from sahelrisk.rendering.sheet_files import rest_of
from sahelrisk.rendering.text import visible
from sahelrisk.report.desk.imported import ImportReport, build_guess, build_imported
from sahelrisk.report.words import Words, words_of
from sahelrisk.tasks.import_ import Imported
from sahelrisk.tasks.import_ import import_ as task
from sahelrisk.tasks.workspace import Workspace
from sahelrisk.writing.save import save_beside

if TYPE_CHECKING:
    from sahelrisk.cli.commands.import_ import Importing

Watch = Callable[[Iterable[Row]], Iterable[Row]]


def guess(file: Path, options: Importing) -> None:
    """Say what a file looks like, and print what would read it."""
    words = words_of(options.lang)
    with saving.told(words):
        data, shown = read_given(file)
        found = guessed(data, shown)
    if options.format or options.output or options.plain or options.json or not found.toml:
        session.deliver(build_guess(found, shown, words), saving.as_json(options))
    else:
        looks_like = in_words(found.looks_like, words.lang)
        session.say(words("guess_said", file=shown, text=looks_like))
        # As it stands, so that it can be redirected into a file of the dossier.
        print(visible(in_words(found.toml, words.lang), newlines=True))


def import_rows(file: Path, options: Importing, watch: Watch) -> None:
    """Import the rows of a file, all or none; with `--partial` the good ones."""
    with saving.opened(options) as (work, words):
        data, shown = read_given(file)
        sheet = sheet_of(data, shown, options.dialect.value if options.dialect else None)
        read = Mapped(sheet) if options.map is None else mapped(sheet, load_map(options.map))
        who = saving.analyst(options.analyst, work.root)
        found = task(work, read.sheet, who, watch)
        saving.show((*found.told, *found.notes), words.lang)
        number = len(found.faulty)
        if number and not options.partial:
            session.warn(words.count("faulty", number))
            session.warn(words("nothing_saved"))
            raise typer.Exit(PROBLEMS)
        _finish(found, (file, sheet, read), (work, words), options)
        if number:
            raise typer.Exit(PROBLEMS)


def _finish(
    found: Imported,
    read: tuple[Path, Sheet, Mapped],
    where: tuple[Workspace, Words],
    options: Importing,
) -> None:
    """Save what is new and the rest of the sheet, and say what was done."""
    file, sheet, rows = read
    work, words = where
    path, rest = None, None
    if not options.dry_run and found.file:
        saving.save(found.file, words)
        path = work.shown(found.file.path)
    if not options.dry_run and found.faulty:
        beside = Path("stdin") if file == STANDARD_INPUT else file
        data = rest_of(sheet, found.problems, words.lang)
        rest = str(save_beside(beside, "rest", data, secrets.token_bytes))
    passed = {in_words(why, words.lang): number for why, number in rows.passed.items()}
    result = ImportReport(found, passed, path, rest, options.dry_run)
    session.deliver(build_imported(result, work.dossier, words), saving.as_json(options))
