"""The heat map on a terminal: what gives way where it is narrow, and its drawing by rich."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Literal, NamedTuple

from rich.table import Table as Grid
from rich.text import Text

from sahelrisk.rendering import range_bar
from sahelrisk.rendering.safe import words
from sahelrisk.rendering.text import cells
from sahelrisk.report.blocks import Bar, Cell, Column, Fill, Heat, Short, Span

NARROW = 100
"""Under so many columns parts have their short heads."""
ABBREVIATED = 3
"""The least room for a word that is cut."""
GAP, TIGHT = 2, 1
PART_LEAST = 5
TIGHT_LEAST = 4
GROUNDS = {"good": "chip1", "fair": "chip2", "poor": "chip3", "bad": "chip4", "worst": "chip5"}


class Giving(NamedTuple):
    """What has given way: columns left out and shortened by place, heads of parts, gaps.

    Heads of parts are short, then `wrapped` at their blanks, then `cut` within their words.
    """

    dropped: frozenset[int] = frozenset()
    shortened: frozenset[int] = frozenset()
    short_heads: bool = False
    wrapped: bool = False
    tight: bool = False
    cut: bool = False

    @property
    def gap(self) -> int:
        """Return the blanks between columns."""
        return TIGHT if self.tight else GAP


class Shown(NamedTuple):
    """A column that is drawn: its place in the rows, its head, its width."""

    at: int
    head: str
    width: int
    short: bool
    number: bool
    part: bool


def layout(heat: Heat, width: int) -> tuple[tuple[tuple[Shown, ...], ...], int]:
    """Return the grids to draw one below the other, and the gap between their columns.

    Every part is in one of them; all are in the first where the width has room for them.
    """
    last = Giving()
    for last in _giving(heat, short=width < NARROW):
        shown = _columns(heat, last)
        spare = width - _wide(shown, last.gap)
        if spare >= 0:
            return (_stretched(heat, shown, spare),), last.gap
    return tuple(_stacked(_columns(heat, last), width, last.gap)), last.gap


def _giving(heat: Heat, *, short: bool) -> Iterator[Giving]:
    """Yield what gives way, more and more: heads, then columns by `drop`, then blanks."""
    giving = Giving(short_heads=short)
    yield giving
    giving = giving._replace(short_heads=True)
    yield giving
    giving = giving._replace(wrapped=True)
    yield giving
    columns = dict(_placed(heat))
    for drop in sorted({one.drop for one in columns.values() if one.drop}, reverse=True):
        places = [at for at, one in columns.items() if one.drop == drop]
        shorter = {at for at in places if any(isinstance(row[at], Short) for row in heat.rows)}
        giving = giving._replace(
            shortened=giving.shortened | shorter,
            dropped=giving.dropped | (set(places) - shorter),
        )
        yield giving
    giving = giving._replace(tight=True)
    yield giving
    yield giving._replace(cut=True)


def _placed(heat: Heat) -> Iterator[tuple[int, Column]]:
    """Yield the columns that are no parts with their places in the rows."""
    yield from enumerate(heat.before)
    yield from enumerate(heat.after, len(heat.before) + len(heat.parts))


def _columns(heat: Heat, giving: Giving) -> list[Shown]:
    first = len(heat.before)
    found = []
    for at, column in _placed(heat):
        if at not in giving.dropped:
            short = at in giving.shortened
            head = column.short if column.short and (short or giving.tight) else column.title
            need = max([cells(head), *(_need(row[at], short=short) for row in heat.rows)])
            found.append(Shown(at, head, need, short, column.number, part=False))
    for at, (title, short_title) in enumerate(heat.parts, first):
        head = short_title if giving.short_heads and short_title else title
        need = max((_need(row[at]) for row in heat.rows), default=1)
        # Where all is tight no blank stands between fills, but one within each.
        inner, least = (1, TIGHT_LEAST) if giving.tight else (2, PART_LEAST)
        need = max(need + inner, least, _head_need(head, giving))
        found.append(Shown(at, head, need, short=False, number=False, part=True))
    return sorted(found)


def _head_need(head: str, giving: Giving) -> int:
    """Return the room that the head of a part takes at least."""
    if giving.cut:
        return 0
    longest = max(map(cells, head.split()), default=0) if giving.wrapped else cells(head)
    return longest + 1 if giving.tight else longest


def _need(cell: Cell, *, short: bool = False) -> int:
    if isinstance(cell, Bar):
        return range_bar.LEAST
    if isinstance(cell, Short):
        return cells(cell.short if short else cell.text)
    return cells(words(cell))


def _wide(shown: Sequence[Shown], gap: int) -> int:
    """Return how wide columns are together."""
    gaps = (_blanks(one, other, gap) for one, other in pairwise(shown))
    return sum(one.width for one in shown) + sum(gaps)


def _blanks(one: Shown, other: Shown, gap: int) -> int:
    """Return the blanks between two columns; fills stand one nearer together."""
    return gap - 1 if one.part and other.part else gap


def _stretched(heat: Heat, shown: list[Shown], spare: int) -> tuple[Shown, ...]:
    """Give the room that is left over to the bars, else to the parts."""
    bars = [one for one in shown if any(isinstance(row[one.at], Bar) for row in heat.rows)]
    takers = bars or [one for one in shown if one.part]
    more = spare // len(takers) if takers else 0
    if not bars:
        more = min(more, PART_LEAST)
    return tuple(one._replace(width=one.width + more) if one in takers else one for one in shown)


def _stacked(shown: list[Shown], width: int, gap: int) -> Iterator[tuple[Shown, ...]]:
    """Yield grids of as many parts as fit, each beginning with the name."""
    others = [one for one in shown if not one.part]
    name = next(one for one in shown if one.at == 0)
    parts = [one for one in shown if one.part]
    kept = others
    while parts:
        number = len(parts)
        while number > 1 and _wide(sorted([*kept, *parts[:number]]), gap) > width:
            number -= 1
        yield tuple(sorted([*kept, *parts[:number]]))
        parts, kept = parts[number:], [name]
    if kept is others:
        yield tuple(others)


def drawn(heat: Heat, width: int) -> Iterator[Grid]:
    """Yield the grids of a heat map."""
    grids, gap = layout(heat, width)
    for shown in grids:
        grid = Grid(
            box=None,
            show_edge=False,
            padding=0,
            pad_edge=False,
            collapse_padding=True,
            header_style="strong",
        )
        blanks = [*(_blanks(one, other, gap) for one, other in pairwise(shown)), 0]
        for one, after in zip(shown, blanks, strict=True):
            justify: Literal["left", "center", "right"]
            justify = "center" if one.part else "right" if one.number else "left"
            grid.add_column(
                Text(_head(one, tight=gap == TIGHT), overflow="fold", justify=justify),
                width=one.width,
                justify=justify,
                overflow="fold",
            )
            if after:
                grid.add_column("", width=after)
        for row in heat.rows:
            grid.add_row(*_row(row, shown, blanks))
        yield grid


def _head(one: Shown, *, tight: bool) -> str:
    """Return a head; that of a narrow part in lines that leave a blank, long words cut."""
    room = one.width - 1 if tight else one.width
    if not one.part or cells(one.head) <= one.width or room < ABBREVIATED:
        return one.head
    cut = (word if cells(word) <= room else f"{word[: room - 1]}." for word in one.head.split())
    return "\n".join(wrap(" ".join(cut), room))


def _row(row: tuple[Cell, ...], shown: Sequence[Shown], blanks: Sequence[int]) -> Iterator[Text]:
    for one, after in zip(shown, blanks, strict=True):
        yield drawn_cell(row[one.at], one.width, short=one.short)
        if after:
            yield Text("")


def drawn_cell(cell: Cell, width: int, *, short: bool = False) -> Text:
    """Return a cell; a fill takes the whole width of its column."""
    match cell:
        case Fill(text, tone, _, thin):
            style = GROUNDS.get(tone, "dim")
            # Justified by ourselves: rich would take the blanks off that carry the ground.
            drawn_fill = Text(text.center(width), style=style, no_wrap=True, justify="left")
            if thin:
                drawn_fill.stylize("underline")
            return drawn_fill
        case Bar():
            return Text.assemble(*range_bar.bar_marks(cell, width), no_wrap=True)
        case Short():
            return Text(cell.short if short else cell.text, overflow="fold")
        case Span(text, tone):
            return Text(text, style=tone, overflow="fold")
        case _:
            return Text(words(cell), overflow="fold")
