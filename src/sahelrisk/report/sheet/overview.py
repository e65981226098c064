"""Several countries side by side, before the sheet of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sahelrisk.report.sheet_view import Overview, OverviewRow, Sheet


def overview_of(sheets: Sequence[Sheet], words: Callable[..., str]) -> Overview:
    """Return the countries in the order of their sheets, each with its top pillars."""
    first = next((sheet.pillars for sheet in sheets if sheet.pillars), ())
    top = [one for one in first if not one.depth]
    return Overview(
        title=words("sheet_overview", number=len(sheets)),
        level=sheets[0].level,
        pillars=tuple(one.title for one in top),
        shorts=tuple(one.short for one in top),
        rows=tuple(_row(sheet, [one.id for one in top], words) for sheet in sheets),
    )


def _row(sheet: Sheet, pillars: Sequence[str], words: Callable[..., str]) -> OverviewRow:
    marks = {one.id: one.mark for one in sheet.pillars}
    return OverviewRow(
        iso3=sheet.iso3,
        country=sheet.country,
        mark=sheet.mark,
        band=sheet.chip or words("status_insufficient_short"),
        sign=sheet.sign,
        evidence=sheet.evidence,
        pillars=tuple(marks.get(key) for key in pillars),
    )
