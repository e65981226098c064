"""Phrases: one catalogue a language, `<language>.toml` in this folder, each loaded alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

FOLDER = Path(__file__).parent


class Catalogue(NamedTuple):
    """The phrases of a language, and the marks with which its numbers are written."""

    phrases: Mapping[str, str]
    marks: Mapping[str, str]


@cache
def languages() -> tuple[str, ...]:
    """Return the language of every catalogue there is."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def catalogue(lang: str) -> Catalogue:
    """Return the catalogue of one of `languages()`."""
    return Catalogue(**tomli.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8")))


def phrase(lang: str, key: str, values: Mapping[str, object]) -> str:
    """Return a phrase with its values put in; KeyError for a key that no catalogue has."""
    return catalogue(lang).phrases[key].format(**values)
