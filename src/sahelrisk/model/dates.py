"""Dates as precise as they are known: a day, a month or a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SCHEMA = {
    "type": "string",
    "pattern": r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
    "description": 'A date, or "2026-02" or "2026" when no more is known.',
    "examples": ["2026-02-02", "2026-02", "2026"],
}


def shifted(day: date, days: int) -> date:
    """Return the day that lies some days later, or the first or last there is."""
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


@dataclass(frozen=True, slots=True)
class Period:
    """A date of day, month or year precision.

    `first` is its first day, by which dates are compared; `counted` is the day ages are counted
    from: the day itself, the 15th of a month, 1 July of a year (method § 2).
    """

    first: date
    counted: date
    text: str

    @property
    def last(self) -> date:
        """Return the last day of the period."""
        year, month = self.first.year, self.first.month
        match len(self.text):
            case 4:
                return date(year, 12, 31)
            case 7:
                return date(year, month, calendar.monthrange(year, month)[1])
            case _:
                return self.first

    def __str__(self) -> str:
        """Return the date as it was written."""
        return self.text


def day(value: date) -> Period:
    """Return the period of one day."""
    return Period(value, value, value.isoformat())


def parse_period(text: str) -> Period:
    """Read `2026`, `2026-02` or `2026-02-02`; raises ValueError for anything else."""
    match = _PARTIAL.fullmatch(text)
    if not match:
        message = "not a date"
        raise ValueError(message)
    year, month, day_of_month = (int(part) if part else None for part in match.groups())
    if year is None or month is None:
        first = date(year or 0, 1, 1)
        return Period(first, date(first.year, 7, 1), text)
    if day_of_month is None:
        return Period(date(year, month, 1), date(year, month, 15), text)
    return day(date(year, month, day_of_month))


def _period(value: Any) -> Period:  # noqa: ANN401  pydantic hands over whatever the file holds
    if isinstance(value, Period):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return Period(value, value, value.isoformat())
    if isinstance(value, str):
        try:
            return parse_period(value)
        except ValueError:
            pass
    raise PydanticCustomError("date_type", 'should be a date, "2026-02" or "2026"')  # noqa: EM101


PartialDate = Annotated[Period, PlainValidator(_period), WithJsonSchema(_SCHEMA)]
