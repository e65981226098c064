"""Where the header of a published table stands, and what separates its cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from sahelrisk.model.layout import TableDialect
from sahelrisk.problems import Said
from sahelrisk.reading.library_texts import csv_said
from sahelrisk.reading.toml.guard import LONGEST_LINE

LOOKED_AT = 20
"""Lines among which a header is looked for where `skip` does not say where it stands."""
_WIDEST_NAME = 131_072
"""No header has a longer name; a quotation mark left open would swallow the file."""
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++\Z")
WIDEST_FIELD = 16 * 1024 * 1024
_TOLD = (",", ";", "\t", "|", ":")
_DELIMITERS: dict[TableDialect, str] = {"rfc4180": ",", "excel-fr": ";", "tabs": "\t"}


class Reader(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int:
        """The lines read so far."""

    def __iter__(self) -> Iterator[list[str]]:
        """Return itself."""

    def __next__(self) -> list[str]:
        """Return the next row."""


Fits = Callable[[Sequence[str], Sequence[str]], int]
"""Returns how much of what a reader needs a header has, the row above it given, too."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its line, its trimmed names, the cells of the row above it, and the separator.

    `broken` is the first line that could not be read, 0 where there is none, `error` what is wrong.
    """

    line: int
    names: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    delimiter: str = ","
    broken: int = 0
    error: Said | None = None


def reader_from(text: str, line: int, delimiter: str) -> Reader:
    """Return a reader of CSV that starts at a line, counted from 1; strict about quotes."""
    csv.field_size_limit(WIDEST_FIELD)
    return csv.reader(islice(_lines(text), line - 1, None), delimiter=delimiter, strict=True)


def _lines(text: str) -> Iterator[str]:
    """Yield lines with their ends; nobody writes one of a million characters."""
    for found in _LINE.finditer(text):
        if found.end() - found.start() > LONGEST_LINE:
            message = Said("problem_line_too_long", most=LONGEST_LINE)
            raise csv.Error(message)
        yield found[0]


def told_separator(text: str) -> str | None:
    """Return the separator that Excel's own first line `sep=;` names, None without one."""
    first = text[:8].splitlines()[:1]
    told = first[0].strip('"') if first else ""
    return told[4:] if told[:4].lower() == "sep=" and told[4:] in _TOLD else None


def find_header(
    text: str, fits: Fits, needed: int, dialect: TableDialect = "auto", skip: int | None = None
) -> Header:
    """Return the first header that has all that is needed, else the one that has most of it."""
    told = told_separator(text)
    known = _DELIMITERS.get(dialect) or told
    start = 2 if told else 1
    lines = [skip + 1] if skip is not None else list(range(start, start + LOOKED_AT))
    best, most = Header(lines[0], delimiter=known or ","), (-1, -1)
    broken: dict[str, tuple[int, Said]] = {}
    for line in lines:
        for delimiter in [known] if known else [",", ";", "\t"]:
            try:
                names = _record(text, line, delimiter)
            except csv.Error as error:
                broken.setdefault(delimiter, (line, csv_said(error)))
                continue
            above = _above(text, line, delimiter) if line > start else []
            score = fits(names, above)
            if names and (score, len(names) > 1) > most:
                best, most = Header(line, names, above, delimiter), (score, len(names) > 1)
            if score >= needed:
                return best
    return Header(
        best.line, best.names, best.above, best.delimiter, *broken.get(best.delimiter, (0, None))
    )


def pick_header(rows: Sequence[Sequence[str]], fits: Fits, skip: int | None) -> Header:
    """Return the header among the rows of a sheet, as `find_header` does among lines."""
    numbers = [skip] if skip is not None else range(min(LOOKED_AT, len(rows)))
    best, most = Header(1), -1
    for number in numbers:
        if number >= len(rows) or not any(rows[number]):
            continue
        names = [name.strip() for name in rows[number]]
        above = list(rows[number - 1]) if number else []
        score = fits(names, above)
        if score > most:
            best, most = Header(number + 1, names, above), score
    return best


def _record(text: str, line: int, delimiter: str) -> list[str]:
    reader = reader_from(text, line, delimiter)
    csv.field_size_limit(_WIDEST_NAME)
    try:
        return [name.strip() for name in next(reader, [])]
    finally:
        csv.field_size_limit(WIDEST_FIELD)


def _above(text: str, line: int, delimiter: str) -> list[str]:
    try:
        return _record(text, line - 1, delimiter)
    except csv.Error:
        return []
