"""A published table to evidence items, one a cell, each with its place in the table."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from sahelrisk.model.evidence_file import ColumnDate, Series
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.problems import MISSING, Problem, Said
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.tables.opened import open_table
from sahelrisk.reading.tables.series_items import MOST_ROWS, SeriesItems
from sahelrisk.reading.tables.text_table import Table
from sahelrisk.reading.tables.wide import has_years, wanted_columns

Read = Callable[[Path, str], bytes | None]

MOST_ITEMS = 200_000
"""Values of one series; each costs some two kilobytes."""
_LISTED = 40


def cells(
    series: Series, shown: str, root: Path, read: Read
) -> tuple[list[Evidence], list[Problem]]:
    """Return the items of a series and what is wrong with its table.

    `shown` is the path of the evidence file, below the dossier's `root`.
    """
    table_path = (PurePosixPath(shown).parent / series.file).as_posix()
    if lies_outside(root / table_path, root):
        message = Said("problem_table_outside", file=series.file)
        hint = Said("hint_table_outside")
        return [], [series.problem("file", "outside-dossier", message, hint)]
    if not os.path.exists(root / table_path):  # noqa: PTH110  also for what is too long for a path
        message = Said("problem_no_file", file=series.file)
        return [], [series.problem("file", "missing-file", message)]
    data = read(root / table_path, table_path)
    return ([], []) if data is None else items_of(series, table_path, data)


def items_of(series: Series, path: str, data: bytes) -> tuple[list[Evidence], list[Problem]]:
    """Return the items of a series and what is wrong with the bytes of its table."""
    table = open_table(series, path, data)
    if isinstance(table, list):
        return [], table
    problems = list(_unusable_columns(series, table))
    if problems:
        return [], problems
    reading = SeriesItems(series, table)
    items = list(islice(reading.items(), MOST_ITEMS + 1))
    if len(items) > MOST_ITEMS:
        return [], [_too_many(series, "values", MOST_ITEMS, "hint_choose_rows")]
    if reading.filters.rows >= MOST_ROWS:
        return [], [_too_many(series, "rows", MOST_ROWS, "hint_split_file")]
    return items, [*table.problems, *reading.warnings(empty=not items)]


def _too_many(series: Series, what: str, most: int, hint: str) -> Problem:
    message = Said(f"problem_many_{what}", file=series.file, most=most)
    return series.problem("file", "file-too-large", message, Said(hint))


def _unusable_columns(series: Series, table: Table) -> Iterator[Problem]:
    listed = [name for name in table.header if name]
    if not listed and series.skip is not None:
        message = Said("problem_no_header_below", path=table.path, line=table.start.line)
        yield series.problem("skip", "unknown-column", message, Said("hint_no_skip"))
        return
    names = ", ".join(listed[:_LISTED]) + (", …" if listed[_LISTED:] else "")
    hint = Said("hint_columns", names=names)
    keys = _keys(series)
    for name in wanted_columns(series):
        count = table.header.count(name)
        if count != 1:
            key = "problem_columns_alike" if count else "problem_no_such_column"
            message = Said(key, number=count, name=name, path=table.path)
            rule = "broken-table" if count else "unknown-column"
            yield series.problem(keys[name], rule, message, hint)
    if series.years and not has_years(series, table.header, table.above):
        message = Said("problem_no_years", path=table.path)
        yield series.problem("years", "unknown-column", message, hint)
    for name in series.errors:
        if name not in series.columns:
            message = Said("problem_errors_of_none", name=name)
            yield series.problem(("errors", name, MISSING), "unknown-column", message)


def _keys(series: Series) -> dict[str, tuple[str, ...]]:
    """Return where the series names each column, the first place of several."""
    named: list[tuple[str, tuple[str, ...]]] = [(series.country, ("country",))]
    if isinstance(series.observed, ColumnDate):
        named.append((series.observed.column, ("observed", "column")))
    named += [(name, ("where", name, MISSING)) for name in series.where]
    named += [(name, ("columns", name, MISSING)) for name in series.columns]
    named += [(column, ("errors", name)) for name, column in series.errors.items()]
    return dict(reversed(named))
