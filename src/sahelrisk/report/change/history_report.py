"""The report of `history`: a score over time, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sahelrisk.analysis.timeline import Point
from sahelrisk.model.documents.history_document import HistoryDocument
from sahelrisk.model.documents.parts import Run
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Paragraph,
    Plain,
    Report,
    Table,
)
from sahelrisk.report.figures import bar_of, scale_title, score_of
from sahelrisk.report.names import band_name, country_name, framework_title, profile_title
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import band_of, interval
from sahelrisk.tasks.history import History, Line, history_document

BLOCKS = "▁▂▃▄▅▆▇█"
SPARKS = 48
SHOWN = 13
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
            yield (country.iso3, name, one.as_of.isoformat(), document.tlp, *figures)


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
    if dossier.file.illustrative:
        pairs.append((words("notice"), dossier.file.illustrative))
    if dossier.withheld:
        pairs.append((words("notice"), words.count("withheld", dossier.withheld)))
    yield Fields(tuple(pairs))
    yield Paragraph(words("history_reading"))
    for line in history.lines:
        yield Heading(country_name(line.iso3, words))
        yield from _line(history, words, line)


def _line(history: History, words: Words, line: Line) -> Iterator[Block]:
    rules = history.dossier.framework
    seen = [point for point in _spread(line.points, SPARKS) if point.estimate]
    if len(seen) > 1:
        level = rules.method.interval
        ends = [interval(point.estimate, level) for point in seen if point.estimate]
        scores = [point.estimate.score for point in seen if point.estimate]
        yield Fields(
            (
                (words("history_high"), sparkline([high for _, high in ends])),
                (words("score"), sparkline(scores)),
                (words("history_low"), sparkline([low for low, _ in ends])),
            )
        )
    shown = _spread(line.points, SHOWN)
    yield _table(history, words, shown, all_of=len(line.points))


def sparkline(scores: Sequence[float]) -> str:
    """Draw scores on 0–100 as eighths of a line's height; the scale is always the whole one."""
    return "".join(BLOCKS[min(7, max(0, int(score * 8.0 / 100.0)))] for score in scores)


def _spread(points: Sequence[Point], most: int) -> list[Point]:
    """Pick points evenly, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    last = len(points) - 1
    return [points[round(index * last / (most - 1))] for index in range(most)]


def _table(history: History, words: Words, points: Sequence[Point], *, all_of: int) -> Table:
    rules = history.dossier.framework
    level = words.percent(rules.method.interval)
    columns = (
        Column(words("as_of")),
        Column(words("score"), number=True),
        Column(scale_title([rules], words), drop=2),
        Column(words("interval", level=level), number=True),
        Column(words("coverage"), number=True),
        Column(words("band"), drop=1),
    )
    rows = tuple((point.as_of.isoformat(), *_cells(history, words, point)) for point in points)
    left = all_of - len(points)
    return Table(columns, rows, words.count("history_left", left) if left else "")


def _cells(history: History, words: Words, point: Point) -> tuple[Cell, ...]:
    rules, estimate = history.dossier.framework, point.estimate
    if estimate is None:
        return ("–", "–", "–", "–", words("compare_status_insufficient"))
    low, high = (score_of(end, rules, words) for end in interval(estimate, rules.method.interval))
    name = band_name(rules.bands[band_of(estimate.score, rules.bands)], words)
    return (
        score_of(estimate.score, rules, words),
        bar_of(estimate, rules, rules, words),
        words("range", low=low, high=high),
        words.share(estimate.coverage),
        name if point.has_band else words("compare_status_insufficient"),
    )
