"""A CSV file or an Excel workbook to rows of raw cells, each with its place."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, NoReturn

from sahelrisk.model.columns import SHEET
from sahelrisk.problems import DossierError, Origin, Problem, UsageError
from sahelrisk.reading.guard import decode, read_bytes

Dialect = Literal["rfc4180", "excel-fr"]
Raw = str | float | bool | date | datetime | time | None

WIDEST_FIELD = 16 * 1024 * 1024
MOST_UNPACKED = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number as the spreadsheet shows it, and its cells by header."""

    number: int
    cells: dict[str, Raw]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header. `comma` says that numbers in texts have a decimal comma."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    dialect: Dialect
    workbook: bool = False


def read_sheet(path: Path, dialect: Dialect | None) -> Sheet:
    """Read a file of rows; an `.xlsx` by its sheet Evidence or its first, else CSV.

    The dialect of a CSV file is told by its header where none is given. Raises DossierError for
    what cannot be read and UsageError where the extra for Excel is not installed.
    """
    data = read_bytes(path, path.as_posix())
    if isinstance(data, Problem):
        raise DossierError([data])
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, path.as_posix())
    text = decode(data, path.as_posix())
    if isinstance(text, Problem):
        raise DossierError([text])
    return _csv(text, path.as_posix(), dialect)


def _csv(text: str, shown: str, dialect: Dialect | None) -> Sheet:
    first = text.split("\n", 1)[0]
    used: Dialect = dialect or ("excel-fr" if first.count(";") > first.count(",") else "rfc4180")
    csv.field_size_limit(WIDEST_FIELD)
    delimiter = ";" if used == "excel-fr" else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table: list[list[Raw]] = [list(row) for row in reader]
    except csv.Error as error:
        place = Origin(shown, reader.line_num, 1)
        raise DossierError([Problem(place, "csv-syntax", str(error))]) from None
    return _sheet(iter(table), shown, used)


def _workbook(data: bytes, shown: str) -> Sheet:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  an extra
    except ImportError as error:
        message = f"{shown}: Excel workbooks need an extra: pip install 'sahelrisk[excel]'"
        raise UsageError(message) from error
    start = Origin(shown, 1, 1)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
        if unpacked > MOST_UNPACKED:
            return _too_large(start)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        chosen = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        table: list[list[Any]] = [list(row) for row in chosen.iter_rows(values_only=True)]
    except DossierError:
        raise
    except Exception as error:
        message = f"this is no workbook that can be read: {error}"
        raise DossierError([Problem(start, "unreadable-file", message)]) from error
    return _sheet(iter(table), shown, "rfc4180", workbook=True)


def _too_large(start: Origin) -> NoReturn:
    raise DossierError([Problem(start, "file-too-large", "it unpacks to too much")])


def _sheet(
    table: Iterator[list[Raw]], shown: str, dialect: Dialect, *, workbook: bool = False
) -> Sheet:
    header = tuple(str(name or "").strip() for name in next(table, []))
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if not any(header) or twice:
        message = f"twice in the header: {', '.join(twice)}" if twice else "there is no header"
        raise DossierError([Problem(Origin(shown, 1, 1), "no-header", message)])
    rows = []
    for number, cells in enumerate(table, 2):
        extra = any(cell not in (None, "") for cell in cells[len(header) :])
        if any(cell not in (None, "") for cell in cells):
            named = dict(zip(header, cells, strict=False))
            rows.append(Row(number, named | ({"": "more cells than headers"} if extra else {})))
    return Sheet(shown, header, tuple(rows), dialect, workbook)
