"""JSON Schemas made from the models: what an editor needs to complete and to refuse as we do."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sahelrisk.model.base import Model
from sahelrisk.model.evidence import DossierFile, EvidenceFile
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile

DRAFT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, tuple[type[Model], str]] = {
    "framework": (FrameworkFile, "framework.toml"),
    "indicator": (IndicatorFile, "An indicator file"),
    "evidence": (EvidenceFile, "An evidence file"),
    "dossier": (DossierFile, "dossier.toml"),
}
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
ABOUT: dict[str, tuple[str, list[Any]]] = {
    "id": ("The name by which everything else speaks of it.", ["mli-20260202-7k3qpa"]),
    "countries": ("ISO 3166-1 alpha-3 codes; one fact may bear on several.", [["MLI", "NER"]]),
    "indicator": ("An indicator's id: its folder and file name.", ["security.attack-tempo"]),
    "observed": ("When it was true.", ["2026-02-02", "2026-02"]),
    "recorded": ("When it was written down.", ["2026-02-10"]),
    "level": ("The level of the indicator's ladder that this item alone would support.", [3, 3.5]),
    "value": ("The value of a measured indicator, in its unit.", [12.5]),
    "standard_error": ("The standard error of the value, in its unit.", [0.8]),
    "statement": ("What is said, in a sentence.", ["The base was handed over."]),
    "kind": ("What sort of item it is.", ["observation"]),
    "nature": ("An event is over; a condition holds until it is ended.", ["event"]),
    "turning_point": ("Whether it retires what was observed earlier.", [True]),
    "reliability": ("Reliability of the source, A to F.", ["B"]),
    "credibility": ("Credibility of the information, 1 to 6.", [2]),
    "origin": ("The underlying report or event, shared by all who repeat it.", ["un-report-2026"]),
    "analyst": ("Who recorded it.", ["kd"]),
    "tlp": ("Traffic Light Protocol 2.0 marking.", ["CLEAR"]),
    "notes": ("For colleagues; printed only on request.", ["ask again in May"]),
    "source": ("Where it was read.", [{"title": "Communiqué", "publisher": "Ministry"}]),
    "evidence": ("An item's id, or a folder, or the items.", []),
    "withdrawn": ("Whether it is taken back; final for an item.", [True]),
    "reason": ("Why.", ["superseded by the ministry's communiqué"]),
    "title": ("What it is called.", ["Kidnapping"]),
    "question": ("The question it answers.", ["How exposed are foreigners to abduction?"]),
    "weight": ("Its weight beside its neighbours.", [1.0]),
    "half_life_days": ("Days after which an item weighs half.", [365]),
    "transform": ("What is done to a value before it is normalised.", ["log1p"]),
    "normalise": ("How a value becomes a rating.", ["goalposts"]),
    "goalposts": ("The values that score 0 and 100.", [[0, 30]]),
    "points": ("Values with their scores; straight lines between.", [[[0, 0], [50, 100]]]),
    "denominator": ("Another indicator to divide by.", ["context.population"]),
    "unit": ("The unit of the values.", ["deaths per 100,000 people a year"]),
    "aggregation": ("How members are drawn together.", ["arithmetic"]),
    "missing": ("What a member without evidence does.", ["prior"]),
    "scale": ("The scale on which the node is printed.", [[0, 10]]),
    "from": ("The lower edge of the band.", [40]),
    "profile": ("The default profile.", ["mining"]),
    "groups": ("Names for lists of countries.", [{"aes": ["MLI", "BFA", "NER"]}]),
    "columns": ("Which column holds which indicator.", [{"le": "health.life-expectancy"}]),
    "file": ("The table, beside this file.", ["hdi.csv"]),
}


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
    for table in (made, *made.get("$defs", {}).values()):
        for key, value in table.get("properties", {}).items():
            _describe(key, value)
    if kind == "indicator":
        _require_a_ladder(made)
    made.pop("title", None)
    return {"$schema": DRAFT, "$id": f"urn:sahelrisk:schema:{kind}:1", "title": title, **made}


def _describe(key: str, value: dict[str, Any]) -> None:
    text, examples = ABOUT.get(key, (f"{key.replace('_', ' ').capitalize()}.", []))
    value.setdefault("description", text)
    if examples and "examples" not in value:
        value["examples"] = examples


def _require_a_ladder(made: dict[str, Any]) -> None:
    """Say what the models check as a whole: a ladder or a measure, and what a measure needs."""
    made["anyOf"] = [{"required": ["levels"]}, {"required": ["measure"]}]
    made["$defs"]["Measure"]["allOf"] = [
        {
            "if": {"properties": {"normalise": {"const": kind}}, "required": ["normalise"]},
            "then": {"required": [kind]},
            "else": {"not": {"required": [kind]}},
        }
        for kind in ("goalposts", "points")
    ]


def schema_text(kind: str) -> str:
    """Return the text of the file that is shipped."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"
