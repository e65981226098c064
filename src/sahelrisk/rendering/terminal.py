"""The page drawn by rich: with boxes on a terminal, without them in a pipe or a file."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group
from rich.constrain import Constrain
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment, Segments
from rich.text import Text

from sahelrisk.rendering import heat
from sahelrisk.rendering.column_widths import fit
from sahelrisk.rendering.safe import shown, with_texts
from sahelrisk.rendering.terminal_blocks import (
    INDENT,
    Beside,
    branches_drawn,
    fields_drawn,
    records_of,
    rows_of,
    styled,
)
from sahelrisk.rendering.text import KEPT, cells, encodable, visible
from sahelrisk.rendering.theme import console
from sahelrisk.report.blocks import (
    Chart,
    Fields,
    Heading,
    Heat,
    Listing,
    Paragraph,
    Span,
    Table,
    Tree,
)
from sahelrisk.report.score.sheet_blocks import full_blocks
from sahelrisk.report.sheet.overview import overview_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from rich.console import RenderableType

    from sahelrisk.report.blocks import Block, Report, Sheets

WIDTH_LEAST = 24
TEXT_MOST = 120
"""Only heat maps are wider, up to the whole width of the terminal."""
_SIDES = 4  # of a panel: its lines and a space beside each


def render(report: Report, out: TextIO, *, width: int, colour: bool) -> None:
    """Write the page, `width` columns wide (24 at least), with colours if `colour`."""
    width, encoding = max(width, WIDTH_LEAST), getattr(out, "encoding", None)
    drawing = console(out, width, colour=colour)
    page = _Page(
        min(width, TEXT_MOST), out.isatty(), report.phrases.columns_left_out, width, encoding
    )
    drawn = _briefs(report.sheets, page) if report.sheets else page.drawn(report.blocks())
    segments = (segment for one in drawn for segment in drawing.render(one))
    # We write the page ourselves: rich would answer a broken pipe with an exit code of its own.
    with drawing.capture() as captured:
        drawing.print(Segments(_tidied(segments, encoding)), end="", crop=False)
    out.write(captured.get())


def _briefs(sheets: Sheets, page: _Page) -> Iterator[RenderableType]:
    """Yield the brief of every country, and the whole of it where that is asked for."""
    from sahelrisk.rendering.brief import brief, overview  # noqa: PLC0415  only for scores

    made = shown(sheets.make(whole=sheets.full, full=sheets.full))
    if len(made) > 1:
        yield overview(overview_of(made, sheets.words), sheets.words, width=page.whole)
        yield Text()
    for at, sheet in enumerate(made):
        if at:
            yield Text()
        yield brief(sheet, sheets.words, width=page.whole, boxed=page.boxed)
        if sheets.full:
            yield Text()
            yield from page.drawn(full_blocks(sheet, sheets.words))


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
    encoding: str | None

    def drawn(self, given: Iterable[Block]) -> Iterator[RenderableType]:
        """Yield the page from top to bottom, blank lines between its parts."""
        blocks = list(with_texts(given, lambda text: encodable(visible(text), self.encoding)))
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
                yield Constrain(styled(block.text, "strong"), self.width)
            elif isinstance(block, Heat):
                yield from heat.drawn(block, self.whole)
                if block.note:
                    yield Constrain(styled(block.note, "dim"), self.width)
            else:
                for what in self._block(block, self.width - INDENT):
                    yield Constrain(Beside(INDENT, what), self.width)
            at += 1

    def _head(self, title: str, under: list[Block]) -> Iterator[RenderableType]:
        """Yield the title in a frame around the blocks directly under it."""
        fits = cells(title) <= self.width - _SIDES - 2
        if not fits:
            yield styled(title, "strong")
        if not under:
            shown = styled(title, "strong") if fits else ""
            yield Constrain(Rule(shown, align="left", style="dim"), self.width)
            return
        body: list[RenderableType] = []
        for block in under:
            body += [Text()] if body else []
            body += self._block(block, self.width - _SIDES)
        name = styled(title, "strong") if fits else None
        panel = Panel(Group(*body), title=name, title_align="left", border_style="dim")
        yield Constrain(panel, self.width)

    def _block(self, block: Block, room: int) -> Iterator[RenderableType]:
        match block:
            case Heading(text):
                yield styled(text, "strong")
            case Paragraph(text, tone):
                yield styled(text, tone)
            case Listing(items):
                for item in items:
                    yield Beside(INDENT, styled(item), "•")
            case Fields(pairs):
                yield from fields_drawn(pairs, room)
            case Table():
                yield from self._table(block, room)
            case Tree(branches):
                for branch in branches:
                    yield from branches_drawn(branch, "", "")
            case Chart():
                yield from fields_drawn(block.lines, room)

    def _table(self, table: Table, room: int) -> Iterator[RenderableType]:
        room -= self.boxed  # the line under the head goes on over the last column's padding
        widths = fit(table, room)
        if widths is None:
            yield from records_of(table, room)
            gone: list[int] = []
        else:
            gone = [at for at in range(len(table.columns)) if at not in widths]
            yield from rows_of(table, widths, boxed=self.boxed)
        missing = [table.columns[at].title for at in gone if not table.columns[at].below]
        if missing:
            yield styled(self.left_out.replace("{names}", ", ".join(missing)), "dim")
        if table.note:
            yield styled(table.note, "dim")


def _may_be_boxed(block: Block) -> bool:
    """Return whether a frame may hold a block: it must not be wider than the page."""
    match block:
        case Fields(pairs):
            return not any(isinstance(value, Span) and value.whole for _, value in pairs)
        case _:
            return isinstance(block, Paragraph)
