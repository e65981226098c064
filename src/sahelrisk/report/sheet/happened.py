"""What happened in the last 12 months, and before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sahelrisk.analysis.credit import evidence_points
from sahelrisk.analysis.difference import Change, Happened
from sahelrisk.analysis.steps import EVIDENCE_CAUSES
from sahelrisk.analysis.timeline import Happening as Event
from sahelrisk.analysis.timeline import happened
from sahelrisk.report.figures import unit
from sahelrisk.report.names import indicator_short, indicator_title
from sahelrisk.report.sheet.telling import LEAST_POINTS, Telling, grade
from sahelrisk.report.sheet_view import Happening, Sentence
from sahelrisk.report.words import day_text
from sahelrisk.scoring.alerts import good
from sahelrisk.scoring.readings import AT_LEAST, AT_MOST, how_read
from sahelrisk.scoring.tree import Indicator
from sahelrisk.scoring.weigh import Weighed, settled

FILLED_TO = 5
MOST_WEAKER = 3
MONTH = len("2026-02")
UNTOLD = frozenset({"withdrawn", "not-applicable", "superseded", "unusable"})
"""Why an item tells nothing; what is retired or has ended did happen."""
TOP, NEXT, LOWER = 2, 1, 0


class Found(NamedTuple):
    """An item of the last 12 months with a headline: how high its rung is, and how it is read."""

    indicator: str
    one: Weighed
    rung: int
    reads: str
    headline: str


def happenings(change: Change, telling: Telling, since: date) -> tuple[Happening, ...]:
    """Return what happened, each report or event once: the latest first, late entries last.

    Turning points and good items at the top of a ladder are few; the list is filled with the good
    reports since a date of the highest rungs, then those that moved the score most, then the
    newest.
    """
    by_origin = _by_origin(change, telling, since)
    told = [_happening(found, telling) for found in by_origin.values()]
    told.sort(key=lambda one: (not one.late, one.iso_date, one.headline), reverse=True)
    return tuple(told)


def weaker(change: Change, telling: Telling, since: date) -> Sentence:
    """Return what only weaker sources say of the highest rungs since a date, newest first.

    What repeats a report or an event that is listed is left out, and what was known of a case
    by the day of what is listed of it.
    """
    words, rules = telling.words, telling.subject.dossier.framework
    seen: dict[tuple[str, ...], int] = {}
    for listed in _by_origin(change, telling, since).values():
        for one in listed:
            _see(seen, one.indicator, one.item)
    told = []
    for found in sorted(_recent(change, telling, since), key=_newest_first):
        item = found.one.item
        told_already = any(
            item.first_day <= seen.get(key, 0) for key in _events(found.indicator, found.one)
        )
        high = found.rung == TOP or (found.rung == NEXT and found.reads == AT_LEAST)
        if good(found.one, rules) or not (high or item.turning_point) or told_already:
            continue
        _see(seen, found.indicator, found.one)
        told.append(found)
    if not told:
        return Sentence("")
    items = [
        words(
            "sheet_weaker_item",
            headline=found.headline,
            date=day_text(found.one.item.observed[:MONTH], words),
            grade=grade(found.one),
        )
        for found in told[:MOST_WEAKER]
    ]
    rest = len(told) - len(items)
    more = [words("sheet_weaker_more", number=rest)] if rest else []
    # A headline alone may stand in the words before it.
    links = tuple((text, f"#{one.one.item.id}") for text, one in zip(items, told, strict=False))
    return Sentence(
        words("sheet_weaker", items=words("sheet_weaker_join").join(items + more)), links
    )


def _events(indicator: str, one: Weighed) -> dict[tuple[str, ...], int]:
    """Return what an item tells of, and the last day it tells of it.

    That is for good the report it goes back to, and until its own day its case of an indicator.
    """
    events: dict[tuple[str, ...], int] = {one.item.lineage: date.max.toordinal()}
    if one.item.case:
        events["case", indicator, one.item.case] = one.item.first_day
    return events


def _see(seen: dict[tuple[str, ...], int], indicator: str, one: Weighed) -> None:
    for key, until in _events(indicator, one).items():
        seen[key] = max(seen.get(key, 0), until)


def _by_origin(
    change: Change, telling: Telling, since: date
) -> dict[tuple[str, str], list[Happened]]:
    """Return what must be told and what fills the list, by the report it goes back to."""
    by_origin: dict[tuple[str, str], list[Happened]] = {}
    for one in change.happened:
        by_origin.setdefault(one.item.lineage, []).append(one)
    recent = sum(not all(one.late for one in found) for found in by_origin.values())
    for one in _fillers(change, telling, since):
        if recent == FILLED_TO:
            break
        if one.item.lineage not in by_origin:
            by_origin[one.item.lineage] = [one]
            recent += 1
    return by_origin


def _fillers(change: Change, telling: Telling, since: date) -> Iterator[Happened]:
    """Yield the good items since a date that have a headline, those that say most first."""
    rules = telling.subject.dossier.framework
    points = evidence_points(part.items for part in change.parts if part.cause in EVIDENCE_CAUSES)

    def first(found: Found) -> tuple[object, ...]:
        moved = settled(abs(points.get(found.one.item.id, 0.0)))
        return -found.rung, -moved, *_newest_first(found)

    recent = [one for one in _recent(change, telling, since) if good(one.one, rules)]
    for found in sorted(recent, key=first):
        moved = points.get(found.one.item.id, 0.0)
        yield Happened(found.indicator, found.one, "report", late=False, points=moved)


def _newest_first(found: Found) -> tuple[int, str, str]:
    return -found.one.item.first_day, found.one.item.id, found.indicator


def _recent(change: Change, telling: Telling, since: date) -> Iterator[Found]:
    """Yield the items since a date that have a headline, at each of their indicators."""
    prior = telling.subject.dossier.framework.method.prior_weight > 0.0
    for result in change.after.indicators:
        for one in result.items:
            evidence = telling.evidence(one.item)
            if one.item.first_day <= since.toordinal() or one.silenced in UNTOLD:
                continue
            if evidence and evidence.headline:
                reads = how_read(one.item, result.indicator, has_prior=prior)
                rung = _rung(one, result.indicator, reads)
                yield Found(result.id, one, rung, reads, telling.headline(one.item))


def _rung(one: Weighed, leaf: Indicator, reads: str) -> int:
    """Tell whether an item says that one of the two highest rungs was reached, and which.

    The lowest rung is never one of them.
    """
    at = [level for level, _ in leaf.ladder[1:][-2:]]
    level = one.item.level
    if reads == AT_MOST or level is None or not at or level < at[0]:
        return LOWER
    return TOP if level >= at[-1] else NEXT


def _happening(found: Sequence[Happened], telling: Telling) -> Happening:
    words, dossier = telling.words, telling.subject.dossier
    best = max(found, key=lambda one: (abs(settled(one.points)), one.item.quality, one.indicator))
    size = unit(dossier.framework)
    points = sum(one.points for one in found) * size
    shown = settled(abs(points)) >= LEAST_POINTS * abs(size)
    return Happening(
        date=day_text(best.item.item.observed, words),
        iso_date=best.item.item.observed,
        headline=telling.headline(best.item.item),
        grade=grade(best.item),
        indicator=indicator_title(dossier, best.indicator, words),
        short=indicator_short(dossier, best.indicator, words),
        points=words("sheet_points", points=words.signed(points)) if shown else "",
        href=f"#{best.item.item.id}",
        late=words("sheet_late") if best.late else "",
    )


def earlier(telling: Telling, first: date, since: date) -> tuple[Happening, ...]:
    """Return what happened after a first date and up to `since`, each report once, by date."""
    subject, words = telling.subject, telling.words
    found: dict[tuple[str, str], Event] = {}
    for one in happened(subject.country, subject.dossier, first, since):
        found.setdefault(one.item.lineage, one)
    return tuple(
        Happening(
            date=day_text(one.item.observed, words),
            iso_date=one.item.observed,
            headline=telling.headline(one.item),
            grade=f"{one.item.reliability}{one.item.credibility}",
            indicator=indicator_title(subject.dossier, one.indicator, words),
            short=indicator_short(subject.dossier, one.indicator, words),
            points="",
            href=f"#{one.item.id}",
            late="",
        )
        for one in found.values()
    )
