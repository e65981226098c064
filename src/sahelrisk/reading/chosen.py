"""Which evidence files are parsed, and what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.source_register import Register
from sahelrisk.reading.toml.parse import Document, TablePlace
from sahelrisk.reading.toml.plainly import Plain, plain
from sahelrisk.system import printable, relative

SMALL = 2 * 1024 * 1024


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
        shown = printable(relative(path, reading.root))
        data = None if shown in raw else reading.read(path, shown)
        if data is not None:
            raw[shown] = data
    large = sum(map(len, raw.values())) > SMALL
    if countries is None or not large:
        return _parsed(reading, raw, EvidenceRead(whole=True), register)
    found = _only(reading, raw, countries, register)
    found.by_path = {path: found.by_path[path] for path in raw if path in found.by_path}
    return found


def _only(
    reading: Reading, raw: dict[str, bytes], countries: Collection[str], register: Register
) -> EvidenceRead:
    """Parse the files that bear on the countries; of the others it is known what they hold.

    Parsed are files that name one of the countries or are not plain, and then those that amend
    what was found, or hold an item once more: a copy, or another one under the same id.
    """
    codes = [code.encode() for code in countries]
    others: dict[str, Plain] = {}
    for shown, data in raw.items():
        told = None if any(code in data for code in codes) else plain(data)
        if told is not None:
            others[shown] = told
    bearing = {shown: data for shown, data in raw.items() if shown not in others}
    found = _parsed(reading, bearing, EvidenceRead(whole=False), register)
    ids = {one.id.encode() for one in found.items()}
    times = Counter(name for told in others.values() for name in told.ids)
    doubled = {name for name, number in times.items() if number > 1 or name in ids}
    late = {
        shown
        for shown, told in others.items()
        if not (ids.isdisjoint(told.amended) and doubled.isdisjoint(told.ids))
    }
    _parsed(reading, {shown: raw[shown] for shown in sorted(late)}, found, register)
    found.count += sum(told.items for shown, told in others.items() if shown not in late)
    return found


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
