"""The columns of evidence in a spreadsheet: one row a record, the same for export and import."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sahelrisk.model.base import Model, private_keys, table_in, types_in
from sahelrisk.model.dates import Period
from sahelrisk.model.evidence_item import RECORDS

Content = Literal["text", "number", "digit", "level", "period", "day", "yes", "countries"]
_CONTENTS: dict[Any, Content] = {
    bool: "yes",
    int: "digit",
    float: "number",
    Period: "period",
    date: "day",
}
_WIDTHS: dict[Content, int] = {"number": 10, "digit": 10, "period": 12, "day": 12, "yes": 8}
_NARROWEST, _WIDEST = 8, 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what its cells hold, the width a sheet gives it, in characters.

    `choices` are the only texts or digits it may hold, none where anything goes.
    """

    name: str
    content: Content = "text"
    width: int = 16
    choices: tuple[str, ...] = ()


RECORD = "record"
PROBLEM = "problem"
SHEET = "Evidence"


def columns_of(model: type[Model]) -> Iterator[Column]:
    """Yield the columns of a model's fields; those of a table within it bear its name in front."""
    for key, field in model.model_fields.items():
        name = field.alias or key
        table = table_in(field.annotation)
        if table is not None:
            for one in columns_of(table):
                yield replace(one, name=f"{name}_{one.name}")
            continue
        content, choices = content_of(field.annotation), choices_of(field)
        longest = max([len(name), *(len(str(one)) for one in field.examples or ())])
        width = _WIDTHS.get(content, min(max(longest + 2, _NARROWEST), _WIDEST))
        yield Column(name, content, width, choices)


def content_of(annotation: Any) -> Content:  # noqa: ANN401  whatever stands behind a colon
    """Return what a cell of a field holds."""
    kinds = {one for one in types_in(annotation) if isinstance(one, type)}
    if tuple in kinds:
        return "level" if float in kinds else "countries"
    return next((content for kind, content in _CONTENTS.items() if kind in kinds), "text")


def choices_of(field: Any) -> tuple[str, ...]:  # noqa: ANN401  pydantic's FieldInfo
    """Return the few values a field may have: those of a choice, or the numbers of a range."""
    named = tuple(one for one in types_in(field.annotation) if isinstance(one, str))
    if named or content_of(field.annotation) != "digit":
        return named
    ends = {key: getattr(mark, key, None) for mark in field.metadata for key in ("ge", "le")}
    ends = {"ge": 1, "le": 0} | {key: end for key, end in ends.items() if end is not None}
    return tuple(map(str, range(ends["ge"], ends["le"] + 1)))


PRIVATE = frozenset().union(*map(private_keys, RECORDS.values()))


def _in_order(model: type[Model]) -> tuple[Column, ...]:
    """Return the columns of a record; who entered it and when comes last, for it is filled in."""
    last = PRIVATE | {"recorded"}
    return tuple(sorted(columns_of(model), key=lambda one: one.name in last))


COLUMNS = {kind: _in_order(model) for kind, model in RECORDS.items()}
"""The columns that each kind of record uses."""
KEYS = {kind: frozenset(one.name for one in some) for kind, some in COLUMNS.items()}
ENTRY = tuple(one for one in COLUMNS["evidence"] if one.name != "id")
"""What an analyst fills in."""
ALL: tuple[Column, ...] = (
    Column(RECORD, width=14),
    *{one.name: one for some in COLUMNS.values() for one in some}.values(),
)


def flat(record: Model) -> dict[str, Any]:
    """Return a record's values by column."""
    values: dict[str, Any] = {}
    for own, field in type(record).model_fields.items():
        name, value = field.alias or own, getattr(record, own)
        if isinstance(value, Model):
            values |= {f"{name}_{key}": one for key, one in flat(value).items()}
        elif table_in(field.annotation) is None:
            values[name] = value
    return values


def said(record: Model, *, private: bool = False) -> dict[str, Any]:
    """Return what a record says by column, as JSON knows it, without the id it is known by."""
    hidden = {"id", "evidence"} | (set() if private else PRIVATE)
    return {
        name: str(value) if isinstance(value, Period | date) else value
        for name, value in flat(record).items()
        if name not in hidden and value is not None
        if value is not False or name in record.model_fields_set
    }


def nested(values: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """Return values by column as the model takes them, with tables within it."""
    fields = model.model_fields.items()
    tables = {name for name, field in fields if table_in(field.annotation) is not None}
    found: dict[str, Any] = {}
    for name, value in values.items():
        table, _, key = name.partition("_")
        if table in tables and key:
            found.setdefault(table, {})[key] = value
        else:
            found[name] = value
    return found


def column_of(keys: Sequence[str | int], model: type[Model]) -> str:
    """Return the column of a record's value: `source_url` of ("source", "url")."""
    names = [key for key in keys if isinstance(key, str)]
    field = model.model_fields.get(names[0]) if names else None
    within = field is not None and table_in(field.annotation) is not None
    return "_".join(names[: 2 if within else 1])


_FORMULA = re.compile(r"'*[\s]*[=+\-@＝＋－＠\t\r\n]")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
LIKE_AN_ESCAPE = re.compile(r"\\(?=x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})|_(?=x[0-9A-Fa-f]{4}_)")
"""A backslash (or underscore, which Excel reads so) that readers would take for an escape."""


def guarded(text: str) -> str:
    """Return a text with an apostrophe in front where a spreadsheet would compute it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    r"""Return a text with `\x1b`, `\u202e` and the like as the characters they stand for."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or found[3], 16)
    surrogate = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004  the range Unicode sets aside
    return found[0] if surrogate or code > 0x10FFFF else chr(code)  # noqa: PLR2004  its end
