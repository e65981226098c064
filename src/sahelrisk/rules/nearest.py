"""What a misspelt name was perhaps meant to be."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from sahelrisk.model import countries
from sahelrisk.problems import OneOf, Said, quoted


def nearest(name: str, names: Collection[str]) -> str:
    """Return a hint that names what is near, in whatever case, or nothing."""
    near = nearest_names(name, names)
    return Said("hint_did_you_mean", near=OneOf(quoted(near))) if near else ""


def nearest_names(name: str, names: Collection[str]) -> list[str]:
    """Return the names that are near, in whatever case, the nearest first."""
    written = {one.casefold(): one for one in sorted(names)}
    return [written[one] for one in get_close_matches(name[:100].casefold(), written, 3, 0.6)]


def nearest_country(code: str) -> str:
    """Return a hint with the alpha-3 codes that a text may mean, or nothing."""
    found = countries.find(code[:100])
    near = [found] if found else countries.near(code[:100])
    codes = [one.alpha3 for one in near]
    if not codes and len(code) == len("MLI"):
        codes = get_close_matches(code.upper(), countries.codes(), 3, 0.6)
    return Said("hint_did_you_mean", near=OneOf(codes)) if codes else ""
