"""Which evidence files are parsed, and what they hold."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sahelrisk.model.evidence import Evidence, EvidenceFile
from sahelrisk.reading.folders import printable
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.register import Register
from sahelrisk.reading.toml.parse import Document, TablePlace

SMALL = 2 * 1024 * 1024
_TEXT = rb"""(?:"([^"\r\n]*)"|'([^'\r\n]*)')"""
_HEADER = re.compile(rb"""^[ \t]*\[\[[ \t]*["']?evidence["']?[ \t]*\]\]""", re.MULTILINE)
_ID = re.compile(rb"""^[ \t]*["']?id["']?[ \t]*=[ \t]*""" + _TEXT, re.MULTILINE)
_ABOUT = re.compile(rb"""\bevidence["']?[ \t]*=[ \t]*""" + _TEXT)
_OTHERWISE = re.compile(rb"""\\|"{3}|'{3}|^[ \t]*["']?evidence["']?[ \t]*=[ \t]*\[""", re.MULTILINE)
"""What keeps a file from being looked through without parsing: an escape, a text of several lines
or `evidence = [{…}]` could hide a code, an id or an item."""


@dataclass(slots=True)
class EvidenceRead:
    """The evidence files that were parsed, and how many items there are in all."""

    whole: bool
    by_path: dict[str, EvidenceFile] = field(default_factory=dict)
    series: list[Evidence] = field(default_factory=list)
    count: int = 0

    @property
    def files(self) -> Iterable[EvidenceFile]:
        """Return the files, in the order in which words of one day apply."""
        return self.by_path.values()

    def items(self) -> Iterator[Evidence]:
        """Yield the items of the files and those of their series."""
        for file in self.files:
            yield from file.evidence
        yield from self.series


def read_evidence(
    reading: Reading, folder: Path, countries: Collection[str] | None, register: Register
) -> EvidenceRead:
    """Read the evidence in a folder: all of it, or of a large one what bears on the countries."""
    raw: dict[str, bytes] = {}
    for path in reading.walk(folder):
        shown = reading.shown(path)
        data = reading.read(path, shown)
        if data is not None:
            raw[shown] = data
    for path in reading.beside:
        shown = printable(os.path.relpath(path, reading.root))
        data = None if shown in raw else reading.read(path, shown)
        if data is not None:
            raw[shown] = data
    large = sum(map(len, raw.values())) > SMALL
    if countries is None or not large:
        return _parsed(reading, raw, EvidenceRead(whole=True), register)
    found = _only(reading, raw, countries, register)
    if found is None:
        return _parsed(reading, raw, EvidenceRead(whole=True), register)
    found.by_path = {path: found.by_path[path] for path in raw if path in found.by_path}
    return found


def _only(
    reading: Reading, raw: dict[str, bytes], countries: Collection[str], register: Register
) -> EvidenceRead | None:
    """Parse the files that name one of the countries, and those that amend what they hold.

    None where ids repeat: only the whole reading tells copies from contradictions.
    """
    codes = [code.encode() for code in countries]
    naming = {
        shown: data
        for shown, data in raw.items()
        if b"series" in data or any(code in data for code in codes) or _OTHERWISE.search(data)
    }
    rest = {shown: data for shown, data in raw.items() if shown not in naming}
    ids = [text for data in rest.values() for text in _texts(_ID, data)]
    others = sum(len(_HEADER.findall(data)) for data in rest.values())
    if len(set(ids)) < others:
        return None
    found = _parsed(reading, naming, EvidenceRead(whole=False), register)
    read_ = {one.id.encode() for one in found.items()}
    if not read_.isdisjoint(ids):
        return None
    amending = {
        shown: data
        for shown, data in rest.items()
        if b"amendment" in data and not read_.isdisjoint(_texts(_ABOUT, data))
    }
    before = found.count
    _parsed(reading, amending, found, register)
    found.count = before + others
    return found


def _texts(pattern: re.Pattern[bytes], data: bytes) -> Iterator[bytes]:
    """Yield the texts between quotation marks of either kind that a pattern finds."""
    for double, single in pattern.findall(data):
        yield double or single


def _parsed(
    reading: Reading, raw: dict[str, bytes], found: EvidenceRead, register: Register
) -> EvidenceRead:
    for shown, data in raw.items():
        parsed = reading.parse(data, shown, EvidenceFile, register.complete)
        if parsed is None:
            continue
        document, file = parsed
        stand(document, file)
        found.by_path[shown] = file
        found.count += len(file.evidence)
        for series in file.series:
            from sahelrisk.reading.tables.series import cells  # noqa: PLC0415  most dossiers have none

            items, problems = cells(series, shown, reading.root, reading.read)
            reading.problems.extend(problems)
            found.series.extend(items)
            found.count += len(items)
    return found


def stand(document: Document, file: EvidenceFile) -> None:
    """Tell every table of an evidence file its place."""
    for key, tables in (
        ("evidence", file.evidence),
        ("amendment", file.amendment),
        ("not-applicable", file.not_applicable),
        ("series", file.series),
    ):
        for index, table in enumerate(tables):
            if table.stands_nowhere:
                table.stand_at(TablePlace(document, (key, index)))
