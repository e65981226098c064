"""Phrases: one catalogue a language, `<language>.toml` in this folder, each loaded alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import tomli

FOLDER = Path(__file__).parent
_MARKED = re.compile(r"\{(\w+):(,|\.\df)\}")
"""Where a phrase asks for digits in groups of three, or for decimals: each language has marks."""


class Catalogue(NamedTuple):
    """The phrases of a language, and the marks with which its numbers are written.

    English headings and texts of rules stand with the rules; other languages have theirs here, by
    heading and by rule, and what they lack is said in English.
    """

    phrases: Mapping[str, str]
    marks: Mapping[str, str]
    subjects: Mapping[str, str] = MappingProxyType({})
    rules: Mapping[str, Mapping[str, str]] = MappingProxyType({})


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
    text, marks = catalogue(lang).phrases[key], catalogue(lang).marks
    marked = _MARKED.findall(text)
    if marked:
        signs = str.maketrans({",": marks["thousands"], ".": marks["decimal"]})
        numbers = {name: format(values[name], spec).translate(signs) for name, spec in marked}
        text, values = _MARKED.sub(r"{\1}", text), {**values, **numbers}
    return text.format(**values)
