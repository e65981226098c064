"""Where each key and value of a TOML text stands.

The parser we use reports places only for syntax errors, so this walks a text that has already
been parsed without error and need not judge it: it only has to find where things begin.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

Keys = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d \d\d:[\d:.+\-Zz]*|[^,\]}\s#]+")
_HEADER = re.compile(r"^[ \t]*+(?=\[\[)(?:(?=\[\[([A-Za-z][A-Za-z_-]*)\]\])|)", re.MULTILINE)
_BARE_KEY = re.compile(r"[^\s.=\]\"']+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Offsets of a key, of its value, and of the table that it names.

    A table with a header has its value and itself there; any other table stands at its key.
    """

    key: int
    value: int
    table: int


def find_spots(text: str) -> dict[Keys, Spot]:
    """Map the path of every key, table and array element to its offsets.

    Paths are as in the parsed data: `("evidence", 3, "source", "url")`. `text` must be valid
    TOML with LF or CRLF line ends.
    """
    return _Walk(text).run()


def find_headers(text: str) -> dict[str, list[int]]:
    """Map the name of each array of tables to the offsets of its headers, where that is plain.

    Nothing is told of a text in which a line that looks like a header could be part of a value,
    or in which a header is written in an unusual way.
    """
    found: dict[str, list[int]] = {}
    if '"""' in text or "'''" in text:
        return found
    for match in _HEADER.finditer(text):
        if match[1] is None:
            return {}
        found.setdefault(match[1], []).append(match.end())
    return found


def line_starts(text: str) -> list[int]:
    """Return the offset of the first character of every line."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def line_and_column(starts: list[int], offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


class _Walk:
    """One pass over one text; the only state is the offset and what was found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.spots: dict[Keys, Spot] = {}
        self.lengths: dict[Keys, int] = {}

    def run(self) -> dict[Keys, Spot]:
        table: Keys = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(_BLANK)
        return self.spots

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def header(self) -> Keys:
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self.dotted_key()
        self.at += 2 if many else 1
        path: Keys = ()
        offset = start
        for position, (offset, key) in enumerate(keys):
            path = (*path, key)
            self.spots.setdefault(path, Spot(offset, start, start))
            last = position == len(keys) - 1
            if last and many:
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        self.spots[path] = Spot(offset, start, start)
        return path

    def pair(self, table: Keys) -> None:
        keys = self.dotted_key()
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        path = table
        for offset, key in keys:
            path = (*path, key)
            self.spots.setdefault(path, Spot(offset, self.at, offset))
        self.value(path)

    def dotted_key(self) -> list[tuple[int, str]]:
        """Return the parts of a key with their offsets."""
        keys = []
        while True:
            self.skip(_SPACE)
            start = self.at
            quoted = self.text[start] in "\"'"
            part = _unquote(self.skip(_STRING)) if quoted else self.skip(_BARE_KEY)
            keys.append((start, part))
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def value(self, path: Keys) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self.array(path)
        elif opening == "{":
            self.inline_table(path)
        elif opening in "\"'":
            self.skip(_STRING)
        else:
            self.skip(_SCALAR)

    def array(self, path: Keys) -> None:
        self.at += 1
        index = 0
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "]":
                break
            element = (*path, index)
            self.spots[element] = Spot(self.at, self.at, self.at)
            self.value(element)
            index += 1
            self.comma()
        self.at += 1

    def inline_table(self, path: Keys) -> None:
        self.at += 1
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "}":
                break
            self.pair(path)
            self.comma()
        self.at += 1

    def comma(self) -> None:
        self.skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1


def _unquote(quoted: str) -> str:
    if quoted.startswith("'"):
        return quoted[1:-1]
    return _ESCAPE.sub(_unescape, quoted[1:-1])


def _unescape(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    return chr(int(digits, 16)) if digits else _ESCAPED.get(match[4], match[4])
