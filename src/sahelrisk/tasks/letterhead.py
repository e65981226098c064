"""The logo of a report: read from the dossier, bounded, embedded."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem, Said, UsageError
from sahelrisk.reading.folders import lies_outside
from sahelrisk.reading.toml.guard import read_bytes

MOST_BYTES = 64 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
_SVG = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]", re.DOTALL)
_ACTIVE = re.compile(
    r"<!(?:doctype|entity)|<(?:\w+:)?(?:script|foreignobject|image|use|style)\b|\son\w+\s*=|"
    r"href\s*=|url\s*\(|@import",
    re.IGNORECASE,
)
"""What of an SVG could run, load or refer to something: no logo needs it."""


def logo_of(dossier: Dossier) -> str:
    """Return the logo that dossier.toml names as a data URI, "" without one.

    Raises UsageError for a file outside the dossier, one that is too large, or neither a PNG nor
    a plain SVG.
    """
    name = dossier.file.report.logo
    if not name:
        return ""
    root = Path(dossier.root)
    if lies_outside(root / name, root):
        raise UsageError("logo_outside", path=name)
    data = read_bytes(root / name, name)
    if isinstance(data, Problem):
        raise UsageError("logo_unread", path=name, text=data.message)
    if len(data) > MOST_BYTES:
        raise UsageError("logo_large", path=name, most=str(MOST_BYTES // 1024))
    kind = _kind(data)
    if kind is None:
        raise UsageError("logo_kind", path=name)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def faulty_logo(dossier: Dossier) -> Iterator[Problem]:
    """Yield why no page can bear the logo that dossier.toml names, if none can."""
    try:
        logo_of(dossier)
    except UsageError as error:
        phrase = error.phrase
        message = Said(phrase.key, **phrase.values)
        yield dossier.file.problem(("report", "logo"), "unusable-logo", message)


def _kind(data: bytes) -> str | None:
    if data.startswith(PNG):
        return "png"
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    plain = _SVG.match(text.lstrip()) and not _ACTIVE.search(text)
    return "svg+xml" if plain else None
