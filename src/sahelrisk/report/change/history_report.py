"""The report of `history`: a score over time, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sahelrisk.analysis.timeline import Point
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import Profile
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
from sahelrisk.report.score.score_document import Run, rounded
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.estimate import Estimate, band_of, interval

_Figures = Mapping[str, list[dict[str, Any]]]

SCHEMA = "sahelrisk/history/1"
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


class Line(NamedTuple):
    """A country's points, in the order of their dates."""

    iso3: str
    points: tuple[Point, ...]


class History(NamedTuple):
    """The lines of several countries over the same dates; `label` is the highest TLP label."""

    dossier: Dossier
    profile: Profile | None
    known_on: date | None
    every: str
    lines: tuple[Line, ...]
    label: str
    words: Words


def build_history(history: History, run: Run) -> Report:
    """Build the series of one or more countries."""
    words = history.words
    figures = cache(lambda: _countries(history))
    return Report(
        title=words("history_title"),
        blocks=lambda: _blocks(history),
        document=lambda: _document(history, run, figures()),
        header=HEADER,
        rows=lambda: _rows(history, figures()),
        texts=frozenset({"country", "band"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _document(history: History, run: Run, figures: _Figures) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "run": {"version": run.version, "generated": run.generated},
        "known_on": history.known_on.isoformat() if history.known_on else None,
        "profile": history.profile.id if history.profile else None,
        "every": history.every,
        "interval": history.dossier.framework.method.interval,
        "tlp": history.label,
        "withheld": history.dossier.withheld,
        "countries": [{"iso3": iso3, "points": points} for iso3, points in figures.items()],
    }


def _countries(history: History) -> dict[str, list[dict[str, Any]]]:
    return {
        line.iso3: [_point(history.dossier, point) for point in line.points]
        for line in sorted(history.lines, key=lambda line: line.iso3)
    }


def _point(dossier: Dossier, point: Point) -> dict[str, Any]:
    rules, estimate = dossier.framework, point.estimate
    document: dict[str, Any] = {"as_of": point.as_of.isoformat()}
    if estimate is None:
        nothing = dict.fromkeys(("score", "standard_error", "low", "high"))
        return document | nothing | {"coverage": 0.0, "band": None}
    low, high = interval(estimate, rules.method.interval)
    size = abs(rules.scale[1] - rules.scale[0]) / 100.0
    return document | {
        "score": rounded(on_scale(estimate.score, rules.scale)),
        "standard_error": rounded(estimate.standard_error * size),
        "low": rounded(on_scale(low, rules.scale)),
        "high": rounded(on_scale(high, rules.scale)),
        "coverage": rounded(estimate.coverage),
        "band": _band(dossier, estimate).name if point.has_band else None,
    }


def _band(dossier: Dossier, estimate: Estimate) -> Any:  # noqa: ANN401  a band of the framework
    return dossier.framework.bands[band_of(estimate.score, dossier.framework.bands)]


def _rows(history: History, figures: _Figures) -> Iterator[tuple[Plain, ...]]:
    for iso3, points in figures.items():
        name = country_name(iso3, history.words)
        for point in points:
            yield (iso3, name, point["as_of"], history.label, *list(point.values())[1:])


def _blocks(history: History) -> Iterator[Block]:
    words, dossier = history.words, history.dossier
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
        yield from _line(history, line)


def _line(history: History, line: Line) -> Iterator[Block]:
    words, rules = history.words, history.dossier.framework
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
    yield _table(history, shown, all_of=len(line.points))


def sparkline(scores: Sequence[float]) -> str:
    """Draw scores on 0–100 as eighths of a line's height; the scale is always the whole one."""
    return "".join(BLOCKS[min(7, max(0, int(score * 8.0 / 100.0)))] for score in scores)


def _spread(points: Sequence[Point], most: int) -> list[Point]:
    """Pick points evenly, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    last = len(points) - 1
    return [points[round(index * last / (most - 1))] for index in range(most)]


def _table(history: History, points: Sequence[Point], *, all_of: int) -> Table:
    words, rules = history.words, history.dossier.framework
    level = words.percent(rules.method.interval)
    columns = (
        Column(words("as_of")),
        Column(words("score"), number=True),
        Column(scale_title([rules], words), drop=2),
        Column(words("interval", level=level), number=True),
        Column(words("coverage"), number=True),
        Column(words("band"), drop=1),
    )
    rows = tuple((point.as_of.isoformat(), *_cells(history, point)) for point in points)
    left = all_of - len(points)
    return Table(columns, rows, words.count("history_left", left) if left else "")


def _cells(history: History, point: Point) -> tuple[Cell, ...]:
    words, rules, estimate = history.words, history.dossier.framework, point.estimate
    if estimate is None:
        return ("–", "–", "–", "–", words("compare_status_insufficient"))
    low, high = (score_of(end, rules, words) for end in interval(estimate, rules.method.interval))
    name = band_name(_band(history.dossier, estimate), words)
    return (
        score_of(estimate.score, rules, words),
        bar_of(estimate, rules, rules, words),
        words("range", low=low, high=high),
        words.share(estimate.coverage),
        name if point.has_band else words("compare_status_insufficient"),
    )
