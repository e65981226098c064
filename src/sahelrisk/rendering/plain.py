"""One `label: value` per line, for screen readers and pipes: no wrapping, no drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sahelrisk.rendering.safe import with_texts, words
from sahelrisk.rendering.text import encodable, visible
from sahelrisk.report.blocks import (
    PARTS,
    Chart,
    Fields,
    Heading,
    Heat,
    Listing,
    Paragraph,
    Table,
    Tree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from sahelrisk.report.blocks import Block, Branch, Report


def render(report: Report, out: TextIO) -> None:
    """Write the page, a line for every heading, paragraph, point, value and table cell."""
    encoding = getattr(out, "encoding", None)
    for block in with_texts(report.blocks(), visible):
        lines = (f"{label}: {value}".rstrip() for label, value in _pairs(block))
        out.writelines(encodable(f"{line}\n", encoding) for line in lines)


def _pairs(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Heading(text, level):
            yield ("report" if level == 1 else "section", text)
        case Paragraph(text):
            yield ("text", text)
        case Listing(items, label):
            yield from ((label or "item", item) for item in items)
        case Fields(pairs):
            yield from ((label, words(value)) for label, value in pairs)
        case Table():
            yield from _cells(block)
        case Heat():
            yield from _cells(block.table())
        case Tree(branches):
            for branch in branches:
                yield from _branches(branch, "")
        case Chart():
            yield from ((label, line) for label, line in (("chart", block.summary), *block.lines))


def _cells(table: Table) -> Iterator[tuple[str, str]]:
    """Yield each cell under its row's name and its column's title."""
    for row in table.rows:
        if len(row) == 1:
            yield (table.columns[0].title, words(row[0]))
        for column, cell in zip(table.columns[1:], row[1:], strict=True):
            if words(cell):  # an empty cell has no line
                yield (f"{words(row[0])}, {column.title}", words(cell))
    if table.note:
        yield ("note", table.note)


def _branches(branch: Branch, above: str) -> Iterator[tuple[str, str]]:
    """Yield a node of a tree and all below it, each under the names of those above."""
    name = f"{above}{PARTS}{branch.title}" if above else branch.title
    yield (name, branch.figure)
    yield from ((name, words(line)) for line in branch.lines)
    for one in branch.below:
        yield from _branches(one, name)
