"""Bytes that are no TOML: merge conflicts that were left in, and encodings other than UTF-8."""

from __future__ import annotations

import codecs
import re

from sahelrisk.problems import Said

_MARKER = b"<<<<<<< "
_OPENING = re.compile(rb"^<{7} ([^\r\n]*)", re.MULTILINE)
_MIDDLE = re.compile(rb"^={7}\r?$", re.MULTILINE)
_CLOSING = re.compile(rb"^>{7} ([^\r\n]*)", re.MULTILINE)


_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32 (little-endian)"),
    (codecs.BOM_UTF32_BE, "UTF-32 (big-endian)"),
    (codecs.BOM_UTF16_LE, "UTF-16 (little-endian)"),
    (codecs.BOM_UTF16_BE, "UTF-16 (big-endian)"),
)
_LOOKED_AT = 400
# In Windows-1252 these are no letters; in code page 850 they are é, è, à, ê, ç and others.
_DOS_LETTERS = frozenset(
    b"\x81\x82\x83\x84\x85\x87\x88\x89\x8a\x8b\x8c\x8d\x90\x93\x94\x95\x96\x97"
)


def looks_like(data: bytes) -> str:
    """Name the encoding that bytes look like: by mark, zero bytes, or which letters they give.

    "" stands for what looks like no text at all.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:_LOOKED_AT]
    if start[::2].count(0) > len(start) // 4:
        return "UTF-16 (big-endian)"
    if start[1::2].count(0) > len(start) // 4:
        return "UTF-16 (little-endian)"
    if 0 in start:
        return ""
    high = [byte for byte in data if byte > 0x7F]  # noqa: PLR2004  beyond ASCII
    if all(byte >= 0xA0 for byte in high):  # noqa: PLR2004  below it Latin-1 has controls only
        return "Latin-1 (ISO 8859-1)"
    in_words = sum(
        byte in _DOS_LETTERS and data[at : at + 1].isalpha() and data[at + 2 : at + 3].isalpha()
        for at, byte in enumerate(data[1:-1])
    )
    return "code page 850 (DOS)" if in_words * 2 > len(high) else "Windows-1252"


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
