"""Git merge conflicts that were left in a file."""

from __future__ import annotations

import re

_MARKER = b"<<<<<<< "
_OPENING = re.compile(rb"^<{7} ([^\r\n]*)", re.MULTILINE)
_MIDDLE = re.compile(rb"^={7}\r?$", re.MULTILINE)
_CLOSING = re.compile(rb"^>{7} ([^\r\n]*)", re.MULTILINE)


def find_conflict(data: bytes) -> tuple[int, str, str] | None:
    """Return line, message with both sides, and excerpt of the first conflict; None without one."""
    opening = _OPENING.search(data) if _MARKER in data else None
    if opening is None:
        return None
    middle = _MIDDLE.search(data, opening.end())
    closing = _CLOSING.search(data, middle.end() if middle else opening.end())
    ours = _side(opening, data, opening.end(), middle)
    theirs = _side(closing, data, middle.end(), closing) if middle and closing else "the other side"
    others = len(_OPENING.findall(data)) - 1
    more = f", and {others} more" if others else ""
    line = data.count(b"\n", 0, opening.start()) + 1
    excerpt = opening[0].decode("utf-8", "replace")
    return line, f"a git merge conflict is left: {ours} against {theirs}{more}", excerpt


def _side(
    named: re.Match[bytes] | None, data: bytes, start: int, end: re.Match[bytes] | None
) -> str:
    name = named[1].decode("utf-8", "replace").strip() if named else ""
    first = data.count(b"\n", 0, start) + 2
    last = data.count(b"\n", 0, end.start()) if end else first
    lines = f"line {first}" if first >= last else f"lines {first}–{last}"
    return f'"{name}" ({lines})' if last >= first else f'"{name}" (nothing)'
