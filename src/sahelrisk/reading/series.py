"""A published table to evidence items, one a cell, each with its place in the table."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sahelrisk.model.dates import Period, parse_period
from sahelrisk.model.evidence import ColumnDate, Evidence, Series
from sahelrisk.problems import Origin, Problem
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.guard import decode

Read = Callable[[Path, str], bytes | None]


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a table; the column is that of its first character where it can be told."""

    path: str
    line: int
    column: int
    excerpt: str = ""

    def origin(self) -> Origin:
        """Return the cell's place."""
        return Origin(self.path, self.line, self.column)

    def problem(self, _: tuple[str | int, ...], rule: str, message: str, hint: str) -> Problem:
        """Return a problem at the cell, whatever part of the item it concerns."""
        return Problem(self.origin(), rule, message, hint, self.excerpt)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the line it starts on and the column each of its cells starts in."""

    line: int
    cells: dict[str, str]
    columns: dict[str, int]
    text: str
    wrong: str = ""


def cells(
    series: Series, shown: str, root: Path, read: Read
) -> tuple[list[Evidence], list[Problem]]:
    """Return the items of a series and what is wrong with its table.

    `shown` is the path of the evidence file, below the dossier's `root`.
    """
    table = str(PurePosixPath(shown).parent / series.file)
    if lies_outside(root / table, root):
        hint = "copy the table into the dossier"
        return [], [series.problem("file", "outside-dossier", "leads out of the dossier", hint)]
    if not (root / table).exists():
        return [], [series.problem("file", "missing-file", f'there is no file "{series.file}"')]
    data = read(root / table, table)
    if data is None:
        return [], []
    text = decode(data, table)
    if isinstance(text, Problem):
        return [], [text]
    try:
        return _from_text(series, table, text)
    except csv.Error as error:
        return [], [Problem(Origin(table, 1, 1), "broken-table", f"is no CSV: {error}")]


def _from_text(
    series: Series, table: str, text: str
) -> tuple[list[Evidence], list[Problem]]:
    header, rows = _rows(text)
    missing = [name for name in _columns_named(series) if name not in header]
    if missing:
        names = ", ".join(f'"{name}"' for name in missing)
        message = f"no column {names} in {table}"
        hint = "its columns are " + ", ".join(header)
        key = "columns" if series.country in header else "country"
        return [], [series.problem(key, "unknown-column", message, hint)]
    return _items(series, table, rows)


def _rows(text: str) -> tuple[list[str], Iterator[_Row]]:
    source = io.StringIO(text, newline="")
    reader = csv.reader(source)
    header = next(reader, [])

    lines = text.split("\n")

    def rows() -> Iterator[_Row]:
        line = reader.line_num + 1
        for row in reader:
            if row:
                written = lines[line - 1].rstrip("\r")
                starts = dict(zip(header, _cell_starts(written), strict=False))
                wrong = f"{len(row)} cells under {len(header)} columns"
                wrong = "" if len(row) == len(header) else wrong
                yield _Row(line, dict(zip(header, row, strict=False)), starts, written, wrong)
            line = reader.line_num + 1

    return header, rows()


def _cell_starts(line: str) -> list[int]:
    """Return the column of each cell's first character, a quote's where it is quoted."""
    starts, inside = [1], False
    for at, character in enumerate(line, 2):
        if character == '"':
            inside = not inside
        elif character == "," and not inside:
            starts.append(at)
    return starts


def _columns_named(series: Series) -> list[str]:
    date_column = [series.observed.column] if isinstance(series.observed, ColumnDate) else []
    named = [series.country, *date_column, *series.where, *series.columns, *series.errors.values()]
    return list(dict.fromkeys(named))


def _items(
    series: Series, table: str, rows: Iterator[_Row]
) -> tuple[list[Evidence], list[Problem]]:
    items: list[Evidence] = []
    problems: list[Problem] = []
    for row in rows:
        if not row.cells or any(row.cells.get(name) != value for name, value in series.where.items()):
            continue
        if row.wrong:
            place = Origin(table, row.line, 1)
            problems.append(Problem(place, "broken-table", row.wrong, "", row.text))
            continue
        observed = _observed(series, row)
        if observed is None:
            problems.append(_bad_cell(table, row, _date_column(series), "a date"))
            continue
        for column, indicator in series.columns.items():
            item = _cell(series, table, row, column, indicator, observed, problems)
            if item is not None:
                items.append(item)
    return items, problems


def _date_column(series: Series) -> str:
    return series.observed.column if isinstance(series.observed, ColumnDate) else ""


def _observed(series: Series, row: _Row) -> Period | None:
    if not isinstance(series.observed, ColumnDate):
        return series.observed
    try:
        return parse_period(row.cells.get(series.observed.column, "").strip())
    except ValueError:
        return None


def _cell(  # noqa: PLR0913
    series: Series,
    table: str,
    row: _Row,
    column: str,
    indicator: str,
    observed: Period,
    problems: list[Problem],
) -> Evidence | None:
    written = row.cells.get(column, "").strip()
    if not written:
        return None
    value = _number(written)
    error_column = series.errors.get(column, "")
    error_written = row.cells.get(error_column, "").strip()
    error = _number(error_written) if error_written else 0.0
    if value is None or error is None or error < 0.0:
        bad = column if value is None else error_column
        problems.append(_bad_cell(table, row, bad, "a number"))
        return None
    iso3 = row.cells.get(series.country, "").strip()
    stem = PurePosixPath(series.file).stem
    item = Evidence.model_construct(
        id=f"{stem}:{iso3}:{indicator}:{observed.text}",
        countries=(iso3,),
        indicator=indicator,
        observed=observed,
        recorded=series.recorded,
        value=value,
        standard_error=error,
        statement=f"{column}: {written}",
        kind=series.kind,
        nature=series.nature,
        reliability=series.reliability,
        credibility=series.credibility,
        origin_id=series.origin_id or stem,
        analyst=series.analyst,
        tlp=series.tlp,
        source=series.source,
    )
    item.stand_at(CellPlace(table, row.line, row.columns.get(column, 1), row.text))
    return item


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _bad_cell(table: str, row: _Row, column: str, wanted: str) -> Problem:
    place = Origin(table, row.line, row.columns.get(column, 1))
    hint = "leave a cell empty where there is no value"
    message = f'column "{column}" should hold {wanted}, not "{row.cells.get(column, "")}"'
    return Problem(place, "refused-cell", message, hint, row.text)
