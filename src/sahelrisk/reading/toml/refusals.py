"""What a model refuses, said as a problem at its place, with what would be right."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sahelrisk.problems import Problem, Said
from sahelrisk.reading.toml.misspelt import known_keys, meant, nearest_key
from sahelrisk.reading.toml.parse import Document
from sahelrisk.reading.toml.positions import Keys

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sahelrisk.model.base import Model

_WANTED = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-02-02, without quotes",
    "tuple_type": "an array",
    "list_type": "an array",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
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
    "greater_than": ("be more than", "gt"),
    "greater_than_equal": ("be at least", "ge"),
    "less_than": ("be less than", "lt"),
    "less_than_equal": ("be at most", "le"),
    "too_short": ("have at least", "min_length"),
    "too_long": ("have at most", "max_length"),
}
_NUMBER = re.compile(r"\s*[+-]?[\d_]*[.,]?\d+(?:[eE][+-]?\d+)?\s*%?\s*")
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
        return f'did you mean "{meant_[-1]}"?'
    return f'it belongs above the header of "{_field(written[:-1])}", which begins another table'


def said(detail: ErrorDetails) -> tuple[str, str]:
    """Return the rule and the message of a refusal, for what is no TOML."""
    kind, keys = detail["type"], place_of(detail)
    if kind == "missing":
        return "missing-key", f'"{keys[-1]}" is missing'
    if kind in _WANTED:
        return "wrong-type", f"should be {_WANTED[kind]}, not {_shown(detail['input'])}"
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
        hint = Said("hint_keys_here_known", known=", ".join(known))
        return document.problem(
            keys, "unknown-key", Said("problem_unknown_key_name", name=key), hint, of_key=True
        )
    if _is_unknown(detail):
        hint = _nearest(str(key), known_keys(model, keys[:-1]))
        return document.problem(
            keys, "unknown-key", Said("problem_unknown_key_name", name=key), hint, of_key=True
        )
    if kind == "missing" and isinstance(key, int):
        message = Said("problem_has_too_few_elements", keys=_field(keys), name=key)
        return document.problem(keys[:-1], "wrong-length", message)
    if kind == "missing":
        return document.problem(keys, "missing-key", Said("problem_name_is_missing", name=key))
    if kind in _WANTED:
        found = _wrong_type(keys, given, _WANTED[kind], document)
        return found if found.hint else replace(found, hint=_shape(keys, given, kind, model))
    message, hint = _said(detail, keys)
    return document.problem(keys, _RULES.get(kind, "refused-value"), message, hint)


def _wrong_type(keys: Keys, given: Any, wanted: str, document: Document) -> Problem:  # noqa: ANN401
    rule, hint = "wrong-type", ""
    if isinstance(given, str) and "number" in wanted and _NUMBER.fullmatch(given):
        rule, hint = "quoted-number", Said("hint_remove_quotes")
    elif "date" in wanted and isinstance(given, datetime):
        rule, hint = "date-time", Said("hint_write_date", date=given.date())
    elif "date" in wanted and isinstance(given, str) and _is_date(given):
        rule, hint = "quoted-date", Said("hint_remove_quotes")
    elif "date" in wanted and isinstance(given, str) and given[:4].isdigit():
        message = Said("problem_is_not_valid_date", keys=_field(keys), given=_shown(given))
        hint = Said("hint_write_2026_02_02")
        return document.problem(keys, "refused-value", message, hint)
    elif wanted == "a whole number" and isinstance(given, float) and given != given:  # noqa: PLR0124
        rule = "not-finite"
    message = Said("problem_should_be_not_2", keys=_field(keys), wanted=wanted, given=_shown(given))
    return document.problem(keys, rule, message, hint)


def _shape(keys: Keys, given: object, kind: str, model: type[Model]) -> str:
    """Return the hint for a text or table that should be an array, and for a grade in one piece."""
    array = kind in {"tuple_type", "list_type"}
    if array and isinstance(given, dict) and known_keys(model, keys):
        return f"write [[{_field(keys)}]], with two brackets"
    if array and isinstance(given, str):
        return f"write {json.dumps([one.strip() for one in given.split(',')], ensure_ascii=False)}"
    if keys[-1] == "credibility" and isinstance(given, str) and _GRADE.fullmatch(given):
        return (
            f'the letter goes to reliability: reliability = "{given[0]}", credibility = {given[1]}'
        )
    return ""


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _said(detail: ErrorDetails, keys: Keys) -> tuple[str, str]:  # noqa: PLR0911  one a kind
    """Return message and hint for a value of the right kind that is refused all the same."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    name = _field(keys)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        listed = ", ".join(f'"{word}"' for word in words)
        return f"{name} should be one of {listed}, not {_shown(given)}", _choice(str(given), words)
    if kind == "string_too_short":
        return f"{name} is empty", ""
    if kind == "finite_number":
        return f"{name} should be a finite number, not {_shown(given)}", ""
    if kind in _LIMITS:
        words_, key = _LIMITS[kind]
        limit = context.get(key, "")
        limit = f"{limit:g}" if isinstance(limit, float) else limit
        if kind.startswith("too_"):
            return f"{name} should {words_} {limit}, not {context.get('actual_length')}", ""
        return f"{name} should {words_} {limit}, not {_shown(given)}", ""
    said = detail["msg"].removeprefix("Input ")
    if isinstance(given, dict | list | tuple) or hasattr(given, "model_fields"):
        return f"{name} {said[:1].lower()}{said[1:]}".strip(), ""
    return f"{name} {said[:1].lower()}{said[1:]}, not {_shown(given)}", ""


def _choice(given: str, words: list[str]) -> str:
    """Return a hint on what was perhaps meant by a word that is not among the choices."""
    if given.casefold() == "white" and "CLEAR" in words:
        return 'TLP 2.0 calls WHITE "CLEAR"'
    if _GRADE.fullmatch(given) and given[0] in words:
        return (
            f'the digit goes to credibility: reliability = "{given[0]}", credibility = {given[1]}'
        )
    same = [word for word in words if word.casefold() == given.strip().casefold()]
    return f'did you mean "{same[0]}"?' if same else _nearest(given, words)


def _nearest(name: str, names: list[str]) -> str:
    near = nearest_key(name, names)
    return f'did you mean "{near}"?' if near else ""


def _field(keys: Keys) -> str:
    """Return the key as a reader knows it: a grade's letter or digit says little alone."""
    names = [key for key in keys if isinstance(key, str)]
    return ".".join(names[-2 if len(names[-1]) == 1 else -1 :]) if names else ""


def _shown(value: Any) -> str:  # noqa: ANN401  whatever the file holds
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dict):
        text = "a table"
    elif isinstance(value, list):
        text = "an array"
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
