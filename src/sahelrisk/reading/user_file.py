"""The user's config.toml, read like every other file: all faults at once, each with its place."""

from __future__ import annotations

from pathlib import Path

from sahelrisk.locale import languages
from sahelrisk.model.user_settings import UserSettings
from sahelrisk.problems import DossierError, OneOf, Problem, Said, quoted
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.toml.guard import read_bytes
from sahelrisk.reading.toml.misspelt import nearest_key
from sahelrisk.reading.toml.parse import TablePlace


def read_user_file(path: Path) -> UserSettings:
    """Read the settings of a file that exists; raises DossierError with everything wrong in it."""
    shown = path.as_posix()
    reading = Reading(path.parent)
    data = read_bytes(path, shown)
    if isinstance(data, Problem):
        raise DossierError([data])
    parsed = reading.parse(data, shown, UserSettings)
    if parsed:
        document, found = parsed
        found.stand_at(TablePlace(document, ()))
        reading.problems += _language(found)
    if parsed is None or reading.problems:
        raise DossierError(reading.problems)
    return found


def _language(found: UserSettings) -> list[Problem]:
    """Return the problem of a language that has no catalogue."""
    if found.lang is None or found.lang.lower() in languages():
        return []
    known = tuple(languages())
    listed = ", ".join(f'"{one}"' for one in known)
    given = f'"{found.lang}"'
    said = Said("problem_unknown_choice", name="lang", listed=listed, given=given)
    near = nearest_key(found.lang.lower(), list(known))
    hint = Said("hint_did_you_mean", near=OneOf(quoted([near]))) if near else ""
    return [found.problem("lang", "unknown-choice", said, hint)]
