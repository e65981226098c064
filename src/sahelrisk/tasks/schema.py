"""Give the JSON Schema of a file, which is shipped, or of a document, made from its model."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from sahelrisk.model.documents.parts import Part
from sahelrisk.schemas import DOCUMENTS, FILES, text_of


def schema(kind: str) -> str:
    """Return the schema of a file or a document as JSON text."""
    if kind in FILES:
        return text_of(kind)
    return json.dumps(document_schema(kind), indent=2, ensure_ascii=False) + "\n"


def document_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a document."""
    made = model_of(kind).model_json_schema(by_alias=True, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sahelrisk:schema:{kind}:1",
        **made,
    }


def model_of(kind: str) -> type[Part]:
    """Return the model of a document."""
    module, name = DOCUMENTS[kind].split(".")
    found: type[Part] = getattr(import_module(f"sahelrisk.model.documents.{module}"), name)
    return found
