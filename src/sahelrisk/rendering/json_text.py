"""The JSON document, with every character that could act on a terminal escaped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sahelrisk.rendering.text import UNSAFE

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TextIO

    from sahelrisk.report.blocks import Report

_HOLDS = (dict, list, tuple)


def render(report: Report, out: TextIO) -> None:
    r"""Write the document, keys in their given order; unsafe characters as `\uXXXX`, lossless.

    ValueError for NaN and infinities, which JSON does not have.
    """
    write(report.document(), out)


def write(document: Mapping[str, Any], out: TextIO) -> None:
    """Write a document as `render` does: a table or list that holds no other takes one line."""
    narrow = not (getattr(out, "encoding", None) or "utf-8").lower().startswith("utf")
    encode = json.JSONEncoder(ensure_ascii=narrow, allow_nan=False).encode
    pieces: list[str] = []
    _lay_out(document, "\n", encode, pieces.append)
    out.write("".join(map(_safe, pieces)) + "\n")


def _lay_out(
    value: Mapping[str, Any] | Sequence[Any],
    line: str,
    encode: Callable[[Any], str],
    put: Callable[[str], None],
) -> None:
    """Put the pieces of a table or list; `line` is the line break with its indentation."""
    table = value if isinstance(value, dict) else None
    held = value if table is None else table.values()
    if not any(isinstance(one, _HOLDS) and one for one in held):
        put(encode(value))
        return
    before, closing = "[]" if table is None else "{}"
    for key, one in enumerate(value) if table is None else table.items():
        put(f"{before}{line}  " if table is None else f"{before}{line}  {encode(key)}: ")
        if isinstance(one, _HOLDS):
            _lay_out(one, line + "  ", encode, put)
        else:
            put(encode(one))
        before = ","
    put(line + closing)


def _safe(piece: str) -> str:
    """Return a piece with its unsafe characters escaped; most are found to have none at once."""
    if piece.isascii() and "\x7f" not in piece and "::" not in piece and "##" not in piece:
        return piece
    return UNSAFE.sub(_escaped, piece)


def _escaped(found: re.Match[str]) -> str:
    """Return the JSON escape; the only line ends are those of the layout."""
    if found[0] == "\n":
        return "\n"
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
