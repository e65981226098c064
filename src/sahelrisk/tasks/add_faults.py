"""What is wrong with a new item, all of it at once: one fault hides no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sahelrisk.problems import DossierError, Problem
from sahelrisk.reading.proposal import propose
from sahelrisk.tasks.add import missing, new_item
from sahelrisk.tasks.typed import column_at
from sahelrisk.tasks.workspace import NewFile, Workspace

_STAND_INS: Mapping[str, Any] = {
    "observed": "2000-01-01",
    "level": 1.0,
    "value": 1.0,
    "statement": "What happened there",
    "reliability": "F",
    "credibility": 6,
}
"""What takes the place of a value that is refused or missing, so that the others are looked at."""

_OF_INDICATOR = frozenset({"level", "value", "reads", "standard_error"})
"""What only an indicator can tell right from wrong."""


def every_problem(work: Workspace, file: NewFile) -> Iterator[Problem]:
    """Yield every error of a file of one item: what is refused is replaced, and looked at again."""
    lines, replaced = file.text.split("\n"), set[int]()
    shown = work.shown(file.path)
    while True:
        try:
            propose(work.dossier, "\n".join(lines), shown)
        except DossierError as error:
            problems = [one for one in error.problems if one.place.line not in replaced]
            keys = {one.place.line: column_at(file.text, one.place.line) for one in problems}
            # Once something is replaced, only what stands at a value was in the file before.
            yield from (one for one in problems if keys[one.place.line] or not replaced)
            if not any(keys.values()):
                return
            for line in (line for line, key in keys.items() if key):
                lines[line - 1] = _other(lines[line - 1])
            replaced |= keys.keys()
        else:
            return


def _other(line: str) -> str:
    """Return a line with another value, or a comment where its key may be missing."""
    key = line.partition(" = ")[0]
    return f"{key} = {_STAND_INS[key]!r}" if key in _STAND_INS else "#"


def problems_beside(
    work: Workspace, codes: Sequence[str], given: Mapping[str, Any]
) -> dict[str, Problem]:
    """Return what is wrong with the values of an item that lacks others, by column."""
    indicators = work.dossier.indicators
    known = dict(given)
    if "indicator" not in given:
        known = {key: one for key, one in given.items() if key not in _OF_INDICATOR}
        judged = (key for key, one in indicators.items() if one.levels)
        known["indicator"] = next(judged, next(iter(indicators), "a.b"))
    lacking = {key: _STAND_INS[key] for key in missing(known, work.dossier)}
    file = new_item(work, codes, {**known, **lacking})
    found: dict[str, Problem] = {}
    for one in every_problem(work, file):
        column = column_at(file.text, one.place.line)
        if column and column in given and column not in lacking:
            found.setdefault(column, one)
    return found
