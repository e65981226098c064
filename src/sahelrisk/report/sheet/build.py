"""The sheet of a country from its scores, what changed in a year, and its course."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sahelrisk.analysis.difference import Change
from sahelrisk.analysis.timeline import months_before
from sahelrisk.report.figures import place, unit
from sahelrisk.report.measured import credits_of
from sahelrisk.report.names import is_index, profile_title
from sahelrisk.report.sheet import story
from sahelrisk.report.sheet.behind import full_parts, pages_behind
from sahelrisk.report.sheet.course_chart import course_of
from sahelrisk.report.sheet.details import SIGNS, Parts
from sahelrisk.report.sheet.happened import earlier, happenings, weaker
from sahelrisk.report.sheet.head import (
    base_line,
    deck,
    edge_note,
    facts,
    newest,
    notices,
    plain_lines,
    standing_line,
    worst_line,
    year_line,
)
from sahelrisk.report.sheet.marks import mark_of, stretches
from sahelrisk.report.sheet.telling import LEAST_POINTS, Telling
from sahelrisk.report.sheet_view import Cell, Letterhead, Mark, Sentence, Sheet
from sahelrisk.report.subject import Subject, marking_block
from sahelrisk.report.words import day_text
from sahelrisk.scoring.standing import standing
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.workings import MONTHS_OF_CHANGE, Workings


class Wanted(NamedTuple):
    """How much of a sheet is worked out beside its first page.

    The `full` parts; the `chart` month by month, with events of earlier years; the `whole` sheet
    has both and the pages behind the first.
    """

    whole: bool = False
    full: bool = False
    chart: bool = False


def sheet_of(
    subject: Subject,
    wanted: Wanted,
    letterhead: Letterhead | None = None,
    workings: Workings | None = None,
) -> Sheet:
    """Return the sheet of a country; `workings` spare what other sheets have worked out."""
    works, iso3 = workings or Workings(subject.dossier, subject.assessment), subject.country.iso3
    words, dossier, framework = subject.words, subject.dossier, subject.dossier.framework
    found, stands = works.year(iso3), standing(dossier, subject.assessment, subject.country)
    telling = Telling(subject)
    parts = Parts(telling, found)
    mark = mark_of(subject.country.outcome, framework, words, framework)
    base = base_line(subject)
    since = months_before(subject.assessment.as_of, MONTHS_OF_CHANGE)
    happened = happenings(found, telling, since) if mark else ()
    pushes = story.pushes(telling) if mark else ()
    evidence = bool(subject.support.evidence)
    charted = wanted.whole or wanted.chart
    before = earlier(telling, works.first, since) if mark and charted else ()
    # A base rate alone moves once or twice a year.
    every = "month" if wanted.whole or (wanted.chart and evidence) else "quarter"
    course = None
    if mark:
        course, happened = course_of(subject, works.course(iso3, every).points, happened, before)
    least = LEAST_POINTS * abs(unit(framework))
    up = tuple(one for one in pushes if one.points >= least)
    down = tuple(one for one in reversed(pushes) if one.points <= -least)
    return Sheet(
        iso3=iso3,
        country=story.name_of(subject),
        letterhead=letterhead or Letterhead(words("sheet_report"), dossier.file.title),
        tlp=marking(dossier, [subject.country]),
        as_of=day_text(subject.assessment.as_of, words),
        newest=newest(subject),
        notices=tuple(notices(dossier, subject.assessment, words)),
        bands=stretches(framework, words),
        mark=mark,
        chip=mark.band if mark else "",
        of=words("sheet_of", top=words.general(framework.scale[1])),
        level=words("sheet_level", level=words.percent(framework.method.interval)),
        standing=standing_line(stands, words),
        base_line=base,
        confidence=words(f"confidence_{subject.support.confidence}") if evidence else "",
        worst=worst_line(subject),
        deck=tuple(deck(subject, mark, pushes)),
        plain=tuple(plain_lines(subject, mark)),
        facts=tuple(facts(subject, mark, found, stands)) if mark else (),
        course=course,
        sign=SIGNS[found.country.direction],
        evidence=parts.evidence(subject.country.outcome) if mark else "",
        shown=_shown(subject, parts),
        shown_title=_shown_title(subject),
        pillars=parts.pillars() if mark else (),
        happened=happened,
        happened_title=words("sheet_happened", months=MONTHS_OF_CHANGE)
        if mark and evidence and not is_index(dossier)
        else "",
        weaker=weaker(found, telling, since) if mark and evidence else Sentence(""),
        waterfall=story.waterfall_of(pushes, telling, mark.tone) if mark and pushes else None,
        up=up,
        down=down,
        year=_year(subject, mark, found),
        why=words("sheet_why" if base else "sheet_drivers"),
        why_note=words("sheet_why_note") if base else "",
        edge=edge_note(subject) if mark else "",
        watch=tuple(story.watching(works.prospects(iso3), subject)) if mark and evidence else (),
        gaps=tuple(story.gaps(subject)) if mark and evidence else (),
        basis=tuple(story.statistics(subject)) if mark and not evidence else (),
        hint=words("sheet_hint", country=story.typed_name(subject.country.iso3, words)),
        **(full_parts(subject) if wanted.full or wanted.whole else {}),
        **(pages_behind(parts) if wanted.whole else {}),
        credits=credits_of(dossier, words),
        language=words.lang,
        ticks=tuple(_ticks(subject)),
        top=words.general(framework.scale[1]),
        made_of=_made_of(subject),
    )


def _year(subject: Subject, mark: Mark | None, found: Change) -> str:
    if mark is None:
        return ""
    went, parts = year_line(subject, mark, found)
    return subject.words("sheet_said", title=went, reason=parts) if parts else went


def _ticks(subject: Subject) -> Iterator[tuple[str, str]]:
    scales = {one.node.rules.scale: one.node.rules for one in subject.country.pillars}
    if len(scales) == 1:
        [rules] = scales.values()
        for at in range(0, 101, 20):
            yield str(at), place(float(at), rules, subject.words)


def _made_of(subject: Subject) -> tuple[tuple[str, str], ...]:
    return tuple((label, str(value)) for label, value in marking_block(subject).pairs)


def _shown(subject: Subject, parts: Parts) -> tuple[Cell, ...]:
    profile = subject.assessment.profile
    results = {one.id: one for one in subject.country.indicators}
    keys = profile.show if profile else ()
    return tuple(parts.cell(results[key]) for key in keys if key in results)


def _shown_title(subject: Subject) -> str:
    profile = subject.assessment.profile
    if profile is None or not profile.show:
        return ""
    return subject.words("sheet_shown", profile=profile_title(profile, subject.words))
