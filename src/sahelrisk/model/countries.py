"""Countries: every entry of ISO 3166-1 and Kosovo (XKX), found by code or name.

The table ``countries.csv`` stands beside this module. Names are the short
names of Unicode CLDR or plainer everyday ones; its aliases are written by
hand. A name that several countries could claim belongs to none: ``congo``,
``korea`` and ``virgin islands`` find nothing, and ``near`` offers each. Where
a shared word is one country's own short name it is that country's: ``guinea``,
``samoa``, ``sudan``, ``saint martin`` (the French part).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from sahelrisk.problems import Name

_PARTS = {
    "somaliland": "SOM",
    "puntland": "SOM",
    "zanzibar": "TZA",
    "cabinda": "AGO",
    "azawad": "MLI",
}
"""Territories with a name of their own that ISO 3166-1 counts to a country."""
_MOST_CANDIDATES = 5
# At 0.7 one wrong letter in a word of four is forgiven, two are not.
_LEAST_LIKENESS = 0.7
_LONGEST_LOOKED_INTO = 200
_MOST_WORDS = 6
# A sign such as € or $ is no punctuation: what has one is no country.
_SIGNS = "#$%+<=>@\\^`{|}~"
_CUT = re.compile(r"\w[^\w\s.'’-]\w")
"""A sign between letters: "m&li" is no code, though "Antigua/Barbuda" is a name."""
_LONGEST_CODE = 3
_NO_WORD = {
    code: None for code in range(128) if not chr(code).isalnum() and chr(code) not in _SIGNS
}
_IN_BRACKETS = re.compile(r"\s*([^()]+?)\s*\(\s*([^()]+?)\s*\)\s*")
_NO_WORD_NOR_SEPARATOR = {code: None for code in _NO_WORD if chr(code) not in "|\n"}


@dataclass(frozen=True, slots=True)
class Country:
    """A country: upper-case ISO 3166-1 codes, English and French short names."""

    alpha3: str
    alpha2: str
    name_en: str
    name_fr: str


class _Tables(NamedTuple):
    by_alpha3: dict[str, Country]
    by_key: dict[str, Country]


def name(country: Country, lang: str) -> str:
    """Return the short name in French, or in English for every other language."""
    return country.name_fr if lang == "fr" else country.name_en


def name_of(country: Country) -> Name:
    """Return the short name for the phrases of every language."""
    return Name(country.name_en, fr=country.name_fr)


def by_alpha3(code: str) -> Country | None:
    """Return the country of an alpha-3 code in upper case, exactly; None if there is none."""
    return _tables().by_alpha3.get(code)


def codes() -> tuple[str, ...]:
    """Return every alpha-3 code, in alphabetical order."""
    return tuple(sorted(_tables().by_alpha3))


def all_countries() -> tuple[Country, ...]:
    """Return every country, by alpha-3 code."""
    return tuple(sorted(_tables().by_alpha3.values(), key=lambda country: country.alpha3))


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Return the groups that every dossier knows, each with its members' alpha-3 codes."""
    text = Path(__file__).with_name("groups.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    return {row[0]: tuple(row[3].split()) for row in rows}


def find(text: str) -> Country | None:
    """Return the country of a code, name or alias, None if it is none of them.

    Case, accents, spaces, hyphens, apostrophes and other punctuation do not
    matter, nor does "(the)", which ISO 3166 prints behind short names; what
    else it prints in brackets is read in front: "Iran (Islamic Republic of)".
    Nothing is guessed: a misspelling or the start of a name is None.
    """
    by_key = _tables().by_key
    key = key_of(text)
    found = None if len(key) <= _LONGEST_CODE and _CUT.search(text) else by_key.get(key)
    brackets = None if found else _IN_BRACKETS.fullmatch(text)
    if brackets is None:
        return found
    name_, rest = brackets.groups()
    if rest.casefold() == "the":
        return by_key.get(key_of(name_))
    rest = rest.removeprefix("the ").removesuffix(" the")
    return by_key.get(key_of(f"{rest} {name_}")) or by_key.get(key_of(f"{rest} the {name_}"))


def whole_of(text: str) -> Country | None:
    """Return the country that ISO 3166-1 counts a territory to, None for every other text."""
    code = _PARTS.get(key_of(text))
    return by_alpha3(code) if code else None


@lru_cache(maxsize=256)
def near(text: str) -> tuple[Country, ...]:
    """Return the countries a text that finds none may mean, best first, at most 5.

    First a name that stands as whole words inside the text ("Mali Republic"),
    the longest first, then names with the same letters (two swapped is the
    commonest slip), then those that begin with the text, the shortest first, then those that look
    like it. Codes and other very short names are not compared, for they look
    like everything.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    typed = key_of(text[:_LONGEST_LOOKED_INTO])
    if not typed:
        return ()
    letters = sorted(typed)
    names = {key: country for key, country in _tables().by_key.items() if len(key) > 3}  # noqa: PLR2004
    inside = sorted((key for key in _runs(text) if key in names), key=len, reverse=True)
    swapped = (key for key in names if len(key) == len(typed) and sorted(key) == letters)
    begun = sorted((key for key in names if key.startswith(typed)), key=lambda key: (len(key), key))
    alike = get_close_matches(typed, names, n=len(names), cutoff=_LEAST_LIKENESS)
    found = dict.fromkeys(names[key] for key in (*inside, *swapped, *begun, *alike))
    return tuple(found)[:_MOST_CANDIDATES]


def _runs(text: str) -> set[str]:
    """Return the keys of every run of a few whole words of a text."""
    words = [
        key for key in map(key_of, re.split(r"[\s,;()/-]+", text[:_LONGEST_LOOKED_INTO])) if key
    ]
    return {
        "".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, _MOST_WORDS + 1)
        if start + length <= len(words)
    }


def key_of(text: str) -> str:
    """Return the letters and digits of a text, without case and accents.

    Compatibility forms are taken apart (NFKD), so an accent is a character of
    its own and drops out; a letter of another script or a sign such as € stays
    and matches nothing.
    """
    if text.isascii():  # the same, five times as fast
        return text.lower().translate(_NO_WORD)
    return "".join(filter(_counts, unicodedata.normalize("NFKD", text.casefold())))


def _counts(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in {"Sc", "Sm", "So", "Cs"}


@cache
def _tables() -> _Tables:
    text = Path(__file__).with_name("countries.csv").read_text(encoding="utf-8")
    # No field holds a comma or a quote, and aliases are lower-case ASCII, so that
    # splitting and one translation of the whole column do: a third of the time.
    rows = [line.split(",") for line in text.splitlines()[1:]]
    aliases = "\n".join(row[4] for row in rows).translate(_NO_WORD_NOR_SEPARATOR).split("\n")
    by_alpha3: dict[str, Country] = {}
    by_key: dict[str, Country] = {}
    for (alpha3, alpha2, name_en, name_fr, _), others in zip(rows, aliases, strict=True):
        country = by_alpha3[alpha3] = Country(alpha3, alpha2, name_en, name_fr)
        keys = (
            alpha3.lower(),
            alpha2.lower(),
            key_of(name_en),
            key_of(name_fr),
            *others.split("|"),
        )
        by_key.update(dict.fromkeys(keys, country))
    del by_key[""]  # the aliases of a country that has none
    return _Tables(by_alpha3, by_key)
