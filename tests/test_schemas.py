"""The JSON Schemas: shipped as made, refusing what check refuses, accepting what it accepts."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli

from sahelrisk.report.problems.file_schemas import KINDS, schema_of, schema_text
from sahelrisk.rules import by_subject
from sahelrisk.schemas import path_of, text_of

HERE = Path(__file__).parent
# To a schema the date 2026-02-10 and the text "2026-02-10" are the same: JSON has no dates.
UNSEEN = {"quoted-date"}
VALIDATORS = {kind: jsonschema.Draft202012Validator(schema_of(kind)) for kind in KINDS}
VALUE_RULES = [rule.name for rule in by_subject()["Values"] if rule.name not in UNSEEN]


def as_json(value: object) -> Any:  # noqa: ANN401  whatever JSON holds
    """Return TOML data as an editor hands them to a schema: dates as text, nan as null."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def kind_of(path: Path) -> str:
    """Return which schema a file of a dossier is held against."""
    named = {"dossier.toml": "dossier", "framework.toml": "framework"}
    folders = {"sources": "register", "base": "measure", "indicators": "indicator"}
    kinds = (kind for folder, kind in folders.items() if folder in path.parts)
    return named.get(path.name) or next(kinds, "evidence")


def accepts(path: Path, folder: Path = HERE.parent) -> bool:
    """Return whether the schema of a file of a dossier accepts it."""
    data = as_json(tomli.loads(path.read_text(encoding="utf-8-sig")))
    return VALIDATORS[kind_of(path.relative_to(folder))].is_valid(data)


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_as_made(kind: str) -> None:
    """The file in the package is the one the models make; every property has a description."""
    assert text_of(kind) == schema_text(kind)
    jsonschema.Draft202012Validator.check_schema(json.loads(text_of(kind)))
    tables = [schema_of(kind), *schema_of(kind)["$defs"].values()]
    for table in tables:
        for key, value in table.get("properties", {}).items():
            assert "description" in value or "$ref" in value, key


@pytest.mark.parametrize("rule", VALUE_RULES)
def test_refuses_what_check_refuses(rule: str) -> None:
    """Each fault of a value in the gallery is refused by the schema of its file."""
    faulty = [
        path
        for path in (HERE / "problems" / rule).rglob("*.toml")
        if f"{path.parent.name}/{path.name}:" in _said(path)
    ]
    assert faulty
    assert [path for path in faulty if accepts(path)] == []


def _said(path: Path) -> str:
    case = path.relative_to(HERE / "problems").parts[:2]
    return HERE.joinpath("problems", *case, "expected.txt").read_text(encoding="utf-8")


def test_accepts_what_check_accepts() -> None:
    """The framework, measures and all of the example are accepted; their #:schema line leads there."""
    top = HERE.parent
    paths = [*top.glob("indicators/**/*.toml"), *top.glob("examples/sahel/**/*.toml")]
    assert len(paths) > 50
    for path in paths:
        assert accepts(path), path
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("#:schema "), path
        assert (path.parent / first.split()[1]).resolve() == path_of(kind_of(path)).resolve()
