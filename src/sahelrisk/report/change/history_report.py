"""The report of `history`: a score over time, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from sahelrisk.analysis.timeline import Point
from sahelrisk.model.documents.history_document import HistoryDocument
from sahelrisk.model.documents.parts import Run
from sahelrisk.model.dossier import worded
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Fill,
    Heading,
    Paragraph,
    Plain,
    Report,
    Table,
)
from sahelrisk.report.change.changes_said import Said
from sahelrisk.report.change.history_chart import chart_of
from sahelrisk.report.figures import scale_title, score_text
from sahelrisk.report.fills import NOTHING, fill_of, range_bar_of, range_text
from sahelrisk.report.names import country_name, framework_title, profile_title
from sahelrisk.report.words import Words
from sahelrisk.tasks.history import History, Line, history_document

SHOWN = 25
HEADER = (
    "iso3",
    "country",
    "as_of",
    "tlp",
    "score",
    "standard_error",
    "low",
    "high",
    "coverage",
    "band",
    "base_rate",
)


def build_history(history: History, words: Words, run: Run) -> Report:
    """Build the series of one or more countries."""
    document = cache(lambda: history_document(history, run))
    return Report(
        title=words("history_title"),
        blocks=lambda: _blocks(history, words),
        document=lambda: document().as_json(),
        header=HEADER,
        rows=lambda: _rows(document(), words),
        texts=frozenset({"country", "band"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _rows(document: HistoryDocument, words: Words) -> Iterator[tuple[Plain, ...]]:
    for country in document.countries:
        name = country_name(country.iso3, words)
        for one in country.points:
            figures = (one.score, one.standard_error, one.low, one.high, one.coverage, one.band)
            yield (country.iso3, name, one.as_of.isoformat(), document.tlp, *figures, one.base_rate)


def _blocks(history: History, words: Words) -> Iterator[Block]:
    dossier = history.dossier
    known = history.known_on.isoformat() if history.known_on else words("known_everything")
    yield Heading(words("history_title"), 1)
    days = [point.as_of.isoformat() for point in history.lines[0].points]
    pairs = [
        (words("marking"), f"TLP:{history.label}"),
        (words("history_span"), words("history_between", first=days[0], last=days[-1])),
        (words("history_every"), words(f"every_{history.every}")),
        (words("known_on"), known),
        (words("profile"), profile_title(history.profile, words)),
        (words("framework"), framework_title(dossier, words)),
    ]
    if notice := dossier.file.notice(words.lang):
        pairs.append((words("notice"), notice))
    if dossier.withheld:
        pairs.append((words("notice"), words.count("withheld", dossier.withheld)))
    yield Fields(tuple(pairs))
    yield Paragraph(words("history_reading"))
    for line in history.lines:
        yield Heading(country_name(line.iso3, words))
        yield from _line(history, words, line)


def _line(history: History, words: Words, line: Line) -> Iterator[Block]:
    said = Said(worded(history.dossier, history.known_on or date.max), words)
    chart = chart_of(history, line, said)
    if chart:
        yield chart
    yield _table(history, said, line)


def _table(history: History, said: Said, line: Line) -> Table:
    """Return a row a date; what happened stands beside the first date that knows of it."""
    words, rules = said.words, history.dossier.framework
    level = words.percent(rules.method.interval)
    events, based = any(line.happened), bool(history.dossier.measures)
    columns = (
        Column(words("as_of"), whole=True),
        Column(words("score"), number=True),
        Column(scale_title([rules], words), drop=4),
        Column(level, number=True),
        *((Column(words("history_base"), number=True, drop=2),) if based else ()),
        Column(words("compare_evidence"), number=True, drop=3),
        *((Column(words("changes_happened")),) if events else ()),
    )
    shown = _spread(line.points, SHOWN)
    rows = []
    before = 0
    for point in shown:
        day = point.as_of.toordinal()
        happened = [one for one in line.happened if before < one.item.first_day <= day]
        before = day
        told = words.apart(f"{one.item.observed} {said.headline(one.item.id)}" for one in happened)
        cells = _cells(history, words, point)
        rows.append((point.as_of.isoformat(), *cells, *((told,) if events else ())))
    left = len(line.points) - len(shown)
    return Table(columns, tuple(rows), words.count("history_left", left) if left else "")


def _spread(points: Sequence[Point], most: int) -> list[Point]:
    """Pick points evenly, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    last = len(points) - 1
    return [points[round(index * last / (most - 1))] for index in range(most)]


def _cells(history: History, words: Words, point: Point) -> tuple[Cell, ...]:
    rules, estimate = history.dossier.framework, point.estimate
    based = bool(history.dossier.measures)
    if estimate is None or not point.has_band:
        none = Fill(NOTHING, band=words("compare_status_insufficient"))
        return (none, *(NOTHING,) * (3 + based))
    base = estimate.base_rate
    bases = (NOTHING if base is None else score_text(base, rules, rules, words),)
    return (
        fill_of(estimate, rules, rules, words),
        range_bar_of(estimate, rules, rules, words),
        range_text(estimate, rules, rules, words),
        *(bases if based else ()),
        words.percent(estimate.coverage),
    )
