"""Every text of a page passed through one function, whichever format draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sahelrisk.report.blocks import Bar, Fields, Heading, Listing, Nested, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sahelrisk.report.blocks import Block, Cell


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
                tuple(column._replace(title=change(column.title)) for column in block.columns),
                tuple(tuple(_cell(cell, change) for cell in row) for row in block.rows),
                change(block.note),
            )
        case _:
            assert_never(block)


def _cell(cell: Cell, change: Callable[[str], str]) -> Cell:
    match cell:
        case str():
            return change(cell)
        case Nested(text, above):
            return Nested(change(text), tuple(map(change, above)))
        case Span() | Bar():
            return cell._replace(text=change(cell.text))
        case _:
            assert_never(cell)
