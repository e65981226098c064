"""A published table to evidence items, one a cell, each with its place in the table."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from sahelrisk.model.base import LARGEST
from sahelrisk.model.dates import Period, parse_period
from sahelrisk.model.evidence import ColumnDate, Evidence, Series
from sahelrisk.problems import Origin, Problem
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.guard import decode
from sahelrisk.reading.toml import MISSING

Read = Callable[[Path, str], bytes | None]
# What `float` also takes, underscores and digits of other scripts, is a slip in a table.
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


_OF_COLUMNS = frozenset({"value-for-judged"})


class _Table:
    """A table as text, with the places of its cells and what is wrong with them."""

    def __init__(self, path: str, text: str) -> None:
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
        place = Origin(self.path, line, column)
        self.problems.append(Problem(place, rule, message, hint, self.line(line)))

    def rows(self) -> Iterator[_Row]:
        """Yield the rows; the header must have been read. A row of another length is refused."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        line = 1
        try:
            for row in reader:
                if line == 1:
                    self.header = row
                elif row and len(row) == len(self.header):
                    yield _Row(line, row, self)
                elif row:
                    message = f"{len(row)} cells where the header has {len(self.header)}"
                    self.refuse(line, 1, "broken-table", message)
                line = reader.line_num + 1
        except csv.Error as error:
            hint = "is a quotation mark left open?"
            self.refuse(line, 1, "broken-table", f"this is no CSV: {error}", hint)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the line it starts on."""

    line: int
    cells: list[str]
    table: _Table

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
    table: _Table
    row: _Row
    columns: _Columns
    index: int

    def origin(self) -> Origin:
        """Return the cell's place."""
        return Origin(self.table.path, self.row.line, self.row.column(self.index))

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
        place = Origin(self.table.path, self.row.line, column)
        return Problem(place, rule, message, hint, self.table.line(self.row.line))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns that a series names stand in its table."""

    country: int
    date: int | None
    where: tuple[tuple[int, str], ...]
    values: tuple[tuple[int, str, int | None], ...]
    header: tuple[str, ...]


def cells(
    series: Series, shown: str, root: Path, read: Read
) -> tuple[list[Evidence], list[Problem]]:
    """Return the items of a series and what is wrong with its table.

    `shown` is the path of the evidence file, below the dossier's `root`.
    """
    table_path = (PurePosixPath(shown).parent / series.file).as_posix()
    if lies_outside(root / table_path, root):
        message = f'"{series.file}" lies outside the dossier'
        hint = "put the table beside this file"
        return [], [series.problem("file", "outside-dossier", message, hint)]
    if not os.path.exists(root / table_path):  # noqa: PTH110  also for what is too long for a path
        message = f'there is no file "{series.file}"'
        return [], [series.problem("file", "missing-file", message)]
    data = read(root / table_path, table_path)
    if data is None:
        return [], []
    text = decode(data, table_path)
    if isinstance(text, Problem):
        return [], [text]
    table = _Table(table_path, text)
    table.header = next(csv.reader(io.StringIO(text, newline="")), [])
    problems = _unusable_columns(series, table)
    if problems:
        return [], problems
    return _items(series, table), table.problems


def _unusable_columns(series: Series, table: _Table) -> list[Problem]:
    named: list[tuple[tuple[str, ...], str]] = [(("country",), series.country)]
    if isinstance(series.observed, ColumnDate):
        named.append((("observed", "column"), series.observed.column))
    named += [(("where", name, MISSING), name) for name in series.where]
    named += [(("columns", name, MISSING), name) for name in series.columns]
    named += [(("errors", name), column) for name, column in series.errors.items()]
    problems = []
    for keys, name in named:
        count = table.header.count(name)
        if count != 1:
            often = "no column" if not count else f"{count} columns"
            message = f'{often} "{name}" in {table.path}'
            hint = "its columns are " + ", ".join(table.header)
            rule = "broken-table" if count else "unknown-column"
            problems.append(series.problem(keys, rule, message, hint))
    for name in series.errors:
        if name not in series.columns:
            message = f'errors of "{name}", which is none of the columns'
            problems.append(series.problem(("errors", name, MISSING), "unknown-column", message))
    return problems


def _columns(series: Series, header: list[str]) -> _Columns:
    at = {name: index for index, name in enumerate(header)}
    date = at[series.observed.column] if isinstance(series.observed, ColumnDate) else None
    return _Columns(
        at[series.country],
        date,
        tuple((at[name], value) for name, value in series.where.items()),
        tuple(
            (at[name], indicator, at[series.errors[name]] if name in series.errors else None)
            for name, indicator in series.columns.items()
        ),
        tuple(header),
    )


def _items(series: Series, table: _Table) -> list[Evidence]:
    items: list[Evidence] = []
    columns = _columns(series, table.header)
    written: dict[str, Period | None] = {}
    for row in table.rows():
        if any(row.cells[index] != value for index, value in columns.where):
            continue
        observed = _observed(series, row, columns, written)
        if observed is None:
            _bad_cell(table, row, columns.date or 0, "a date")
            continue
        for index, indicator, error in columns.values:
            value = _cell(table, row, index, error)
            if value is not None:
                items.append(
                    _item(series, table, row, columns, (index, indicator), value, observed)
                )
    return items


def _observed(
    series: Series, row: _Row, columns: _Columns, written: dict[str, Period | None]
) -> Period | None:
    """Return the date of a row; each spelling is read once."""
    if not isinstance(series.observed, ColumnDate) or columns.date is None:
        return series.observed if isinstance(series.observed, Period) else None
    text = row.cells[columns.date].strip()
    if text not in written:
        try:
            written[text] = parse_period(text)
        except ValueError:
            written[text] = None
    return written[text]


def _cell(table: _Table, row: _Row, index: int, error: int | None) -> tuple[float, float] | None:
    """Return a cell's value and standard error; None for an empty cell and a refused one."""
    written = row.cells[index].strip()
    if not written:
        return None
    value = _number(written)
    if value is None:
        _bad_cell(table, row, index, "a number")
        return None
    error_written = row.cells[error].strip() if error is not None else ""
    spread = _number(error_written) if error_written else 0.0
    if spread is None or spread < 0.0:
        _bad_cell(table, row, error or 0, "a standard error, a number from 0")
        return None
    return value, spread


def _item(
    series: Series,
    table: _Table,
    row: _Row,
    columns: _Columns,
    column: tuple[int, str],
    value: tuple[float, float],
    observed: Period,
) -> Evidence:
    index, indicator = column
    iso3 = row.cells[columns.country].strip()
    stem = PurePosixPath(series.file).stem
    item = Evidence.model_construct(
        _NAMED,
        id=f"{stem}:{iso3}:{indicator}:{observed.text}",
        countries=(iso3,),
        indicator=indicator,
        observed=observed,
        recorded=series.recorded,
        level=None,
        value=value[0],
        standard_error=value[1],
        statement=f"{columns.header[index]}: {row.cells[index].strip()}",
        kind=series.kind,
        nature=series.nature,
        turning_point=False,
        reliability=series.reliability,
        credibility=series.credibility,
        origin_id=series.origin_id or stem,
        analyst=series.analyst,
        tlp=series.tlp,
        notes=series.notes,
        source=series.source,
    )
    item.stand_at(CellPlace(series, table, row, columns, index))
    return item


_NAMED = set(Evidence.model_fields)


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if abs(value) <= LARGEST else None


def _bad_cell(table: _Table, row: _Row, index: int, wanted: str) -> None:
    message = f'column "{table.header[index]}" should hold {wanted}, not "{row.cells[index]}"'
    hint = "leave a cell empty where there is no value"
    table.refuse(row.line, row.column(index), "refused-cell", message, hint)
