"""What is left of a file with refused values: the checks across files still need the rest of it.

A refused value is left out or gets a neutral stand-in, and its place is told to say nothing more
about it, so that one fault is one problem and every other fault is found in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import ValidationError

from sahelrisk.model.base import Located, Model
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.model.evidence_item import Amendment
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import CHANGES, Place, Problem
from sahelrisk.reading.toml.misspelt import meant, table_at
from sahelrisk.reading.toml.parse import Document, TablePlace
from sahelrisk.reading.toml.positions import Keys
from sahelrisk.reading.toml.refusals import place_of, unknown_keys

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=Model)

_LONG_AGO = date(1970, 1, 1)
_STAND_INS: dict[str, Any] = {
    "schema": 1,
    "countries": ["MLI"],
    "observed": _LONG_AGO,
    "recorded": _LONG_AGO,
    "reliability": "B",
    "credibility": 2,
}
_NAMED = frozenset(
    {"id", "title", "version", "name", "unit", "evidence", "indicator", "statement"},
)
_REPLACED = (
    *("level", "value", "standard_error", "reads", "statement", "kind", "nature"),
    *("turning_point", "case", "reliability", "credibility", "observed", "confirmed", "ended"),
    *("origin", "tlp", "source"),
)
_SILENCES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*_REPLACED, "withdrawn"), (CHANGES,)),
    "level": ("value", "standard_error", CHANGES),
    "value": ("level", "standard_error", CHANGES),
    "reliability": ("credibility", "turning_point", CHANGES),
    "credibility": ("turning_point", CHANGES),
    "nature": ("turning_point",),
}
_ROUNDS = 6


def no_framework() -> FrameworkFile:
    """Return what stands for a framework that could not be read, so that evidence is checked."""
    pillars = [{"id": "?", "title": "?"}]
    nothing = {"schema": 1, "id": "?", "version": "?", "title": "?", "pillars": pillars}
    return FrameworkFile.model_validate(nothing)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """The first character of a file of which nothing more is known."""

    path: str

    def place(self) -> Place:
        """Return the place."""
        return Place(self.path, 1, 1)

    def problem(self, _: Keys, rule: str, message: str, hint: str) -> Problem:
        """Return a problem of the file."""
        return Problem(self.place(), rule, message, hint)


def broken_indicator(path: str) -> IndicatorFile:
    """Return what stands for an unusable indicator file: it exists, and rates nothing."""
    file = IndicatorFile.model_construct()
    file.stand_at(FilePlace(path))
    return file


def salvaged(data: dict[str, Any], document: Document, model: type[M]) -> M | None:
    """Return what can be used of refused data, which is changed; None where too little is left."""
    if model is not EvidenceFile:
        return _repaired(data, model, document, ())
    arrays = {}
    for name, field in EvidenceFile.model_fields.items():
        key = field.alias or name
        arrays[key] = _tables(data.get(key), field.annotation.__args__[0], document, key)  # type: ignore[union-attr]
    return cast("M", EvidenceFile.model_construct(None, **arrays))


def _tables(given: object, model: type[M], document: Document, key: str) -> tuple[M, ...]:
    """Return the models of an array's tables, each repaired where it has to be."""
    found = []
    for index, table in enumerate(given if isinstance(given, list) else ()):
        if isinstance(table, dict):
            found.append(_repaired(table, model, document, (key, index)))
    return tuple(one for one in found if one is not None)


def _repaired(data: dict[str, Any], model: type[M], document: Document, keys: Keys) -> M | None:
    """Return the model of a table, made good where it is refused; None where that is no use."""
    refused: set[Keys] = set()
    for _ in range(_ROUNDS):
        try:
            one = model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            if not all(
                _mended(data, detail, refused) for detail in _slips(data, details, model, refused)
            ):
                break
        else:
            return _stood(one, document, keys, refused)
    if model is IndicatorFile:
        return _stood(_rating_nothing(data, model), document, keys, refused)
    return None


def _stood(one: M | None, document: Document, keys: Keys, refused: set[Keys]) -> M | None:
    silent = {(other,) for path in refused for other in _SILENCES.get(str(path[0]), ())}
    if refused and isinstance(one, Amendment):
        silent.add((CHANGES,))
    if isinstance(one, Located):
        one.stand_at(TablePlace(document, keys, frozenset(refused | silent)))
    return one


def _rating_nothing(data: dict[str, Any], model: type[M]) -> M | None:
    """Return an indicator whose ladder or measure is of no use: it exists, and rates nothing."""
    rungs = [{"level": 0}, {"level": 1}]
    bare = {key: value for key, value in data.items() if key != "measure"} | {"levels": rungs}
    try:
        return model.model_validate(bare).model_copy(update={"levels": None})
    except ValidationError:
        return None


def _slips(
    data: dict[str, Any], details: list[ErrorDetails], model: type[Model], refused: set[Keys]
) -> list[ErrorDetails]:
    """Put values under the keys that were meant; return the details that are left."""
    moved = {}
    for written, to in meant(unknown_keys(details), data, model).items():
        refused.update((written, to))
        value = table_at(data, written[:-1]).pop(str(written[-1]))
        tables = value if isinstance(value, list) else [value]
        if not any(isinstance(one, dict) for one in tables):  # those have places of their own
            table_at(data, to[:-1])[str(to[-1])] = value
        moved[written] = to
    gone = {*moved, *moved.values()}
    return [one for one in details if place_of(one) not in gone]


def _mended(data: dict[str, Any], detail: ErrorDetails, refused: set[Keys]) -> bool:
    """Leave out a refused value, or put a stand-in where it must be; False where neither helps."""
    path = place_of(detail)
    if not path:
        return False
    refused.add(path)
    if detail["type"] == "missing" and isinstance(path[-1], str):
        key = path[-1]
        if key in _STAND_INS or key in _NAMED:
            table_at(data, path[:-1])[key] = _STAND_INS.get(key, f"\0{path}")
            return True
        path = path[:-1]
    return _left_out(data, path, refused)


def _left_out(data: dict[str, Any], path: Keys, refused: set[Keys]) -> bool:
    """Take a value out of its table; an array loses all, for its elements keep their places."""
    while path:
        table = table_at(data, path[:-1])
        if isinstance(path[-1], str) and path[-1] in table:
            refused.add(path)
            del table[path[-1]]
            return True
        path = path[:-1]
    return False
