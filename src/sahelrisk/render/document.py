"""The JSON document, with every character that could act on a terminal escaped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sahelrisk.render.text import UNSAFE

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping
    from typing import Any, TextIO

    from sahelrisk.report.blocks import Report


def render(report: Report, out: TextIO) -> None:
    r"""Write the document, keys in their given order; unsafe characters as `\uXXXX`, lossless.

    ValueError for NaN and infinities, which JSON does not have.
    """
    write(report.document(), out)


def write(document: Mapping[str, Any], out: TextIO) -> None:
    """Write a document as `render` does."""
    narrow = not (getattr(out, "encoding", None) or "utf-8").lower().startswith("utf")
    text = json.dumps(dict(document), indent=2, ensure_ascii=narrow, allow_nan=False)
    out.write(UNSAFE.sub(_escaped, text) + "\n")


def _escaped(found: re.Match[str]) -> str:
    """Return the JSON escape; the only line ends are those of the layout."""
    if found[0] == "\n":
        return "\n"
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
