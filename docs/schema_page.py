"""The page of all schemas: every key of every file and document, with its type and meaning."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sahelrisk.schemas import FILES, KINDS
from sahelrisk.tasks.schema import schema

HEAD = """# Schemas

Every key of every file and of every JSON document. `sahelrisk schema KIND` prints the JSON Schema
itself: editors complete and check a file with it whose first line is `#:schema PATH`, programs
validate a document with it. What the keys are for is in [the contract](contract.md); a key in
bold is required.
"""


def schemas_page() -> str:
    """Return the page."""
    return HEAD + "".join("\n" + "\n".join(_kind(kind)) + "\n" for kind in KINDS)


def _kind(kind: str) -> Iterator[str]:
    found = json.loads(schema(kind))
    yield f"## {kind}\n"
    what = "a file" if kind in FILES else "the JSON document of a command"
    yield f"{found.get('description', found.get('title', '')).rstrip('.')}: {what}.\n"
    yield from _table(found)
    for name, part in found.get("$defs", {}).items():
        if part.get("properties"):
            yield f"\n### {name} of {kind}\n"
            if part.get("description"):
                yield part["description"].partition("\n")[0] + "\n"
            yield from _table(part)


def _table(part: Mapping[str, Any]) -> Iterator[str]:
    yield "| Key | Type | Meaning |\n|---|---|---|"
    required = part.get("required", ())
    for key, said in part.get("properties", {}).items():
        shown = f"**`{key}`**" if key in required else f"`{key}`"
        meaning = said.get("description", "").replace("|", "\\|").replace("\n", " ")
        yield f"| {shown} | {_type(said)} | {meaning} |"


def _type(said: Mapping[str, Any]) -> str:
    """Return a type in words: of a choice its values, of a list what is in it."""
    union = said.get("anyOf") or said.get("oneOf")
    if union:
        return " or ".join(dict.fromkeys(map(_type, union)))
    if "$ref" in said:
        return str(said["$ref"].rpartition("/")[2])
    values = said.get("enum") or ([said["const"]] if "const" in said else [])
    return ", ".join(f"`{one}`" for one in values) or _plain(said)


def _plain(said: Mapping[str, Any]) -> str:
    kind = said.get("type", "any")
    within = said.get("items") if kind == "array" else said.get("additionalProperties")
    of = f" of {_type(within)}" if isinstance(within, dict) and within else ""
    names = {"array": "list", "object": "table", "string": said.get("format", "text")}
    return str(names.get(kind, kind)) + of
