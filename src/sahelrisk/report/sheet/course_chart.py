"""The line chart of three years: score, range, base rate and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sahelrisk.analysis.timeline import Point, months_before
from sahelrisk.report.figures import score_text
from sahelrisk.report.sheet_view import Course, Happening, Moment, Ring
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import day_text
from sahelrisk.scoring.estimate import interval
from sahelrisk.tasks.workings import MONTHS_OF_COURSE

MOST_RINGS = 7


def course_of(
    subject: Subject,
    dated: Sequence[Point],
    happened: Sequence[Happening],
    earlier: Sequence[Happening],
) -> tuple[Course | None, tuple[Happening, ...]]:
    """Return the course of three years through its points, and what happened.

    What happened bears the number of its ring; rings of what happened `earlier` are hollow, and
    the last of those find room.
    """
    words, assessment = subject.words, subject.assessment
    first = months_before(assessment.as_of, MONTHS_OF_COURSE)
    points = [one for one in dated if one.estimate]
    if len(points) < 2:  # noqa: PLR2004  a line has two ends
        return None, tuple(happened)
    span = (assessment.as_of - first).days

    def at(day: date) -> float:
        return min(1.0, max(0.0, (day - first).days / span))

    recent = sorted((one for one in happened if not one.late), key=lambda one: one.iso_date)
    shown = [*earlier, *recent][-MOST_RINGS:]
    rings = []
    for number, one in enumerate(shown, start=1):
        day = date.fromisoformat((one.iso_date + "-01-01")[:10])
        new = one in recent
        rings.append(Ring(at(day), number, one.date, one.headline, one.href, recent=new))
    numbers = {ring.href: ring.number for ring in rings}
    told = tuple(one._replace(number=numbers.get(one.href, 0)) for one in happened)
    level = subject.dossier.framework.method.interval
    moments = tuple(_moment(point, at(point.as_of), level) for point in points)
    years = range(first.year, assessment.as_of.year + 1)
    middles = [
        (
            at(max(first, date(year, 1, 1))) / 2
            + at(min(assessment.as_of, date(year, 12, 31))) / 2,
            str(year),
        )
        for year in years
    ]
    ends, rules = (moments[0].score, moments[-1].score), subject.dossier.framework
    summary = words(
        "sheet_course_text",
        first=day_text(points[0].as_of, words),
        last=day_text(points[-1].as_of, words),
        before=score_text(ends[0], rules, rules, words),
        after=score_text(ends[1], rules, rules, words),
    )
    return Course(
        title=words("sheet_course", months=MONTHS_OF_COURSE),
        summary=summary,
        moments=moments,
        ticks=tuple(middles),
        divisions=tuple(at(date(year, 1, 1)) for year in list(years)[1:]),
        rings=tuple(rings),
        spark=tuple(moment.score for moment in moments),
        scale=subject.dossier.framework.scale,
    ), told


def _moment(point: Point, at: float, level: float) -> Moment:
    estimate = point.estimate
    if estimate is None:
        raise ValueError
    low, high = interval(estimate, level)
    return Moment(at, estimate.score, low, high, estimate.base_rate)
