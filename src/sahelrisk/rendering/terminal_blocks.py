"""A block of a page drawn by rich: text, fields, tables, trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table as Grid
from rich.text import Text

from sahelrisk.rendering import heat, range_bar
from sahelrisk.rendering.column_widths import GAP, STEP, widest_number
from sahelrisk.rendering.safe import words
from sahelrisk.rendering.text import cells, unbroken
from sahelrisk.report.blocks import Bar, Fill, Nested, Short, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderableType

    from sahelrisk.report.blocks import Branch, Cell

INDENT = 2
VALUE_LEAST = 24


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


def styled(text: str, tone: str = "", *, whole: bool = False) -> Text:
    """Return a text that folds where it must; a `whole` one is never broken."""
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
            return Padding(styled(text), (0, 0, 0, min(STEP * len(above), width // 2)))
        case Span(text, tone, whole):
            return styled(text, tone, whole=whole)
        case Fill():
            return heat.drawn_cell(cell, width)
        case Short(text, _):
            return styled(text)
        case str():
            return styled(cell)


def fields_drawn(pairs: tuple[tuple[str, Cell], ...], room: int) -> Iterator[RenderableType]:
    """Yield labels with values beside them, or under them where the values need the room."""
    column = max((cells(label) for label, _ in pairs), default=0) + GAP
    for label, value in pairs:
        text = words(value)
        needed = VALUE_LEAST if " " in text else cells(text)
        if room - column < min(cells(text), max(needed, widest_number(text))):
            yield styled(label, "dim")
            yield Beside(INDENT, _value(value, room - INDENT))
        else:
            yield Beside(column, _value(value, room - column), label, "dim")


def _value(value: Cell, room: int) -> RenderableType:
    """Return a value on its own: a bar follows its text where there is room."""
    if isinstance(value, Nested):
        return styled(words(value))
    if not isinstance(value, Bar):
        return _cell(value, room)
    width = min(range_bar.MOST, room - GAP - cells(value.text))
    text = styled(value.text, value.tone)
    return text if width < range_bar.LEAST else text.append(" " * GAP).append(_bar(value, width))


def rows_of(table: Table, widths: dict[int, int], *, boxed: bool) -> Iterator[RenderableType]:
    """Yield the table; cells without a column of their own that go below stand under their row."""
    columns = enumerate(table.columns)
    below = [at for at, column in columns if column.below and at not in widths]
    if not below:
        yield grid_of(table, widths, boxed=boxed)
        return
    yield grid_of(table._replace(rows=()), widths, boxed=boxed)
    for row in table.rows:
        yield grid_of(table._replace(rows=(row,)), widths, boxed=boxed, headed=False)
        yield from (Beside(INDENT, styled(words(row[at]), "dim")) for at in below if words(row[at]))


def grid_of(table: Table, widths: dict[int, int], *, boxed: bool, headed: bool = True) -> Grid:
    """Return the table; each column has its padding, and so has the last."""
    line = 1 if boxed else 0
    total = sum(widths.values()) + GAP * len(widths) - line
    grid = Grid(
        box=box.SIMPLE_HEAD if boxed else None,
        width=total,
        show_edge=False,
        show_header=headed,
        padding=(0, GAP - line, 0, 0),
        border_style="dim",
        header_style="strong",
    )
    for at, width in widths.items():
        column = table.columns[at]
        grid.add_column(
            styled(column.title),
            width=width,
            justify="right" if column.number else "left",
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*(_cell(row[at], width) for at, width in widths.items()))
    return grid


def records_of(table: Table, room: int) -> Iterator[RenderableType]:
    """Yield each row as a title, its first cell, with the other cells as fields."""
    for number, row in enumerate(table.rows):
        if number:
            yield Text()
        yield styled(words(row[0]), "strong")
        titled = zip(table.columns[1:], row[1:], strict=True)
        pairs = tuple((column.title, cell) for column, cell in titled if words(cell))
        yield from (Beside(INDENT, what) for what in fields_drawn(pairs, room - INDENT))


def branches_drawn(branch: Branch, first: str, rest: str) -> Iterator[RenderableType]:
    """Yield a node of a tree with what is said of it, then those below it behind guides."""
    title = (
        Text.assemble((f"{branch.figure}  ", branch.tone or "strong")) if branch.figure else Text()
    )
    title.append_text(styled(branch.title, "" if first else "strong"))
    stem = f"{rest}│ " if branch.below else f"{rest}  "
    yield Guided(first, stem, title)
    yield from (Guided(stem, stem, _value(line, 0)) for line in branch.lines if words(line))
    for place, one in enumerate(branch.below, 1):
        last = place == len(branch.below)
        yield from branches_drawn(
            one, f"{rest}{'└' if last else '├'} ", f"{rest}{'  ' if last else '│ '}"
        )
