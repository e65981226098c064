"""The sheet of a country on one screen: rich's panel and tables, the range bar is ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from sahelrisk.render.text import KEPT_SPACE, unbroken, visible
from sahelrisk.report.sheet_view import (
    ARROWS,
    Cell,
    Happening,
    Mark,
    Overview,
    PillarPart,
    Push,
    Sheet,
    Sign,
)

SPARKS = "▁▂▃▄▅▆▇█"
BAR_LEAST, BAR_MOST = 16, 42
TWO_SIDES = 72
ROOM_FOR_TITLES = 84
ROOM_FOR_RANGES = 42
WIDEST_RANGE = len("90–100")
SHORTEST = 3
HAPPENED, MOST, MOST_BESIDE_PROFILE = 4, 3, 2
MONTHS = 18
HUNDRED = {one: one for one in ("0", "20", "40", "60", "80", "100")}
_SPACE = re.compile(r"\s")
_ASIDE = re.compile(r"\([^()]{1,32}\)\.?$")
"""What stands in brackets at the end, a date and a grade: it is not broken."""


Words = Callable[..., str]


def brief(sheet: Sheet, words: Words, *, width: int, boxed: bool) -> RenderableType:
    """Return everything a client asks in the first minute, in at most 45 lines of 100 columns."""
    level = sheet.mark.range.partition(":")[0].strip() if sheet.mark else ""
    most = MOST_BESIDE_PROFILE if sheet.shown else MOST
    parts: list[RenderableType] = [_head(sheet, words, width=width, boxed=boxed)]
    if sheet.mark is None or sheet.plain:
        parts.extend(_text(line) for line in sheet.plain)
    if sheet.shown:
        parts += [_title(sheet.shown_title), _cells(sheet.shown, words, level, width)]
    if any(not one.late for one in sheet.happened):
        recent = [one for one in sheet.happened if not one.late]
        parts += [_title(sheet.happened_title), _happened(recent[:HAPPENED], width)]
    if sheet.pillars:
        parts += [Text(), _pillars(sheet, words, level, width), _legend(sheet, words, width)]
    if sheet.up or sheet.down:
        pushes = (*sheet.up[:most], *sheet.down[:most])
        parts += [_title(words("sheet_why")), *(_push(one, words) for one in pushes)]
    if sheet.watch:
        parts.append(_title(words("sheet_watch")))
        parts += [_point(one.text) for one in sheet.watch[:most]]
    if sheet.gaps:
        parts.append(_labelled(words("sheet_gaps"), " ".join(one.text for one in sheet.gaps)))
    if sheet.basis:
        parts += [_title(words("sheet_basis")), *map(_point, sheet.basis)]
    parts.append(_text(sheet.hint, "dim"))
    return Group(*parts)


def overview(found: Overview, words: Words, *, width: int) -> RenderableType:
    """Return several countries side by side: a row a country, a cell a pillar."""
    wide = width >= ROOM_FOR_TITLES + len(found.pillars) * 4
    heads = found.shorts if wide else [one[:SHORTEST] for one in found.shorts]
    pillars = len(found.pillars)
    ranges = width >= ROOM_FOR_RANGES + pillars * (SHORTEST + 2)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="head")
    table.add_column(Text(f" {words('country')}"), overflow="fold")
    table.add_column(Text(words("score")), justify="right", no_wrap=True)
    if ranges:
        level = found.rows[0].mark.range if found.rows[0].mark else ""
        table.add_column(Text(level.partition(":")[0].strip()), justify="right", no_wrap=True)
    table.add_column(Text(words("sheet_12_short")), justify="center", no_wrap=True)
    for head in heads:
        table.add_column(Text(visible(head)), justify="right", no_wrap=True)
    table.add_column(Text(words("sheet_evidence")), justify="right", no_wrap=True)
    for one in found.rows:
        between = f"{one.mark.low_text}–{one.mark.high_text}" if one.mark else ""
        table.add_row(
            Text(f" {visible(one.country)}"),
            _chip(one.mark),
            *([Text(between)] if ranges else []),
            arrow(one.sign),
            *map(_chip, one.pillars),
            _text(one.evidence),
        )
    return Group(_title(found.title), table)


def _chip(mark: Mark | None) -> Text:
    return Text(mark.text, f"chip{mark.tone}") if mark else Text("–")


def _text(text: str, style: str = "") -> Text:
    shown = _ASIDE.sub(lambda found: found[0].replace(" ", KEPT_SPACE), visible(text))
    return Text(unbroken(shown), style)


def _title(text: str) -> Text:
    return Text(visible(text), "title")


def _labelled(label: str, text: str) -> Text:
    return Text.assemble((visible(label), "title"), "   ", visible(text))


def _point(text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text(" ·"), _text(text))
    return grid


def _push(push: Push, words: Words) -> RenderableType:
    rising = push.points > 0
    grid = Table.grid(padding=(0, 2, 0, 0))
    figure = f" {'▲' if rising else '▼'} {push.text.lstrip('+−-')}"
    said = words("sheet_said", title=push.title, reason=push.reason)
    shown = _text(said if push.reason else push.title)
    grid.add_row(Text(figure, "up" if rising else "down", no_wrap=True), shown)
    return grid


def _head(sheet: Sheet, words: Words, *, width: int, boxed: bool) -> RenderableType:
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    grid.add_column(ratio=1)
    if width >= TWO_SIDES:
        grid.add_column(justify="right", no_wrap=True)
    if sheet.mark:
        for row in _rows(sheet.mark, sheet, words, width):
            grid.add_row(*row)
    foot = " · ".join((words("sheet_as_of", date=sheet.as_of), f"TLP:{sheet.tlp}", *sheet.notices))
    fits = cells_of(_text(foot)) <= width - 6
    if boxed:
        panel = Panel(
            grid,
            title=Text(visible(sheet.country), "bold"),
            title_align="left",
            subtitle=_text(foot, "dim") if fits else None,
            subtitle_align="right",
            box=box.ROUNDED,
            width=width,
            border_style="rule",
        )
        return panel if fits else Group(panel, _text(foot, "dim"))
    body: list[RenderableType] = [Text(visible(sheet.country), "bold")]
    return Group(*body, *((grid,) if sheet.mark else ()), _text(foot, "dim"))


def _rows(mark: Mark, sheet: Sheet, words: Words, width: int) -> Iterator[Sequence[Text]]:
    """Yield the rows of the head: finding on the left, how sure on the right."""
    finding = Text.assemble(
        (f" {visible(sheet.chip).upper()} ", f"chip{mark.tone}"),
        ("   " + mark.text, "bold"),
        " " + visible(sheet.of),
    )
    between = _SPACE.sub(KEPT_SPACE, visible(mark.range))
    said = [part for part in (sheet.standing, sheet.base_line) if part]
    label = words("sheet_confidence_label")
    sure = words("sheet_said", title=label, reason=sheet.confidence) if sheet.confidence else ""
    beside = [
        _course(sheet, words),
        _text(sure),
        _text(sheet.newest),
    ]
    room = width - 6 - max(map(cells_of, beside))
    first = " · ".join(said)
    lines = [first] if width >= TWO_SIDES and cells_of(_text(first)) <= room else said
    alone = cells_of(finding) + 3 + cells_of(Text(between)) > (
        room if width >= TWO_SIDES else width - 4
    )
    left = [finding, Text(between)] if alone else [finding.append("   " + between)]
    under = [*left, *map(_text, lines), _worst(sheet)]
    if width < TWO_SIDES:
        yield from ([one] for one in (*under, *beside) if one)
        return
    pairs = zip_longest((one for one in under if one), (one for one in beside if one))
    yield from ([one or Text() for one in pair] for pair in pairs)


def cells_of(text: Text) -> int:
    """Return how many columns a text takes."""
    return text.cell_len


def _worst(sheet: Sheet) -> Text:
    """Return the sentence on the worst pillar, its band in colour."""
    text = _text(sheet.worst.text)
    for phrase, style in sheet.worst.links:
        text.highlight_words([visible(phrase)], style.removeprefix("#"))
    return text


def _course(sheet: Sheet, words: Words) -> Text:
    if not (sheet.course and sheet.course.spark):
        return Text()
    line = spark(sheet.course.spark, MONTHS)
    return Text.assemble(
        (words("sheet_course_short", months=36), "dim"), "  ", line, " ", arrow(sheet.sign)
    )


def spark(scores: Sequence[float], most: int) -> str:
    """Return a line of blocks on 0 to 100, of at most so many columns."""
    step = max(1, -(-len(scores) // most))
    kept = list(scores)[::-1][::step][::-1]
    top = len(SPARKS) - 1
    return "".join(SPARKS[min(top, int(score / 100.0 * len(SPARKS)))] for score in kept)


def arrow(sign: Sign) -> Text:
    """Return a sign of change in its colour."""
    style = {"up": "up", "down": "down"}.get(sign, "")
    return Text(ARROWS[sign], style)


def range_bar(mark: Mark, columns: int) -> Text:
    """Return a mark on the scale: range, base rate and score, each at its column."""
    cells = ["┄"] * columns
    styles = ["rule"] * columns

    def at(score: float) -> int:
        return min(columns - 1, max(0, int(score / 100.0 * columns)))

    for edge in (20, 40, 60, 80):
        cells[at(edge)] = "┊"
    for column in range(at(mark.low), at(mark.high) + 1):
        cells[column], styles[column] = ("╍" if mark.broken else "━"), "range"
    if mark.base is not None:
        cells[at(mark.base)], styles[at(mark.base)] = "┃", "base"
    cells[at(mark.score)], styles[at(mark.score)] = "●", f"mark{mark.tone}"
    bar = Text(no_wrap=True)
    for cell, style in zip(cells, styles, strict=True):
        bar.append(cell, style)
    return bar


def _scale(columns: int, labels: Mapping[str, str]) -> Text:
    """Return the heading of the bars: 0 to 100 at their columns, those that have room."""
    line = [" "] * columns
    free = 0
    for figure in ("0", "20", "40", "60", "80", "100"):
        label = labels.get(figure, "")
        start = min(int(int(figure) / 100.0 * columns), columns - len(label))
        if start >= free:
            line[start : start + len(label)] = label
            free = start + len(label) + 1
    return Text("".join(line), no_wrap=True)


def _table(
    head: tuple[str, int], words: Words, level: str, columns: int, labels: Mapping[str, str]
) -> Table:
    """Return an empty table; `head` is its first title and the width of that column's words."""
    first, least = head
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="head")
    table.add_column(Text(f" {first}"), min_width=least)
    table.add_column(Text(words("score")), justify="right", no_wrap=True)
    if columns:
        table.add_column(_scale(columns, labels), no_wrap=True)
    table.add_column(Text(level), justify="right", no_wrap=True)
    table.add_column(Text(words("sheet_12_short")), justify="center", no_wrap=True)
    table.add_column(Text(words("sheet_evidence")), justify="right", no_wrap=True)
    return table


def _longest(titles: Sequence[str]) -> int:
    """Return the width that the longest word of some titles takes, with what it is set in by."""
    return max(map(_needed, titles), default=0)


def _needed(title: str) -> int:
    inset = len(title) - len(title.lstrip()) + 1
    return inset + max(map(len, title.split()), default=0)


def _columns(width: int, titles: Sequence[str], words: Words) -> int:
    """Return how wide the bars may be beside the other columns, 0 where they have no room."""
    heads = (words("score"), words("sheet_12_short"), words("sheet_evidence"))
    others = 1 + max(map(len, titles), default=0) + WIDEST_RANGE + sum(map(len, heads))
    room = width - others - 2 * (len(heads) + 3)
    return 0 if room < BAR_LEAST else min(room, BAR_MOST)


def _legend(sheet: Sheet, words: Words, width: int) -> Padding:
    """Return what the marks of the table of pillars mean, those that stand in it."""
    bars = _columns(width, [one.title for one in sheet.pillars], words)
    said = (
        words("sheet_legend_bar", level=sheet.level) if bars else "",
        words("sheet_legend_signs") if sheet.evidence else "",
        sheet.edge,
    )
    parts = (_SPACE.sub(KEPT_SPACE, visible(part)) for part in said if part)
    return Padding(Text("  ".join(parts), "dim"), (0, 0, 0, 1))


def _row(title: str, mark: Mark | None, part: Cell | PillarPart, columns: int) -> Iterator[Text]:
    yield Text(f" {visible(title)}")
    yield Text(mark.text if mark else "–", f"chip{mark.tone}" if mark else "")
    if columns:
        yield range_bar(mark, columns) if mark else _text(part.words, "dim")
    yield Text(f"{mark.low_text}–{mark.high_text}") if mark else Text()
    yield arrow(part.sign)
    yield _text(part.evidence)


def _pillars(sheet: Sheet, words: Words, level: str, width: int) -> Table:
    pillars = sheet.pillars
    titles = ["  " * one.depth + one.title for one in pillars]
    columns = _columns(width, titles, words)
    table = _table((words("pillar"), _longest(titles)), words, level, columns, dict(sheet.ticks))
    for title, one in zip(titles, pillars, strict=True):
        table.add_row(*_row(title, one.mark, one, columns))
    return table


def _cells(cells: Sequence[Cell], words: Words, level: str, width: int) -> Table:
    titles = [one.title if width >= TWO_SIDES else one.short for one in cells]
    columns = _columns(width, titles, words)
    table = _table((words("indicator"), _longest(titles)), words, level, columns, HUNDRED)
    for title, one in zip(titles, cells, strict=True):
        table.add_row(*_row(title, one.mark, one, columns))
    return table


def _happened(found: Sequence[Happening], width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    wide = width >= ROOM_FOR_TITLES
    if wide:
        table.add_column(no_wrap=True)
    for one in found:
        row = [Text(f" {one.iso_date}"), _text(one.headline), Text(one.grade)]
        table.add_row(*row, *([_text(one.short, "dim")] if wide else []))
    return table
