"""What happened and what arrived lately, each with the item it stands on; and the feed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sahelrisk.model.evidence import Evidence
from sahelrisk.report.change.changes_said import Said, statement_of
from sahelrisk.report.dates import day_text
from sahelrisk.report.names import indicator_short
from sahelrisk.report.sheet_view import Sheet
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_view import Feed, FeedEntry, News
from sahelrisk.report.words import Words
from sahelrisk.tasks.site import Gathered

MOST = 200
FEED = "changes.xml"


def happened(sheets: Sequence[Sheet], most: int) -> tuple[News, ...]:
    """Return what happened in twelve months in all countries, the latest first."""
    found = [
        News(
            one.iso_date,
            one.date,
            sheet.country,
            one.headline,
            " · ".join(part for part in (one.short, one.grade, one.points) if part),
            country_path(sheet.iso3),
            one.href.removeprefix("#"),
        )
        for sheet in sheets
        for one in sheet.happened
    ]
    found.sort(key=lambda one: (one.iso_date, one.country, one.anchor), reverse=True)
    return tuple(found[:most])


def recorded(found: Gathered, sheets: Sequence[Sheet], words: Words) -> tuple[News, ...]:
    """Return what was recorded in the 90 days of the page of changes, the newest first."""
    said = Said({}, words)
    items = ((sheet, one) for sheet, one in _lately(found, sheets))
    return tuple(
        News(
            one.recorded.isoformat(),
            day_text(one.recorded, words),
            sheet.country,
            _headline(one, said),
            f"{indicator_short(found.dossier, one.indicator, words)} · {one.grade}",
            country_path(sheet.iso3),
            one.id,
        )
        for sheet, one in items
    )


def feed_of(found: Gathered, sheets: Sequence[Sheet], words: Words) -> Feed:
    """Return the feed of what was recorded; it is as new as its newest entry."""
    said = Said({}, words)
    entries = tuple(
        FeedEntry(
            title=words("site_entry", country=sheet.country, headline=_headline(one, said)),
            path=country_path(sheet.iso3),
            anchor=one.id,
            updated=_instant(one.recorded),
            summary=statement_of(one, words),
        )
        for sheet, one in _lately(found, sheets)
    )
    updated = entries[0].updated if entries else _instant(found.assessment.as_of)
    return Feed(FEED, words("site_feed"), updated, entries)


def _headline(item: Evidence, said: Said) -> str:
    return Said({item.id: item}, said.words).headline(item.id)


def _lately(found: Gathered, sheets: Sequence[Sheet]) -> Sequence[tuple[Sheet, Evidence]]:
    """Return countries with the items on their pages that were recorded in the 90 days."""
    first, last = found.changes.before.as_of, found.changes.after.as_of
    by_id: Mapping[str, Evidence] = {one.id: one for one in found.dossier.evidence}
    pairs = [
        (sheet, by_id[key])
        for sheet in sheets
        for key in _items(sheet)
        if key in by_id and first < by_id[key].recorded <= last
    ]
    pairs.sort(key=lambda pair: (pair[1].recorded, pair[1].id, pair[0].iso3), reverse=True)
    return pairs[:MOST]


def _items(sheet: Sheet) -> Iterator[str]:
    for _, parts in sheet.indicators:
        for part in parts:
            yield from (one.id for one in part.items)


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
