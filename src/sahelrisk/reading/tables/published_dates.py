"""Dates as publishers write them, as precise as they are given."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from sahelrisk.model.dates import Period, day, parse_period

_ISO = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?", re.ASCII)
_YEAR = re.compile(r"(?:YR|X)?(\d{4})(?:\.0)?(?: ?\[YR\1\])?", re.ASCII)
_MONTH = re.compile(r"(\d{4})M(\d{2})(?: ?\[\1M\2\])?", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,2})[ -]([A-Za-z]+)\.?[ -](\d{4})", re.ASCII)
_MONTH_WRITTEN = re.compile(r"([A-Za-z]+)\.?[ -](\d{4})", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_COUNTED = re.compile(r"[1-9]\d{4}", re.ASCII)
EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's calendar from March 1900 on."""
EARLIEST, LATEST = 1500, 2200
"""Years beyond which four digits are no year."""


@lru_cache(maxsize=4096)
def published_date(text: str, *, day_first: bool = False) -> Period | None:
    """Return the date of a text, None if it is none.

    Read are ISO dates (a time behind them is dropped), `2022 [YR2022]`, `2022M03`, `3 February
    2026`, `Feb 2026` and, where the day is known to stand first, `03/02/2026`.
    """
    text = text.strip()
    try:
        return _read(text, day_first=day_first)
    except ValueError:
        return None


def _read(text: str, *, day_first: bool) -> Period | None:
    for form in (_YEAR, _ISO):
        if found := form.fullmatch(text):
            return parse_period(found[1])
    if found := _MONTH.fullmatch(text):
        return parse_period(f"{found[1]}-{found[2]}")
    if found := _WRITTEN.fullmatch(text):
        name = found[2].lower()
        if name in _FULL or name in _MONTHS:
            return day(date(int(found[3]), _MONTHS.index(name[:3]) + 1, int(found[1])))
    if found := _MONTH_WRITTEN.fullmatch(text):
        name = found[1].lower()
        if name in _FULL or name in _MONTHS:
            return parse_period(f"{found[2]}-{_MONTHS.index(name[:3]) + 1:02}")
    found = _FRENCH.fullmatch(text) if day_first else None
    return day(date(int(found[3]), int(found[2]), int(found[1]))) if found else None


def counted_day(text: str, late: int | None) -> Period | None:
    """Return the day that a workbook stores as a number, None if the text is none.

    `late` is how many days after Excel's usual one the workbook's calendar starts, None of what is
    no workbook. Four digits are a year.
    """
    if late is None or not _COUNTED.fullmatch(text):
        return None
    return day(EPOCH + timedelta(days=int(text) + late))


def header_year(text: str) -> Period | None:
    """Return the year or month that a header stands for, None if it stands for neither."""
    text = text.strip()
    found = _YEAR.fullmatch(text) or _MONTH.fullmatch(text) or re.fullmatch(r"(\d{4})-\d\d", text)
    if found is None or not EARLIEST <= int(found[1]) <= LATEST:
        return None
    return published_date(text)
