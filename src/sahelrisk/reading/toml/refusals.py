"""What a model refuses, said as a problem at its place, with what would be right."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sahelrisk.problems import OneOf, Problem, Said, quoted
from sahelrisk.reading.toml.misspelt import known_keys, meant, nearest_key
from sahelrisk.reading.toml.parse import Document
from sahelrisk.reading.toml.positions import Keys

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sahelrisk.model.base import Model

_WANTED = {
    "float_type": "wanted_number",
    "int_type": "wanted_whole_number",
    "int_from_float": "wanted_whole_number",
    "string_type": "wanted_text",
    "bool_type": "wanted_true_or_false",
    "date_type": "wanted_bare_date",
    "tuple_type": "wanted_array",
    "list_type": "wanted_array",
    "dict_type": "wanted_table",
    "model_type": "wanted_table",
    "model_attributes_type": "wanted_table",
}
_RULES = {
    "finite_number": "not-finite",
    "greater_than": "out-of-range",
    "greater_than_equal": "out-of-range",
    "less_than": "out-of-range",
    "less_than_equal": "out-of-range",
    "int_parsing_size": "out-of-range",
    "literal_error": "unknown-choice",
    "string_too_short": "empty-text",
    "too_short": "wrong-length",
    "too_long": "wrong-length",
    "measure": "incomplete-measure",
    "no-ladder": "no-ladder",
}
_LIMITS = {
    "greater_than": ("problem_not_more_than", "gt"),
    "greater_than_equal": ("problem_less_than", "ge"),
    "less_than": ("problem_not_less_than", "lt"),
    "less_than_equal": ("problem_more_than", "le"),
    "too_short": ("problem_too_short", "min_length"),
    "too_long": ("problem_too_long", "max_length"),
    "string_too_long": ("problem_too_long_text", "max_length"),
    "string_pattern_mismatch": ("problem_pattern", "pattern"),
}
_NUMBER = re.compile(r"\s*[+-]?[\d_]*[.,]?\d+(?:[eE][+-]?\d+)?\s*%?\s*")
_NUMBERS = {"wanted_number", "wanted_whole_number"}
_BRANCH = re.compile(r"ColumnDate$|function-|\w+\[.*\]$")
_GRADE = re.compile("[A-F][1-6]")
_LONGEST_VALUE = 60


def refusals(
    error: ValidationError, document: Document, model: type[Model], data: object
) -> list[Problem]:
    """Turn every refusal of a validation into a problem with line and column, one a place.

    `data` is what was validated: of a misspelt key it tells which key is missing for it.
    """
    details = error.errors(include_url=False, include_context=True)
    slips = meant(unknown_keys(details), data, model)
    deeper = {place_of(one)[:length] for one in details for length in range(len(place_of(one)))}
    branched = {place_of(one) for one in details if "ColumnDate" in one["loc"]}
    found: dict[tuple[Keys, str], Problem] = {}
    for detail in details:
        keys = place_of(detail)
        if any(keys != other and other[: len(keys)] == keys for other in branched):
            continue  # a union says it of each branch; the deeper one knows what was meant
        if detail["type"] == "missing" and keys in slips.values():
            continue  # it is there, misspelt
        if detail["type"] == "too_short" and keys in deeper:
            continue  # refused elements are not counted
        problem = _problem(detail, keys, document, model)
        if keys in slips and _is_unknown(detail):
            problem = replace(problem, hint=_slip(keys, slips[keys]))
        found.setdefault((keys, ""), problem)
    return list(found.values())


def unknown_keys(details: Sequence[ErrorDetails]) -> list[Keys]:
    """Return the paths of the keys that mean nothing where they stand."""
    return [place_of(one) for one in details if _is_unknown(one)]


def _is_unknown(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden"


def _slip(written: Keys, meant_: Keys) -> str:
    if len(written) == len(meant_):
        return _meant(str(meant_[-1]))
    return Said("hint_above_header", name=_field(written[:-1]))


def said(detail: ErrorDetails) -> tuple[str, str]:
    """Return the rule and the message of a refusal, for what is no TOML."""
    kind, keys = detail["type"], place_of(detail)
    if kind == "missing":
        return "missing-key", Said("problem_missing_key", name=keys[-1])
    if kind in _WANTED:
        given = _shown(detail["input"])
        return "wrong-type", Said("problem_should_be", wanted=Said(_WANTED[kind]), given=given)
    message, _ = _said(detail, keys)
    return _RULES.get(kind, "refused-value"), message


def place_of(detail: ErrorDetails) -> Keys:
    """Return the path of what is refused, without the marks of unions and keys."""
    path = detail["loc"][:-1] if _is_of_key(detail) else detail["loc"]
    return tuple(key for key in path if isinstance(key, int) or not _BRANCH.match(key))


def _is_of_key(detail: ErrorDetails) -> bool:
    """Tell whether it is not the value of a key that is refused but the key itself."""
    return detail["loc"][-1:] == ("[key]",) and not _is_unknown(detail)


def _problem(detail: ErrorDetails, keys: Keys, document: Document, model: type[Model]) -> Problem:
    kind, given = detail["type"], detail["input"]
    key = keys[-1] if keys else ""
    if _is_of_key(detail):
        known = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        hint: str = Said("hint_known_keys", known=", ".join(known))
        return document.problem(
            keys, "unknown-key", Said("problem_unknown_key", name=key), hint, of_key=True
        )
    if _is_unknown(detail):
        hint = _meant(nearest_key(str(key), known_keys(model, keys[:-1])))
        return document.problem(
            keys, "unknown-key", Said("problem_unknown_key", name=key), hint, of_key=True
        )
    if kind == "missing" and isinstance(key, int):
        said = Said("problem_missing_element", name=_field(keys), index=key)
        return document.problem(keys[:-1], "wrong-length", said)
    if kind == "missing":
        return document.problem(keys, "missing-key", Said("problem_missing_key", name=key))
    if kind in _WANTED:
        found = _wrong_type(keys, given, _WANTED[kind], document)
        return found if found.hint else replace(found, hint=_shape(keys, given, kind, model))
    message, hint = _said(detail, keys)
    return document.problem(keys, _RULES.get(kind, "refused-value"), message, hint)


def _wrong_type(keys: Keys, given: Any, wanted: str, document: Document) -> Problem:  # noqa: ANN401
    rule, hint = "wrong-type", ""
    dated = wanted == "wanted_bare_date"
    if isinstance(given, str) and wanted in _NUMBERS and _NUMBER.fullmatch(given):
        rule, hint = "quoted-number", Said("hint_remove_quotes")
    elif dated and isinstance(given, datetime):
        rule, hint = "date-time", Said("hint_write_date", date=given.date())
    elif dated and isinstance(given, str) and _is_date(given):
        rule, hint = "quoted-date", Said("hint_remove_quotes")
    elif dated and isinstance(given, str) and given[:4].isdigit():
        message = Said("problem_no_date", name=_field(keys), given=_shown(given))
        hint = Said("hint_partial_dates")
        return document.problem(keys, "refused-value", message, hint)
    elif wanted == "wanted_whole_number" and isinstance(given, float) and given != given:  # noqa: PLR0124
        rule = "not-finite"
    values = {"name": _field(keys), "wanted": Said(wanted), "given": _shown(given)}
    message = Said("problem_wrong_type", **values)
    return document.problem(keys, rule, message, hint)


def _shape(keys: Keys, given: object, kind: str, model: type[Model]) -> str:
    """Return the hint for a text or table that should be an array, and for a grade in one piece."""
    array = kind in {"tuple_type", "list_type"}
    if array and isinstance(given, dict) and known_keys(model, keys):
        return Said("hint_two_brackets", name=_field(keys))
    if array and isinstance(given, str):
        texts = [one.strip() for one in given.split(",")]
        return Said("hint_write", text=json.dumps(texts, ensure_ascii=False))
    if keys[-1] == "credibility" and isinstance(given, str) and _GRADE.fullmatch(given):
        return Said("hint_letter", letter=given[0], digit=given[1])
    return ""


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _said(detail: ErrorDetails, keys: Keys) -> tuple[str, str]:
    """Return message and hint for a value of the right kind that is refused all the same."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    name = _field(keys)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        listed = ", ".join(f'"{word}"' for word in words)
        message = Said("problem_unknown_choice", name=name, listed=listed, given=_shown(given))
        return message, _choice(str(given), words)
    if kind == "string_too_short":
        return Said("problem_empty_text", name=name), ""
    if kind == "finite_number":
        return Said("problem_not_finite", name=name, given=_shown(given)), ""
    if kind in _LIMITS:
        said, key = _LIMITS[kind]
        limit = context.get(key, "")
        limit = f"{limit:g}" if isinstance(limit, float) else limit
        has = context.get("actual_length") if kind.startswith("too_") else _shown(given)
        return Said(said, name=name, limit=limit, given=has), ""
    text = detail["msg"].removeprefix("Input ")
    text = context.get("said") or text[:1].lower() + text[1:]
    if isinstance(given, dict | list | tuple) or hasattr(given, "model_fields"):
        return Said(
            "problem_refused_table" if name else "problem_refused", name=name, text=text
        ), ""
    return Said("problem_refused_value", name=name, text=text, given=_shown(given)), ""


def _choice(given: str, words: list[str]) -> str:
    """Return a hint on what was perhaps meant by a word that is not among the choices."""
    if given.casefold() == "white" and "CLEAR" in words:
        return Said("hint_white")
    if _GRADE.fullmatch(given) and given[0] in words:
        return Said("hint_digit", letter=given[0], digit=given[1])
    same = [word for word in words if word.casefold() == given.strip().casefold()]
    return _meant(same[0] if same else nearest_key(given, words))


def _meant(near: str) -> str:
    return Said("hint_did_you_mean", near=OneOf(quoted([near]))) if near else ""


def _field(keys: Keys) -> str:
    """Return the key as a reader knows it: a grade's letter or digit says little alone."""
    names = [key for key in keys if isinstance(key, str)]
    return ".".join(names[-2 if len(names[-1]) == 1 else -1 :]) if names else ""


def _shown(value: Any) -> str:  # noqa: ANN401  whatever the file holds
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dict):
        return Said("wanted_table")
    elif isinstance(value, list):
        return Said("wanted_array")
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
