"""Evidence files written so plainly that their bytes tell what they hold, without parsing.

No text runs over a line, no name is escaped, and every table has its header on a line of its own:
so do the files that this program writes, and most that people write. Others are parsed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TEXT = rb'"(?:[^"\\\x00-\x1f\x7f]|\\["\\bfnrt])*+"'
_ARRAY = rb"\[(?:[^\[\]{}\"'\\#=]|" + _TEXT + rb")*+\]"
_TABLE = rb"\{(?:[^{}\"'\\\n#]|" + _TEXT + rb")*+\}"
_BARE = rb"[\w+.: -]++"
_KEY = rb"[\w-]++(?:\.[\w-]++)?+ ?= ?(?:" + b"|".join((_TEXT, _ARRAY, _TABLE, _BARE)) + rb")"
_HEADER = (
    rb"\[\[(?:evidence|amendment|not-applicable)\]\]|\[(?:evidence|amendment)\.(?:source|fr)\]"
)
_LINE = rb"(?:" + _KEY + rb"|" + _HEADER + rb")?+[ \t]*+(?:#[^\n]*+)?+\r?+"
_PLAIN = re.compile(rb"(?:" + _LINE + rb"\n)*+" + _LINE)
_ITEM = re.compile(rb"^\[\[evidence\]\]", re.MULTILINE)
_NAMED = re.compile(rb'^(id|evidence) ?= ?"([^"\n]*)"', re.MULTILINE)


class Plain(NamedTuple):
    """What a file holds: how many items, their ids, and the ids of items it amends."""

    items: int
    ids: frozenset[bytes]
    amended: frozenset[bytes]


def plain(data: bytes) -> Plain | None:
    """Return what a file holds; None where only parsing can tell, as of one with a fault."""
    if not _PLAIN.fullmatch(data):
        return None
    items = len(_ITEM.findall(data))
    named = _NAMED.findall(data)
    ids = [name for key, name in named if key == b"id"]
    amended = frozenset(name for key, name in named if key == b"evidence")
    if len(set(ids)) != items or any(b"\\" in name for name in (*ids, *amended)):
        return None
    return Plain(items, frozenset(ids), amended)
