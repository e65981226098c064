"""Where in a dossier new files go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from sahelrisk.model import countries
from sahelrisk.system import relative

SCHEMA = Path("schemas") / "evidence.schema.json"
REGIONAL = "regional"


def folder_of(evidence: Path, codes: Sequence[str]) -> Path:
    """Return the folder of items about countries: its name in plain letters, or `regional`."""
    country = countries.by_alpha3(codes[0]) if len(codes) == 1 else None
    if country is None:
        return evidence / (codes[0].lower() if len(codes) == 1 else REGIONAL)
    return evidence / slug(country.name_en)


def slug(name: str) -> str:
    """Return a name in lower-case ASCII letters, digits and hyphens."""
    apart = unicodedata.normalize("NFKD", name)
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def schema_from(file: Path, root: Path) -> str:
    """Return the path from a file to the dossier's schema of evidence, "" if it has none."""
    schema = root / SCHEMA
    if not schema.is_file():
        return ""
    return relative(schema, file.parent)
