"""The measures behind base rates: one file each in `base/` of a framework, its table beside it."""

from __future__ import annotations

from pathlib import Path

from sahelrisk.model.indicator import Measure
from sahelrisk.model.measure import MeasureFile
from sahelrisk.problems import Problem
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.reader import Reading

FOLDER = "base"


def read_measures(reading: Reading, framework: Path) -> dict[str, MeasureFile]:
    """Return the measures of a framework's folder by the names that indicators use."""
    found = {}
    for path in reading.walk(framework / FOLDER):
        file = reading.one(path, reading.shown(path), MeasureFile)
        if file is not None:
            reading.problems += _without_tables(file, path.parent)
        found[path.stem] = file or _broken()
    return found


def _broken() -> MeasureFile:
    """Return what stands for a measure that could not be read, so that its name is known."""
    measure = Measure(unit="?", normalise="none")
    return MeasureFile.model_construct(title="?", measure=measure, series=())


def _without_tables(file: MeasureFile, folder: Path) -> list[Problem]:
    problems = []
    for index, series in enumerate(file.series):
        keys, table = ("series", index, "file"), folder / series.file
        if lies_outside(table, folder):
            message, hint = f'"{series.file}" is outside the folder', "put the table beside it"
            problems.append(file.problem(keys, "outside-dossier", message, hint))
        elif not table.is_file():
            message = f'the file "{series.file}" does not exist'
            problems.append(file.problem(keys, "missing-file", message))
    return problems
