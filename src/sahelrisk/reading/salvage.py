"""What is left of a file with refused values: the checks across files still need the rest of it.

A refused value gets a neutral stand-in, and its place is told to say nothing more about it, so that
one fault is one problem and every other fault of the same table is found in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from sahelrisk.model.base import Located, Model
from sahelrisk.model.evidence import DossierFile, EvidenceFile
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Origin, Problem
from sahelrisk.reading.positions import Keys
from sahelrisk.reading.toml import Document, Place

M = TypeVar("M", bound=Model)

CHANGES = "\0changes"
"""The key of problems about an amendment as a whole, which stand at its header."""

_LONG_AGO = date(1970, 1, 1)
_STAND_INS: dict[str, Any] = {
    "countries": ["MLI"],
    "observed": _LONG_AGO,
    "recorded": _LONG_AGO,
    "reliability": "B",
    "credibility": 2,
}
_REPLACED = ("level", "value", "reliability", "credibility", "observed", "confirmed", "ended")
_SILENCES: dict[str, frozenset[str]] = {
    **dict.fromkeys((*_REPLACED, "withdrawn"), frozenset({CHANGES})),
    "level": frozenset({"value", "standard_error", CHANGES}),
    "value": frozenset({"level", "standard_error", CHANGES}),
    "reliability": frozenset({"credibility", "turning_point", CHANGES}),
    "credibility": frozenset({"turning_point", CHANGES}),
    "nature": frozenset({"turning_point"}),
}


def no_framework() -> FrameworkFile:
    """Return what stands for a framework that could not be read, so that evidence is checked."""
    pillars = [{"id": "?", "title": "?"}]
    nothing = {"schema": 1, "id": "?", "version": "?", "title": "?", "pillars": pillars}
    return FrameworkFile.model_validate(nothing)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """The first character of a file of which nothing more is known."""

    path: str

    def origin(self) -> Origin:
        """Return the place."""
        return Origin(self.path, 1, 1)

    def problem(self, _: Keys, rule: str, message: str, hint: str) -> Problem:
        """Return a problem of the file."""
        return Problem(self.origin(), rule, message, hint)


def broken_indicator(path: str) -> IndicatorFile:
    """Return what stands for an unusable indicator file: it exists, and rates nothing."""
    file = IndicatorFile.model_construct()
    file.stand_at(FilePlace(path))
    return file


def salvaged(
    data: dict[str, Any], error: ValidationError, document: Document, model: type[M]
) -> M | None:
    """Return what can be used of refused data; None where too little is left."""
    refused = {str(one["loc"][0]) for one in error.errors(include_url=False) if one["loc"]}
    if model is DossierFile:
        return _part(data, model, refused, document, ())
    if model is not EvidenceFile:
        return None
    arrays = {}
    for name, field in EvidenceFile.model_fields.items():
        key = field.alias or name
        if key != "series" or key not in refused:
            arrays[key] = _tables(data.get(key), field.annotation.__args__[0], document, key)  # type: ignore[union-attr]
    return cast("M", EvidenceFile.model_construct(None, **arrays))


def _tables(given: object, model: type[M], document: Document, key: str) -> tuple[M, ...]:
    """Return the models of an array's tables, refused values replaced by stand-ins."""
    found = []
    for index, table in enumerate(given if isinstance(given, list) else ()):
        if isinstance(table, dict):
            found.append(_whole_or_part(table, model, document, (key, index)))
    return tuple(one for one in found if one is not None)


def _whole_or_part(
    table: dict[str, Any], model: type[M], document: Document, keys: Keys
) -> M | None:
    try:
        one = model.model_validate(table)
    except ValidationError as error:
        refused = {str(one["loc"][0]) for one in error.errors(include_url=False) if one["loc"]}
        return _part(table, model, refused, document, keys)
    if isinstance(one, Located):
        one.stand_at(Place(document, keys))
    return one


def _part(
    table: dict[str, Any], model: type[M], refused: set[str], document: Document, keys: Keys
) -> M | None:
    kept = {key: value for key, value in table.items() if key not in refused}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in refused and field.is_required():
            kept[key] = _STAND_INS.get(key, f"\0{keys}")
    silent = refused.union(*(_SILENCES.get(key, ()) for key in refused))
    try:
        one = model.model_validate(kept)
    except ValidationError:  # a rule of the whole table that its parts do not show
        return None
    if isinstance(one, Located):
        one.stand_at(Place(document, keys, frozenset(silent)))
    return one
