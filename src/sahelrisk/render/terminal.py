"""The page drawn by rich: with boxes on a terminal, without them in a pipe or a file."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.console import Group
from rich.constrain import Constrain
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment, Segments
from rich.table import Table as Grid
from rich.text import Text

from sahelrisk.render import heat, range_bar
from sahelrisk.render.columns import GAP, STEP, fit, widest_number
from sahelrisk.render.safe import shown, with_texts, words
from sahelrisk.render.text import KEPT, cells, encodable, unbroken, visible
from sahelrisk.render.theme import console
from sahelrisk.report.blocks import (
    Bar,
    Chart,
    Fields,
    Fill,
    Heading,
    Heat,
    Listing,
    Nested,
    Paragraph,
    Short,
    Span,
    Table,
    Tree,
)
from sahelrisk.report.score.sheet_blocks import full_blocks
from sahelrisk.report.sheet.overview import overview_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from rich.console import Console, ConsoleOptions, RenderableType

    from sahelrisk.report.blocks import Block, Branch, Cell, Report, Sheets

INDENT = 2
VALUE_LEAST = 24
WIDTH_LEAST = 24
TEXT_MOST = 120
"""Only heat maps are wider, up to the whole width of the terminal."""
_SIDES = 4  # of a panel: its lines and a space beside each


class Beside(NamedTuple):
    """Something of rich's with a label before its first line, all of it from column `at` on.

    Unlike the cells of rich's tables, what is wider than its room stays whole.
    """

    at: int
    what: RenderableType
    label: str = ""
    tone: str = ""

    def __rich_console__(self, drawing: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Yield the lines, as rich asks for them."""
        room = options.update(width=max(1, options.max_width - self.at))
        label, end = unbroken(self.label), Segment.line()
        before = Segment(label, drawing.get_style(self.tone) if self.tone else None)
        gap = Segment(" " * (self.at - cells(label)))
        for line in Segment.split_lines(drawing.render(self.what, room)):
            yield from (before, gap, *line, end)
            before, gap = Segment(""), Segment(" " * self.at)


class Guided(NamedTuple):
    """Something of rich's behind the guides of a tree: `first` before its first line, then `rest`.

    Unlike in rich's own tree, what is wider than its room stays whole.
    """

    first: str
    rest: str
    what: RenderableType

    def __rich_console__(self, drawing: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Yield the lines, as rich asks for them."""
        before = max(cells(self.first), cells(self.rest))
        room = options.update(width=max(1, options.max_width - before))
        guide, dim = self.first, drawing.get_style("dim")
        for line in Segment.split_lines(drawing.render(self.what, room)):
            yield from (Segment(guide, dim), *line, Segment.line())
            guide = self.rest


def render(report: Report, out: TextIO, *, width: int, colour: bool) -> None:
    """Write the page, `width` columns wide (24 at least), with colours if `colour`."""
    width = max(width, WIDTH_LEAST)
    if report.sheets is not None:
        _briefs(report, report.sheets, out, width=width, colour=colour)
        return
    _blocks(report, report.blocks(), out, width=width, colour=colour)


def _briefs(report: Report, sheets: Sheets, out: TextIO, *, width: int, colour: bool) -> None:
    """Draw the brief of every country, and the whole of it where that is asked for."""
    from sahelrisk.render.brief import brief, overview  # noqa: PLC0415  only for scores

    encoding = getattr(out, "encoding", None)
    drawing = console(out, width, colour=colour)
    with drawing.capture() as captured:
        made = shown(sheets.make(whole=sheets.full, full=sheets.full))
        if len(made) > 1:
            table = overview(overview_of(made, sheets.words), sheets.words, width=width)
            tidied = Segments(_tidied(drawing.render(table), encoding))
            drawing.print(tidied, end="", crop=False)
            drawing.print()
        for at, sheet in enumerate(made):
            drawn = brief(sheet, sheets.words, width=width, boxed=out.isatty())
            segments = Segments(_tidied(drawing.render(drawn), encoding))
            if at:
                drawing.print()
            drawing.print(segments, end="", crop=False)
            if sheets.full:
                rest = full_blocks(sheet, sheets.words)
                page = _Page(
                    min(width, TEXT_MOST),
                    boxed=out.isatty(),
                    left_out=report.phrases.columns_left_out,
                    whole=width,
                )
                safe = with_texts(rest, lambda text: encodable(visible(text), encoding))
                drawing.print()
                for one in page.drawn(list(safe)):
                    drawing.print(
                        Segments(_tidied(drawing.render(one), encoding)), end="", crop=False
                    )
    out.write(captured.get())


def _blocks(
    report: Report, blocks: Iterable[Block], out: TextIO, *, width: int, colour: bool
) -> None:
    encoding = getattr(out, "encoding", None)
    drawing = console(out, width, colour=colour)
    blocks = with_texts(blocks, lambda text: encodable(visible(text), encoding))
    page = _Page(
        min(width, TEXT_MOST),
        boxed=out.isatty(),
        left_out=report.phrases.columns_left_out,
        whole=width,
    )
    # We write the page ourselves: rich would answer a broken pipe with an exit code of its own.
    drawn = (piece for one in page.drawn(list(blocks)) for piece in drawing.render(one))
    with drawing.capture() as captured:
        drawing.print(Segments(_tidied(drawn, encoding)), end="", crop=False)
    out.write(captured.get())


def _tidied(drawn: Iterable[Segment], encoding: str | None) -> Iterator[Segment]:
    """Yield what rich draws, without spaces at ends of lines, in characters of the stream."""
    end = Segment.line()
    for line in Segment.split_lines(drawn):
        while line and not line[-1].text.strip(" "):
            line.pop()
        if line:
            line[-1] = Segment(line[-1].text.rstrip(" "), line[-1].style)
        for text, style, _ in line:
            plain = text if text.isascii() else encodable(text.translate(KEPT), encoding)
            yield Segment(plain, style)
        yield end


class _Page(NamedTuple):
    """How a page is laid out: text `width` columns wide, heat maps over the `whole` width."""

    width: int
    boxed: bool
    left_out: str
    whole: int

    def drawn(self, blocks: Sequence[Block]) -> Iterator[RenderableType]:
        """Yield the page from top to bottom, blank lines between its parts."""
        at = 0
        while at < len(blocks):
            block = blocks[at]
            if at and (isinstance(block, Heading) or not isinstance(blocks[at - 1], Heading)):
                yield Text()
            if self.boxed and isinstance(block, Heading) and block.level == 1:
                under = list(takewhile(_may_be_boxed, blocks[at + 1 :]))
                yield from self._head(block.text, under)
                at += len(under)
            elif isinstance(block, Heading):
                yield Constrain(_text(block.text, "strong"), self.width)
            elif isinstance(block, Heat):
                yield from heat.drawn(block, self.whole)
                if block.note:
                    yield Constrain(_text(block.note, "dim"), self.width)
            else:
                for what in self._block(block, self.width - INDENT):
                    yield Constrain(Beside(INDENT, what), self.width)
            at += 1

    def _head(self, title: str, under: list[Block]) -> Iterator[RenderableType]:
        """Yield the title in a frame around the blocks directly under it."""
        fits = cells(title) <= self.width - _SIDES - 2
        if not fits:
            yield _text(title, "strong")
        if not under:
            shown = _text(title, "strong") if fits else ""
            yield Constrain(Rule(shown, align="left", style="dim"), self.width)
            return
        body: list[RenderableType] = []
        for block in under:
            body += [Text()] if body else []
            body += self._block(block, self.width - _SIDES)
        name = _text(title, "strong") if fits else None
        panel = Panel(Group(*body), title=name, title_align="left", border_style="dim")
        yield Constrain(panel, self.width)

    def _block(self, block: Block, room: int) -> Iterator[RenderableType]:
        match block:
            case Heading(text):
                yield _text(text, "strong")
            case Paragraph(text, tone):
                yield _text(text, tone)
            case Listing(items):
                for item in items:
                    yield Beside(INDENT, _text(item), "•")
            case Fields(pairs):
                yield from _fields(pairs, room)
            case Table():
                yield from self._table(block, room)
            case Tree(branches):
                for branch in branches:
                    yield from _branches(branch, "", "")
            case Chart():
                yield from _fields(block.lines, room)

    def _table(self, table: Table, room: int) -> Iterator[RenderableType]:
        room -= self.boxed  # the line under the head goes on over the last column's padding
        widths = fit(table, room)
        if widths is None:
            yield from _records(table, room)
            widths = dict.fromkeys(range(len(table.columns)), 0)
        else:
            yield _grid(table, widths, boxed=self.boxed)
        missing = [column.title for at, column in enumerate(table.columns) if at not in widths]
        if missing:
            yield _text(self.left_out.replace("{names}", ", ".join(missing)), "dim")
        if table.note:
            yield _text(table.note, "dim")


def _may_be_boxed(block: Block) -> bool:
    """Return whether a frame may hold a block: it must not be wider than the page."""
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
        case Fill():
            return heat.drawn_cell(cell, width)
        case Short(text, _):
            return _text(text)
        case str():
            return _text(cell)


def _fields(pairs: tuple[tuple[str, Cell], ...], room: int) -> Iterator[RenderableType]:
    """Yield labels with values beside them, or under them where the values need the room."""
    column = max((cells(label) for label, _ in pairs), default=0) + GAP
    for label, value in pairs:
        text = words(value)
        needed = VALUE_LEAST if " " in text else cells(text)
        if room - column < min(cells(text), max(needed, widest_number(text))):
            yield _text(label, "dim")
            yield Beside(INDENT, _value(value, room - INDENT))
        else:
            yield Beside(column, _value(value, room - column), label, "dim")


def _value(value: Cell, room: int) -> RenderableType:
    """Return a value on its own: a bar follows its text where there is room."""
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
        grid.add_column(
            _text(column.title),
            width=width,
            justify="right" if column.number else "left",
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*(_cell(row[at], width) for at, width in widths.items()))
    return grid


def _records(table: Table, room: int) -> Iterator[RenderableType]:
    """Yield each row as a title, its first cell, with the other cells as fields."""
    for number, row in enumerate(table.rows):
        if number:
            yield Text()
        yield _text(words(row[0]), "strong")
        titled = zip(table.columns[1:], row[1:], strict=True)
        pairs = tuple((column.title, cell) for column, cell in titled if words(cell))
        yield from (Beside(INDENT, what) for what in _fields(pairs, room - INDENT))


def _branches(branch: Branch, first: str, rest: str) -> Iterator[RenderableType]:
    """Yield a node of a tree with what is said of it, then those below it behind guides."""
    title = (
        Text.assemble((f"{branch.figure}  ", branch.tone or "strong")) if branch.figure else Text()
    )
    title.append_text(_text(branch.title, "" if first else "strong"))
    stem = f"{rest}│ " if branch.below else f"{rest}  "
    yield Guided(first, stem, title)
    yield from (Guided(stem, stem, _value(line, 0)) for line in branch.lines if words(line))
    for place, one in enumerate(branch.below, 1):
        last = place == len(branch.below)
        yield from _branches(
            one, f"{rest}{'└' if last else '├'} ", f"{rest}{'  ' if last else '│ '}"
        )
