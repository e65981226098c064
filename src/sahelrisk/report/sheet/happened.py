"""What happened in the last 12 months, and before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sahelrisk.analysis.credit import evidence_points
from sahelrisk.analysis.difference import EVIDENCE_CAUSES, Change, Happened
from sahelrisk.analysis.timeline import Happening as Event
from sahelrisk.analysis.timeline import happened
from sahelrisk.report.figures import unit
from sahelrisk.report.names import indicator_short, indicator_title
from sahelrisk.report.sheet.telling import LEAST_POINTS, Telling, grade
from sahelrisk.report.sheet_view import Happening
from sahelrisk.report.words import day_text
from sahelrisk.scoring.alerts import good
from sahelrisk.scoring.weigh import settled

FILLED_TO = 4


def happenings(change: Change, telling: Telling, since: date) -> tuple[Happening, ...]:
    """Return what happened, each report or event once: the latest first, late entries last.

    Turning points and good items at the top of a ladder are few; the list is filled with the good
    reports since a date that moved the score most.
    """
    by_origin: dict[tuple[str, str], list[Happened]] = {}
    for one in change.happened:
        by_origin.setdefault(one.item.lineage, []).append(one)
    for one in _movers(change, telling, since):
        if len(by_origin) < FILLED_TO:
            by_origin.setdefault(one.item.lineage, [one])
    told = [_happening(found, telling) for found in by_origin.values()]
    told.sort(key=lambda one: (not one.late, one.iso_date, one.headline), reverse=True)
    return tuple(told)


def _movers(change: Change, telling: Telling, since: date) -> Sequence[Happened]:
    """Return the good items since a date that have a headline and moved the score, most first."""
    rules = telling.subject.dossier.framework
    points = evidence_points(part.items for part in change.parts if part.cause in EVIDENCE_CAUSES)
    found = [
        Happened(result.id, one, "moved", late=False, points=points[one.item.id])
        for result in change.after.indicators
        for one in result.items
        if settled(abs(points.get(one.item.id, 0.0))) >= LEAST_POINTS
        and one.item.first_day > since.toordinal()
        and not one.silenced
        and good(one, rules)
        and (evidence := telling.evidence(one.item))
        and evidence.headline
    ]
    return sorted(found, key=lambda one: (-settled(abs(one.points)), one.item.item.id))


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
