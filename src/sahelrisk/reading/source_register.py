"""The register of sources, and what items that name a source of it take from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sahelrisk.model.likeness import publisher_key
from sahelrisk.model.register import RegisterEntry, RegisterFile
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.toml.parse import TablePlace

_TABLES = ("evidence", "amendment", "series")
_GRADED = ("evidence", "series")


def read_register(reading: Reading, folder: Path) -> tuple[RegisterEntry, ...]:
    """Read every file of the register, in the order of their paths."""
    found: list[RegisterEntry] = []
    for path in reading.walk(folder):
        shown = reading.shown(path)
        data = reading.read(path, shown)
        parsed = None if data is None else reading.parse(data, shown, RegisterFile)
        if parsed is None:
            continue
        document, file = parsed
        for index, entry in enumerate(file.source):
            if entry.stands_nowhere:
                entry.stand_at(TablePlace(document, ("source", index)))
        found += file.source
    return tuple(found)


class Register:
    """The register by id and by every name a publisher is written with."""

    def __init__(self, entries: Iterable[RegisterEntry]) -> None:
        """Index the entries; of two with one name the first counts."""
        self.by_id: dict[str, RegisterEntry] = {}
        self.by_name: dict[str, RegisterEntry] = {}
        for entry in entries:
            self.by_id.setdefault(entry.id, entry)
            for name in (entry.publisher, *entry.aliases):
                self.by_name.setdefault(publisher_key(name), entry)

    def named(self, publisher: str) -> RegisterEntry | None:
        """Return the source of a publisher by any of its names."""
        return self.by_name.get(publisher_key(publisher))

    def entry_of(self, source: Mapping[str, Any]) -> RegisterEntry | None:
        """Return the source of the register that a raw source names, by id or by publisher."""
        return self._entry(source)

    def complete(self, data: Mapping[str, Any]) -> None:
        """Fill in, in the raw tables of an evidence file, what its sources have in the register.

        A source given by id takes its publisher and owner, its item the letter; a publisher
        written out takes the owner.
        """
        for key, table in _tables(data):
            source = table.get("source")
            if isinstance(source, str):
                source = table["source"] = {"register": source}
            if not isinstance(source, dict):
                continue
            entry = self._entry(source)
            if entry is None:
                continue
            if source.get("register") is not None:
                source.setdefault("publisher", entry.publisher)
                if key in _GRADED and entry.reliability is not None:
                    table.setdefault("reliability", entry.reliability)
            source.setdefault("owner", entry.owner or entry.publisher)

    def _entry(self, source: Mapping[str, Any]) -> RegisterEntry | None:
        named, written = source.get("register"), source.get("publisher")
        if isinstance(named, str):
            return self.by_id.get(named)
        return self.by_name.get(publisher_key(written)) if isinstance(written, str) else None


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in _TABLES:
        listed = data.get(key)
        for table in listed if isinstance(listed, list) else ():
            if isinstance(table, dict):
                yield key, table
