"""A table as text: its rows, and the place of every cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sahelrisk.model.evidence import Series
from sahelrisk.problems import Place, Problem

_OF_COLUMNS = frozenset({"value-for-judged"})


class Table:
    """A table as text, with the places of its cells and what is wrong with them."""

    def __init__(self, path: str, text: str) -> None:
        """Keep the path that is shown and the text; the header is the reader's to set."""
        self.path = path
        self.text = text
        self.header: list[str] = []
        self.problems: list[Problem] = []

    @cached_property
    def _lines(self) -> list[str]:
        return re.split(r"\r\n|\r|\n", self.text)

    def line(self, number: int) -> str:
        """Return a line, counted from 1 as the reader of CSV counts, without its end."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def refuse(self, line: int, column: int, rule: str, message: str, hint: str = "") -> None:
        """Keep a problem with the line it is on."""
        place = Place(self.path, line, column)
        self.problems.append(Problem(place, rule, message, hint, self.line(line)))

    def rows(self) -> Iterator[Row]:
        """Yield the rows; the header must have been read. A row of another length is refused."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        line = 1
        try:
            for row in reader:
                if line == 1:
                    self.header = row
                elif row and len(row) == len(self.header):
                    yield Row(line, row, self)
                elif row:
                    message = f"{len(row)} cells where the header has {len(self.header)}"
                    self.refuse(line, 1, "broken-table", message)
                line = reader.line_num + 1
        except csv.Error as error:
            hint = "is a quotation mark left open?"
            self.refuse(line, 1, "broken-table", f"this is no CSV: {error}", hint)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line it starts on."""

    line: int
    cells: list[str]
    table: Table

    def column(self, index: int) -> int:
        """Return the column a cell starts in, on the row's first line; 1 where it is on another."""
        starts, quoted = [1], False
        for at, character in enumerate(self.table.line(self.line), 2):
            quoted ^= character == '"'
            if character == "," and not quoted:
                starts.append(at)
        return starts[index] if index < len(starts) else 1


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a table; the column is that of its first character where it can be told."""

    series: Series
    table: Table
    row: Row
    columns: Columns
    index: int

    def place(self) -> Place:
        """Return the cell's place."""
        return Place(self.table.path, self.row.line, self.row.column(self.index))

    def problem(self, keys: tuple[str | int, ...], rule: str, message: str, hint: str) -> Problem:
        """Return a problem at the cell that holds the value, or where the series says it of all."""
        key = keys[0] if keys else ""
        at = {"countries": self.columns.country, "observed": self.columns.date}.get(str(key))
        if rule in _OF_COLUMNS or key == "indicator":
            name = self.table.header[self.index]
            return self.series.problem(("columns", name), rule, message, hint)
        if at is None and key not in {"", "id", "value", "level", "standard_error", "statement"}:
            return self.series.problem(keys, rule, message, hint)
        column = self.row.column(self.index if at is None else at)
        place = Place(self.table.path, self.row.line, column)
        return Problem(place, rule, message, hint, self.table.line(self.row.line))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns that a series names stand in its table."""

    country: int
    date: int | None
    where: tuple[tuple[int, str], ...]
    values: tuple[tuple[int, str, int | None], ...]
    header: tuple[str, ...]
