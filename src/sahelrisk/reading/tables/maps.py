"""Sheets of events as their publishers export them to rows of evidence, by a map."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sahelrisk.model.country_codes import numbers_of, published
from sahelrisk.problems import DossierError, OneOf, Place, Problem, Said, UsageError
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.tables.cell_numbers import comma_number, plain_number
from sahelrisk.reading.tables.map_model import Choice, Composed, Dated, EventMap, Ladder
from sahelrisk.reading.tables.opened import as_text
from sahelrisk.reading.tables.published_dates import counted_day, published_date
from sahelrisk.reading.tables.sheet_rows import Row, Sheet
from sahelrisk.reading.tables.text_table import shortened
from sahelrisk.reading.tables.workbook import Raw
from sahelrisk.reading.toml.guard import read_bytes
from sahelrisk.rules.nearest import nearest

_SHIPPED = Path(__file__).with_name("maps")
_BRACES = re.compile(r"\{([^{}]+)\}")
_LENGTH = {"month": 7, "year": 4}
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)
"""A whole number as programs write it that keep a column of them as fractions."""
_FEW = 3
_LISTED = 40

Texts = Mapping[str, str]
Make = Callable[[Texts], Raw]


class _PassedOverError(Exception):
    """Says why a row is no evidence."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A sheet with the keys of evidence for header, and why how many rows were passed over."""

    sheet: Sheet
    passed: Mapping[str, int] = field(default_factory=dict)


def shipped() -> tuple[str, ...]:
    """Return the names of the maps that are shipped."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def load_map(name: str) -> EventMap:
    """Return a shipped map by its name, or the map of a file.

    Raises UsageError where there is none, DossierError for what is wrong in it.
    """
    if not name.strip():
        raise UsageError("empty_path")
    path = _SHIPPED / f"{name}.toml" if name in shipped() else Path(name)
    data = read_bytes(path, path.as_posix())
    if isinstance(data, Problem):
        if data.rule == "missing-file":
            raise UsageError("no_map", name=repr(name), known=", ".join(shipped()))
        raise DossierError([data])
    reading = Reading(Path())
    parsed = reading.parse(data, path.as_posix(), EventMap)
    if parsed is None or reading.problems:
        raise DossierError(reading.problems)
    return parsed[1]


def maps_for(header: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the shipped maps that know a header."""
    names = set(header)
    return tuple(name for name in shipped() if names.issuperset(load_map(name).known_by))


def mapped(sheet: Sheet, chosen: EventMap) -> Mapped:
    """Return a sheet as rows of evidence, each cell where it stood.

    Raises DossierError for columns that the sheet does not have.
    """
    problems = list(_unknown(sheet, chosen))
    if problems:
        raise DossierError(problems)
    makers = dict(_makers(sheet, chosen))
    of_column = {key: name for name, key in chosen.columns.items()}
    header = [chosen.columns.get(name, "") for name in sheet.header]
    header += [key for key in makers if key not in of_column]
    rows: list[Row] = []
    passed: Counter[str] = Counter()
    for row in sheet.rows:
        if not rows and _is_tags(row):
            continue
        try:
            rows.append(_row(row, chosen, makers))
        except _PassedOverError as why:
            passed[why.args[0]] += 1
    made = {key: (name, sheet.header.index(name)) for key, name in _sources(chosen)}
    given = replace(sheet, header=tuple(header), rows=tuple(rows), made_from=made)
    return Mapped(given, dict(passed))


def _is_tags(row: Row) -> bool:
    """Return whether a row holds nothing but tags (HXL)."""
    filled = [as_text(raw) for raw in row.cells.values() if raw not in (None, "")]
    return all(text.startswith("#") for text in filled)


def _unknown(sheet: Sheet, chosen: EventMap) -> Iterator[Problem]:
    there = [name for name in sheet.header if name]
    named = (*chosen.columns, *chosen.where, *(name for _, name in _used(chosen)))
    missing = [name for name in dict.fromkeys(named) if name not in there]
    place = Place(sheet.path, 1, 1)
    if len(missing) > _FEW:
        names = ", ".join(missing)
        message = Said("problem_map_columns", title=chosen.title, names=names)
        known = maps_for(there)
        hint = Said("hint_map", name=known[0]) if known else _listed(there)
        yield Problem(place, "unknown-column", message, hint)
        return
    for name in missing:
        message = Said("problem_map_column", title=chosen.title, name=name)
        yield Problem(place, "unknown-column", message, nearest(name, there))


def _listed(header: Sequence[str]) -> Said:
    """Return a hint that names the columns of a sheet."""
    names = ", ".join(map(shortened, header[:_LISTED])) + (", …" if header[_LISTED:] else "")
    return Said("hint_columns", names=names)


def _sources(chosen: EventMap) -> Iterator[tuple[str, str]]:
    """Yield every key with a column that it is made from, the first of several last."""
    yield from reversed(list(_used(chosen)))
    yield from ((key, name) for name, key in chosen.columns.items())


def _used(chosen: EventMap) -> Iterator[tuple[str, str]]:
    """Yield the keys that are made from columns, with each of these."""
    for key, value in chosen.values.items():
        names: Iterable[str] = ()
        if isinstance(value, Composed):
            names = _BRACES.findall(value.text)
        elif isinstance(value, Ladder):
            names = _columns(value)
        elif isinstance(value, Choice):
            names = (value.column,)
        elif isinstance(value, Dated):
            names = filter(None, (value.column, value.precision))
        yield from ((key, name) for name in names)


def _makers(sheet: Sheet, chosen: EventMap) -> Iterator[tuple[str, Make]]:
    """Yield every key with what makes its cell."""
    comma = sheet.dialect == "excel-fr"
    for name, key in chosen.columns.items():
        if key == "countries":
            yield key, partial(_country, name, sheet.header)
        else:
            yield key, partial(_plain, name)
    for key, value in chosen.values.items():
        if isinstance(value, Ladder):
            yield key, partial(_level, value, comma)
        elif isinstance(value, Choice):
            yield key, partial(_chosen, value)
        elif isinstance(value, Dated):
            yield key, partial(_date, value, comma, sheet.late)
        elif isinstance(value, Composed):
            yield key, partial(_composed, value)
        else:
            yield key, partial(_constant, value)


def _row(row: Row, chosen: EventMap, makers: Mapping[str, Make]) -> Row:
    texts = {name: _text(raw) for name, raw in row.cells.items()}
    for name, wanted in chosen.where.items():
        if texts.get(name, "") not in wanted:
            message = Said("problem_not_wanted", name=name, wanted=OneOf(wanted))
            raise _PassedOverError(message)
    return replace(row, cells={key: make(texts) for key, make in makers.items()})


def _text(raw: Raw) -> str:
    """Return the text of a cell on one line; 1 for 1.0."""
    text = " ".join(as_text(raw).split())
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _plain(name: str, texts: Texts) -> Raw:
    return texts.get(name)


def _constant(value: str | float, _: Texts) -> Raw:
    return value


def _country(name: str, header: tuple[str, ...], texts: Texts) -> Raw:
    """Return the code of a country by any name or code of its publisher; else what is written."""
    text = texts.get(name, "")
    country = published(text, numbers_of(name, header))
    return country.alpha3 if country else text


def _composed(value: Composed, texts: Texts) -> Raw:
    return _BRACES.sub(lambda found: texts.get(found[1], ""), value.text)


def _chosen(value: Choice, texts: Texts) -> Raw:
    text = texts.get(value.column, "")
    found = value.is_.get(text, value.otherwise)
    if found is None:
        message = Said("problem_column_is", name=value.column, text=text or Said("problem_empty"))
        raise _PassedOverError(message)
    return found


def _date(value: Dated, comma: bool, late: int | None, texts: Texts) -> Raw:  # noqa: FBT001  bound
    """Return a date, cut to a month or a year where its precision says so."""
    text = texts.get(value.column, "")
    found = published_date(text, day_first=comma) or counted_day(text, late)
    if found is None:
        return text
    precision = texts.get(value.precision or "", "")
    for name, texts_of in (("year", value.year), ("month", value.month)):
        if precision in texts_of:
            return found.text[: _LENGTH[name]]
    return found.text


def _columns(ladder: Ladder) -> tuple[str, ...]:
    return (ladder.column,) if isinstance(ladder.column, str) else ladder.column


def _level(ladder: Ladder, comma: bool, texts: Texts) -> Raw:  # noqa: FBT001  bound once
    """Return the level of a figure; the figure itself, to be refused, where it is no number."""
    total = 0.0
    for name in _columns(ladder):
        text = texts.get(name, "")
        number = comma_number(text, points=True) if comma else plain_number(text)
        if number is None:
            return f"{name} {text!r}"
        total += number
    return 1 + sum(total >= threshold for threshold in ladder.at)
