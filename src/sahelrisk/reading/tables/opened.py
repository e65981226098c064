"""The file of a series to a table with its header: text of any separator, or a workbook."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePosixPath

from sahelrisk.model.evidence_file import Series
from sahelrisk.problems import DossierError, Problem, Said, UsageError
from sahelrisk.reading.tables.headers import find_header, pick_header
from sahelrisk.reading.tables.text_table import SheetTable, Table, TextTable
from sahelrisk.reading.tables.wide import fits
from sahelrisk.reading.tables.workbook import EXTRA, Book, Raw, is_workbook
from sahelrisk.reading.toml.guard import decode


def open_table(series: Series, path: str, data: bytes) -> Table | list[Problem]:
    """Return the table of a series, or why it cannot be read."""
    if is_workbook(data):
        return _sheet(series, path, data)
    if series.sheet is not None:
        message = Said("problem_no_sheets", name=PurePosixPath(path).name)
        return [series.problem("sheet", "unknown-column", message)]
    text = decode(data, path)
    if isinstance(text, Problem):
        return [text]
    score, needed = fits(series)
    header = find_header(text, score, needed, series.dialect, series.skip)
    table = TextTable(path, text, header)
    if header.broken and score(header.names, header.above) < needed:
        table.refuse_open_quote(header.broken, header.error)
        return table.problems
    return table


def _sheet(series: Series, path: str, data: bytes) -> Table | list[Problem]:
    try:
        book = Book(data, path)
        if series.sheet is not None and series.sheet not in book.names:
            message = Said(
                "problem_no_such_sheet", sheet=series.sheet, name=PurePosixPath(path).name
            )
            hint = Said("hint_sheets", names=", ".join(book.names))
            return [series.problem("sheet", "unknown-column", message, hint)]
        return _best(series, path, book)
    except UsageError:
        message = Said("problem_needs_extra", name=PurePosixPath(path).name, extra=EXTRA)
        hint = Said("hint_needs_extra")
        return [series.problem("file", "unreadable-file", message, hint)]
    except DossierError as error:
        return list(error.problems)


def _best(series: Series, path: str, book: Book) -> Table | list[Problem]:
    """Return the sheet that is named, else the first one that has the columns."""
    score, needed = fits(series)
    best: Table | None = None
    most = -1
    for name in [series.sheet] if series.sheet else book.names:
        rows = [list(map(as_text, row)) for row in book.rows(name)]
        header = pick_header(rows, score, series.skip)
        reached = score(header.names, header.above)
        if reached > most:
            best, most = SheetTable(path, rows, header, book.late), reached
        if reached >= needed:
            break
    if best is None:
        return [series.problem("file", "unreadable-file", Said("problem_no_sheet"))]
    return best


def as_text(raw: Raw) -> str:
    """Return a cell as a published table would write it."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date) else str(raw)
