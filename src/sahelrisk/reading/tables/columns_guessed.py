"""What the columns of a table hold, judged by a sample of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sahelrisk.model import countries
from sahelrisk.model.country_codes import (
    Numbers,
    is_known_other,
    is_two_letters,
    numbers_of,
    published,
)
from sahelrisk.model.layout import EVERY_ROW
from sahelrisk.reading.tables.cell_numbers import comma_number, is_no_value, plain_number
from sahelrisk.reading.tables.published_dates import header_year, published_date
from sahelrisk.reading.tables.wide import years_above

_MOST_SERIES = 60
_ALMOST_ALL = 0.9
_HALF = 0.5
_ERRORS = ("{}_sd", "{}_se", "{} SE", "stddev", "stderr", "StdErr", "standard_error", "se")
_PLACES = frozenset({"latitude", "longitude", "lat", "lon", "long", "year", "time", "month", "day"})


@dataclass(frozen=True, slots=True)
class Guessed:
    """The columns of a table: countries, dates, values; and what stands beside them."""

    country: str
    value: str
    more: tuple[str, ...]
    missing: tuple[str, ...]
    others: bool
    date: str | None = None
    error: str | None = None
    where: tuple[str, tuple[str, ...]] | None = None
    wide: bool = False
    repeats: bool = False


def guessed(
    header: Sequence[str], above: Sequence[str], rows: Sequence[Sequence[str]]
) -> Guessed | None:
    """Return what the columns hold, None where none holds countries."""
    width = len(header)
    full = [
        list(row) + [""] * (width - len(row))
        for row in rows
        if len(row) <= width or not row[width:]
    ]
    columns = [[row[index] for row in full] for index in range(width)]
    country = _country(header, columns)
    if country is None:
        return None
    date = _date(header, columns, country)
    if date is None and sum(header_year(name) is not None for name in header) > 1:
        return _wide(header, columns, country)
    years = years_above(above, width)
    if date is None and len({year for year in years if year}) > 1:
        return _years_above(header, columns, country, [year is not None for year in years])
    return _long(header, columns, country, date)


def _share(cells: Iterable[str], test: Callable[[str], object]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(bool(test(cell)) for cell in filled) / len(filled) if filled else 0.0


def _country(header: Sequence[str], columns: Sequence[Sequence[str]]) -> int | None:
    """Return the column of countries: codes of three letters before names, both before numbers."""
    best, most = None, 0.0
    for index, cells in enumerate(columns):
        numbers = numbers_of(header[index], tuple(header))
        sample = list(dict.fromkeys(filter(None, cells)))[:400]
        share = _share(sample, partial(_is_country, numbers))
        if share < _HALF or "fips" in header[index].casefold():
            continue
        worth = share + 1.5 * _share(sample, countries.by_alpha3)
        worth -= _share(sample, str.isdecimal) + 0.5 * _share(sample, is_two_letters)
        worth += min(len(sample), 100) / 100  # the country of a row before that of one actor
        if worth > most:
            best, most = index, worth
    return best


def _is_country(numbers: Numbers | None, cell: str) -> bool:
    return published(cell, numbers) is not None or is_known_other(cell, numbers)


def _date(header: Sequence[str], columns: Sequence[Sequence[str]], country: int) -> int | None:
    """Return the column of dates: a day before a year, the first of several."""
    found: list[tuple[int, int]] = []
    for index, cells in enumerate(columns):
        if index == country or header_year(header[index]):
            continue
        filled = [cell for cell in cells if cell]
        named = any(word in header[index].casefold() for word in ("date", "year", "time", "period"))
        numeric = _share(filled, str.isdecimal)
        first = next(filter(None, map(published_date, filled)), None)
        if first and (named or numeric < _HALF) and _share(filled, published_date) > _ALMOST_ALL:
            found.append((-len(first.text), index))
    return min(found)[1] if found else None


def _number(cell: str) -> bool:
    return plain_number(cell) is not None or comma_number(cell, points=True) is not None


def _marks(cells: Iterable[str]) -> tuple[str, ...]:
    """Return what stands for no value among numbers."""
    found = dict.fromkeys(cell for cell in cells if cell and not _number(cell))
    return tuple(cell for cell in found if is_no_value(cell))


def _is_values(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell and not is_no_value(cell)]
    return bool(told) and _share(told, _number) > _ALMOST_ALL


def _has_others(cells: Iterable[str]) -> bool:
    return any(cell and is_known_other(cell) for cell in set(cells))


def _label(header: Sequence[str], columns: Sequence[Sequence[str]], taken: set[int]) -> int | None:
    """Return the column that says what a row is a value of: a code before a name."""
    found = []
    for index, cells in enumerate(columns):
        distinct = set(filter(None, cells))
        text = not _is_values(cells)
        if index in taken or not text or not 1 <= len(distinct) <= _MOST_SERIES:
            continue
        if _share(distinct, published) > _HALF:
            continue
        name = header[index].casefold()
        told = any(word in name for word in ("indicator", "series", "variable", "measure"))
        if told:
            found.append((not ("code" in name or len(distinct) > 1), "code" not in name, index))
    return min(found)[2] if found else None


def _wide(header: Sequence[str], columns: Sequence[Sequence[str]], country: int) -> Guessed:
    years = {index for index, name in enumerate(header) if header_year(name)}
    label = _label(header, columns, {country, *years})
    keys = list(dict.fromkeys(filter(None, columns[label]))) if label is not None else [EVERY_ROW]
    cells = [cell for index in years for cell in columns[index]]
    return Guessed(
        country=header[country],
        value=keys[0],
        more=tuple(keys[1:]),
        missing=_marks(cells),
        wide=True,
        others=_has_others(columns[country]),
    )


def _years_above(
    header: Sequence[str],
    columns: Sequence[Sequence[str]],
    country: int,
    dated: Sequence[bool],
) -> Guessed:
    names = list(dict.fromkeys(name for name, under in zip(header, dated, strict=True) if under))
    cells = [cell for index, under in enumerate(dated) if under for cell in columns[index]]
    return Guessed(
        country=header[country],
        value=names[0],
        more=tuple(names[1:]),
        error=_error(names[0], names),
        missing=_marks(cells),
        wide=True,
        others=_has_others(columns[country]),
    )


def _long(
    header: Sequence[str], columns: Sequence[Sequence[str]], country: int, date: int | None
) -> Guessed:
    taken = {country} | ({date} if date is not None else set())
    values = [
        index
        for index, cells in enumerate(columns)
        if index not in taken
        and header[index]
        and _is_values(cells)
        and not _is_code(header[index])
    ]
    names = [header[index] for index in values]
    label = _label(header, columns, taken)
    texts = tuple(dict.fromkeys(filter(None, columns[label]))) if label is not None else ()
    pairs = list(
        zip(columns[country], columns[date] if date is not None else columns[country], strict=True)
    )
    chosen = [
        pair
        for at, pair in enumerate(pairs)
        if all(pair) and (label is None or not texts or columns[label][at] == texts[0])
    ]
    value = names[0] if names else "COLUMN"
    return Guessed(
        country=header[country],
        date=header[date] if date is not None else None,
        value=value,
        more=tuple(names[1:]),
        error=_error(value, header),
        where=(header[label], texts) if label is not None and len(texts) > 1 else None,
        missing=_marks(cell for index in values for cell in columns[index]),
        others=_has_others(columns[country]),
        repeats=len(set(chosen)) < len(chosen),
    )


def _is_code(name: str) -> bool:
    name = name.casefold()
    ends = ("_id", "code", "_no", "iso")
    return name in _PLACES or name.endswith(ends) or numbers_of(name) is not None


def _error(value: str, names: Sequence[str]) -> str | None:
    return next((form.format(value) for form in _ERRORS if form.format(value) in names), None)
