"""Days of the command line: ISO 8601, and a hint for every other way to write one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sahelrisk.problems import UsageError

_DAYS = {"day": 1, "jour": 1, "week": 7, "semaine": 7}
_MONTHS = {"month": 1, "mois": 1, "year": 12, "an": 12, "année": 12}
_SPAN = re.compile(r"(\d{1,3})\s*([a-zé]+?)s?(?:\s+ago)?")
_MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?")
_PARTS = re.compile(r"(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})")


def read_day(text: str) -> date:
    """Read a date; raises UsageError that names the form that works."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _hint(text.strip().casefold(), repr(text)) from None


def _hint(text: str, shown: str) -> UsageError:
    found = list(dict.fromkeys(_meant(text)))
    month = _MONTH.fullmatch(text)
    if month and len(found) == 2:  # noqa: PLR2004  the first day and the last
        return UsageError("date_of_month", text=shown, first=str(found[0]), last=str(found[1]))
    if len(found) > 1:
        return UsageError("date_either", text=shown, first=str(found[0]), last=str(found[1]))
    if found:
        return UsageError("date_written", text=shown, date=str(found[0]))
    return UsageError("no_valid_date", text=shown)


def _meant(text: str) -> Iterator[date]:
    """Yield the days that a text may mean."""
    now = datetime.now().astimezone().date()
    words = {"today": now, "yesterday": now - timedelta(days=1), "now": now}
    if text in words:
        yield words[text]
    span = _SPAN.fullmatch(text)
    if span:
        yield from _ago(int(span[1]), span[2], now)
    month = _MONTH.fullmatch(text)
    if month:
        first, last = (int(month[2]), int(month[2])) if month[2] else (1, 12)
        yield from _day(int(month[1]), first, 1)
        if 1 <= last <= 12:  # noqa: PLR2004  months
            yield from _day(int(month[1]), last, monthrange(int(month[1]) or 1, last)[1])
    parts = _PARTS.fullmatch(text)
    if parts:
        one, two, three = map(int, parts.groups())
        if len(parts[1]) == 4:  # noqa: PLR2004  digits of a year
            yield from _day(one, two, three)
        elif len(parts[3]) == 4:  # noqa: PLR2004
            yield from _day(three, two, one)
            yield from _day(three, one, two)


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _ago(number: int, unit: str, now: date) -> Iterator[date]:
    if unit in _DAYS:
        yield now - timedelta(days=number * _DAYS[unit])
    elif unit in _MONTHS:
        year, month = divmod(now.year * 12 + now.month - 1 - number * _MONTHS[unit], 12)
        if year > 0:
            yield date(year, month + 1, min(now.day, monthrange(year, month + 1)[1]))
