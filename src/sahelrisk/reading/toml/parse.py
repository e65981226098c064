"""Bytes of one file to plain data, with the place of every fault and, on request, every value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import tomli

from sahelrisk.problems import MISSING, Place, Problem, Said
from sahelrisk.reading.toml.guard import find_bomb
from sahelrisk.reading.toml.positions import (
    Keys,
    Spot,
    find_headers,
    find_spots,
    line_and_column,
    line_starts,
)
from sahelrisk.reading.toml.syntax import Fault, explain

SAID = ""
_NAMES = MappingProxyType({"evidence": "id", "amendment": "evidence"})
_NAME = re.compile(r"""["']([^"'\\\n]+)["']""")


class Document:
    """A parsed file: its path below the dossier, its text and, until taken, its data."""

    def __init__(self, path: str, text: str, data: dict[str, Any]) -> None:
        """Keep the data until they are taken."""
        self.path = path
        self.text = text
        self._data = data

    def take(self) -> dict[str, Any]:
        """Hand the data over, once: models replace them, and large dossiers are many."""
        data, self._data = self._data, {}
        return data

    @cached_property
    def _spots(self) -> dict[Keys, Spot]:
        return find_spots(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)

    def table(self, keys: Keys) -> Place:
        """Return the place of a table; that of an item is found without looking at all values."""
        match keys:
            case (str(name), int(index)) if name in self._headers:
                offset = self._headers[name][index]
                return Place(self.path, *line_and_column(self._starts, offset))
        return self.place((*keys, MISSING))

    @cached_property
    def _headers(self) -> dict[str, list[int]]:
        return find_headers(self.text)

    def place(self, keys: Keys, *, of_key: bool = False) -> Place:
        """Return the place of the value at `keys`, or of its key, or of what encloses it.

        What is missing stands at the header of the table that lacks it, or, where that is an
        inline table, at its key.
        """
        for length in range(len(keys), 0, -1):
            spot = self._spots.get(keys[:length])
            if spot:
                offset = spot.table
                if length == len(keys):
                    offset = spot.key if of_key else spot.value
                return Place(self.path, *line_and_column(self._starts, offset))
        return Place(self.path, 1, 1)

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end."""
        return _line(self.text, self._starts, number)

    def problem(self, keys: Keys, rule: str, message: str, hint: str = "", **more: Any) -> Problem:  # noqa: ANN401
        """Return a problem at the value of `keys`."""
        place = self.place(keys, of_key=more.pop("of_key", False))
        item = self._item(keys)
        return Problem(place, rule, message, hint, self.line(place.line), item=item, **more)

    def _item(self, keys: Keys) -> str:
        """Return the id of the item that something is part of, or that it amends."""
        named = _NAMES.get(str(keys[0])) if len(keys) > 1 else None
        spot = self._spots.get((*keys[:2], named)) if named else None
        found = _NAME.match(self.text, spot.value) if spot else None
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table of a document, located only when asked."""

    document: Document
    keys: Keys
    refused: frozenset[Keys] = frozenset()
    """Paths whose values the model has refused already: nothing more is said about them."""

    def place(self) -> Place:
        """Return file, line and column of the table."""
        return self.document.table(self.keys)

    def problem(self, keys: Keys, rule: str, message: str, hint: str) -> Problem:
        """Return a problem at the value of `keys` within the table."""
        if any(keys[:length] in self.refused for length in range(1, len(keys) + 1)):
            rule = SAID
        return self.document.problem((*self.keys, *keys), rule, message, hint)


def parse(path: str, text: str) -> Document | Problem:
    """Parse TOML 1.1; what cannot be parsed comes back as a problem at its line and column."""
    text = text.replace("\r\n", "\n")
    bomb = find_bomb(text, path)
    if bomb:
        return bomb
    try:
        return Document(path, text, tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        return _fault(path, text, explain(text, min(error.pos, len(text)), error.msg))
    except (RecursionError, ValueError) as error:
        return _fault(path, text, Fault(0, Said("toml_other", text=str(error))))


def _fault(path: str, text: str, fault: Fault) -> Problem:
    starts = line_starts(text)
    line, column = line_and_column(starts, fault.offset)
    excerpt = _line(text, starts, line)
    return Problem(Place(path, line, column), "toml-syntax", fault.message, fault.hint, excerpt)


def _line(text: str, starts: list[int], number: int) -> str:
    start = starts[number - 1]
    end = starts[number] - 1 if number < len(starts) else len(text)
    return text[start:end].rstrip("\r\n")
