"""Evidence models to the text of a file that reads back to the same models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import tomli_w

from sahelrisk.model.base import Model
from sahelrisk.model.dates import Period
from sahelrisk.model.evidence_item import RECORDS
from sahelrisk.problems import UsageError

_EXACT = 2**53
# The writer puts every text on one line, so a line that ends in [ is always the start of an array.
_ARRAY = re.compile(
    r'^((?:countries|level) = \[)\n((?:    (?:"[^"\\\n]*"|[-.\d]+),\n)+)\]', re.MULTILINE
)


def table_of(model: Model) -> dict[str, Any]:
    """Return what a model was given, as TOML knows it, under the keys of the contract."""
    fields = type(model).model_fields
    given = (
        (name, fields[name].alias or name) for name in fields if name in model.model_fields_set
    )
    table = {alias: plain(getattr(model, name)) for name, alias in given}
    return {key: value for key, value in table.items() if value is not None}


def plain(value: Any) -> Any:  # noqa: ANN401  whatever a field of a model holds
    """Return a value as TOML writes it: whole numbers without a point, days without quotes."""
    match value:
        case Model():
            return table_of(value)
        case Period():
            return value.first if value.text == value.first.isoformat() else value.text
        case tuple() | list():
            return [plain(one) for one in value]
        case float() if value.is_integer() and 0 < abs(value) < _EXACT:
            return int(value)
        case _:
            return value


def file_text(tables: Mapping[str, Iterable[Model | Mapping[str, Any]]], schema: str = "") -> str:
    """Return the text of an evidence file.

    `tables` maps `evidence`, `amendment` and `not-applicable` to models, or to tables that are
    TOML already; `schema` is the path of the JSON Schema as seen from the file, "" for none.
    """
    data = {
        key: [table_of(one) if isinstance(one, Model) else dict(one) for one in tables[key]]
        for key in RECORDS
        if key in tables
    }
    head = f"#:schema {schema}\n\n" if schema else ""
    return head + _ARRAY.sub(_on_one_line, _dumped(data))


def _on_one_line(found: re.Match[str]) -> str:
    return found[1] + ", ".join(line.strip().rstrip(",") for line in found[2].splitlines()) + "]"


def written(value: object) -> str:
    """Return a value as it stands in a TOML file."""
    return _dumped({"value": plain(value)}).removeprefix("value = ").rstrip("\n")


def _dumped(data: Mapping[str, Any]) -> str:
    """Return data as TOML, which is UTF-8; raises UsageError for bytes that a shell took along."""
    text = tomli_w.dumps(data)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        around = text[max(0, error.start - 20) : error.end + 10]
        raise UsageError("no_unicode", text=repr(around)) from None
    return text
