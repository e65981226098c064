"""Rules of readings: ranges of levels, one-sided readings, cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sahelrisk.model.base import Located
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import REPLACED
from sahelrisk.problems import Problem, Said
from sahelrisk.rules.amendment_rules import amended
from sahelrisk.rules.nearest import nearest
from sahelrisk.rules.registry import ERROR, NOTE, rule

_Version = tuple[Located, Mapping[str, Any], Collection[str]]


def _versions(dossier: Dossier) -> Iterator[_Version]:
    """Yield every item as recorded and after each amendment, with the keys that were written."""
    for one in dossier.evidence:
        yield one, one.__dict__, one.model_fields_set
    current: dict[str, dict[str, Any]] = {}
    for word, one in amended(dossier):
        before = current.get(one.id, one.__dict__)
        written = {key: value for key in REPLACED if (value := getattr(word, key)) is not None}
        current[one.id] = {**before, **written}
        yield word, current[one.id], written.keys()


@rule(
    "range-out-of-order",
    ERROR,
    what="A range of levels runs from the higher to the lower.",
    why="A one-sided reading takes the lower or the upper end, so their order matters.",
    example="level = [4, 2]",
    mend="Write the lower level first: level = [2, 4].",
)
def ranges(dossier: Dossier) -> Iterator[Problem]:
    """A range of levels ascends, as its ladder does."""
    for one, version, written in _versions(dossier):
        level = version["level"]
        if isinstance(level, tuple) and level[0] > level[1] and "level" in written:
            message = Said("problem_range_out_of_order", high=level[0], low=level[1])
            hint = Said("hint_range_out_of_order", low=level[1], high=level[0])
            yield one.fault("level", message, hint)


@rule(
    "one-sided-reading",
    ERROR,
    what='A measured value or a turning point is read "at-least" or "at-most".',
    why="A measurement is exact, and a turning point says where the situation is afterwards.",
    example='value = 12.5\nreads = "at-least"',
    mend="Remove reads. If a turning point leaves the level open, give a range.",
)
def one_sided(dossier: Dossier) -> Iterator[Problem]:
    """Values and turning points are read exactly."""
    for one, version, written in _versions(dossier):
        if version["reads"] in {None, "exact"}:
            continue
        for key in ("value", "turning_point"):
            if version[key] not in {None, False} and not {"reads", key}.isdisjoint(written):
                message = Said(f"problem_one_sided_{key}", reads=version["reads"])
                at = "reads" if "reads" in written else key
                yield one.fault(at, message, Said("hint_one_sided_reading"))


@rule(
    "open-turning-point",
    ERROR,
    what="The range of a turning point is as wide as the ladder.",
    why="It would retire everything older and say nothing about the level afterwards.",
    example="turning_point = true\nlevel = [1, 5]              # of a ladder from 1 to 5",
    mend="Narrow the range, or leave turning_point out.",
)
def open_turning_points(dossier: Dossier) -> Iterator[Problem]:
    """A turning point excludes at least part of the ladder."""
    for one, version, written in _versions(dossier):
        level = version["level"]
        file = dossier.indicators.get(version["indicator"])
        if not version["turning_point"] or not isinstance(level, tuple) or not file:
            continue
        rungs = [rung.level for rung in file.levels or ()]
        if rungs and min(level) <= min(rungs) and max(level) >= max(rungs):
            at = next((key for key in ("level", "turning_point") if key in written), None)
            if at:
                yield one.fault(at, Said("problem_open_turning_point"))


@rule(
    "case-without-turning-point",
    NOTE,
    whole=True,
    what="Items name a case that no turning point of their indicator and country names.",
    why="A case only matters to the turning point that settles it; its name may be misspelt.",
    example='case = "mine-dispute"                # and a turning point: case = "mines-dispute"',
    mend="Correct the name, or ignore the note while the case is open.",
)
def cases(dossier: Dossier) -> Iterator[Problem]:
    """A case is named by a turning point too; one note a case and indicator."""
    latest = {version["id"]: version for _, version, _ in _versions(dossier)}
    settled: dict[str, set[tuple[str, str]]] = {}
    for version in latest.values():
        if version["turning_point"] and version["case"]:
            for code in version["countries"]:
                settled.setdefault(version["indicator"], set()).add((version["case"], code))
    noted: set[tuple[str, str]] = set()
    for one, version, written in _versions(dossier):
        about = (version["case"], version["indicator"])
        known = settled.get(version["indicator"], set())
        if version["case"] is None or "case" not in written or about in noted:
            continue
        if not any((version["case"], code) in known for code in version["countries"]):
            noted.add(about)
            message = Said("problem_case_without_turning_point", case=version["case"])
            hint = nearest(version["case"], {case for case, _ in known})
            yield one.fault("case", message, hint)
