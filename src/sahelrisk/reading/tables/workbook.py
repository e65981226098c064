"""An Excel workbook to rows of raw cells, met as any file: it may be hostile."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from enum import Enum
from typing import Any, NamedTuple

from sahelrisk.model.columns import SHEET
from sahelrisk.problems import DossierError, Place, Problem, UsageError
from sahelrisk.reading.toml.guard import MAXIMUM_TABLE_BYTES, MIB

ZIPPED = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
"""How an Excel file of before 2007 begins, and one with a password."""
_FORMULA = b"<f"
_FROM_1900 = date(1899, 12, 30)


class Uncomputed(Enum):
    """What stands for a formula in a workbook that was saved without its results."""

    FORMULA = "a formula saved without its result"

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return self.value


Raw = str | float | bool | date | datetime | time | Uncomputed | None


class Filled(NamedTuple):
    """The rows of a sheet without their empty ends, and how many days late its calendar starts."""

    rows: list[list[Raw]]
    late: int


def is_workbook(data: bytes) -> bool:
    """Return whether a file is a workbook, of whatever age."""
    return data.startswith((ZIPPED, OLD))


def filled(data: bytes, shown: str) -> Filled:
    """Return the rows of the sheet Evidence, or of the first one.

    Raises DossierError for what cannot be read, UsageError where the extra is not installed.
    """
    if data.startswith(OLD):
        hint = "save it as .xlsx, without a password"
        raise _unreadable(shown, "this is an Excel file of before 2007, or has a password", hint)
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  an extra
    except ImportError as error:
        message = f"{shown}: Excel workbooks need an extra: pip install 'sahelrisk[excel]'"
        raise UsageError(message) from error
    try:
        formulas = _has_formulas(data, shown)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = _rows(book)
        if formulas:
            asked = _rows(load_workbook(io.BytesIO(data), read_only=True))
            rows = [_told(*pair) for pair in zip(rows, asked, strict=True)]
    except DossierError:
        raise
    except Exception as error:
        message = f"this is no workbook that can be read: {error}"
        raise _unreadable(shown, message) from error
    return Filled([_trimmed(row) for row in rows], (book.epoch.date() - _FROM_1900).days)


def _has_formulas(data: bytes, shown: str) -> bool:
    """Return whether any sheet has a formula; raises DossierError for a bomb."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(one.file_size for one in archive.infolist())
        if unpacked > MAXIMUM_TABLE_BYTES:
            message = f"unpacked it is more than {MAXIMUM_TABLE_BYTES // MIB} MiB"
            message += ", which is the most that is read"
            start = Place(shown, 1, 1)
            raise DossierError([Problem(start, "file-too-large", message, "split the file")])
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_FORMULA in archive.read(name) for name in names)


def _rows(book: Any) -> list[list[Any]]:  # noqa: ANN401  openpyxl's workbook
    """Return the cells that are there; what the file says of its size is not believed."""
    sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    sheet.reset_dimensions()
    return [_trimmed(row) for row in sheet.iter_rows(values_only=True)]


def _told(values: list[Any], asked: list[Any]) -> list[Any]:
    """Mark the cells that have a formula and no value."""
    values = values + [None] * (len(asked) - len(values))
    return [
        Uncomputed.FORMULA if value is None and formula is not None else value
        for value, formula in zip(values, asked, strict=False)
    ]


def _trimmed(row: Any) -> list[Any]:  # noqa: ANN401
    cells = list(row)
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def _unreadable(shown: str, message: str, hint: str = "") -> DossierError:
    return DossierError([Problem(Place(shown, 1, 1), "unreadable-file", message, hint)])
