"""JSON Schemas of the files, for editors and for other programs."""

from __future__ import annotations

from pathlib import Path


def path_of(kind: str) -> Path:
    """Return the schema file of a kind: framework, indicator, evidence or dossier."""
    return Path(__file__).with_name(f"{kind}.schema.json")


def text_of(kind: str) -> str:
    """Return the schema of a kind as JSON text."""
    return path_of(kind).read_text(encoding="utf-8")
