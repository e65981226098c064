"""A published table to evidence items, one a cell, each with its place in the table."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from sahelrisk.model.base import LARGEST
from sahelrisk.model.dates import Period, parse_period
from sahelrisk.model.evidence import ColumnDate, Evidence, Series
from sahelrisk.problems import MISSING, Problem
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.tables.text_table import CellPlace, Columns, Row, Table
from sahelrisk.reading.toml.guard import decode

Read = Callable[[Path, str], bytes | None]

# What `float` also takes, underscores and digits of other scripts, is a slip in a table.
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)

_NOTHING = frozenset(
    {"-", "–", "—", ".", "..", "...", "…", "n/a", "na", "n.a.", "nan", "none", "null"}
)
_MARK = re.compile(r"\s*(?:[*†‡%]+|\[\w+\]|\([a-z]\)|[¹²³⁴-⁹]+)\Z", re.ASCII)
_GROUPS = re.compile(r"[+-]?\d{1,3}([,\s'’])\d{3}(?:\1\d{3})*(?:\.\d+)?")
_GROUPED = re.compile(r"[,\s'’]")


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
    table = Table(table_path, text)
    table.header = next(csv.reader(io.StringIO(text, newline="")), [])
    problems = _unusable_columns(series, table)
    if problems:
        return [], problems
    return _items(series, table), table.problems


def _unusable_columns(series: Series, table: Table) -> list[Problem]:
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


def _columns(series: Series, header: list[str]) -> Columns:
    at = {name: index for index, name in enumerate(header)}
    date = at[series.observed.column] if isinstance(series.observed, ColumnDate) else None
    return Columns(
        at[series.country],
        date,
        tuple((at[name], value) for name, value in series.where.items()),
        tuple(
            (at[name], indicator, at[series.errors[name]] if name in series.errors else None)
            for name, indicator in series.columns.items()
        ),
        tuple(header),
    )


def _items(series: Series, table: Table) -> list[Evidence]:
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
    series: Series, row: Row, columns: Columns, written: dict[str, Period | None]
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


def _cell(table: Table, row: Row, index: int, error: int | None) -> tuple[float, float] | None:
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
    table: Table,
    row: Row,
    columns: Columns,
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
        origin=series.origin or stem,
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


def _bad_cell(table: Table, row: Row, index: int, wanted: str) -> None:
    message = f'column "{table.header[index]}" should hold {wanted}, not "{row.cells[index]}"'
    hint = "write 2026-02-02, 2026-02 or 2026" if wanted == "a date" else _hint(row.cells[index])
    table.refuse(row.line, row.column(index), "refused-cell", message, hint)


def _hint(written: str) -> str:
    """Return what would be right in a cell: a value is never to be left out for its spelling."""
    text = written.strip()
    if text.casefold() in _NOTHING:
        return "leave a cell empty where no value is known"
    plain = _MARK.sub("", text)
    grouped = _GROUPED.sub("", plain) if _GROUPS.fullmatch(plain) else plain
    pointed = plain.replace(",", ".", 1)
    if not _NUMBER.fullmatch(grouped):
        return f"write {pointed}" if _NUMBER.fullmatch(pointed) else ""
    if "," in plain and _NUMBER.fullmatch(pointed):
        return f"write {grouped}, or {pointed} if the comma is a decimal sign"
    return f"write {grouped}" if grouped != text else ""
