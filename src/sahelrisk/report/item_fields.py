"""What an item says, one label and text a field, in the order of the model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sahelrisk.model.base import Model, private_keys
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.blocks import Cell, Span
from sahelrisk.report.words import Words

_ELSEWHERE = frozenset({"id", "countries", "indicator", "credibility"})
"""Fields that stand in a heading, or with another one."""


def said_of(
    item: Evidence, words: Words, *, private: bool = False, but: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Cell]]:
    """Yield every field an item gives, those of its source and texts among them."""
    hidden = _ELSEWHERE | but | (frozenset() if private else private_keys(type(item)))
    for name in type(item).model_fields:
        value = getattr(item, name)
        if name == "reliability":
            yield words("grade"), item.grade
        elif isinstance(value, Model):
            for key in type(value).model_fields:
                one = getattr(value, key)
                if one is not None:
                    label = field_label(key, words) + ("" if name == "source" else f" ({name})")
                    yield label, _text(key, one, words)
        elif name not in hidden and value not in (None, False):
            yield field_label(name, words), _text(name, value, words)


def field_name(key: str, words: Words) -> str:
    """Return what a field is called in a sentence; its key where no phrase says it."""
    return _phrase(f"field_{key}", words) or key.replace("_", " ")


def field_label(key: str, words: Words) -> str:
    """Return what a field is called before its value; its key where no phrase says it."""
    text = _phrase(f"label_{key}", words) or _phrase(key, words)
    return text or key.replace("_", " ").capitalize()


def _phrase(key: str, words: Words) -> str:
    try:
        return words(key)
    except KeyError:
        return ""


def _text(name: str, value: Any, words: Words) -> Cell:  # noqa: ANN401  any value of a field
    named = {"kind": f"kind_{value}", "nature": f"nature_{value}"}
    if name in named:
        return words(named[name])
    url = isinstance(value, str) and "://" in value
    return Span(value, whole=True) if url else value_text(value, words)


def value_text(value: Any, words: Words) -> str:  # noqa: ANN401  any value of a field
    """Return a value of an item in words."""
    match value:
        case None | bool():
            return words("yes") if value else "–"
        case float():
            return words.general(value)
        case (float() as low, float() as high):
            return f"{words.general(low)}–{words.general(high)}"
        case date():
            return value.isoformat()
        case Model():
            given = (getattr(value, key) for key in type(value).model_fields)
            return ", ".join(value_text(one, words) for one in given if one is not None)
        case _:
            return str(value)
