"""Every text of a page passed through one function, whichever format draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from sahelrisk.render.text import visible
from sahelrisk.report.blocks import (
    Bar,
    Branch,
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sahelrisk.report.blocks import Block, Cell, Column
    from sahelrisk.report.sheet_view import Sheet


def shown(sheets: Iterable[Sheet]) -> Sequence[Sheet]:
    """Return sheets in which no character of a text acts on whoever reads it."""
    return [_shown(one) for one in sheets]


def _shown(part: Any) -> Any:  # noqa: ANN401  a sheet and all it is made of
    if isinstance(part, str):
        return visible(part)
    if isinstance(part, tuple):
        made = map(_shown, part)
        named = hasattr(part, "_fields")
        return type(part)(*made) if named else tuple(made)
    return part


def with_texts(blocks: Iterable[Block], change: Callable[[str], str]) -> Iterator[Block]:
    """Return the blocks with `change` applied to every text in them."""
    return (_changed(block, change) for block in blocks)


def words(cell: Cell, *, indent: int = 0) -> str:
    """Return the text of a cell on its own; a bar has its text.

    With an `indent`, below the rows it belongs to, a nested name is indented by its depth.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Nested):
        return " " * indent * len(cell.above) + cell.text if indent else cell.path
    return cell.text


def _changed(block: Block, change: Callable[[str], str]) -> Block:
    match block:
        case Heading() | Paragraph():
            return block._replace(text=change(block.text))
        case Listing():
            return Listing(tuple(map(change, block.items)), change(block.label))
        case Fields():
            return Fields(tuple((change(label), _cell(c, change)) for label, c in block.pairs))
        case Table():
            return Table(
                _columns(block.columns, change), _rows(block.rows, change), change(block.note)
            )
        case Heat() | Tree() | Chart():
            return _drawing(block, change)
        case _:
            assert_never(block)


def _drawing(block: Heat | Tree | Chart, change: Callable[[str], str]) -> Block:
    match block:
        case Heat():
            return Heat(
                _columns(block.before, change),
                tuple((change(title), change(short)) for title, short in block.parts),
                _columns(block.after, change),
                _rows(block.rows, change),
                change(block.note),
            )
        case Tree():
            return Tree(tuple(_branch(one, change) for one in block.branches))
        case Chart():
            return _chart(block, change)
        case _:
            assert_never(block)


def _columns(columns: tuple[Column, ...], change: Callable[[str], str]) -> tuple[Column, ...]:
    return tuple(one._replace(title=change(one.title), short=change(one.short)) for one in columns)


def _rows(
    rows: tuple[tuple[Cell, ...], ...], change: Callable[[str], str]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell(cell, change) for cell in row) for row in rows)


def _branch(branch: Branch, change: Callable[[str], str]) -> Branch:
    return branch._replace(
        title=change(branch.title),
        figure=change(branch.figure),
        lines=tuple(_cell(line, change) for line in branch.lines),
        below=tuple(_branch(one, change) for one in branch.below),
    )


def _chart(chart: Chart, change: Callable[[str], str]) -> Chart:
    return chart._replace(
        title=change(chart.title),
        summary=change(chart.summary),
        ticks=tuple((at, change(text)) for at, text in chart.ticks),
        bands=tuple((change(name), low, high) for name, low, high in chart.bands),
        events=tuple(
            one._replace(date=change(one.date), label=change(one.label)) for one in chart.events
        ),
        lines=tuple((change(label), change(line)) for label, line in chart.lines),
    )


def _cell(cell: Cell, change: Callable[[str], str]) -> Cell:
    match cell:
        case str():
            return change(cell)
        case Nested(text, above):
            return Nested(change(text), tuple(map(change, above)))
        case Span() | Bar():
            return cell._replace(text=change(cell.text))
        case Fill():
            return cell._replace(text=change(cell.text), band=change(cell.band))
        case Short(text, short):
            return Short(change(text), change(short))
        case _:
            assert_never(cell)
