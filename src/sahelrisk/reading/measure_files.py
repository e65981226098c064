"""The measures behind base rates: small files, each with the tables of its series."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

from sahelrisk.model.indicator import Measure
from sahelrisk.model.measure import (
    BASE,
    MeasureFile,
    MeasureTable,
    MeasureValue,
)
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.statistics_tables import StatisticsTable
from sahelrisk.reading.toml.parse import Document, TablePlace
from sahelrisk.system import printable

FOLDER = "base"
ACROSS = frozenset({"min-max", "z-score", "rank", "percentile"})


def read_statistics(
    reading: Reading, framework: Path, used: Collection[str], countries: Collection[str] | None
) -> dict[str, MeasureTable]:
    """Read the measures of a framework's folder by the names that indicators use.

    Of the tables the rows of some countries are read, all of them if None. A measure that compares
    countries is read whole; of one that no indicator uses no row is, unless all are asked for.
    """
    folder = framework / FOLDER
    if not folder.is_dir():
        return {}
    found = {}
    for path in reading.walk(folder):
        if path.parent == folder:
            name = printable(path.stem)
            wanted = countries if countries is None or name in used else ()
            found[name] = _measure(reading, path, wanted)
    return found


def _measure(reading: Reading, path: Path, countries: Collection[str] | None) -> MeasureTable:
    file = _file(reading, path)
    if file is None:
        return MeasureTable(_broken(), {})
    wanted = None if countries and file.measure.normalise in ACROSS else countries
    values: dict[str, list[MeasureValue]] = {}
    for series in file.series:
        table = StatisticsTable(reading, path.parent, series, BASE + path.stem)
        for iso3, value in table.values(wanted):
            values.setdefault(iso3, []).append(value)
    return MeasureTable(file, {iso3: tuple(sorted(own)) for iso3, own in values.items()})


def _broken() -> MeasureFile:
    """Return what stands for a measure that could not be read, so that its name is known."""
    measure = Measure(unit="?", normalise="none")
    return MeasureFile.model_construct(title="?", measure=measure, series=())


def _file(reading: Reading, path: Path) -> MeasureFile | None:
    shown = reading.shown(path)
    data = reading.read(path, shown)
    parsed = None if data is None else reading.parse(data, shown, MeasureFile)
    if parsed is None:
        return None
    document, file = parsed
    _stand(document, file)
    return file


def _stand(document: Document, file: MeasureFile) -> None:
    if file.stands_nowhere:
        file.stand_at(TablePlace(document, ()))
    for index, series in enumerate(file.series):
        if series.stands_nowhere:
            series.stand_at(TablePlace(document, ("series", index)))


def read_reference(path: Path) -> dict[int, dict[str, float]]:
    """Read the table of base rates at each year's end; without the file there is none."""
    found: dict[int, dict[str, float]] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            header = next(rows, [])
            if header:
                year, iso3, rate = map(header.index, ("year", "iso3", "base_rate"))
                for row in rows:
                    if row:
                        found.setdefault(int(row[year]), {})[row[iso3]] = float(row[rate])
    return found
