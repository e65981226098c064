"""What a model refuses, said as a problem at its place, with what would be right."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sahelrisk.problems import Problem
from sahelrisk.reading.toml import Document

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sahelrisk.model.base import Model

_WANTED = {
    "float_type": "a number",
    "int_type": "a whole number",
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-02-02, without quotes",
    "tuple_type": "an array",
    "list_type": "an array",
    "dict_type": "a table",
    "model_type": "a table",
    "finite_number": "a finite number",
}
_LONGEST_VALUE = 60


def refusals(error: ValidationError, document: Document, model: type[Model]) -> list[Problem]:
    """Turn every refusal of a validation into a problem with line and column."""
    return [_problem(detail, document, model) for detail in _most_specific(error.errors())]


def said(detail: ErrorDetails) -> tuple[str, str]:
    """Return the rule and the message of a refusal, for what is no TOML."""
    kind, keys = detail["type"], detail["loc"]
    if kind == "missing":
        return "missing-key", f'"{keys[-1]}" is missing'
    if kind in _WANTED:
        return "wrong-type", f"should be {_WANTED[kind]}, not {_shown(detail['input'])}"
    message = detail["msg"].removeprefix("Input ")
    return (
        "refused-value",
        f"{message[:1].lower()}{message[1:]}, not {_shown(detail['input'])}",
    )


def _most_specific(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave one refusal a place: a union reports one for each of its branches."""
    seen: dict[tuple[str | int, ...], ErrorDetails] = {}
    for detail in details:
        seen.setdefault(detail["loc"], detail)
    return list(seen.values())


def _problem(detail: ErrorDetails, document: Document, model: type[Model]) -> Problem:
    keys = detail["loc"]
    kind = detail["type"]
    key = keys[-1] if keys else ""
    if kind == "extra_forbidden":
        near = get_close_matches(str(key), _known_keys(model, keys[:-1]), 1)
        hint = f'did you mean "{near[0]}"?' if near else ""
        return document.problem(keys, "unknown-key", f'unknown key "{key}"', hint, of_key=True)
    if kind == "missing":
        message = f'"{key}" is missing'
        return document.problem(keys[:-1], "missing-key", message, of_key=True)
    if kind in _WANTED:
        message = f"{_field(keys)} should be {_WANTED[kind]}, not {_shown(detail['input'])}"
        return document.problem(keys, "wrong-type", message)
    said = detail["msg"].removeprefix("Input ")
    message = f"{_field(keys)} {said[:1].lower()}{said[1:]}, not {_shown(detail['input'])}"
    if isinstance(detail["input"], dict | list):
        message = f"{_field(keys)} {said}".strip()
    return document.problem(keys, "refused-value", message)


def _field(keys: tuple[str | int, ...]) -> str:
    names = [key for key in keys if isinstance(key, str)]
    return names[-1] if names else ""


def _shown(value: Any) -> str:  # noqa: ANN401  whatever the file holds
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    if isinstance(value, str):
        text = f'"{value}"'
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _known_keys(model: type[Model], keys: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the table at `keys` of a model may hold."""
    from typing import get_args  # noqa: PLC0415

    here: Any = model
    for key in keys:
        if isinstance(key, int):
            continue
        fields = {field.alias or name: field for name, field in here.model_fields.items()}
        if key not in fields:
            return []
        here = _table_of(fields[key].annotation, get_args)
        if here is None:
            return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _table_of(annotation: Any, get_args: Any) -> Any:  # noqa: ANN401
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    for part in get_args(annotation):
        found = _table_of(part, get_args)
        if found is not None:
            return found
    return None
