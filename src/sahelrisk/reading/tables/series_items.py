"""The rows of a published table to evidence items, and what is told once of many rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from sahelrisk.model.dates import Period
from sahelrisk.model.evidence_file import ColumnDate, Series
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.layout import EVERY_ROW
from sahelrisk.problems import MISSING, Problem, Said
from sahelrisk.reading.tables.cell_numbers import comma_number, plain_number, why_refused
from sahelrisk.reading.tables.country_cells import CountryCells
from sahelrisk.reading.tables.filters import Filters
from sahelrisk.reading.tables.published_dates import counted_day, published_date
from sahelrisk.reading.tables.text_table import CellPlace, Columns, Row, Table, shortened
from sahelrisk.reading.tables.wide import Value, values_of

MOST_ROWS = 2_000_000
_MOST_TOLD = 20
_NOTES = frozenset({"passed-over-row", "two-letter-code"})


@dataclass(slots=True)
class SeriesItems:
    """One pass over a table: its items, and what is told once of many rows."""

    series: Series
    table: Table
    columns: Columns = field(init=False)
    comma: bool = field(init=False)
    filters: Filters = field(init=False)
    countries: CountryCells = field(init=False)
    _refused: dict[tuple[str, str], set[str]] = field(default_factory=dict)
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
        for row in islice(self.table.rows(), MOST_ROWS):
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
        found = published_date(written, day_first=self.comma) or counted_day(
            written, self.table.late
        )
        if found is None:
            self._refuse(row, index, "wanted_date", Said("hint_date_of_row"))
        return found

    def _figures(self, row: Row, value: Value) -> tuple[float, float] | None:
        """Return a cell's value and standard error; None for a refused one."""
        number = self._number(row.cells[value.index].strip())
        if number is None:
            hint = why_refused(shortened(row.cells[value.index].strip()), comma=self.comma)
            self._refuse(row, value.index, "wanted_number", hint)
            return None
        written = self._written(value.error)
        error = self._number(written) if written else 0.0
        if error is None or error < 0.0:
            hint = why_refused(shortened(written), comma=self.comma)
            self._refuse(value.error_row or row, value.error_index, "wanted_standard_error", hint)
            return None
        return number, error

    def _number(self, text: str) -> float | None:
        if self.comma:
            return comma_number(text, points=self.series.dialect == "auto")
        return plain_number(text)

    def _refuse(self, row: Row, index: int, wanted: str, hint: str) -> None:
        text = row.cells[index]
        name = self.table.header[index]
        message = Said("problem_refused_cell", name=name, wanted=Said(wanted), text=shortened(text))
        group = self._refused.setdefault((wanted, name), set())
        if text not in group and len(group) >= _MOST_TOLD:
            text, message = "", Said("problem_more_cells", name=name, wanted=Said(wanted))
        group.add(text)
        key = (wanted, index if self.series.years is None else -1, text)
        self.table.refuse(row.line, index, "refused-cell", message, hint, key=key)

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
        key = "problem_repeated_row" if self._repeats == 1 else "problem_repeated_rows"
        message = Said(key, number=self._repeats, line=row.line, first=first)
        hint = Said("hint_repeated_row")
        self.table.refuse(row.line, 0, "repeated-row", message, hint)

    def warnings(self, *, empty: bool) -> Iterator[Problem]:
        """Yield what makes a series say less than was meant."""
        found = list(self.filters.problems())
        for key in self._unseen:
            message = Said("problem_no_row_of", file=self.series.file, name=key)
            hint = Said("hint_every_row")
            found.append(
                self.series.problem(("columns", key, MISSING), "empty-series", message, hint)
            )
        yield from found
        if empty and not found and _NOTES.issuperset(one.rule for one in self.table.problems):
            message = Said("problem_empty_series", file=self.series.file)
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
    label = stem if label == EVERY_ROW else label
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
