"""Dates as a language writes them, as precise as they are known."""

from __future__ import annotations

from datetime import date

from sahelrisk.report.words import Words

_DAY, _MONTH = 3, 2


def day_text(written: str | date, words: Words) -> str:
    """Return `2026-02-02`, `2026-02` or `2026` as `2 Feb 2026`, `Feb 2026` or `2026`."""
    parts = str(written).split("-")
    if len(parts) < _MONTH:
        return parts[0]
    month = words("months").split()[int(parts[1]) - 1]
    if len(parts) < _DAY:
        return words("date_month", month=month, year=parts[0])
    day = int(parts[2])
    return words("date_first" if day == 1 else "date_day", day=day, month=month, year=parts[0])
