"""The chart of `history`: the score's line, its range, the base rate, marks for what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sahelrisk.analysis.timeline import Point
from sahelrisk.report.blocks import Chart, Event
from sahelrisk.report.change.changes_said import Said
from sahelrisk.report.figures import ends, score_text
from sahelrisk.report.names import band_name, country_name
from sahelrisk.report.sheet_view import Moment
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import Estimate, interval
from sahelrisk.tasks.history import History, Line

BLOCKS = "▁▂▃▄▅▆▇█"
SPARKS = 48
TICKS = 6
RECENT = 365


def sparkline(scores: Sequence[float]) -> str:
    """Draw scores on 0–100 as eighths of a line's height; the scale is always the whole one."""
    return "".join(BLOCKS[min(7, max(0, int(score * 8.0 / 100.0)))] for score in scores)


def chart_of(history: History, line: Line, said: Said) -> Chart | None:
    """Return the chart of a country; None where fewer than two dates have a score."""
    words, rules = said.words, history.dossier.framework
    seen = [(one.as_of, one.estimate) for one in line.points if one.estimate and one.has_band]
    if len(seen) < 2 or seen[0][0] == seen[-1][0]:  # noqa: PLR2004  a line has two ends
        return None
    first, last = seen[0][0], seen[-1][0]
    (_, start), (_, end) = seen[0], seen[-1]
    return Chart(
        title=words("history_of", name=country_name(line.iso3, words)),
        summary=words(
            "history_summary",
            first=first.isoformat(),
            last=last.isoformat(),
            start=score_text(start.score, rules, rules, words),
            end=score_text(end.score, rules, rules, words),
        ),
        moments=tuple(_moment(history, day, one, first, last) for day, one in seen),
        ticks=tuple((_at(day, first, last), day.isoformat()[:7]) for day in _ticks(seen)),
        bands=tuple(
            (band_name(band, words), *ends(rules, place)) for place, band in enumerate(rules.bands)
        ),
        events=tuple(_events(line, said, first, last)),
        lines=tuple(_lines(history, line, words)),
    )


def _at(day: date, first: date, last: date) -> float:
    return (day - first).days / (last - first).days


def _ticks(seen: Sequence[tuple[date, Estimate]]) -> list[date]:
    step = max(1, (len(seen) - 1) // TICKS)
    return [day for day, _ in seen[::step]]


def _moment(history: History, day: date, one: Estimate, first: date, last: date) -> Moment:
    low, high = interval(one, history.dossier.framework.method.interval)
    return Moment(_at(day, first, last), one.score, low, high, one.base_rate)


def _events(line: Line, said: Said, first: date, last: date) -> list[Event]:
    found = []
    for one in line.happened:
        day = date.fromordinal(one.item.first_day)
        if first <= day <= last:
            recent = (last - day).days <= RECENT
            label = said.headline(one.item.id)
            found.append(Event(_at(day, first, last), one.item.observed, label, recent))
    return found


def _lines(history: History, line: Line, words: Words) -> list[tuple[str, str]]:
    """Return upper end, score, base rate and lower end as rows of blocks, and marks of events."""
    level = history.dossier.framework.method.interval
    points = _evenly([one for one in line.points if one.estimate and one.has_band])
    seen = [one.estimate for one in points if one.estimate]
    ranges = [interval(one, level) for one in seen]
    rows = [
        (words("history_high"), sparkline([high for _, high in ranges])),
        (words("score"), sparkline([one.score for one in seen])),
    ]
    if all(one.base_rate is not None for one in seen):
        rows.append((words("history_base"), sparkline([one.base_rate or 0.0 for one in seen])))
    rows.append((words("history_low"), sparkline([low for low, _ in ranges])))
    marks = [" "] * len(points)
    for event in line.happened:
        later = [
            at for at, one in enumerate(points) if event.item.first_day <= one.as_of.toordinal()
        ]
        if later:
            marks[later[0]] = "▲"
    if "▲" in marks:
        # A no-break space keeps its place where others are made single.
        rows.append((words("changes_happened"), "".join(marks).rstrip().replace(" ", "\u00a0")))
    return rows


def _evenly(points: list[Point]) -> list[Point]:
    if len(points) <= SPARKS:
        return points
    last = len(points) - 1
    return [points[round(index * last / (SPARKS - 1))] for index in range(SPARKS)]
