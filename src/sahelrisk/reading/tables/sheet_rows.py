"""A CSV file or an Excel workbook to rows of raw cells, each with its place."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sahelrisk.problems import DossierError, Place, Problem, Said
from sahelrisk.reading.library_texts import csv_said
from sahelrisk.reading.tables.headers import WIDEST_FIELD, told_separator
from sahelrisk.reading.tables.workbook import Raw, filled, is_workbook
from sahelrisk.reading.tables.workbook_limits import MOST_CELLS, many_cells, too_large
from sahelrisk.reading.toml.guard import decode

Dialect = Literal["rfc4180", "excel-fr"]

MOST_ROWS = 500_000
_DELIMITERS: dict[Dialect, str] = {"rfc4180": ",", "excel-fr": ";"}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number as the spreadsheet shows it, and its cells by header.

    `stray` is a cell that stands under no header: its index and its text.
    """

    number: int
    cells: dict[str, Raw]
    stray: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header. `late` is how many days after Excel's usual one its calendar starts.

    It is None of a table that is no workbook. `made_from` is kept of a sheet that a map made: the
    column of the file, its name and its index, that a column was made from.
    """

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    dialect: Dialect
    late: int | None = None
    made_from: Mapping[str, tuple[str, int]] | None = None

    @property
    def workbook(self) -> bool:
        """Return whether the cells have types, as those of Excel have."""
        return self.late is not None


def sheet_of(data: bytes, shown: str, dialect: Dialect | None) -> Sheet:
    """Read rows; an `.xlsx` by its sheet Evidence or its first, else CSV.

    The dialect of a CSV file is told by its header where none is given. Raises DossierError for
    what cannot be read and UsageError where the extra for Excel is not installed.
    """
    data = data.removeprefix(BOM)
    if is_workbook(data):
        rows, late = filled(data, shown)
        return _sheet(_drained(rows), shown, "rfc4180", late)
    text = decode(data, shown)
    if isinstance(text, Problem):
        raise DossierError([text])
    return _csv(text, shown, dialect)


def _csv(text: str, shown: str, dialect: Dialect | None) -> Sheet:
    told = told_separator(text)
    lines = (found[0] for found in _LINE.finditer(text))
    before = len(next(lines)[:1]) if told else 0
    first = text.split("\n", 1)[0]
    separator = told or max(",;\t", key=first.count)
    used: Dialect = dialect or ("excel-fr" if separator == ";" else "rfc4180")
    csv.field_size_limit(WIDEST_FIELD)
    delimiter = _DELIMITERS[dialect] if dialect and not told else separator
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    table: list[list[Raw]] = []
    read = cells = 0
    _refuse_wide_lines(text, delimiter, shown)
    try:
        for row in reader:
            table.append(list(row))
            read = reader.line_num
            cells += len(row) + 1
            if cells > MOST_CELLS:
                raise too_large(shown, many_cells())
    except csv.Error as error:
        # What is wrong began where the record does: a mark left open swallows all that follows.
        place = Place(shown, before + read + 1, 1)
        hint = Said("hint_csv_syntax")
        raise DossierError([Problem(place, "csv-syntax", csv_said(error), hint)]) from None
    return _sheet(_drained(table), shown, used)


def _refuse_wide_lines(text: str, delimiter: str, shown: str) -> None:
    """Raise DossierError for a line that would be cut into too many cells."""
    for found in _LINE.finditer(text):
        if text.count(delimiter, found.start(), found.end()) > MOST_CELLS:
            raise too_large(shown, many_cells())


def _drained(table: list[list[Raw]]) -> Iterator[list[Raw]]:
    """Yield rows and forget them: those of a large table are not held twice."""
    table.reverse()
    while table:
        yield table.pop()


def _sheet(
    table: Iterator[list[Raw]], shown: str, dialect: Dialect, late: int | None = None
) -> Sheet:
    header = tuple(str(name or "").strip() for name in next(table, []))
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if not any(header) or twice:
        message = (
            Said("problem_header_twice", names=", ".join(twice))
            if twice
            else Said("problem_no_header")
        )
        raise DossierError([Problem(Place(shown, 1, 1), "no-header", message)])
    rows: list[Row] = []
    for number, cells in enumerate(table, 2):
        there = [index for index, cell in enumerate(cells) if cell not in (None, "")]
        if there:
            stray = [index for index in there if not header[index : index + 1] or not header[index]]
            named = {name: cell for name, cell in zip(header, cells, strict=False) if name}
            if len(rows) == MOST_ROWS:
                raise too_large(shown, Said("problem_many_filled_rows", most=MOST_ROWS))
            rows.append(Row(number, named, (stray[0], str(cells[stray[0]])) if stray else None))
    return Sheet(shown, header, tuple(rows), dialect, late)
