"""The columns of evidence in a spreadsheet: one row a record, the same for export and import."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Content = Literal["text", "number", "digit", "period", "day", "yes", "countries"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what its cells hold, the width a sheet gives it, in characters."""

    name: str
    content: Content = "text"
    width: int = 16


RECORD = "record"
PROBLEM = "problem"
SHEET = "Evidence"

ENTRY: tuple[Column, ...] = (
    Column("countries", "countries", 18),
    Column("indicator", width=32),
    Column("observed", "period", 12),
    Column("level", "number", 8),
    Column("value", "number", 10),
    Column("standard_error", "number", 10),
    Column("statement", width=60),
    Column("kind", width=18),
    Column("nature", width=11),
    Column("turning_point", "yes", 8),
    Column("reliability", width=10),
    Column("credibility", "digit", 10),
    Column("origin", width=24),
    Column("source_title", width=40),
    Column("source_publisher", width=24),
    Column("source_published", "period", 12),
    Column("source_url", width=40),
    Column("tlp", width=14),
    Column("recorded", "day", 12),
    Column("analyst", width=12),
    Column("notes", width=30),
)
"""What an analyst fills in."""

LATER: tuple[Column, ...] = (
    Column("evidence", width=22),
    Column("withdrawn", "yes", 9),
    Column("confirmed", "period", 12),
    Column("ended", "period", 12),
    Column("reason", width=40),
)
"""What amendments and not-applicable statements bear besides."""

ALL: tuple[Column, ...] = (Column(RECORD, width=14), Column("id", width=22), *ENTRY, *LATER)
PRIVATE = frozenset({"analyst", "notes"})

KEYS = {
    "evidence": frozenset({"id", *(one.name for one in ENTRY)}),
    "amendment": frozenset(
        {"evidence", "recorded", "withdrawn", "level", "value", "reliability", "credibility"}
        | {"observed", "confirmed", "ended", "reason", "analyst", "notes"}
    ),
    "not-applicable": frozenset(
        {"countries", "indicator", "recorded", "withdrawn", "reason", "analyst", "notes"}
    ),
}
"""Which columns each kind of record uses."""

_FORMULA = re.compile(r"'*[\s]*[=+\-@＝＋－＠\t\r\n]")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
LIKE_AN_ESCAPE = re.compile(r"\\(?=x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})|_(?=x[0-9A-Fa-f]{4}_)")
"""A backslash (or underscore, which Excel reads so) that readers would take for an escape."""


def guarded(text: str) -> str:
    """Return a text with an apostrophe in front where a spreadsheet would compute it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    r"""Return a text with `\x1b`, `\u202e` and the like as the characters they stand for."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or found[3], 16)
    surrogate = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004  the range Unicode sets aside
    return found[0] if surrogate or code > 0x10FFFF else chr(code)  # noqa: PLR2004  its end
