"""Which cells of a row are values of a series: named columns, or a column a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sahelrisk.model.dates import Period
from sahelrisk.model.evidence_file import ColumnDate, Series
from sahelrisk.model.layout import EVERY_ROW
from sahelrisk.reading.tables.headers import Fits
from sahelrisk.reading.tables.published_dates import header_year
from sahelrisk.reading.tables.text_table import Row, Table


@dataclass(frozen=True, slots=True)
class Value:
    """A cell that holds a value: where it stands, and what it is a value of.

    `key` is what the series calls it; `observed` is the date of its header, None where the row
    holds the date; `error` is the text of its standard error, `error_row` the row that holds this,
    None where it is the value's own.
    """

    index: int
    indicator: str
    key: str
    error: str = ""
    error_index: int = 0
    observed: Period | None = None
    error_row: Row | None = None


class LongValues:
    """Values in named columns, a row a country and date."""

    def __init__(self, series: Series, table: Table) -> None:
        """Find the columns; they must be there."""
        at = {name: index for index, name in enumerate(table.header)}
        self._columns = [
            (at[name], indicator, name, at[series.errors[name]] if name in series.errors else None)
            for name, indicator in series.columns.items()
        ]

    def of(self, row: Row) -> Iterator[Value]:
        """Yield the values of a row."""
        for index, indicator, name, error in self._columns:
            written = row.cells[error].strip() if error is not None else ""
            yield Value(index, indicator, name, written, error or 0)

    def unseen(self) -> list[str]:
        """Return the keys that no row had: columns are there or refused before."""
        return []


class YearsAbove:
    """Values under names that repeat each year, the years in the row above the header."""

    def __init__(self, series: Series, table: Table) -> None:
        """Find the columns of each year."""
        years = years_above(table.above, len(table.header))
        at = {
            (name, year): i
            for i, (name, year) in enumerate(zip(table.header, years, strict=True))
            if year
        }
        self._columns = [
            (index, series.columns[name], name, at.get((series.errors.get(name, ""), year)), year)
            for (name, year), index in at.items()
            if name in series.columns
        ]

    def of(self, row: Row) -> Iterator[Value]:
        """Yield the values of a row."""
        for index, indicator, name, error, year in self._columns:
            written = row.cells[error].strip() if error is not None else ""
            yield Value(index, indicator, name, written, error or 0, year)

    def unseen(self) -> list[str]:
        """Return the keys that no column had: they were refused before."""
        return []


@dataclass(slots=True)
class YearColumns:
    """Values in a column a year; what they are values of is told by another cell of the row."""

    series: Series
    table: Table
    _years: list[tuple[int, Period]] = field(default_factory=list)
    _labels: list[int] = field(default_factory=list)
    _errors: dict[tuple[str, str], Row] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find the years, and the rows that hold standard errors of others."""
        for index, name in enumerate(self.table.header):
            year = header_year(name)
            if year:
                self._years.append((index, year))
            else:
                self._labels.append(index)
        wanted = set(self.series.errors.values())
        for row in self.table.rows(told=False) if wanted else ():
            for key in wanted & self._labelled(row):
                self._errors[key, self._country(row)] = row

    def _labelled(self, row: Row) -> set[str]:
        return {row.cells[index].strip() for index in self._labels}

    def _country(self, row: Row) -> str:
        return row.cells[self.table.header.index(self.series.country)].strip()

    def of(self, row: Row) -> Iterator[Value]:
        """Yield the values of a row."""
        labels = self._labelled(row)
        for key, indicator in self.series.columns.items():
            if key not in labels and key != EVERY_ROW:
                continue
            self._seen.add(key)
            errors = self._errors.get((self.series.errors.get(key, ""), self._country(row)))
            for index, year in self._years:
                written = errors.cells[index].strip() if errors else ""
                yield Value(index, indicator, key, written, index, year, errors)

    def unseen(self) -> list[str]:
        """Return the keys that no row had."""
        return [key for key in self.series.columns if key not in self._seen]


Values = LongValues | YearsAbove | YearColumns


def values_of(series: Series, table: Table) -> Values:
    """Return how the values of a table are found; its columns must be there."""
    if series.years is None:
        return LongValues(series, table)
    if any(map(header_year, table.header)):
        return YearColumns(series, table)
    return YearsAbove(series, table)


def years_above(above: Sequence[str], width: int) -> list[Period | None]:
    """Return the year of each column: merged cells leave it in the first of them only."""
    found: list[Period | None] = []
    year = None
    for text in [*above, *[""] * width][:width]:
        year = header_year(text) or (year if not text.strip() else None)
        found.append(year)
    return found


def wanted_columns(series: Series) -> list[str]:
    """Return the headers that a series cannot do without."""
    date = [series.observed.column] if isinstance(series.observed, ColumnDate) else []
    values = [*series.columns, *series.errors.values()] if series.years is None else []
    return list(dict.fromkeys([series.country, *date, *series.where, *values]))


def fits(series: Series) -> tuple[Fits, int]:
    """Return how well a header suits a series, and how well it must."""
    wanted = wanted_columns(series)
    wide = series.years is not None

    def score(names: Sequence[str], above: Sequence[str]) -> int:
        found = sum(name in names for name in wanted)
        return found + (1 if wide and has_years(series, names, above) else 0)

    return score, len(wanted) + wide


def has_years(series: Series, names: Sequence[str], above: Sequence[str]) -> bool:
    """Return whether a header, or the row above it, has years over values."""
    if any(map(header_year, names)):
        return True
    years = years_above(above, len(names))
    return any(year and name in series.columns for name, year in zip(names, years, strict=True))
