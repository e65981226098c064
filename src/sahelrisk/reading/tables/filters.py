"""The `where` of a series: which rows it reads, and whether any row was meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sahelrisk.model.evidence_file import Series
from sahelrisk.problems import Listed, Problem, Said, quoted
from sahelrisk.reading.tables.text_table import Row, Table, shortened

_SHOWN = 3


@dataclass(slots=True)
class Filters:
    """Compares trimmed cells, and keeps what the columns hold where nothing matches."""

    series: Series
    table: Table
    _at: dict[str, int] = field(default_factory=dict)
    _matched: set[str] = field(default_factory=set)
    _held: dict[str, dict[str, None]] = field(default_factory=dict)
    rows: int = 0
    passed: int = 0

    def __post_init__(self) -> None:
        """Find the columns, which must be there."""
        self._at = {name: self.table.header.index(name) for name in self.series.where}

    def take(self, row: Row) -> bool:
        """Return whether a row passes every filter."""
        self.rows += 1
        passes = True
        for name, wanted in self.series.where.items():
            held = row.cells[self._at[name]].strip()
            if held == wanted.strip():
                self._matched.add(name)
                continue
            passes = False
            examples = self._held.setdefault(name, {})
            if len(examples) < _SHOWN:
                examples[held] = None
        self.passed += passes
        return passes

    def problems(self) -> Iterator[Problem]:
        """Yield a warning for every filter that no row passes, or for all of them together."""
        if self.passed or not self.rows or not self.series.where:
            return
        file = PurePosixPath(self.series.file).name
        for name, wanted in self.series.where.items():
            if name not in self._matched:
                message = Said("problem_no_row_has", file=file, name=name, wanted=wanted)
                held = Listed(quoted(map(shortened, self._held[name])))
                hint = Said("hint_column_holds", name=name, held=held)
                yield self.series.problem(("where", name), "empty-series", message, hint)
        if len(self._matched) == len(self.series.where):
            message = Said("problem_no_row_passes", file=file)
            yield self.series.problem("where", "empty-series", message)
