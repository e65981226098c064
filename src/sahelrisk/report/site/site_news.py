"""What happened, arrived and lapses, each with the item it stands on; and the feed of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten

from sahelrisk.analysis.lapsing import Lapsing, lapsing
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.change.changes_said import Said
from sahelrisk.report.names import indicator_short, statement_of
from sahelrisk.report.sheet.telling import Telling, grade
from sahelrisk.report.site.site_told import Told
from sahelrisk.report.site.site_view import Feed, FeedEntry, News, NewsList
from sahelrisk.report.words import day_text
from sahelrisk.scoring.weigh import grades_of

MOST = 200
FEED = "changes.xml"
DAYS = 30
LONGEST = 110


def news(told: Told, iso3: str, iso_date: str, headline: str, about: str, key: str) -> News:
    """Return a line that leads to an item on the pages of its country."""
    path, _, anchor = told.reach(iso3, key).partition("#")
    shown = day_text(iso_date, told.words)
    return News(iso_date, shown, told.name(iso3), headline, about, path, anchor)


def happened(told: Told, codes: Sequence[str], most: int) -> NewsList:
    """Return what happened in twelve months in countries, the latest first."""
    found = [(one.iso_date, iso3, one) for iso3 in codes for one in told.happened(iso3)]
    found.sort(key=lambda each: (each[0], each[1], each[2].href), reverse=True)
    words = told.words
    return NewsList(
        words("sheet_happened", months=12),
        tuple(
            news(
                told,
                iso3,
                one.iso_date,
                one.headline,
                " · ".join(part for part in (one.short, one.grade, one.points) if part),
                one.href.removeprefix("#"),
            )
            for _, iso3, one in found[:most]
        ),
        words("site_happened_note") if found else words("site_happened_none"),
        words.count("site_more", len(found) - most) if len(found) > most else "",
    )


def lapses(told: Told, codes: Sequence[str], most: int) -> NewsList:
    """Return what lapses within a month: what comes to count half, and conditions due."""
    found, words = told.found, told.words
    as_of, grades = found.assessment.as_of.toordinal(), grades_of(found.assessment.tree.rules)
    due = [
        (iso3, one) for iso3 in codes for one in lapsing(told.country(iso3), as_of, DAYS, grades)
    ]
    due.sort(key=lambda pair: (pair[1].day <= as_of, pair[1].day, pair[0], pair[1].item.item.id))
    last = day_text(date.fromordinal(as_of + DAYS), words)
    return NewsList(
        words("site_lapses", date=last),
        tuple(_lapse(told, iso3, one) for iso3, one in due[:most]),
        words("site_lapses_note") if due else words("site_lapses_none"),
        words.count("site_more", len(due) - most) if len(due) > most else "",
    )


def _lapse(told: Told, iso3: str, one: Lapsing) -> News:
    words, item = told.words, one.item
    day = date.fromordinal(one.day)
    overdue = one.day <= told.found.assessment.as_of.toordinal()
    what = words("site_due_since", date=day_text(day, words)) if overdue else words("site_due")
    short = indicator_short(told.found.dossier, one.indicator, words)
    about = " · ".join((short, grade(item), what if one.due else words("site_half")))
    headline = shorten(Telling(told.subject(iso3)).headline(item.item), LONGEST, placeholder=" …")
    found = news(told, iso3, day.isoformat(), headline, about, item.item.id)
    return found._replace(date=words("site_overdue")) if overdue else found


def recorded(told: Told) -> tuple[News, ...]:
    """Return what was recorded in the 90 days of the page of changes, the newest first."""
    words, dossier = told.words, told.found.dossier
    return tuple(
        news(
            told,
            iso3,
            one.recorded.isoformat(),
            _headline(one, told),
            f"{indicator_short(dossier, one.indicator, words)} · {one.grade}",
            one.id,
        )
        for iso3, one in _lately(told)
    )


def feed_of(told: Told) -> Feed:
    """Return the feed of what was recorded; it is as new as its newest entry."""
    words, entries = told.words, []
    for iso3, one in _lately(told):
        path, _, anchor = told.reach(iso3, one.id).partition("#")
        headline = _headline(one, told)
        title = words("site_entry", country=told.name(iso3), headline=headline)
        updated = _instant(one.recorded)
        entries.append(FeedEntry(title, path, anchor, updated, statement_of(one, words)))
    newest = entries[0].updated if entries else _instant(told.found.assessment.as_of)
    return Feed(FEED, words("site_feed"), newest, tuple(entries))


def _headline(item: Evidence, told: Told) -> str:
    return Said({item.id: item}, told.words).headline(item.id)


def _lately(told: Told) -> Sequence[tuple[str, Evidence]]:
    """Return items with their countries that were recorded in the 90 days, the newest first."""
    changes = told.found.changes
    first, last = changes.before.as_of, changes.after.as_of
    pairs = [
        (iso3, told.items[key])
        for iso3, country in told.countries.items()
        for result in country.indicators
        for key in (one.item.id for one in result.items)
        if key in told.items and first < told.items[key].recorded <= last
    ]
    pairs.sort(key=lambda pair: (pair[1].recorded, pair[1].id, pair[0]), reverse=True)
    return pairs[:MOST]


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def evident(told: Told) -> Iterator[str]:
    """Yield the countries with evidence."""
    for iso3, country in told.countries.items():
        if any(one.items for one in country.indicators):
            yield iso3
