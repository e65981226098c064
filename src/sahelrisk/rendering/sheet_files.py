"""Sheets to bytes: CSV in two dialects, and Excel workbooks that are the same every time."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from sahelrisk.model.columns import LIKE_AN_ESCAPE, PROBLEM, guarded
from sahelrisk.problems import UsageError, in_words
from sahelrisk.reading.tables.workbook_limits import LONGEST_CELL
from sahelrisk.rendering.archive import timeless
from sahelrisk.rendering.text import UNSAFE, _escape
from sahelrisk.system import signals_held
from sahelrisk.writing.toml_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sahelrisk.problems import Problem
    from sahelrisk.reading.tables.sheet_rows import Sheet as RowSheet
    from sahelrisk.report.desk.evidence_sheets import Cell, Sheet

ROWS_OF_A_TEMPLATE = 5_000
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_KEPT = "\n\t"
_ENDS = re.compile(r"\A\s+|\s+\Z")
"""Blanks at the ends of a text, which are taken off a cell that is read."""


def shown(text: str) -> str:
    r"""Return a text with what could act or hide as `\x1b`, so that reading it back undoes it."""
    marked = LIKE_AN_ESCAPE.sub(lambda found: _escape(found[0]), text)
    safe = UNSAFE.sub(lambda found: found[0] if found[0] in _KEPT else _escape(found[0]), marked)
    return _ENDS.sub(lambda found: "".join(map(_escape, found[0])), safe)


def to_csv(sheet: Sheet, dialect: Literal["rfc4180", "excel-fr"]) -> bytes:
    """Return a sheet as CSV: RFC 4180, or with `;`, decimal comma and BOM as Excel in France."""
    french = dialect == "excel-fr"
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([column.name for column in sheet.columns])
    for row in sheet.rows():
        writer.writerow([_csv_cell(cell, french=french) for cell in row])
    return out.getvalue().encode("utf-8-sig" if french else "utf-8")


def _csv_cell(cell: Cell, *, french: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else ""
        case float() | int():
            text = repr(int(cell)) if _whole(cell) else repr(cell)
            return text.replace(".", ",") if french else text
        case date():
            return cell.isoformat()
        case _:
            return guarded(shown(cell))


def rest_of(sheet: RowSheet, problems: Sequence[Problem], lang: str = "en") -> bytes:
    """Return the faulty rows of a sheet as CSV, each with what is wrong in a language."""
    of_row: dict[int, list[str]] = {}
    for problem in problems:
        of_row.setdefault(problem.place.line, []).append(in_words(problem.message, lang))
    header = [name for name in sheet.header if name and name != PROBLEM]
    out = io.StringIO(newline="")
    delimiter = ";" if sheet.dialect == "excel-fr" else ","
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*header, PROBLEM])
    for row in sheet.rows:
        if row.number in of_row:
            cells = [_raw(row.cells.get(name), workbook=sheet.workbook) for name in header]
            writer.writerow([*cells, " | ".join(of_row[row.number])])
    return out.getvalue().encode("utf-8-sig")


def _raw(value: object, *, workbook: bool) -> str:
    """Return a cell as it stood; what an Excel cell held as text stays text in CSV."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = str(plain(value))
    return guarded(text) if workbook else text


def _whole(number: float) -> bool:
    return float(number).is_integer() and 0 < abs(number) < 1e15  # noqa: PLR2004  exact as text


def to_workbook(sheets: Sequence[Sheet], day: date) -> bytes:
    """Return sheets as a workbook whose bytes depend on nothing but them and a day.

    Raises UsageError where the extra is missing or a text is longer than Excel's cells.
    """
    _refuse_long_texts(sheets)
    with signals_held():  # the library keeps a temporary file a sheet until it has saved them
        book = _new_book(day)
        for sheet in sheets:
            _add_sheet(book, sheet)
        return _reproducible(book, day)


def to_template(sheets: Sequence[Sheet], day: date) -> bytes:
    """Return a template: its first sheet empty, with lists to choose from in the second."""
    first, lists, *others = sheets
    with signals_held():
        book = _new_book(day)
        entry = _add_sheet(book, first)
        for sheet in (lists, *others):
            _add_sheet(book, sheet)
        _offer(entry, first, lists)
        return _reproducible(book, day)


def _refuse_long_texts(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        for number, row in enumerate(sheet.rows(), 2):
            longest = max((len(shown(cell)) for cell in row if isinstance(cell, str)), default=0)
            if longest > LONGEST_CELL:
                raise UsageError(
                    "sheet_long_text",
                    sheet=sheet.name,
                    row=number,
                    length=longest,
                    most=LONGEST_CELL,
                )


def _new_book(day: date) -> Any:  # noqa: ANN401  an extra, imported here
    try:
        from openpyxl import Workbook  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("sheet_extra") from error
    book = Workbook(write_only=True)
    book.properties.creator = "sahelrisk"
    book.properties.created = datetime(day.year, day.month, day.day)  # noqa: DTZ001  no zone in it
    return book


def _add_sheet(book: Any, sheet: Sheet) -> Any:  # noqa: ANN401
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    drawn = book.create_sheet(sheet.name)
    drawn.freeze_panes = "A2"
    for index, column in enumerate(sheet.columns, 1):
        drawn.column_dimensions[get_column_letter(index)].width = column.width
    cells = _Cells(drawn)
    drawn.append([cells.header(column.name) for column in sheet.columns])
    number = 1
    for number, row in enumerate(sheet.rows(), 2):  # noqa: B007  the last one is used below
        drawn.append([cells.cell(value) for value in row])
    drawn.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{number}"
    return drawn


class _Cells:
    """Makes the cells of one sheet; every text is stored as text, whatever it begins with."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415

        self._sheet, self._new = sheet, WriteOnlyCell
        self._bold, self._wrap = Font(bold=True), Alignment(vertical="top", wrap_text=True)

    def header(self, text: str) -> Any:  # noqa: ANN401
        cell = self._new(self._sheet, value=text)
        cell.font = self._bold
        return cell

    def cell(self, value: Cell) -> Any:  # noqa: ANN401
        match value:
            case None | False:
                return None
            case True:
                return self._text("yes")
            case date():
                cell = self._new(self._sheet, value=datetime(*value.timetuple()[:3]))  # noqa: DTZ001
                cell.number_format = "yyyy-mm-dd"
                return cell
            case str():
                return self._text(value)
            case _:
                cell = self._new(self._sheet, value=repr(value))
                cell.data_type = "n"  # the library would write 16 digits of it, and 17 may count
                return cell

    def _text(self, value: str) -> Any:  # noqa: ANN401
        text = shown(value)
        cell = self._new(self._sheet, value=text)
        cell.data_type = "s"  # the library takes "=1" for a formula and "#N/A" for an error
        if guarded(text) != text:
            cell.quotePrefix = True  # it stays text when somebody edits it
        if "\n" in text:
            cell.alignment = self._wrap
        return cell


def _offer(entry: Any, sheet: Sheet, lists: Sheet) -> None:  # noqa: ANN401
    """Give columns their drop-down lists, dates and numbers their kind."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    rows = list(lists.rows())
    for index, column in enumerate(lists.columns, 1):
        last = 1 + sum(row[index - 1] is not None for row in rows)
        letter = get_column_letter(index)
        rule = DataValidation(
            type="list",
            formula1=f"{lists.name}!${letter}$2:${letter}${last}",
            allow_blank=True,
            # Several countries in one cell, and an indicator's last part, are fine too.
            showErrorMessage=column.name not in ("countries", "indicator"),
        )
        names = [one.name for one in sheet.columns]
        own = get_column_letter(names.index(column.name) + 1)
        rule.add(f"{own}2:{own}{ROWS_OF_A_TEMPLATE}")
        entry.data_validations.append(rule)


def _reproducible(book: Any, day: date) -> bytes:  # noqa: ANN401
    """Save a workbook with the day it is of, where the library puts in the clock's."""
    made = io.BytesIO()
    book.save(made)
    stamp = f"{day.isoformat()}T00:00:00Z".encode()

    def stamped(name: str, data: bytes) -> bytes:
        core = name == "docProps/core.xml"
        return _STAMP.sub(rb"\g<1>" + stamp, data) if core else data

    return timeless(made.getvalue(), stamped)
