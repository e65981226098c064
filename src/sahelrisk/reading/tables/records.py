"""Rows of a spreadsheet to evidence, amendments and not-applicable statements.

Every fault of every row is found, with its row and its column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from sahelrisk.model.columns import ALL, KEYS, PROBLEM, RECORD, column_of, nested
from sahelrisk.model.evidence import RECORDS, Record
from sahelrisk.problems import DossierError, Place, Problem
from sahelrisk.reading.tables.cells import CellError, value_of
from sahelrisk.reading.tables.sheet_rows import Row, Sheet
from sahelrisk.reading.toml.refusals import said
from sahelrisk.rules.nearest import nearest

_CONTENT = {one.name: one.content for one in ALL}
_SEPARATORS = "cells are separated by commas, or by semicolons throughout; the header comes first"


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a sheet; its problems stand at the column of the value they are about."""

    sheet: Sheet
    number: int
    kind: str = "evidence"

    def place(self) -> Place:
        """Return the row's first cell."""
        return Place(self.sheet.path, self.number, 1)

    def problem(
        self, keys: tuple[str | int, ...], rule: str, message: str, hint: str = ""
    ) -> Problem:
        """Return a problem of the row, at the column that the keys of a record name."""
        name = column_of(keys, RECORDS[self.kind])
        if not name or name not in self.sheet.header:
            return Problem(self.place(), rule, f"row {self.number}: {message}", hint)
        index = self.sheet.header.index(name)
        cell = f'row {self.number}, column "{name}" ({_letters(index)}{self.number})'
        place = Place(self.sheet.path, self.number, index + 1)
        return Problem(place, rule, f"{cell}: {message}", hint)


@dataclass(slots=True)
class Records:
    """What the rows say: records by row number, what each row itself gave, and problems."""

    sheet: Sheet
    records: dict[int, Record] = field(default_factory=dict)
    given: dict[int, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


Identify = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Returns what an item without an id gets, its id among it, from what its row gave."""


def header_problems(sheet: Sheet) -> list[Problem]:
    """Return a problem for every column that no record has."""
    problems = []
    one = len(list(filter(None, sheet.header))) == 1
    for index, name in enumerate(sheet.header):
        if name and name not in _CONTENT and name != PROBLEM:
            hint = _SEPARATORS if one else nearest(name, list(_CONTENT))
            place = Place(sheet.path, 1, index + 1)
            problems.append(Problem(place, "unknown-column", f'unknown column "{name}"', hint))
    return problems


def read_records(
    sheet: Sheet,
    defaults: Mapping[str, Any],
    identify: Identify,
    watch: Callable[[Iterable[Row]], Iterable[Row]] = iter,
) -> Records:
    """Read every row into a record; `defaults` fill what a row leaves empty.

    Raises DossierError for a header that will not
    do; faults of rows are gathered in the result.
    """
    problems = header_problems(sheet)
    if problems:
        raise DossierError(problems)
    found = Records(sheet)
    for row in watch(sheet.rows):
        _read(row, found, defaults, identify)
    return found


def _read(
    row: Row,
    found: Records,
    defaults: Mapping[str, Any],
    identify: Identify,
) -> None:
    place = RowPlace(found.sheet, row.number)
    before = len(found.problems)
    kind = str(row.cells.get(RECORD) or "evidence").strip()
    if kind not in RECORDS:
        message = f"should be one of {', '.join(RECORDS)}, not {kind!r}"
        found.problems.append(place.problem((RECORD,), "refused-cell", message))
        return
    place = replace(place, kind=kind)
    given, refused = _given(row, kind, place, found)
    table = {key: value for key, value in defaults.items() if key in KEYS[kind]} | given
    if kind == "evidence" and "id" not in table:
        named = isinstance(table.get("countries"), list) and "observed" in table
        table = (dict(identify(given)) if named else {"id": "none-yet"}) | table
    try:
        record = RECORDS[kind].model_validate(nested(table, RECORDS[kind]))
    except ValidationError as error:
        found.problems += _refusals(error, place, refused)
        return
    if len(found.problems) > before:
        return
    record.stand_at(place)
    found.records[row.number] = record
    found.given[row.number] = given
    found.kinds[row.number] = kind


def _refusals(
    error: ValidationError, place: RowPlace, refused: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield what the model refuses, but for what only follows from a cell refused before."""
    for detail in error.errors():
        keys = tuple(detail["loc"])
        follows = column_of(keys, RECORDS[place.kind]) in refused
        if not (follows or (not keys and refused & {"level", "value"})):
            rule, message = said(detail)
            yield place.problem(keys, rule, message)


def _given(row: Row, kind: str, place: RowPlace, found: Records) -> tuple[dict[str, Any], set[str]]:
    """Return what a row gives, and the columns whose cells hold something else."""
    given: dict[str, Any] = {}
    refused: set[str] = set()
    if row.stray is not None:
        index, text = row.stray
        message = f"a cell under no header ({_letters(index)}{row.number}): {text!r}"
        found.problems.append(place.problem((), "refused-row", message))
    for name, raw in row.cells.items():
        if name in (RECORD, PROBLEM):
            continue
        try:
            value = value_of(_CONTENT[name], raw, found.sheet.dialect, found.sheet.late)
        except CellError as error:
            message = f"should be {error}, not {str(raw)!r}"
            found.problems.append(place.problem((name,), "refused-cell", message))
            refused.add(name)
            continue
        if value is None:
            continue
        if name not in KEYS[kind]:
            message = f"an {kind} row takes none"
            found.problems.append(place.problem((name,), "refused-cell", message))
            continue
        given[name] = value
    return given, refused


def _letters(index: int) -> str:
    """Return a column's letters as spreadsheets count: A to Z, then AA."""
    text = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
