"""The page for a terminal: laid out for its width, coloured where it may be."""

from __future__ import annotations

from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from sahelrisk.render.layout import (
    BAR_LEAST,
    BAR_MOST,
    GAP,
    STEP,
    bar_parts,
    fit,
    widest_number,
    wrap,
)
from sahelrisk.render.safe import with_texts, words
from sahelrisk.render.text import cells, encodable, visible
from sahelrisk.report.blocks import Bar, Fields, Heading, Listing, Nested, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from sahelrisk.report.blocks import Block, Cell, Report, Tone

Line = tuple[Span, ...]

INDENT = 2
VALUE_LEAST = 24
WIDTH_LEAST = 24

# The codes of ECMA-48 that every terminal knows; importing a library for seven of them would
# cost a third of the time that the whole page takes.
RESET = "\x1b[0m"
INKS: Mapping[Tone, str] = MappingProxyType(
    {
        "strong": "\x1b[1m",
        "dim": "\x1b[2m",
        "good": "\x1b[32m",
        "fair": "\x1b[36m",
        "poor": "\x1b[33m",
        "bad": "\x1b[31m",
        "worst": "\x1b[1;31m",
    }
)


def render(report: Report, out: TextIO, *, width: int, colour: bool) -> None:
    """Write the page, `width` columns wide (24 at least), with colours if `colour`."""
    out.writelines(
        _inked(line, colour=colour) + "\n"
        for line in _page(report, max(width, WIDTH_LEAST), getattr(out, "encoding", None))
    )


def _inked(line: Line, *, colour: bool) -> str:
    """Return a line without spaces at its end, its tones as colours if `colour`."""
    spans = list(line)
    while spans and not spans[-1].text.rstrip():
        spans.pop()
    if spans:
        spans[-1] = Span(spans[-1].text.rstrip(), spans[-1].tone)
    return "".join(
        f"{INKS[span.tone]}{span.text}{RESET}" if colour and span.tone and span.text else span.text
        for span in spans
    )


def _page(report: Report, width: int, encoding: str | None) -> Iterator[Line]:
    """Yield the lines of the page, in characters that `encoding` has."""

    def say(text: str) -> str:
        return encodable(visible(text), encoding)

    before: Block | None = None
    for block in with_texts(report.blocks(), say):
        lines = list(_block(block, width, report.phrases.columns_left_out))
        if before is not None and (isinstance(block, Heading) or not isinstance(before, Heading)):
            yield ()
        for line in lines:
            yield tuple(Span(encodable(span.text, encoding), span.tone) for span in line)
        before = block


def _block(block: Block, width: int, left_out: str) -> Iterator[Line]:
    room = width - INDENT
    match block:
        case Heading(text, level):
            yield from _lines(Span(text, "strong"), width)
            if level == 1:
                yield (Span("─" * width, "dim"),)
        case Paragraph(text, tone):
            yield from _indented(_lines(Span(text, tone), room))
        case Listing(items):
            for item in items:
                yield from _indented(_hanging((Span("• "),), _lines(item, room - 2)))
        case Fields(pairs):
            yield from _indented(_fields(pairs, room))
        case Table():
            yield from _indented(_table(block, room, left_out))


def _lines(cell: Cell, width: int) -> list[Line]:
    """Return a cell drawn in `width` columns; a bar takes one line, text as many as it needs."""
    match cell:
        case Bar():
            return [_bar(cell, width)]
        case Nested(text, above):
            # In a column too narrow for its depth a name still has half the room.
            step = min(STEP * len(above), width // 2)
            return list(_indented([(Span(line),) for line in wrap(text, width - step)], step))
        case Span(text, tone, whole) if whole:
            return [(Span(text, tone),)]
        case Span(text, tone):
            return [(Span(line, tone),) for line in wrap(text, width)]
        case str():
            return [(Span(line),) for line in wrap(cell, width)]


def _bar(bar: Bar, width: int) -> Line:
    low, score, high = bar_parts(bar, width)
    return (
        Span("·" * low, "dim"),
        Span("─" * (score - low), bar.tone),
        Span("●", bar.tone),
        Span("─" * (high - score), bar.tone),
        Span("·" * (width - 1 - high), "dim"),
    )


def _size(line: Line) -> int:
    return sum(cells(span.text) for span in line)


def _padded(line: Line, width: int, *, right: bool = False) -> Line:
    space = Span(" " * (width - _size(line)))
    return (space, *line) if right else (*line, space)


def _indented(lines: Iterator[Line] | list[Line], indent: int = INDENT) -> Iterator[Line]:
    return ((Span(" " * indent), *line) if line else line for line in lines)


def _hanging(first: Line, lines: list[Line]) -> Iterator[Line]:
    """Yield `lines` with `first` before the first of them and as much space before the others."""
    space = (Span(" " * _size(first)),)
    for number, line in enumerate(lines):
        yield (*(space if number else first), *line)


def _fields(pairs: tuple[tuple[str, Cell], ...], room: int) -> Iterator[Line]:
    """Yield labels with values beside them, or under them where the values need the room."""
    beside = max((cells(label) for label, _ in pairs), default=0) + GAP
    left = room - beside
    for label, value in pairs:
        needed = VALUE_LEAST if " " in words(value) else cells(words(value))
        if left < min(cells(words(value)), max(needed, widest_number(words(value)))):
            yield from _lines(Span(label, "dim"), room)
            yield from _indented(_value(value, room - INDENT))
        else:
            padded = _padded((Span(label, "dim"),), beside)
            yield from _hanging(padded, _value(value, left))


def _value(value: Cell, room: int) -> list[Line]:
    """Return a value alone: a bar stands behind its text where there is room."""
    if not isinstance(value, Bar):
        return _lines(value, room)
    width = min(BAR_MOST, room - GAP - cells(value.text))
    if width < BAR_LEAST:
        return _lines(Span(value.text, value.tone), room)
    return [(Span(value.text, value.tone), Span(" " * GAP), *_bar(value, width))]


def _table(table: Table, room: int, left_out: str) -> Iterator[Line]:
    widths = fit(table, room)
    if widths is None:
        yield from _records(table, room)
        widths = dict.fromkeys(range(len(table.columns)), 0)
    else:
        yield from _grid(table, widths)
    missing = [column.title for at, column in enumerate(table.columns) if at not in widths]
    if missing:
        yield from _lines(Span(left_out.replace("{names}", ", ".join(missing)), "dim"), room)
    if table.note:
        yield from _lines(Span(table.note, "dim"), room)


def _grid(table: Table, widths: dict[int, int]) -> Iterator[Line]:
    titles = tuple(Span(column.title, "strong") for column in table.columns)
    rules = tuple(Span("─" * widths.get(at, 0), "dim") for at in range(len(titles)))
    for row in (titles, rules, *table.rows):
        drawn = [_lines(row[at], width) for at, width in widths.items()]
        for parts in zip_longest(*drawn, fillvalue=()):
            line: list[Span] = []
            for part, (at, width) in zip(parts, widths.items(), strict=True):
                gap = (Span(" " * GAP),) if line else ()
                line += (*gap, *_padded(part, width, right=table.columns[at].number))
            yield tuple(line)


def _records(table: Table, room: int) -> Iterator[Line]:
    """Yield each row as a title, its first cell, with the other cells as fields."""
    for number, row in enumerate(table.rows):
        if number:
            yield ()
        yield from _lines(Span(words(row[0]), "strong"), room)
        titled = zip(table.columns[1:], row[1:], strict=True)
        pairs = tuple((column.title, cell) for column, cell in titled if words(cell))
        yield from _indented(_fields(pairs, room - INDENT))
