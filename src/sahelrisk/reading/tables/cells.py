"""One cell of a spreadsheet to a value of a record; what it does not hold is said in words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeGuard

from sahelrisk.model import countries
from sahelrisk.model.columns import Content, unescaped, unguarded
from sahelrisk.model.country_codes import fips_reading, is_two_letters, published
from sahelrisk.model.dates import parse_period
from sahelrisk.problems import Name, OneOf, Said
from sahelrisk.reading.tables.cell_numbers import is_ambiguous
from sahelrisk.reading.tables.published_dates import EPOCH
from sahelrisk.reading.tables.sheet_rows import Dialect
from sahelrisk.reading.tables.text_table import shortened
from sahelrisk.reading.tables.workbook import Raw, Uncomputed

_FRENCH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_RANGE = re.compile(r"(-?[\d.,]+)\s*[-–]\s*(-?[\d.,]+)", re.ASCII)
_YEARS = range(1900, 2101)
_LAST_SERIAL = 2_958_465  # 9999-12-31
_COMMAS = 2
"""The most commas a country's name holds."""
_MOST_NAMES = 500
_YES = frozenset({"true", "yes", "1", "x", "vrai", "oui"})
_NO = frozenset({"false", "no", "0", "faux", "non"})


class CellError(ValueError):
    """What a cell should hold."""

    def __init__(self, key: str, /, **values: object) -> None:
        """Name the phrase that says it."""
        self.wanted = Said(key, **values)
        super().__init__(self.wanted)


def value_of(content: Content, raw: Raw, dialect: Dialect, late: int | None = None) -> Any:  # noqa: ANN401
    """Return a cell's value as a model takes it, None for an empty cell; raises CellError.

    Of a workbook's cell `late` says how many days after Excel's usual one its calendar starts.
    """
    if isinstance(raw, Uncomputed):
        raise CellError("wanted_value")
    if isinstance(raw, str):
        raw = raw.strip()
        raw = raw if late is not None else unguarded(raw)
        raw = unescaped(raw) if content == "text" else raw.strip()
    if raw is None or raw == "":
        return None
    if late and content in ("period", "day") and _is_serial(raw):
        raw = float(raw) + late
    return _READERS[content](raw, dialect)


def _is_serial(raw: Raw) -> TypeGuard[float]:
    """Return whether a cell counts days, and is no year."""
    return isinstance(raw, int | float) and not isinstance(raw, bool) and raw not in _YEARS


def _text(raw: Raw, _: Dialect) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return raw.date().isoformat() if isinstance(raw, datetime) else str(raw)


def _number(raw: Raw, dialect: Dialect) -> float:
    if isinstance(raw, date):
        raise CellError("wanted_number_no_date")
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise CellError("wanted_number")
    text = str(raw)
    if dialect == "excel-fr":
        if is_ambiguous(text):
            raise CellError("wanted_clear_number", doubt=Said("hint_ambiguous"))
        text = text.replace("\u202f", "").replace("\xa0", "").replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        raise CellError("wanted_number") from None
    if not math.isfinite(number) or "_" in text or not text.isascii():
        raise CellError("wanted_number")
    return number


def _level(raw: Raw, dialect: Dialect) -> float | list[float]:
    """Read a level, or a range of two: `2–4` or `2-4`."""
    ends = _RANGE.fullmatch(raw) if isinstance(raw, str) else None
    return [_number(end, dialect) for end in ends.groups()] if ends else _number(raw, dialect)


def _digit(raw: Raw, dialect: Dialect) -> int:
    number = _number(raw, dialect)
    if not number.is_integer():
        raise CellError("wanted_whole_number")
    return int(number)


def _period(raw: Raw, dialect: Dialect) -> object:
    """Read a date as ISO writes it, as Excel stores it or, in excel-fr, as France writes it."""
    if isinstance(raw, datetime | date):
        return raw.date() if isinstance(raw, datetime) else raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _serial(float(raw))
    text = str(raw)
    french = _FRENCH_DAY.fullmatch(text) if dialect == "excel-fr" else None
    try:
        if french:
            return date(int(french[3]), int(french[2]), int(french[1]))
        period = parse_period(text)
    except ValueError:
        raise CellError("wanted_period") from None
    return period.first if period.text == period.first.isoformat() else period.text


def _serial(number: float) -> object:
    """Read a bare number: a year, or the day of Excel's calendar that it stands for."""
    if number in _YEARS:
        return str(int(number))
    if not max(_YEARS) < number <= _LAST_SERIAL:
        raise CellError("wanted_period")
    return EPOCH + timedelta(days=int(number))


def _day(raw: Raw, dialect: Dialect) -> date:
    found = _period(raw, dialect)
    if not isinstance(found, date):
        raise CellError("wanted_day")
    return found


def _yes(raw: Raw, _: Dialect) -> bool:
    text = str(raw).strip().lower().removesuffix(".0")
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError("wanted_yes_or_no")


def _countries(raw: Raw, _: Dialect) -> list[str]:
    """Read names and codes between commas or semicolons; a name may hold commas itself."""
    codes = []
    for part in filter(None, (part.strip() for part in str(raw).split(";"))):
        names = [name.strip() for name in part.split(",", _MOST_NAMES)]
        if len(names) > _MOST_NAMES:
            raise CellError("wanted_fewer_countries", most=_MOST_NAMES)
        while names:
            code, used = _longest(names)
            codes.append(code)
            names = names[used:]
    return list(dict.fromkeys(filter(None, codes)))


def _longest(names: list[str]) -> tuple[str, int]:
    """Return the country that most of the first names make together, and how many these are."""
    for used in range(min(len(names), _COMMAS + 1), 0, -1):
        country = published(", ".join(names[:used]))
        if country:
            return country.alpha3, used
    if not names[0]:
        return "", 1
    near = OneOf(map(countries.name_of, countries.near(names[0])))
    key = "wanted_near_countries" if near else "wanted_countries"
    raise CellError(key, text=repr(shortened(names[0])), near=near)


def fips_doubt(raw: Raw) -> tuple[str, Name, Name] | None:
    """Return a code of two letters that FIPS 10-4 reads otherwise, and both readings' names."""
    for text in re.split("[;,]", raw) if isinstance(raw, str) else ():
        fips = fips_reading(text) if is_two_letters(text) else None
        country = published(text) if fips else None
        if fips and country and fips is not country:
            return text.strip(), countries.name_of(country), countries.name_of(fips)
    return None


_READERS: Mapping[Content, Callable[[Raw, Dialect], Any]] = MappingProxyType(
    {
        "text": _text,
        "number": _number,
        "digit": _digit,
        "level": _level,
        "period": _period,
        "day": _day,
        "yes": _yes,
        "countries": _countries,
    }
)
