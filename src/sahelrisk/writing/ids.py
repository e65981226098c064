"""Names and folders of new items and files: two analysts and two branches never meet."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from sahelrisk.model import countries
from sahelrisk.system import relative

SCHEMA = Path("schemas") / "evidence.schema.json"
REGIONAL = "regional"
CHARACTERS = 6
_DIGEST = 10

Draw = Callable[[int], bytes]
"""Returns so many random bytes; comes in from the command line, as the clock does."""


def new_id(iso3: str, observed: date, draw: Draw) -> str:
    """Return `iso3-YYYYMMDD-` and six random base-32 characters, all in lower case."""
    return f"{iso3.lower()}-{observed:%Y%m%d}-{random_part(draw)}"


def random_part(draw: Draw) -> str:
    """Return six random base-32 characters (30 bits)."""
    return _characters(draw(4))


def content_id(iso3: str, observed: date, content: Mapping[str, object], attempt: int = 0) -> str:
    """Return an id that the same content always gets, so that importing it twice adds nothing.

    A higher `attempt` gives another id, for two contents that happen to share one.
    """
    text = json.dumps([attempt, content], sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).digest()
    return f"{iso3.lower()}-{observed:%Y%m%d}-{_characters(digest)}"


def digest_of(content: object) -> str:
    """Return ten characters that the same content always gets."""
    text = json.dumps(content, sort_keys=True, default=str)
    return _characters(hashlib.sha256(text.encode()).digest(), _DIGEST)


def file_stem(kind: str, now: datetime, draw: Draw) -> str:
    """Return a file's stem that sorts by the time of writing (UTC).

    Words about one item recorded on one day apply in the order of their paths; so the word written
    last wins, as whoever writes it expects.
    """
    return f"{kind}-{now:%Y%m%dT%H%M%S%f}-{random_part(draw)}"


def _characters(data: bytes, number: int = CHARACTERS) -> str:
    return base64.b32encode(data).decode("ascii").lower()[:number]


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
