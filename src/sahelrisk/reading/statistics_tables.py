"""The tables behind base rates, of which only what is asked for is read."""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sahelrisk.model import countries as known
from sahelrisk.model.base import LARGEST
from sahelrisk.model.dates import Period, parse_period
from sahelrisk.model.evidence_file import ColumnDate
from sahelrisk.model.measure import (
    MeasureSeries,
    MeasureValue,
    Published,
)
from sahelrisk.problems import MISSING, Place, Problem, Said
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.toml.guard import decode

FEW = 20
"""Of more countries the rows are found as fast by reading all of them."""


class _Columns(NamedTuple):
    """Where a table's columns stand."""

    country: int
    value: int
    observed: int | None
    recorded: int | None
    where: tuple[tuple[int, str], ...]


class StatisticsTable:
    """The table of one series, and what is wrong with it."""

    def __init__(self, reading: Reading, folder: Path, series: MeasureSeries, name: str) -> None:
        """Take the series of a measure's file that lies in a folder, under its column's name."""
        self.reading, self.series, self.name = reading, series, name
        self.path, self.shown = folder / series.file, reading.shown(folder / series.file)
        self.folder = folder
        self.periods: dict[str, Period | None] = {}

    def values(self, countries: Collection[str] | None) -> Iterator[tuple[str, MeasureValue]]:
        """Yield country and value of every usable row of the countries asked for."""
        text = self._text()
        if text is None:
            return
        header = _cells(text.split("\n", 1)[0].rstrip("\r"))
        columns = self._columns([cell.strip() for cell in header])
        if columns is None:
            return
        codes = frozenset(known.codes())
        for number, cells in _rows(text, countries):
            if len(cells) != len(header):
                if any(cells):
                    message = Said(
                        "problem_cells_under_header", cells=len(cells), width=len(header)
                    )
                    self._refuse(number, "broken-table", message)
                continue
            iso3 = cells[columns.country].strip()
            if any(cells[at].strip() != text for at, text in columns.where):
                continue
            if countries is not None and iso3 not in countries:
                continue
            if iso3 not in codes:
                self._refuse(number, "unknown-country", Said("problem_no_country", code=iso3))
                continue
            value = self._value(number, cells, columns)
            if value is not None:
                yield iso3, value

    def _text(self) -> str | None:
        if lies_outside(self.path, self.folder):
            message = Said("problem_outside_measures", file=self.series.file)
            self._problem("file", "outside-dossier", message)
            return None
        if not self.path.exists():
            self._problem("file", "missing-file", Said("problem_no_file", file=self.series.file))
            return None
        data = self.reading.read(self.path, self.shown)
        text = None if data is None else decode(data, self.shown)
        if isinstance(text, Problem):
            self.reading.problems.append(text)
            return None
        return text

    def _columns(self, header: list[str]) -> _Columns | None:
        series = self.series
        value = next((c for c, name in series.columns.items() if name == self.name), None)
        if value is None:
            message = Said("problem_no_column_of_it", name=self.name)
            self._problem("columns", "unknown-column", message)
            return None
        named: list[tuple[str | tuple[str, ...], str | None]] = [
            ("country", series.country),
            (("columns", value, MISSING), value),
            (("observed", "column"), _column(series.observed)),
            (("recorded", "column"), _column(series.recorded)),
            *((("where", name, MISSING), name) for name in series.where),
        ]
        places: list[int | None] = []
        for key, name in named:
            count = header.count(name) if name is not None else 1
            if count != 1:
                said = "problem_columns_alike" if count else "problem_no_such_column"
                rule = "broken-table" if count else "unknown-column"
                hint = Said("hint_columns", names=", ".join(header))
                self._problem(
                    key,
                    rule,
                    Said(said, number=count, name=name, path=self.shown),
                    hint,
                )
                return None
            places.append(None if name is None else header.index(name))
        country, at, observed, recorded, *where = places
        if country is None or at is None:
            return None
        pairs = zip(where, series.where.values(), strict=True)
        filters = tuple((place, text.strip()) for place, text in pairs if place is not None)
        return _Columns(country, at, observed, recorded, filters)

    def _value(self, number: int, cells: list[str], columns: _Columns) -> MeasureValue | None:
        written = cells[columns.value].strip()
        if not written:
            return None
        period = self._observed(cells, columns)
        if period is None:
            self._refuse(number, "refused-cell", Said("problem_no_day"))
            return None
        try:
            value = float(written)
        except ValueError:
            value = math.nan
        if not abs(value) <= LARGEST or "_" in written:
            self._refuse(number, "refused-cell", Said("problem_no_number", text=written))
            return None
        recorded = self._recorded(cells, columns, period)
        if recorded is None:
            self._refuse(number, "refused-cell", Said("problem_no_publication"))
            return None
        last, out = period.last.toordinal(), recorded.toordinal()
        return MeasureValue(last, out, value, period.text, self.shown, number)

    def _observed(self, cells: list[str], columns: _Columns) -> Period | None:
        if isinstance(self.series.observed, Period):
            return self.series.observed
        return self._period(cells[columns.observed or 0])

    def _period(self, cell: str) -> Period | None:
        """Read a date; each spelling is read once."""
        if cell not in self.periods:
            try:
                self.periods[cell] = parse_period(cell.strip())
            except ValueError:
                self.periods[cell] = None
        return self.periods[cell]

    def _recorded(self, cells: list[str], columns: _Columns, period: Period) -> date | None:
        rule = self.series.recorded
        if isinstance(rule, date):
            return rule
        if isinstance(rule, Published):
            year = period.first.year + rule.after_years
            return date(year, rule.month, 1) if year <= date.max.year else date.max
        found = self._period(cells[columns.recorded or 0])
        return found.first if found else None

    def _problem(self, key: str | tuple[str, ...], rule: str, message: str, hint: str = "") -> None:
        self.reading.problems.append(self.series.problem(key, rule, message, hint))

    def _refuse(self, number: int, rule: str, message: str) -> None:
        self.reading.problems.append(Problem(Place(self.shown, number, 1), rule, message))


def _column(date_of: object) -> str | None:
    return date_of.column if isinstance(date_of, ColumnDate) else None


def _rows(text: str, countries: Collection[str] | None) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and cells below the header; rows that name no wanted country are passed.

    Quoted cells are rare in such tables: without any a row is split at its commas.
    """
    few = countries is not None and len(countries) <= FEW
    lines = _naming(text, countries) if few else enumerate(text.split("\n"), 1)
    for number, line in ((number, line.rstrip("\r")) for number, line in lines):
        if line and number > 1:
            yield number, _cells(line) if '"' in line else line.split(",")


def _cells(line: str) -> list[str]:
    """Return the cells of a line; one that no reader takes, for a stray CR say, is one cell."""
    try:
        return next(csv.reader((line,)), [])
    except csv.Error:
        return [line]


def _naming(text: str, codes: Collection[str] | None) -> Iterator[tuple[int, str]]:
    """Yield the lines in which one of some codes stands, found without splitting the text."""
    starts = set()
    for code in codes or ():
        at = text.find(code)
        while at >= 0:
            starts.add(text.rfind("\n", 0, at) + 1)
            end = text.find("\n", at)
            at = text.find(code, end) if end >= 0 else -1
    number, last = 1, 0
    for start in sorted(starts):
        number += text.count("\n", last, start)
        last = start
        end = text.find("\n", start)
        yield number, text[start : end if end >= 0 else len(text)]
