"""An Excel workbook to rows of raw cells, met as any file: it may be hostile."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import Enum
from itertools import zip_longest
from typing import Any, NamedTuple

from sahelrisk.model.columns import SHEET
from sahelrisk.problems import DossierError, Place, Problem, Said, UsageError
from sahelrisk.reading.tables.published_dates import EPOCH
from sahelrisk.reading.tables.workbook_limits import LONGEST_CELL, survey

ZIPPED = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
"""How an Excel file of before 2007 begins, and one with a password."""
EXTRA = "pip install 'sahelrisk[excel]'"
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Uncomputed(Enum):
    """What stands for a formula in a workbook that was saved without its results."""

    FORMULA = "a formula saved without its result"

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return self.value


Raw = str | float | bool | date | datetime | time | Uncomputed | None
_LISTED, _LONGEST_NAME = 10, 80
_EMPTY: list[Raw] = []
"""Stands for every row between filled ones: a million of them costs no more than one."""


class Filled(NamedTuple):
    """The rows of a sheet without their empty ends, and how many days late its calendar starts."""

    rows: list[list[Raw]]
    late: int


class LongCellError(ValueError):
    """A cell of more characters than any has."""


class Book:
    """A workbook whose claims are within bounds; its sheets are read when they are asked for."""

    def __init__(self, data: bytes, shown: str) -> None:
        """Open a workbook.

        Raises DossierError for what cannot be read, UsageError where the extra is not installed.
        """
        self._shown = shown
        if data.startswith(OLD):
            hint = Said("hint_old_workbook")
            message = Said("problem_old_workbook")
            raise _unreadable(shown, message, hint)
        try:
            from openpyxl import load_workbook  # noqa: PLC0415  an extra
        except ImportError as error:
            raise UsageError("workbook_extra", path=shown, extra=EXTRA) from error
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                _refuse_archive(archive, shown)
                formulas = survey(archive, shown)
            self._book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            self._asked = load_workbook(io.BytesIO(data), read_only=True) if formulas else None
            # What somebody hid is read where it is named, or where nothing else fits.
            sheets = sorted(self._book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
            self.names = [sheet.title for sheet in sheets]
            self.late = (self._book.epoch.date() - EPOCH).days
        except DossierError:
            raise
        except Exception as error:
            raise _broken(shown, error) from error

    def rows(self, name: str) -> list[list[Raw]]:
        """Return the rows of a sheet, those above its last filled one; raises DossierError."""
        try:
            rows = _rows(self._book, name)
            if self._asked is not None:
                pairs = zip_longest(rows, _rows(self._asked, name), fillvalue=_EMPTY)
                rows = [_told(*pair) for pair in pairs]
        except LongCellError as error:
            raise _unreadable(self._shown, error.args[0], Said("hint_split_text")) from None
        except Exception as error:
            raise _broken(self._shown, error) from error
        return rows


def is_workbook(data: bytes) -> bool:
    """Return whether a file is a workbook, of whatever age."""
    return data.startswith((ZIPPED, OLD))


def filled(data: bytes, shown: str) -> Filled:
    """Return the rows of the sheet Evidence, or of the first one.

    Raises DossierError for what cannot be read, UsageError where the extra is not installed.
    """
    book = Book(data, shown)
    if not book.names:
        raise _unreadable(shown, Said("problem_no_sheet"))
    return Filled(book.rows(SHEET if SHEET in book.names else book.names[0]), book.late)


def _rows(book: Any, name: str) -> list[list[Raw]]:  # noqa: ANN401  openpyxl's workbook
    """Return the cells that are there; what the file says of its size is not believed."""
    sheet = book[name]
    sheet.reset_dimensions()
    rows = [list(_trimmed(row)) or _EMPTY for row in sheet.iter_rows()]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(row: Any) -> Iterator[Raw]:  # noqa: ANN401  openpyxl's cells
    """Yield the values of a row up to its last one; blanks are none."""
    last = len(row)
    while last and _is_blank(row[last - 1].value):
        last -= 1
    for cell in row[:last]:
        value = cell.value
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            raise LongCellError(Said("problem_long_cell", length=len(value), most=LONGEST_CELL))
        yield _as_shown(value, cell.number_format) if isinstance(value, date) else value


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _as_shown(value: date, shape: str | None) -> Raw:
    """Return a date as precise as its format shows it: 2026-02 of a month typed into a cell.

    Excel makes the first day of a month of what somebody typed as a month, and shows the month.
    """
    letters = set(_NOT_SHOWN.sub("", shape or "d").split(";")[0].lower())
    if "y" not in letters or letters & set("dhs"):
        return value
    return f"{value.year:04}-{value.month:02}" if "m" in letters else f"{value.year:04}"


def _told(values: list[Raw], asked: list[Raw]) -> list[Raw]:
    """Mark the cells that have a formula and no value."""
    values = values + [None] * (len(asked) - len(values))
    return [
        Uncomputed.FORMULA if value is None and formula is not None else value
        for value, formula in zip_longest(values, asked)
    ]


def _refuse_archive(archive: zipfile.ZipFile, shown: str) -> None:
    """Raise DossierError for files packed together, as the World Bank sends them."""
    names = archive.namelist()
    if "[Content_Types].xml" not in names:
        held = ", ".join(name[:_LONGEST_NAME] for name in names[:_LISTED])
        held += ", …" if names[_LISTED:] else ""
        raise _unreadable(shown, Said("problem_archive"), Said("hint_archive", names=held))


def _broken(shown: str, error: Exception) -> DossierError:
    return _unreadable(shown, Said("problem_broken_workbook", error=str(error)))


def _unreadable(shown: str, message: str, hint: str = "") -> DossierError:
    return DossierError([Problem(Place(shown, 1, 1), "unreadable-file", message, hint)])
