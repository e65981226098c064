"""What a published file looks like, and the `[[series]]` table or the map that would read it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import PurePosixPath

from sahelrisk.model.columns import ALL
from sahelrisk.problems import DossierError, Problem, Said
from sahelrisk.reading.tables.cell_numbers import is_no_value
from sahelrisk.reading.tables.columns_guessed import Guessed, guessed
from sahelrisk.reading.tables.headers import LOOKED_AT, reader_from, told_separator
from sahelrisk.reading.tables.maps import maps_for
from sahelrisk.reading.tables.opened import as_text
from sahelrisk.reading.tables.published_dates import header_year, published_date
from sahelrisk.reading.tables.workbook import Book, is_workbook
from sahelrisk.reading.toml.guard import decode

BOM = b"\xef\xbb\xbf"
SAMPLE = 2000
"""Rows that are looked at."""
_LAYOUTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("guess_world_bank", frozenset({"Indicator Code"})),
    ("guess_databank", frozenset({"Series Code"})),
    ("guess_governance", frozenset({"estimate", "nsource", "pctrank"})),
    ("guess_vdem", frozenset({"country_text_id", "year"})),
    ("guess_ucdp", frozenset({"country_id", "year"})),
)
_SEPARATED = {",": "", ";": "guess_semicolons", "\t": "guess_tabs"}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file looks like, and the TOML or the command that reads it; both know their phrases.

    Lines of `toml` that begin with `#` say what only an analyst can tell. `map` is the name of a
    shipped map that knows the sheet; then there is no series.
    """

    looks_like: str
    toml: str = ""
    map: str | None = None
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A header with the rows above and below it, and the phrase that adds what separates cells."""

    header: list[str]
    above: list[list[str]]
    rows: list[list[str]]
    separated: str = ""
    sheet: str | None = None


def guess(data: bytes, name: str) -> Guess:
    """Return what a file looks like; raises DossierError for what cannot be read at all.

    Raises UsageError for a workbook where the extra for Excel is not installed.
    """
    data = data.removeprefix(BOM)
    found = _best_sheet(data, name) if is_workbook(data) else _text(data, name)
    header = [one for one in found.header if one]
    if {"countries", "indicator"} <= set(header) <= {one.name for one in ALL}:
        return Guess(Said("guess_sheet"), evidence=True)
    events = maps_for(header)
    if events:
        return Guess(_separated(found, Said("guess_events")), map=events[0])
    columns = guessed(found.header, found.above[-1] if found.above else [], found.rows)
    if columns is None:
        return Guess(Said("guess_no_column", table=_separated(found, Said("guess_none"))))
    return Guess(_words(found, columns), _toml(found, columns, name))


def _text(data: bytes, name: str) -> _Found:
    text = decode(data, name)
    if isinstance(text, Problem):
        raise DossierError([text])
    told = told_separator(text)
    start = 2 if told else 1
    best, most = _Found([], [], []), (-1, -1)
    for delimiter in [told] if told else [",", ";", "\t"]:
        reader = reader_from(text, start, delimiter)
        rows = []
        try:
            rows.extend(list(islice(reader, SAMPLE + LOOKED_AT)))
        except csv.Error:
            continue
        found = _split(rows, _SEPARATED.get(delimiter, "guess_own_sign"))
        score = (len([one for one in found.header if one]), len(found.rows))
        if score > most:
            best, most = found, score
    return best


def _best_sheet(data: bytes, name: str) -> _Found:
    book = Book(data, name)
    best, most = _Found([], [], []), -1
    for sheet in book.names:
        rows = [list(map(as_text, row)) for row in book.rows(sheet)[: SAMPLE + LOOKED_AT]]
        found = _split(rows, "guess_workbook", sheet if len(book.names) > 1 else None)
        score = len(found.header) * min(len(found.rows), SAMPLE)
        if score > most:
            best, most = found, score
    return best


def _split(rows: Sequence[Sequence[str]], separated: str, sheet: str | None = None) -> _Found:
    """Find the header: the first row as full as any, below a row of merged years."""
    trimmed = [[cell.strip() for cell in row] for row in rows]
    full = [sum(map(bool, row)) for row in trimmed]
    head = full[:LOOKED_AT]
    at = next((i for i, count in enumerate(head) if count > 1 and count >= max(head) * 0.9), 0)
    below = trimmed[at + 1 : at + 2]
    years = sum(header_year(cell) is not None for cell in trimmed[at]) if trimmed else 0
    if years > 1 and below and _repeats(below[0]) and not _has_figures(below[0]):
        at += 1
    header = trimmed[at] if trimmed else []
    data = [row for row in trimmed[at + 1 :] if any(row) and not _is_tags(row)]
    return _Found(header, trimmed[:at], data[:SAMPLE], separated, sheet)


def _repeats(row: Sequence[str]) -> bool:
    """Return whether a row names something twice; dots for data are no names."""
    names = [cell for cell in row if cell and not is_no_value(cell)]
    return len(set(names)) < len(names)


def _has_figures(row: Sequence[str]) -> bool:
    return any(cell[:1].isdigit() for cell in row)


def _is_tags(row: Sequence[str]) -> bool:
    return all(cell.startswith("#") for cell in row if cell)


def _words(found: _Found, columns: Guessed) -> Said:
    names = set(found.header)
    shape = "guess_wide" if columns.wide else "guess_long"
    looks = Said(next((key for key, marks in _LAYOUTS if marks <= names), shape))
    return _separated(found, Said("guess_repeats", table=looks) if columns.repeats else looks)


def _separated(found: _Found, looks: Said) -> Said:
    return Said(found.separated, table=looks) if found.separated else looks


def _toml(found: _Found, columns: Guessed, name: str) -> Said:
    lines = ["[[series]]", f"file = {quoted(PurePosixPath(name).name)}"]
    lines += [f"sheet = {quoted(found.sheet)}"] if found.sheet else []
    lines += [f"country = {quoted(columns.country)}"]
    if columns.where:
        column, texts = columns.where
        others = ", ".join(map(quoted, texts[1:6]))
        where = f"where = {{ {quoted(column)} = {quoted(texts[0])} }}"
        lines += [Said("guess_or", line=where, others=others)]
    if columns.wide:
        lines += ['years = "columns"']
    elif columns.date:
        lines += [f"observed = {{ column = {quoted(columns.date)} }}"]
    else:
        lines += [Said("guess_undated")]
    lines += [_recorded(found)]
    lines += [f"columns = {{ {quoted(columns.value)} = {quoted('PILLAR.INDICATOR')} }}"]
    if columns.error:
        lines += [f"errors = {{ {quoted(columns.value)} = {quoted(columns.error)} }}"]
    if columns.missing:
        lines += [f"missing = [{', '.join(map(quoted, columns.missing))}]"]
    lines += ['others = "skip"'] if columns.others else []
    lines += [Said("guess_grade"), "# credibility = 2"]
    if columns.more:
        lines += [Said("guess_others", values=", ".join(map(quoted, columns.more[:20])))]
    return Said("lines", lines=(*lines, ""))


def _recorded(found: _Found) -> str:
    """Return when the table was published, where its preamble says so."""
    for row in found.above:
        for label, text in pairwise(row):
            day = published_date(text)
            if (
                "update" in label.casefold()
                and day is not None
                and len(day.text) == len("2026-02-24")
            ):
                return f"recorded = {day.text}"
    return Said("guess_unrecorded")


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
