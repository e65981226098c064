"""JSON Schemas made from the models: what an editor needs to complete and to refuse as we do."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sahelrisk.model.base import Model
from sahelrisk.model.dossier_file import DossierFile
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.model.measure import MeasureFile
from sahelrisk.model.register import RegisterFile

DRAFT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, tuple[type[Model], str]] = {
    "framework": (FrameworkFile, "framework.toml"),
    "indicator": (IndicatorFile, "An indicator file"),
    "measure": (MeasureFile, "A measure behind base rates"),
    "evidence": (EvidenceFile, "An evidence file"),
    "register": (RegisterFile, "A file of the register of sources"),
    "dossier": (DossierFile, "dossier.toml"),
}
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class _Generator(GenerateJsonSchema):
    """Dates are days: a time of day is refused, as the reader refuses it."""

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:  # noqa: ARG002
        """Return the schema of a day."""
        return {"type": "string", "format": "date", "pattern": _DAY}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Return the schema without null, which TOML does not have."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out a default of null for the same reason."""
        made = super().default_schema(schema)
        if made.get("default", "") is None:
            made.pop("default")
        return made


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file."""
    model, title = KINDS[kind]
    made = model.model_json_schema(by_alias=True, schema_generator=_Generator)
    if kind == "indicator":
        _require_a_ladder(made)
    if kind in ("indicator", "measure"):
        _require_what_measures_need(made)
    if kind == "evidence":
        _require_dates(made)
    made.pop("title", None)
    return {"$schema": DRAFT, "$id": f"urn:sahelrisk:schema:{kind}:1", "title": title, **made}


def _require_a_ladder(made: dict[str, Any]) -> None:
    """Say what the model checks as a whole: a ladder or a measure."""
    made["anyOf"] = [{"required": ["levels"]}, {"required": ["measure"]}]


def _require_what_measures_need(made: dict[str, Any]) -> None:
    """Say which way to normalise has goalposts or points."""
    made["$defs"]["Measure"]["allOf"] = [
        {
            "if": {"properties": {"normalise": {"const": kind}}, "required": ["normalise"]},
            "then": {"required": [kind]},
            "else": {"not": {"required": [kind]}},
        }
        for kind in ("goalposts", "points")
    ]


def _require_dates(made: dict[str, Any]) -> None:
    """Say what the model of a series checks as a whole: its dates stand in one place."""
    made["$defs"]["Series"]["oneOf"] = [{"required": ["observed"]}, {"required": ["years"]}]


def schema_text(kind: str) -> str:
    """Return the text of the file that is shipped."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"
