"""Git merge conflicts that were left in a file."""

from __future__ import annotations

import re

from sahelrisk.problems import Said

_MARKER = b"<<<<<<< "
_OPENING = re.compile(rb"^<{7} ([^\r\n]*)", re.MULTILINE)
_MIDDLE = re.compile(rb"^={7}\r?$", re.MULTILINE)
_CLOSING = re.compile(rb"^>{7} ([^\r\n]*)", re.MULTILINE)


def find_conflict(data: bytes) -> tuple[int, Said, str] | None:
    """Return line, message with both sides, and excerpt of the first conflict; None without one."""
    opening = _OPENING.search(data) if _MARKER in data else None
    if opening is None:
        return None
    middle = _MIDDLE.search(data, opening.end())
    closing = _CLOSING.search(data, middle.end() if middle else opening.end())
    ours = _side(opening, data, opening.end(), middle)
    theirs = Said("conflict_other_side")
    if middle and closing:
        theirs = _side(closing, data, middle.end(), closing)
    others = len(_OPENING.findall(data)) - 1
    key = "problem_merge_conflicts" if others else "problem_merge_conflict"
    line = data.count(b"\n", 0, opening.start()) + 1
    excerpt = opening[0].decode("utf-8", "replace")
    return line, Said(key, ours=ours, theirs=theirs, others=others), excerpt


def _side(
    named: re.Match[bytes] | None, data: bytes, start: int, end: re.Match[bytes] | None
) -> Said:
    name = named[1].decode("utf-8", "replace").strip() if named else ""
    first = data.count(b"\n", 0, start) + 2
    last = data.count(b"\n", 0, end.start()) if end else first
    if last < first:
        return Said("conflict_nothing", name=name)
    key = "conflict_lines" if last > first else "conflict_line"
    return Said(key, name=name, first=first, last=last)
