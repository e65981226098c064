"""The table of pillars or indicators with their range bars, for terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from sahelrisk.rendering.text import visible
from sahelrisk.report.sheet_view import ARROWS, Cell, Mark, PillarPart, Sheet, Sign

TWO_SIDES = 72
BAR_LEAST, BAR_MOST = 16, 42

WIDEST_RANGE = len("90–100")

HUNDRED = {one: one for one in ("0", "20", "40", "60", "80", "100")}

Words = Callable[..., str]


def arrow(sign: Sign) -> Text:
    """Return a sign of change in its colour."""
    style = {"up": "up", "down": "down"}.get(sign, "")
    return Text(ARROWS[sign], style)


def mark_bar(mark: Mark, columns: int) -> Text:
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


def bar_columns(width: int, titles: Sequence[str], words: Words) -> int:
    """Return how wide the bars may be beside the other columns, 0 where they have no room."""
    heads = (words("score"), words("sheet_12_short"), words("sheet_evidence"))
    others = 1 + max(map(len, titles), default=0) + WIDEST_RANGE + sum(map(len, heads))
    room = width - others - 2 * (len(heads) + 3)
    return 0 if room < BAR_LEAST else min(room, BAR_MOST)


def _row(title: str, mark: Mark | None, part: Cell | PillarPart, columns: int) -> Iterator[Text]:
    yield Text(f" {visible(title)}")
    yield Text(mark.text if mark else "–", f"chip{mark.tone}" if mark else "")
    if columns:
        yield mark_bar(mark, columns) if mark else Text(visible(part.words), "dim")
    yield Text(f"{mark.low_text}–{mark.high_text}") if mark else Text()
    yield arrow(part.sign)
    yield Text(visible(part.evidence))


def pillar_table(sheet: Sheet, words: Words, level: str, width: int) -> Table:
    """Return a row a pillar, those below a pillar indented."""
    pillars = sheet.pillars
    titles = ["  " * one.depth + one.title for one in pillars]
    columns = bar_columns(width, titles, words)
    table = _table((words("pillar"), _longest(titles)), words, level, columns, dict(sheet.ticks))
    for title, one in zip(titles, pillars, strict=True):
        table.add_row(*_row(title, one.mark, one, columns))
    return table


def indicator_table(cells: Sequence[Cell], words: Words, level: str, width: int) -> Table:
    """Return a row an indicator."""
    titles = [one.title if width >= TWO_SIDES else one.short for one in cells]
    columns = bar_columns(width, titles, words)
    table = _table((words("indicator"), _longest(titles)), words, level, columns, HUNDRED)
    for title, one in zip(titles, cells, strict=True):
        table.add_row(*_row(title, one.mark, one, columns))
    return table
