"""A published table to evidence items, one a cell, each with its place in the table."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sahelrisk.model.dates import Period
from sahelrisk.model.evidence import ColumnDate, Evidence, Series
from sahelrisk.problems import MISSING, Problem
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.tables.cell_numbers import comma_number, plain_number, why_refused
from sahelrisk.reading.tables.country_cells import CountryCells
from sahelrisk.reading.tables.filters import Filters
from sahelrisk.reading.tables.opened import open_table
from sahelrisk.reading.tables.published_dates import published_date
from sahelrisk.reading.tables.text_table import CellPlace, Columns, Row, Table
from sahelrisk.reading.tables.wide import Value, has_years, values_of, wanted_columns

Read = Callable[[Path, str], bytes | None]

_LISTED = 40


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
    return ([], []) if data is None else items_of(series, table_path, data)


def items_of(series: Series, path: str, data: bytes) -> tuple[list[Evidence], list[Problem]]:
    """Return the items of a series and what is wrong with the bytes of its table."""
    table = open_table(series, path, data)
    if isinstance(table, list):
        return [], table
    problems = list(_unusable_columns(series, table))
    if problems:
        return [], problems
    reading = _Reading(series, table)
    items = list(reading.items())
    return items, [*table.problems, *reading.warnings(empty=not items)]


def _unusable_columns(series: Series, table: Table) -> Iterator[Problem]:
    listed = [name for name in table.header if name]
    hint = "its columns are " + ", ".join(listed[:_LISTED]) + (", …" if listed[_LISTED:] else "")
    keys = _keys(series)
    for name in wanted_columns(series):
        count = table.header.count(name)
        if count != 1:
            often = "no column" if not count else f"{count} columns"
            message = f'{often} "{name}" in {table.path}'
            rule = "broken-table" if count else "unknown-column"
            yield series.problem(keys[name], rule, message, hint)
    if series.years and not has_years(series, table.header, table.above):
        message = f"no column of {table.path} is headed by a year"
        yield series.problem("years", "unknown-column", message, hint)
    for name in series.errors:
        if name not in series.columns:
            message = f'errors of "{name}", which is none of the columns'
            yield series.problem(("errors", name, MISSING), "unknown-column", message)


def _keys(series: Series) -> dict[str, tuple[str, ...]]:
    """Return where the series names each column, the first place of several."""
    named: list[tuple[str, tuple[str, ...]]] = [(series.country, ("country",))]
    if isinstance(series.observed, ColumnDate):
        named.append((series.observed.column, ("observed", "column")))
    named += [(name, ("where", name, MISSING)) for name in series.where]
    named += [(name, ("columns", name, MISSING)) for name in series.columns]
    named += [(column, ("errors", name)) for name, column in series.errors.items()]
    return dict(reversed(named))


@dataclass(slots=True)
class _Reading:
    """One pass over a table: its items, and what is told once of many rows."""

    series: Series
    table: Table
    columns: Columns = field(init=False)
    comma: bool = field(init=False)
    filters: Filters = field(init=False)
    countries: CountryCells = field(init=False)
    _seen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _repeated: tuple[Row, int] | None = None
    _repeats: int = 0
    _unseen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the columns, which must be there."""
        at = self.table.header.index
        observed = self.series.observed
        date = at(observed.column) if isinstance(observed, ColumnDate) else None
        self.columns = Columns(at(self.series.country), date)
        self.comma = self.series.dialect == "excel-fr" or self.table.start.delimiter == ";"
        self.filters = Filters(self.series, self.table)
        skip = self.series.others == "skip"
        self.countries = CountryCells(self.table, self.columns.country, skip)

    def items(self) -> Iterator[Evidence]:
        """Yield the items, and keep what is wrong in the table."""
        values = values_of(self.series, self.table)
        for row in self.table.rows():
            if self.filters.take(row):
                yield from self._row(row, [one for one in values.of(row) if self._holds(row, one)])
        self._unseen = values.unseen() if self.filters.passed else []
        self.countries.report()
        self._report_repeats()

    def _holds(self, row: Row, value: Value) -> bool:
        return self._written(row.cells[value.index]) != ""

    def _written(self, cell: str) -> str:
        text = cell.strip()
        return "" if text in self.series.missing else text

    def _row(self, row: Row, values: list[Value]) -> Iterator[Evidence]:
        """Yield the items of a row; one without values is no matter, whatever else it holds."""
        country = self.countries.find(row) if values else None
        dated = self._observed(row) if country else None
        for value in values if country else ():
            observed = value.observed or dated
            figures = self._figures(row, value) if observed else None
            if country and observed and figures:
                if self._repeats_another(row, (country, value.indicator, observed.text)):
                    return
                yield _item(
                    self.series,
                    CellPlace(self.series, row, self.columns, value.index, value.key),
                    (country, value.indicator),
                    observed,
                    figures,
                )

    def _observed(self, row: Row) -> Period | None:
        """Return the date that a row, or the series, holds."""
        index = self.columns.date
        if index is None:
            return self.series.observed if isinstance(self.series.observed, Period) else None
        written = self._written(row.cells[index])
        found = published_date(written, day_first=self.comma)
        if found is None:
            self._refuse(row, index, "a date", "write 2026-02-03, 2026-02 or 2026")
        return found

    def _figures(self, row: Row, value: Value) -> tuple[float, float] | None:
        """Return a cell's value and standard error; None for a refused one."""
        number = self._number(row.cells[value.index].strip())
        if number is None:
            hint = why_refused(row.cells[value.index].strip(), comma=self.comma)
            self._refuse(row, value.index, "a number", hint)
            return None
        written = self._written(value.error)
        error = self._number(written) if written else 0.0
        if error is None or error < 0.0:
            hint = "leave a cell empty where there is no value"
            self._refuse(row, value.error_index, "a standard error, a number from 0", hint)
            return None
        return number, error

    def _number(self, text: str) -> float | None:
        if self.comma:
            return comma_number(text, points=self.series.dialect == "auto")
        return plain_number(text)

    def _refuse(self, row: Row, index: int, wanted: str, hint: str) -> None:
        text = row.cells[index]
        message = f'column "{self.table.header[index]}" should hold {wanted}, not "{text}"'
        if text.strip() and not any(map(str.isdigit, text)):
            hint = f'missing = ["{text.strip()}"] where it stands for no value'
        key = (wanted, index if self.series.years is None else -1, text)
        self.table.refuse(row.place(index), "refused-cell", message, hint, key=key)

    def _repeats_another(self, row: Row, key: tuple[str, str, str]) -> bool:
        first = self._seen.setdefault(key, row.line)
        if first == row.line:
            return False
        self._repeats += 1
        self._repeated = self._repeated or (row, first)
        return True

    def _report_repeats(self) -> None:
        if self._repeated is None:
            return
        row, first = self._repeated
        rows = "a row shares" if self._repeats == 1 else f"{self._repeats:,} rows share"
        message = f"{rows} country and date with an earlier one, as line {row.line} with {first}"
        hint = (
            "a series has one row a country and date: add the rows up, or choose some by where; "
            "single events are for `sahelrisk import --map`"
        )
        self.table.refuse((row.line, 1), "repeated-row", message, hint)

    def warnings(self, *, empty: bool) -> Iterator[Problem]:
        """Yield what makes a series say less than was meant."""
        found = list(self.filters.problems())
        for key in self._unseen:
            message = f'no row of {self.series.file} holds "{key}"'
            hint = '"*" stands for every row'
            found.append(
                self.series.problem(("columns", key, MISSING), "empty-series", message, hint)
            )
        yield from found
        if empty and not found and not self.table.problems:
            message = f"{self.series.file} gives no item"
            yield self.series.problem("file", "empty-series", message)


def _item(
    series: Series,
    place: CellPlace,
    about: tuple[str, str],
    observed: Period,
    figures: tuple[float, float],
) -> Evidence:
    country, indicator = about
    row, stem = place.row, PurePosixPath(series.file).stem
    label = row.table.header[place.index] if series.years is None else place.key
    label = stem if label == "*" else label
    item = Evidence.model_construct(
        _NAMED,
        id=f"{stem}:{country}:{indicator}:{observed.text}",
        countries=(country,),
        indicator=indicator,
        observed=observed,
        recorded=series.recorded,
        level=None,
        value=figures[0],
        standard_error=figures[1],
        statement=f"{label}: {row.cells[place.index].strip()}",
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
    item.stand_at(place)
    return item


_NAMED = set(Evidence.model_fields)
