"""A published table, text or sheet: its rows, and the place of every cell."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sahelrisk.model.evidence_file import Series
from sahelrisk.problems import Place, Problem, Said
from sahelrisk.reading.library_texts import csv_said
from sahelrisk.reading.tables.headers import Header, reader_from
from sahelrisk.reading.toml.guard import LONGEST_LINE

_OF_COLUMNS = frozenset({"value-for-judged"})
_LONGEST_SHOWN = 60
_MOST_WIDTHS = 3
"""So many wrong lengths of rows are told apart."""
_LONGEST_EXCERPT = 10_000


def shortened(text: str) -> str:
    """Return a text as a message can hold it."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


class Table:
    """A table with the places of its cells and what is wrong with them.

    `late` is how many days after Excel's usual one its workbook's calendar starts, None of text.
    """

    late: int | None = None

    def __init__(self, path: str, header: Header) -> None:
        """Keep the path that is shown, and the header that was found."""
        self.path = path
        self.header = header.names
        self.above = header.above
        self.start = header
        self._problems: dict[object, tuple[Problem, int]] = {}
        self._widths: set[int] = set()

    @property
    def problems(self) -> list[Problem]:
        """Return what is wrong; what is wrong in the same way is one problem."""
        return [_counted(*one) for one in self._problems.values()]

    def refuse(
        self, line: int, index: int, rule: str, message: str, hint: str = "", *, key: object = None
    ) -> None:
        """Keep a problem of a cell; of one `key` the first, and how many they are."""
        known = self._problems.get(key) if key is not None else None
        if known is not None:
            self._problems[key] = (known[0], known[1] + 1)
            return
        place = Place(self.path, line, self.column(line, index))
        excerpt = self.line(line)[:_LONGEST_EXCERPT]
        problem = Problem(place, rule, message, hint, excerpt)
        self._problems[key if key is not None else object()] = (problem, 1)

    def line(self, number: int) -> str:
        """Return a line as it is written; nothing of a sheet, which has none."""
        raise NotImplementedError

    def column(self, line: int, index: int) -> int:
        """Return the column of a cell, from 1."""
        raise NotImplementedError

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every row below the header with its line."""
        raise NotImplementedError

    def rows(self, *, told: bool = True) -> Iterator[Row]:
        """Yield the rows of data: no tags (HXL), no remarks, and none of another length.

        Those of another length are problems, which are `told` in one pass of several.
        """
        width, first = len(self.header), True
        for line, cells in self._records():
            filled = [cell for cell in cells if cell.strip()]
            tags, first = first and all(cell.strip()[0] == "#" for cell in filled), not filled
            if tags or not filled:
                continue
            if len(cells) == width:
                yield Row(line, cells, self)
            elif told and (len(filled) > 1 or (width == 1 and len(cells) > 1)):
                self._refuse_width(line, len(cells))

    def _refuse_width(self, line: int, cells: int) -> None:
        message = Said("problem_row_width", cells=cells, width=len(self.header))
        if cells not in self._widths and len(self._widths) >= _MOST_WIDTHS:
            cells, message = 0, Said("problem_more_widths", width=len(self.header))
        self._widths.add(cells)
        self.refuse(line, 0, "broken-table", message, key=("width", cells))


class TextTable(Table):
    """A table as text, cells separated by commas, semicolons or tabs."""

    def __init__(self, path: str, text: str, header: Header) -> None:
        """Keep the text; rows are read from it each time they are asked for."""
        super().__init__(path, header)
        self.text = text

    @cached_property
    def _ends(self) -> array[int]:
        """Where each line ends and where the next begins: a number costs less than a text."""
        found = array("Q", [0])
        for end in re.finditer(r"\r\n?|\n", self.text):
            found.extend((end.start(), end.end()))
        found.append(len(self.text))
        return found

    def line(self, number: int) -> str:
        """Return a line, counted from 1 as the reader of CSV counts, without its end."""
        at = 2 * (number - 1)
        return self.text[self._ends[at] : self._ends[at + 1]] if 0 <= at < len(self._ends) else ""

    def column(self, line: int, index: int) -> int:
        """Return the column a cell starts in, on the row's first line; 1 where it is on another."""
        if index == 0:
            return 1
        starts, quoted = [1], False
        for at, character in enumerate(self.line(line)[:LONGEST_LINE], 2):
            quoted ^= character == '"'
            if character == self.start.delimiter and not quoted:
                starts.append(at)
        return starts[index] if index < len(starts) else 1

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        before = self.start.line - 1
        reader = reader_from(self.text, self.start.line, self.start.delimiter)
        line, first = self.start.line, True
        try:
            for cells in reader:
                if not first:
                    yield line, cells
                first = False
                line = before + reader.line_num + 1
        except csv.Error as error:
            self.refuse_open_quote(line, csv_said(error))

    def refuse_open_quote(self, line: int, error: Said | None) -> None:
        """Keep what the reader of CSV says, at the line where the row began."""
        opened = str(error).startswith(("unexpected end", "field larger"))
        message = Said("problem_open_mark")
        message = message if opened else Said("problem_broken_row", error=error)
        hint = Said("hint_open_mark")
        self.refuse(line, 0, "broken-table", message, hint, key="syntax")


class SheetTable(Table):
    """A table in a sheet of a workbook; its lines are the sheet's rows, its columns the sheet's."""

    def __init__(self, path: str, rows: Sequence[list[str]], header: Header, late: int) -> None:
        """Keep the rows of the whole sheet as texts, and when its calendar starts."""
        super().__init__(path, header)
        self.late = late
        self._rows = rows

    def line(self, number: int) -> str:  # noqa: ARG002  a text has it
        """Return nothing: a sheet has no lines of text."""
        return ""

    def column(self, line: int, index: int) -> int:  # noqa: ARG002  a text has it
        """Return the column of a cell as a spreadsheet counts, from 1."""
        return index + 1

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.header)
        for number, cells in enumerate(self._rows[self.start.line :], self.start.line + 1):
            # A sheet is a rectangle: empty cells at the end of a row are not stored.
            yield number, cells + [""] * (width - len(cells)) if len(cells) < width else cells


def _counted(problem: Problem, count: int) -> Problem:
    if count == 1:
        return problem
    return replace(problem, message=Said("problem_times", text=problem.message, number=count))


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line it starts on."""

    line: int
    cells: list[str]
    table: Table

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of a cell."""
        return self.line, self.table.column(self.line, index)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the country and the date of a row stand; no date where the header holds it."""

    country: int
    date: int | None


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a table; the column is that of its first character where it can be told.

    `key` is what the series calls the cell's column, or the rows of a wide table.
    """

    series: Series
    row: Row
    columns: Columns
    index: int
    key: str

    def place(self) -> Place:
        """Return the cell's place."""
        return Place(self.row.table.path, *self.row.place(self.index))

    def problem(self, keys: tuple[str | int, ...], rule: str, message: str, hint: str) -> Problem:
        """Return a problem at the cell that holds the value, or where the series says it of all."""
        key = keys[0] if keys else ""
        at = {"countries": self.columns.country, "observed": self.columns.date}.get(str(key))
        if rule in _OF_COLUMNS or key == "indicator":
            return self.series.problem(("columns", self.key), rule, message, hint)
        if at is None and key not in {"", "id", "value", "level", "standard_error", "statement"}:
            return self.series.problem(keys, rule, message, hint)
        table = self.row.table
        place = Place(table.path, *self.row.place(self.index if at is None else at))
        return Problem(place, rule, message, hint, table.line(self.row.line))
