"""The page drawn by rich: with boxes on a terminal, without them in a pipe or a file."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment, Segments
from rich.table import Table as Grid
from rich.text import Text

from sahelrisk.render import range_bar
from sahelrisk.render.columns import GAP, STEP, fit, widest_number
from sahelrisk.render.safe import with_texts, words
from sahelrisk.render.text import KEPT, cells, encodable, unbroken, visible
from sahelrisk.render.theme import console
from sahelrisk.report.blocks import Bar, Fields, Heading, Listing, Nested, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from rich.console import Console, RenderableType

    from sahelrisk.report.blocks import Block, Cell, Report

INDENT = 2
VALUE_LEAST = 24
WIDTH_LEAST = 24
_SIDES = 4  # of a panel: its lines and a space beside each


class Drawn(NamedTuple):
    """Something of rich's, and the columns before it."""

    indent: int
    what: RenderableType


def render(report: Report, out: TextIO, *, width: int, colour: bool) -> None:
    """Write the page, `width` columns wide (24 at least), with colours if `colour`."""
    width = max(width, WIDTH_LEAST)
    encoding = getattr(out, "encoding", None)
    drawing = console(out, width, colour=colour)
    blocks = with_texts(report.blocks(), lambda text: encodable(visible(text), encoding))
    page = _Page(width, boxed=out.isatty(), left_out=report.phrases.columns_left_out)
    # What a pipe breaks under is our own write, so that our exit code holds.
    with drawing.capture() as captured:
        for drawn in page.drawn(list(blocks)):
            segments = Segments(_tidied(drawing, drawn, width, encoding))
            drawing.print(segments, end="", crop=False)
    out.write(captured.get())


def _tidied(
    drawing: Console, drawn: Drawn, width: int, encoding: str | None
) -> Iterator[Segment]:
    """Yield what rich draws, without spaces at ends of lines, in characters of the stream."""
    options = drawing.options.update(width=width - drawn.indent)
    for line in Segment.split_lines(drawing.render(drawn.what, options)):
        while line and not line[-1].text.strip(" "):
            line.pop()
        if line:
            line[-1] = Segment(line[-1].text.rstrip(" "), line[-1].style)
            yield Segment(" " * drawn.indent)
        for text, style, _ in line:
            yield Segment(encodable(text.translate(KEPT), encoding), style)
        yield Segment.line()


class _Page(NamedTuple):
    """How a page is laid out."""

    width: int
    boxed: bool
    left_out: str

    def drawn(self, blocks: Sequence[Block]) -> Iterator[Drawn]:
        """Yield the page from top to bottom, blank lines between its parts."""
        at = 0
        while at < len(blocks):
            block = blocks[at]
            if at and (isinstance(block, Heading) or not isinstance(blocks[at - 1], Heading)):
                yield Drawn(0, Text())
            if self.boxed and isinstance(block, Heading) and block.level == 1:
                under = list(takewhile(_may_be_boxed, blocks[at + 1 :]))
                yield from self._head(block.text, under)
                at += len(under)
            elif isinstance(block, Heading):
                yield Drawn(0, _text(block.text, "strong"))
            else:
                room = self.width - INDENT
                yield from _indented(self._block(block, room), INDENT)
            at += 1

    def _head(self, title: str, under: list[Block]) -> Iterator[Drawn]:
        """Yield the title in the frame of what stands directly under it."""
        fits = cells(title) <= self.width - _SIDES - 2
        if not fits:
            yield Drawn(0, _text(title, "strong"))
        if not under:
            shown = _text(title, "strong") if fits else ""
            yield Drawn(0, Rule(shown, align="left", style="dim"))
            return
        body: list[RenderableType] = []
        for block in under:
            body += [Text()] if body else []
            for indent, what in self._block(block, self.width - _SIDES):
                body.append(Padding(what, (0, 0, 0, indent)))
        name = _text(title, "strong") if fits else None
        yield Drawn(0, Panel(Group(*body), title=name, title_align="left", border_style="dim"))

    def _block(self, block: Block, room: int) -> Iterator[Drawn]:
        match block:
            case Heading(text) | Paragraph(text):
                yield Drawn(0, _text(text, block.tone if isinstance(block, Paragraph) else ""))
            case Listing(items):
                for item in items:
                    yield Drawn(0, _beside(Text("•"), _text(item), INDENT, room))
            case Fields(pairs):
                for label, value in pairs:
                    yield from _field(label, value, _column(pairs), room)
            case Table():
                yield from self._table(block, room)

    def _table(self, table: Table, room: int) -> Iterator[Drawn]:
        room -= self.boxed  # the line under the head goes on over the last column's padding
        widths = fit(table, room)
        if widths is None:
            yield from _records(table, room)
            widths = dict.fromkeys(range(len(table.columns)), 0)
        else:
            yield Drawn(0, _grid(table, widths, boxed=self.boxed))
        missing = [column.title for at, column in enumerate(table.columns) if at not in widths]
        if missing:
            yield Drawn(0, _text(self.left_out.replace("{names}", ", ".join(missing)), "dim"))
        if table.note:
            yield Drawn(0, _text(table.note, "dim"))


def _may_be_boxed(block: Block) -> bool:
    """Tell what a frame may hold: nothing that may be wider than the page."""
    match block:
        case Fields(pairs):
            return not any(isinstance(value, Span) and value.whole for _, value in pairs)
        case _:
            return isinstance(block, Paragraph)


def _text(text: str, tone: str = "", *, whole: bool = False) -> Text:
    if whole:
        return Text(text, style=tone, no_wrap=True, overflow="ignore")
    return Text(unbroken(text), style=tone, overflow="fold")


def _bar(bar: Bar, width: int) -> Text:
    return Text.assemble(*range_bar.bar_marks(bar, width), no_wrap=True)


def _cell(cell: Cell, width: int) -> RenderableType:
    """Return a cell of a table `width` columns wide."""
    match cell:
        case Bar():
            return _bar(cell, width)
        case Nested(text, above):
            # In a column too narrow for its depth a name still has half the room.
            return Padding(_text(text), (0, 0, 0, min(STEP * len(above), width // 2)))
        case Span(text, tone, whole):
            return _text(text, tone, whole=whole)
        case str():
            return _text(cell)


def _indented(drawn: Iterator[Drawn], indent: int) -> Iterator[Drawn]:
    return (Drawn(one.indent + indent, one.what) for one in drawn)


def _beside(first: RenderableType, second: RenderableType, at: int, room: int) -> Grid:
    """Return two things side by side, the second from column `at`."""
    grid = Grid.grid()
    grid.add_column(width=at)
    grid.add_column(width=room - at)
    grid.add_row(first, second)
    return grid


def _column(pairs: tuple[tuple[str, Cell], ...]) -> int:
    """Return where the values of fields stand."""
    return max((cells(label) for label, _ in pairs), default=0) + GAP


def _field(label: str, value: Cell, column: int, room: int) -> Iterator[Drawn]:
    """Yield a label with its value beside it, or under it where the value needs the room."""
    said = words(value)
    needed = VALUE_LEAST if " " in said else cells(said)
    if room - column < min(cells(said), max(needed, widest_number(said))):
        yield Drawn(0, _text(label, "dim"))
        yield Drawn(INDENT, _value(value, room - INDENT))
    else:
        shown = _value(value, room - column)
        yield Drawn(0, _beside(_text(label, "dim"), shown, column, room))


def _value(value: Cell, room: int) -> RenderableType:
    """Return a value alone: a bar stands behind its text where there is room."""
    if isinstance(value, Nested):
        return _text(words(value))
    if not isinstance(value, Bar):
        return _cell(value, room)
    width = min(range_bar.MOST, room - GAP - cells(value.text))
    text = _text(value.text, value.tone)
    return text if width < range_bar.LEAST else text.append(" " * GAP).append(_bar(value, width))


def _grid(table: Table, widths: dict[int, int], *, boxed: bool) -> Grid:
    """Return the table; each column has its padding, and so has the last."""
    line = 1 if boxed else 0
    total = sum(widths.values()) + GAP * len(widths) - line
    grid = Grid(
        box=box.SIMPLE_HEAD if boxed else None,
        width=total,
        show_edge=False,
        padding=(0, GAP - line, 0, 0),
        border_style="dim",
        header_style="strong",
    )
    for at, width in widths.items():
        column = table.columns[at]
        justify = "right" if column.number else "left"
        grid.add_column(_text(column.title), width=width, justify=justify, overflow="fold")
    for row in table.rows:
        grid.add_row(*(_cell(row[at], width) for at, width in widths.items()))
    return grid


def _records(table: Table, room: int) -> Iterator[Drawn]:
    """Yield each row as a title, its first cell, with the other cells as fields."""
    for number, row in enumerate(table.rows):
        if number:
            yield Drawn(0, Text())
        yield Drawn(0, _text(words(row[0]), "strong"))
        titled = zip(table.columns[1:], row[1:], strict=True)
        pairs = tuple((column.title, cell) for column, cell in titled if words(cell))
        for label, value in pairs:
            fields = _field(label, value, _column(pairs), room - INDENT)
            yield from _indented(fields, INDENT)
