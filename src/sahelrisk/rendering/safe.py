"""Every text of a page passed through one function, whichever format draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sahelrisk.rendering.text import visible
from sahelrisk.report.blocks import Nested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sahelrisk.report.blocks import Block, Cell
    from sahelrisk.report.sheet_view import Sheet


def shown(sheets: Iterable[Sheet]) -> Sequence[Sheet]:
    """Return sheets in which no character of a text acts on whoever reads it."""
    return [_changed(one, visible) for one in sheets]


def with_texts(blocks: Iterable[Block], change: Callable[[str], str]) -> Iterator[Block]:
    """Return the blocks with `change` applied to every text in them."""
    return (_changed(block, change) for block in blocks)


def _changed(part: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  all of a page
    """Return a block, a sheet or a part of one; a tone is a word of ours that no change alters."""
    if isinstance(part, str):
        return change(part)
    if isinstance(part, tuple):
        made = (_changed(one, change) for one in part)
        named = hasattr(part, "_fields")
        return type(part)(*made) if named else tuple(made)
    return part


def words(cell: Cell, *, indent: int = 0) -> str:
    """Return the text of a cell on its own; a bar has its text.

    With an `indent`, below the rows it belongs to, a nested name is indented by its depth.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Nested):
        return " " * indent * len(cell.above) + cell.text if indent else cell.path
    return cell.text
