"""Inputs made from the columns of a record, each with its label, its hint and its choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sahelrisk.model.columns import COLUMNS, Column
from sahelrisk.model.evidence_item import RECORDS
from sahelrisk.report.forms.form_view import Choice, Input, Kind, Part
from sahelrisk.report.item_fields import field_label
from sahelrisk.report.words import Words

AREAS = frozenset({"statement", "reason", "notes"})
_MEANT = {
    "kind": "kind_means_",
    "nature": "nature_means_",
    "reliability": "reliability_",
    "credibility": "credibility_",
}
_NAMED = {"kind": "kind_", "nature": "nature_", "reads": "reads_"}
_SHORT_LIST = 6


class Typed(NamedTuple):
    """What stands in a form: values and faults by column, and whose language it is in."""

    kind: str
    values: Mapping[str, str]
    faults: Mapping[str, str]
    words: Words
    given: frozenset[str] = frozenset()
    """Columns that the address gave and that are not asked again."""


Special = Mapping[str, Callable[[Input], Input | None]]
"""How some columns differ from what the model says of them; None leaves one out."""


def parts_of(
    typed: Typed, layout: Mapping[str, tuple[str, ...]], special: Special, open_: frozenset[str]
) -> tuple[Part, ...]:
    """Return the columns of a record in parts; what no part names stands in the one without names.

    Only the parts of `open_` are open, but where something is wrong.
    """
    made = {one.name: one for one in _inputs(typed, special)}
    named = {name for names in layout.values() for name in names}
    rest = tuple(name for name in made if name not in named)
    columns = {key: names or rest for key, names in layout.items()}
    return tuple(
        _part(key, [made[name] for name in names if name in made], typed, key in open_)
        for key, names in columns.items()
        if any(name in made for name in names)
    )


def _part(key: str, inputs: Iterable[Input], typed: Typed, is_open: bool) -> Part:  # noqa: FBT001
    words, found = typed.words, tuple(inputs)
    wrong = any(one.error for one in found)
    note = said(f"form_{key}_note", words)
    return Part(key, words(f"form_{key}"), found, note, folded=not (is_open or wrong))


def _inputs(typed: Typed, special: Special) -> Iterator[Input]:
    for column in COLUMNS[typed.kind]:
        if column.name in typed.given or column.name in ("id", "evidence"):
            continue
        made: Input | None = _input(column, typed)
        if made and column.name in special:
            made = special[column.name](made)
        if made:
            yield made


def _input(column: Column, typed: Typed) -> Input:
    name, words = column.name, typed.words
    field = RECORDS[typed.kind].model_fields.get(name)
    choices = tuple(_choices(column, words))
    return Input(
        name,
        column_label(name, typed),
        _kind(column, choices),
        _hint(name, typed),
        typed.values.get(name, ""),
        choices,
        typed.faults.get(name, ""),
        needed=field is not None and field.is_required(),
        most=_most(field),
    )


def _kind(column: Column, choices: tuple[Choice, ...]) -> Kind:
    if column.content == "yes":
        return "check"
    if choices:
        return "choice" if len(choices) <= _SHORT_LIST else "pick"
    plain = column.name.removeprefix("fr_")
    return "area" if plain in AREAS else "text"


def _choices(column: Column, words: Words) -> Iterator[Choice]:
    # A replaced field is a union with nothing, which hides the ends of its range.
    own = {one.name: one for one in COLUMNS["evidence"]}.get(column.name, column)
    name = column.name
    for value in column.choices or own.choices:
        text = said(f"{_NAMED[name]}{value}", words) if name in _NAMED else ""
        note = said(f"{_MEANT[name]}{value}", words) if name in _MEANT else ""
        yield Choice(value, text or value, note)


def _most(field: Any) -> int:  # noqa: ANN401  pydantic's FieldInfo
    ends = (getattr(mark, "max_length", None) for mark in (field.metadata if field else ()))
    return next((end for end in ends if end), 0)


def _hint(name: str, typed: Typed) -> str:
    """Return what helps to fill in a column; of one that no catalogue knows, the model's words."""
    words = typed.words
    hint = said(f"hint_{typed.kind}_{name}", words) or said(f"hint_{name}", words)
    if hint or _is_known(name, typed):
        return hint
    field = RECORDS[typed.kind].model_fields.get(name)
    return (field.description or "") if field else ""


def column_label(name: str, typed: Typed) -> str:
    """Return what a column is called above its input."""
    words = typed.words
    own = said(f"label_{typed.kind}_{name}", words) or said(f"label_{name}", words)
    if own:
        return own
    if name.startswith("fr_"):
        return words("label_in_french", name=field_label(name.removeprefix("fr_"), words))
    return field_label(name.removeprefix("source_"), words)


def _is_known(name: str, typed: Typed) -> bool:
    """Tell whether the catalogue has a name for a column."""
    plain = name.removeprefix("source_").removeprefix("fr_")
    keys = (f"label_{typed.kind}_{name}", f"label_{name}", f"label_{plain}", plain)
    return any(said(key, typed.words) for key in keys)


def said(key: str, words: Words) -> str:
    """Return a phrase, "" where no catalogue has it."""
    try:
        return words(key)
    except KeyError:
        return ""
