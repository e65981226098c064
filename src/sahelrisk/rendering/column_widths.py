"""Which columns of a table a width has room for, and how wide each is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sahelrisk.rendering import range_bar
from sahelrisk.rendering.safe import words
from sahelrisk.rendering.text import cells
from sahelrisk.report.blocks import Bar, Nested

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sahelrisk.report.blocks import Cell, Table

GAP = 2
STEP = 2
TEXT_LEAST = 16
LINES_MOST = 6

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[A-Za-z]")


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
    sizes = (
        range_bar.LEAST if isinstance(cell, Bar) else cells(words(cell, indent=STEP))
        for cell in (row[index] for row in table.rows)
    )
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
        more = max(0, min(spare, range_bar.MOST - widths[index]))
        widths[index] += more
        spare -= more
    return widths
