"""The sheet of a country on one screen: rich's panel and tables, the range bar is ours."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sahelrisk.rendering.brief_head import SPACE, cells_of, head_of, text_of
from sahelrisk.rendering.pillar_table import (
    Words,
    arrow,
    bar_columns,
    indicator_table,
    pillar_table,
)
from sahelrisk.rendering.text import KEPT_SPACE, visible
from sahelrisk.rendering.theme import console
from sahelrisk.report.score.sheet_blocks import weaker_line
from sahelrisk.report.sheet_view import Happening, Mark, Overview, Push, Sheet

ROOM_FOR_TITLES = 84
ROOM_FOR_RANGES = 42
SHORTEST = 3
SIGN = re.compile("[+−-]")
LINES, COLUMNS = 45, 100
"""A screen; what is longer at this width is folded."""
FOLDS = ((3, 3, 5), (3, 2, 5), (2, 2, 5), (2, 1, 5), (2, 1, 4), (1, 1, 4), (1, 1, 3))
"""So many drivers each way, points to watch and events, the first that leave it on a screen."""


def brief(sheet: Sheet, words: Words, *, width: int, boxed: bool) -> RenderableType:
    """Return everything a client asks in the first minute, in at most 45 lines of 100 columns."""
    screen = console(io.StringIO(), COLUMNS, colour=False)

    def fits(fold: tuple[int, int, int]) -> bool:
        drawn = _brief(sheet, words, width=COLUMNS, boxed=boxed, fold=fold)
        return len(screen.render_lines(drawn, pad=False)) <= LINES

    fold = next(filter(fits, FOLDS), FOLDS[-1])
    return _brief(sheet, words, width=width, boxed=boxed, fold=fold)


def _brief(
    sheet: Sheet, words: Words, *, width: int, boxed: bool, fold: tuple[int, int, int]
) -> RenderableType:
    marks = [one for one in (sheet.mark, *(cell.mark for cell in sheet.shown)) if one]
    level = marks[0].range.partition(":")[0].strip() if marks else ""
    drivers, watched, events = fold
    parts: list[RenderableType] = [head_of(sheet, words, width=width, boxed=boxed)]
    if sheet.mark is None or sheet.plain:
        parts.extend(text_of(line) for line in sheet.plain)
    if sheet.shown:
        parts += [_title(sheet.shown_title), indicator_table(sheet.shown, words, level, width)]
    parts += _told(sheet, words, width, events)
    if sheet.pillars:
        parts += [Text(), pillar_table(sheet, words, level, width), _legend(sheet, words, width)]
    if sheet.up or sheet.down:
        pushes = (*sheet.up[:drivers], *sheet.down[:drivers])
        room = max(len(_size(one)) for one in pushes)
        parts += [*_why(sheet, width), *(_push(one, words, room) for one in pushes)]
    if sheet.watch:
        parts.append(_title(words("sheet_watch")))
        parts += [_point(one.text) for one in sheet.watch[:watched]]
    if sheet.gaps:
        parts.append(_labelled(words("sheet_gaps"), " ".join(one.text for one in sheet.gaps)))
    if sheet.basis:
        parts += [_title(words("sheet_basis")), *map(_point, sheet.basis)]
    parts.append(text_of(sheet.hint, "dim"))
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
            text_of(one.evidence),
        )
    return Group(_title(found.title), table)


def _chip(mark: Mark | None) -> Text:
    return Text(mark.text, f"chip{mark.tone}") if mark else Text("–")


def _title(text: str) -> Text:
    return Text(visible(text), "title")


def _why(sheet: Sheet, width: int) -> Iterator[RenderableType]:
    """Yield the heading of the drivers, and what their marks mean beside it or below."""
    title, note = _title(sheet.why), text_of(sheet.why_note, "dim")
    if not note:
        yield title
    elif cells_of(title) + 2 + cells_of(note) <= width:
        yield Text.assemble(title, "  ", note)
    else:
        yield title
        yield Padding(note, (0, 0, 0, 1))


def _labelled(label: str, text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 3, 0, 0))
    grid.add_row(_title(label), Text(visible(text)))
    return grid


def _point(text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text(" ·"), text_of(text))
    return grid


def _size(push: Push) -> str:
    """Return points without their sign, which a triangle says."""
    return SIGN.sub("", push.text)


def _push(push: Push, words: Words, room: int) -> RenderableType:
    rising = push.points > 0
    grid = Table.grid(padding=(0, 2, 0, 0))
    figure = f" {'▲' if rising else '▼'} {_size(push):>{room}}"
    said = words("sheet_said", title=push.title, reason=push.reason)
    shown = text_of(said if push.reason else push.title)
    grid.add_row(Text(figure, "up" if rising else "down", no_wrap=True), shown)
    return grid


def _legend(sheet: Sheet, words: Words, width: int) -> Padding:
    """Return what the marks of the table of pillars mean, those that stand in it."""
    bars = bar_columns(width, [one.title for one in sheet.pillars], words)
    key = "sheet_legend_bar" if sheet.base_line else "sheet_legend_bar_start"
    said = (
        words(key, level=sheet.level) if bars else "",
        words("sheet_legend_signs") if sheet.evidence else "",
        sheet.edge,
    )
    parts = (SPACE.sub(KEPT_SPACE, visible(part)) for part in said if part)
    return Padding(Text("  ".join(parts), "dim"), (0, 0, 0, 1))


def _told(sheet: Sheet, words: Words, width: int, most: int) -> Iterator[RenderableType]:
    """Yield what happened, and what only weaker sources say of it."""
    recent = [one for one in sheet.happened if not one.late]
    if recent or sheet.weaker.text:
        yield _title(sheet.happened_title)
    if recent:
        yield _happened(recent[:most], width)
    if sheet.weaker.text:
        yield Padding(text_of(weaker_line(sheet, words), "dim"), (0, 0, 0, 1))


def _happened(found: Sequence[Happening], width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    wide = width >= ROOM_FOR_TITLES
    if wide:
        table.add_column(no_wrap=True)
    for one in found:
        row = [Text(f" {one.iso_date}"), text_of(one.headline), Text(one.grade)]
        table.add_row(*row, *([text_of(one.short, "dim")] if wide else []))
    return table
