"""Where text goes on a page of fixed width: line breaks, columns, bars. Pure; draws nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sahelrisk.render.safe import words
from sahelrisk.render.text import cells
from sahelrisk.report.blocks import Bar, Nested

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sahelrisk.report.blocks import Cell, Table

GAP = 2
BAR_LEAST = 12
BAR_MOST = 30
STEP = 2
TEXT_LEAST = 16
LINES_MOST = 6

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[A-Za-z]")
_BREAK = re.compile(r"(?<!«) (?![%:;!?»](?:\W|$))")
"""A space that a line may end at: not one before a sign, nor inside French quotes."""


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of `text`, broken at spaces; a word wider than `width` is folded."""
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for word in _BREAK.split(text):
        size = cells(word)
        if not word:
            continue
        if line and used + 1 + size <= width:
            line.append(word)
            used += 1 + size
            continue
        if line:
            lines.append(" ".join(line))
        *folded, rest = _fold(word, width) if size > width else [word]
        lines.extend(folded)
        line, used = [rest], cells(rest)
    return [*lines, " ".join(line)]


def _fold(word: str, width: int) -> list[str]:
    if word.isascii():
        return [word[at : at + width] for at in range(0, len(word), width)]
    folded, start, end = [], 0, 1
    while end < len(word):
        if cells(word[start : end + 1]) > width:
            folded.append(word[start:end])
            start = end
        end += 1
    return [*folded, word[start:]]


def widest_number(text: str) -> int:
    """Return the columns of the widest number in `text`: a word with digits, without letters."""
    numbers = (word for word in text.split() if _DIGIT.search(word) and not _LETTER.search(word))
    return max(map(cells, numbers), default=0)


def fit(table: Table, room: int) -> dict[int, int] | None:
    """Return column index → width for the columns that `room` has place for, or None.

    Columns go in the order of the highest `drop`, of equals the rightmost, until the rest
    fits with its first and its last text column wrapped where need be, to `LINES_MOST` lines
    if leaving out columns achieves that. None: not even the columns that never go fit.
    """
    indexes = range(len(table.columns))
    bars = {at for at in indexes if any(isinstance(row[at], Bar) for row in table.rows)}
    rigid = bars | {at for at in indexes if table.columns[at].number or table.columns[at].whole}
    needs = [_need(table, at) for at in indexes]
    floors = [_floor(table, at, needs[at]) for at in indexes]
    tall = [max(floors[at], min(needs[at], needs[at] // LINES_MOST + 1)) for at in indexes]
    for least in (tall, floors):
        for shown in _choices(table):
            widths = _share(shown, rigid, needs, least, room - GAP * (len(shown) - 1))
            if widths is not None:
                return _stretch(widths, bars, room)
    return None


def _choices(table: Table) -> Iterator[list[int]]:
    """Yield the columns to show: all, then fewer and fewer, at last those that never go."""
    shown = list(range(len(table.columns)))
    yield shown
    leaving = sorted((-column.drop, -at) for at, column in enumerate(table.columns) if column.drop)
    for _, at in leaving:
        shown = [index for index in shown if index != -at]
        yield shown


def _need(table: Table, index: int) -> int:
    sizes = [
        BAR_LEAST if isinstance(row[index], Bar) else cells(in_table(row[index]))
        for row in table.rows
    ]
    return max(cells(table.columns[index].title), *sizes, 1)


def _floor(table: Table, index: int, need: int) -> int:
    texts = [table.columns[index].title, *(words(row[index]) for row in table.rows)]
    deepest = max((_least(row[index]) for row in table.rows), default=0)
    return min(need, max(TEXT_LEAST, deepest, *map(widest_number, texts)))


def _least(cell: Cell) -> int:
    """Return the columns in which no word of an indented name is folded."""
    if not isinstance(cell, Nested):
        return 0
    return STEP * len(cell.above) + max(map(cells, cell.text.split()), default=0)


def in_table(cell: Cell) -> str:
    """Return what a cell says below the rows it belongs to."""
    return " " * STEP * len(cell.above) + cell.text if isinstance(cell, Nested) else words(cell)


def _share(
    shown: list[int], rigid: set[int], needs: Sequence[int], floors: Sequence[int], room: int
) -> dict[int, int] | None:
    """Return a width for each column of `shown`, or None where `room` does not suffice."""
    texts = [index for index in shown if index not in rigid]
    soft = {index for index in (*texts[-1:], *shown[:1]) if index in texts}
    left = room - sum(needs[index] for index in shown if index not in soft)
    widths = {index: needs[index] for index in shown}
    for sharers, index in zip(
        range(len(soft), 0, -1), sorted(soft, key=lambda index: (needs[index], index)), strict=True
    ):
        widths[index] = max(floors[index], min(needs[index], left // sharers))
        left -= widths[index]
    return widths if left >= 0 else None


def _stretch(widths: dict[int, int], bars: set[int], room: int) -> dict[int, int]:
    """Give room that is left over to the bars."""
    spare = room - sum(widths.values()) - GAP * (len(widths) - 1)
    for index in bars & widths.keys():
        more = max(0, min(spare, BAR_MOST - widths[index]))
        widths[index] += more
        spare -= more
    return widths


def bar_parts(bar: Bar, width: int) -> tuple[int, int, int]:
    """Return the columns, from 0, where the interval begins, the score stands, the interval ends.

    Raises ZeroDivisionError for a scale without extent.
    """

    def column(value: float) -> int:
        share = (value - bar.floor) / (bar.ceiling - bar.floor)
        return round(min(1.0, max(0.0, share)) * (width - 1))

    low, score, high = column(bar.low), column(bar.score), column(bar.high)
    return min(low, score), score, max(high, score)
