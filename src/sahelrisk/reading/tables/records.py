"""Rows of a spreadsheet to evidence, amendments and not-applicable statements.

Every fault of every row is found, with its row and its column.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from sahelrisk.model.columns import ALL, KEYS, PROBLEM, RECORD, column_of, nested
from sahelrisk.model.evidence_item import RECORDS, Evidence, Record
from sahelrisk.problems import DossierError, Place, Problem, Said, Severity
from sahelrisk.reading.tables.cells import CellError, fips_doubt, value_of
from sahelrisk.reading.tables.maps import maps_for, shipped
from sahelrisk.reading.tables.sheet_rows import Row, Sheet
from sahelrisk.reading.tables.text_table import shortened
from sahelrisk.reading.tables.workbook import Raw
from sahelrisk.reading.toml.guard import MAXIMUM_BYTES, MIB
from sahelrisk.reading.toml.refusals import said
from sahelrisk.rules.nearest import nearest

_CONTENT = {one.name: one.content for one in ALL}

MOST_FAULTY = 2_000
MOST_RECORDS = 50_000
"""Rows of one import; the file that they would make has a most of bytes, too."""
_LINE = len(' = ""\n')
"""What a line of TOML has beside its key and its text, at least."""
_FOREIGN = 2
"""A sheet is foreign where more than one of so many columns is unknown."""


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
            return Problem(
                self.place(),
                rule,
                Said("problem_in_row", number=self.number, text=message),
                hint,
            )
        shown, index = name, self.sheet.header.index(name)
        if self.sheet.made_from is not None:
            shown, index = self.sheet.made_from.get(name, (name, -1))
        if index < 0:
            said = Said("problem_in_map", number=self.number, name=name, text=message)
            return Problem(self.place(), rule, said, hint)
        cell = f"{_letters(index)}{self.number}"
        said = Said("problem_in_cell", number=self.number, name=shown, cell=cell, text=message)
        place = Place(self.sheet.path, self.number, index + 1)
        return Problem(place, rule, said, hint)


@dataclass(slots=True)
class Records:
    """What the rows say: records by row number, what each row itself gave, and problems.

    `notes` holds what is only doubtful, of each kind the first.
    """

    sheet: Sheet
    records: dict[int, Record] = field(default_factory=dict)
    given: dict[int, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    size: int = 0
    """The bytes that the new items, whose ids are kept, take in a file, at least."""


Identify = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Returns what an item without an id gets, its id among it, from what its row gave."""


Complete = Callable[[Mapping[str, Any]], None]
"""Fills in what tables of records, by kind, leave to the register of sources."""


def _nothing(_: Mapping[str, Any]) -> None:
    """Fill in nothing."""


def _least_bytes(key: str, value: object) -> int:
    """Return how many bytes a value takes in a TOML file, at least."""
    if isinstance(value, Mapping):
        return sum(_least_bytes(*one) for one in value.items())
    return len(key) + _LINE + (len(value.strip().encode()) if isinstance(value, str) else 0)


def header_problems(sheet: Sheet) -> list[Problem]:
    """Return a problem for every column that no record has; one for all of a foreign sheet."""
    names = [name for name in sheet.header if name]
    unknown = [name for name in names if name not in _CONTENT and name != PROBLEM]
    if len(names) > 1 and _FOREIGN * len(unknown) > len(names):
        return [_foreign(sheet, names, unknown)]
    problems = []
    for index, name in enumerate(sheet.header):
        if name in unknown:
            hint = Said("hint_separators") if len(names) == 1 else nearest(name, list(_CONTENT))
            place = Place(sheet.path, 1, index + 1)
            problems.append(
                Problem(place, "unknown-column", Said("problem_unknown_column", name=name), hint)
            )
    return problems


def _foreign(sheet: Sheet, names: Sequence[str], unknown: Sequence[str]) -> Problem:
    """Return what is said of a sheet of which hardly any column is known."""
    known = len(names) - len(unknown)
    message = Said("problem_foreign_sheet", known=known, number=len(names))
    maps = maps_for(names)
    near = [nearest(name, list(_CONTENT)) for name in unknown]
    if maps:
        hint = Said("hint_map", name=maps[0])
    elif sum(map(bool, near)) * _FOREIGN > len(unknown):
        hint = Said("hint_lower_case", text=next(filter(None, near)))
    else:
        shipped_ = ", ".join(shipped())
        hint = Said("hint_foreign_sheet", shipped=shipped_)
    return Problem(Place(sheet.path, 1, 1), "unknown-column", message, hint)


def read_records(
    sheet: Sheet,
    defaults: Mapping[str, Any],
    identify: Identify,
    watch: Callable[[Iterable[Row]], Iterable[Row]] = iter,
    complete: Complete = _nothing,
    held: Container[str] = (),
) -> Records:
    """Read every row into a record; `defaults` fill what a row leaves empty, then `complete` does.

    `held` are the ids of items that a file of these rows need not hold.

    Raises DossierError for a header that will not do, and for a sheet of too many faulty rows;
    faults of rows are gathered in the result.
    """
    problems = header_problems(sheet)
    if problems:
        raise DossierError(problems)
    found = Records(sheet)
    faulty = 0
    for row in watch(sheet.rows):
        before = len(found.problems)
        _read(row, found, defaults, (identify, complete, held))
        faulty += len(found.problems) > before
        if faulty > MOST_FAULTY:
            message = Said("problem_many_faulty_rows", most=MOST_FAULTY)
            place = Place(sheet.path, row.number, 1)
            raise DossierError([*found.problems, Problem(place, "refused-row", message)])
        if len(found.records) > MOST_RECORDS:
            raise too_many(sheet, row.number, Said("problem_many_records", most=MOST_RECORDS))
        if found.size > MAXIMUM_BYTES:
            raise too_many(sheet, row.number)
    return found


def too_many(sheet: Sheet, number: int, message: Said | None = None) -> DossierError:
    """Return the error of rows that one file cannot hold, at the first that is one too many."""
    message = message or Said("problem_many_bytes", most=MAXIMUM_BYTES // MIB)
    place = Place(sheet.path, number, 1)
    return DossierError([Problem(place, "file-too-large", message, Said("hint_split_sheet"))])


def _read(
    row: Row,
    found: Records,
    defaults: Mapping[str, Any],
    fill: tuple[Identify, Complete, Container[str]],
) -> None:
    identify, complete, held = fill
    place = RowPlace(found.sheet, row.number)
    before = len(found.problems)
    kind = str(row.cells.get(RECORD) or "evidence").strip()
    if kind not in RECORDS:
        message = Said("problem_unknown_record", known=", ".join(RECORDS), kind=repr(kind))
        found.problems.append(place.problem((RECORD,), "refused-cell", message))
        return
    place = replace(place, kind=kind)
    given, refused = _given(row, kind, place, found)
    table = {key: value for key, value in defaults.items() if key in KEYS[kind]} | given
    if kind == "evidence" and "id" not in table:
        named = isinstance(table.get("countries"), list) and "observed" in table
        table = (dict(identify(given)) if named else {"id": "none-yet"}) | table
    whole = nested(table, RECORDS[kind])
    complete({kind: [whole]})
    try:
        record = RECORDS[kind].model_validate(whole)
    except ValidationError as error:
        found.problems += _refusals(error, place, refused)
        return
    if len(found.problems) > before:
        return
    record.stand_at(place)
    if isinstance(record, Evidence) and record.id not in held and record.id not in found.ids:
        found.ids.add(record.id)
        found.size += _least_bytes(kind, whole)
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
        cell = f"{_letters(index)}{row.number}"
        message = Said("problem_stray_cell", cell=cell, text=repr(shortened(text)))
        found.problems.append(place.problem((), "refused-row", message))
    for name, raw in row.cells.items():
        if name in (RECORD, PROBLEM):
            continue
        try:
            value = value_of(_CONTENT[name], raw, found.sheet.dialect, found.sheet.late)
        except CellError as error:
            shown = repr(shortened(str(raw)))
            message = Said("problem_should_be", wanted=error.wanted, given=shown)
            found.problems.append(place.problem((name,), "refused-cell", message))
            refused.add(name)
            continue
        if value is None:
            continue
        if name not in KEYS[kind]:
            message = Said("problem_takes_none", kind=kind)
            found.problems.append(place.problem((name,), "refused-cell", message))
            continue
        given[name] = value
        if name == "countries" and not found.notes:
            found.notes += _doubts(raw, place)
    return given, refused


def _doubts(raw: Raw, place: RowPlace) -> Iterator[Problem]:
    doubt = fips_doubt(raw)
    if doubt:
        text, name, fips = doubt
        message = Said("problem_two_letter_code", text=text, name=name, fips=fips)
        hint = Said("hint_names_or_letters")
        problem = place.problem(("countries",), "two-letter-code", message, hint)
        yield replace(problem, severity=Severity.NOTE)


def _letters(index: int) -> str:
    """Return a column's letters as spreadsheets count: A to Z, then AA."""
    text = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
