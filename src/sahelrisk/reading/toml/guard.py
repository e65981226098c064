"""Files are met as hostile: what may be read, and as what text. Linear in the file's size."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from sahelrisk import system
from sahelrisk.problems import Place, Problem, Said
from sahelrisk.reading.toml.not_toml import find_conflict, looks_like

MIB = 1024 * 1024
MAXIMUM_BYTES = 16 * MIB
MAXIMUM_TABLE_BYTES = 64 * MIB
LONGEST_LINE = 1_000_000
DEEPEST = 50
MOST_PARTS = 50
MOST_DIGITS = 300
_BOM = b"\xef\xbb\xbf"
_TEXT = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
)
_TOKEN = re.compile(rf"{_TEXT}|[\[\]{{}}=,\n]|[^\s\"'#\[\]{{}}=,]++", re.DOTALL)
_FLAT = rf"(?:{_TEXT}|[^\[\]{{}}\"'#]++)*+"
_NEST = re.compile(
    rf"(?:{_FLAT}(?:\[{_FLAT}\]|\[\[{_FLAT}\]\]|{{{_FLAT}}}))*+{_FLAT}([\[\]{{}}]|\Z)",
    re.DOTALL,
)
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1, "": 0}
_DIGITS = re.compile(rf"[0-9A-Fa-f_]{{{MOST_DIGITS}}}")
_NUMBER = re.compile(rf"[+-]?(?:0[xob]|[0-9.]*)[0-9A-Fa-f_]{{{MOST_DIGITS}}}")


def read_bytes(path: Path, shown: str) -> bytes | Problem:
    """Return a regular file's bytes without a byte order mark, or why it cannot be read.

    A pipe is never waited for, and never more is read than the cap allows.
    """
    start = Place(shown, 1, 1)
    most = MAXIMUM_BYTES if shown.endswith(".toml") else MAXIMUM_TABLE_BYTES
    try:
        with os.fdopen(os.open(path, system.READ), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return Problem(start, "not-a-file", Said("problem_not_a_file"))
            data = file.read(most + 1)
    except FileNotFoundError:
        return Problem(start, "missing-file", Said("problem_file_does_not_exist"))
    except IsADirectoryError:
        return Problem(start, "not-a-file", Said("problem_folder"))
    except OSError as error:
        return Problem(start, "unreadable-file", Said("problem_cannot_be_read", why=error.strerror))
    if len(data) > most:
        return _too_large(shown, most)
    return data.removeprefix(_BOM)


def refusal(text: str, shown: str) -> Problem | None:
    """Return why a text, written to a TOML file, would not be read back, if it would not."""
    if len(text.encode()) > MAXIMUM_BYTES:
        return _too_large(shown, MAXIMUM_BYTES)
    return find_bomb(text, shown)


def _too_large(shown: str, most: int) -> Problem:
    message = Said("problem_file_too_large", most=most // MIB)
    return Problem(Place(shown, 1, 1), "file-too-large", message, Said("hint_split_file"))


def decode(data: bytes, shown: str) -> str | Problem:
    """Return the text of UTF-8 bytes, or the first thing that makes them no text to be parsed."""
    conflict = find_conflict(data)
    if conflict:
        line, message, excerpt = conflict
        hint = Said("hint_merge_conflict")
        return Problem(Place(shown, line, 1), "merge-conflict", message, hint, excerpt)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, shown, error.start)
    if data[:400:2].count(0) > 1 or data[1:400:2].count(0) > 1:
        return _not_utf8(data, shown, data.index(0))
    return text


def _not_utf8(data: bytes, shown: str, at: int) -> Problem:
    before = data[:at]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8")) + 1
    excerpt = data[line_start : line_start + 400].split(b"\n", 1)[0]
    encoding = looks_like(data)
    key = "problem_not_utf_8" if encoding else "problem_no_text"
    message = Said(key, at=at + 1, byte=data[at], encoding=encoding)
    return Problem(
        Place(shown, before.count(b"\n") + 1, column),
        "not-utf-8",
        message,
        Said("hint_not_utf_8"),
        excerpt.decode("utf-8", "replace").rstrip("\r"),
    )


def find_bomb(text: str, shown: str) -> Problem | None:
    """Return what would make a reader of this TOML stand still or run out of memory, if anything.

    Most files are told by the length of their lines and by their brackets; only one that could
    hold a bomb is walked token by token.
    """
    for number, line in [one for one in enumerate(text.split("\n"), 1) if len(one[1]) > MOST_PARTS]:
        if len(line) > LONGEST_LINE:
            message = Said("problem_long_line", length=len(line), most=LONGEST_LINE)
            return Problem(Place(shown, number, 1), "long-line", message, "", line[:400])
        if line.count(".") >= MOST_PARTS or (len(line) > MOST_DIGITS and _DIGITS.search(line)):
            return _walk(text, shown)
    if text.count("[") + text.count("{") > DEEPEST and _deepest(text) > DEEPEST:
        return _walk(text, shown)
    return None


def _deepest(text: str) -> int:
    """Return a depth that no array or table of the text exceeds."""
    depth = deepest = 0
    for match in _NEST.finditer(text):
        depth += _STEP[match[1]]
        deepest = max(deepest, depth)
    return deepest + 2


def _walk(text: str, shown: str) -> Problem | None:
    depth = dots = 0
    start = None
    for match in _TOKEN.finditer(text):
        token = match[0]
        first = token[0]
        if first in "=,\n[]{}":
            dots, start = 0, None
            if first in "[{":
                depth += 1
            elif first in "]}":
                depth = max(0, depth - 1)
            if depth > DEEPEST:
                message = Said("problem_deep_nesting", most=DEEPEST)
                return _at(text, shown, match.start(), "deep-nesting", message)
        elif first != "#":
            start = match.start() if start is None else start
            if first not in "\"'":
                dots += token.count(".")
                if len(token) > MOST_DIGITS and _NUMBER.match(token):
                    message = Said("problem_huge_number", most=MOST_DIGITS)
                    return _at(text, shown, match.start(), "huge-number", message)
            if dots >= MOST_PARTS:
                message = Said("problem_long_key", most=MOST_PARTS)
                return _at(text, shown, start, "long-key", message)
    return _longest(text, shown)


def _longest(text: str, shown: str) -> Problem | None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            message = Said("problem_long_line", length=len(line), most=LONGEST_LINE)
            return Problem(Place(shown, number, 1), "long-line", message, "", line[:400])
    return None


def _at(text: str, shown: str, offset: int, rule: str, message: str) -> Problem:
    line_start = text.rfind("\n", 0, offset) + 1
    place = Place(shown, text.count("\n", 0, offset) + 1, offset - line_start + 1)
    end = text.find("\n", offset)
    excerpt = text[line_start : min(offset + 400, len(text) if end < 0 else end)]
    return Problem(place, rule, message, "", excerpt)
