"""Codes and names of countries as publishers write them, beside those of ISO 3166-1.

The table ``country_codes.csv`` stands beside this module. Its systems: ``former`` (codes of the
World Bank and others that ISO never had or has given up), ``name`` (spellings of UCDP, V-Dem and
the World Bank), ``gw`` (state numbers of Gleditsch and Ward, which UCDP uses), ``cow`` (numbers of
the Correlates of War where they differ from those), ``iso`` (ISO numeric), ``fips`` (FIPS 10-4
where its two letters are not those of ISO), ``other`` (groups of countries, former states and
parts of countries that have figures but are no country).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from sahelrisk.model import countries
from sahelrisk.model.countries import Country

Numbers = Literal["iso", "gw", "cow"]
"""Whose numbers a column holds."""

_LETTERS = re.compile(r"[A-Za-z]{2}", re.ASCII)
_DIGITS = re.compile(r"\d{1,3}", re.ASCII)
_NUMBERED: tuple[tuple[str, Numbers], ...] = (
    (r"(?:gw|gwno|gwcode|gw_?no)(?:_?[ab])?|country_id|country_id_cy", "gw"),
    (r"ccode|cowcode|cow|cow_?no", "cow"),
    (r"iso|iso_?(?:num|numeric|n3)|iso3?n|numeric|m49(?: code)?|un_?code", "iso"),
)


def published(text: str, numbers: Numbers | None = None) -> Country | None:
    """Return the country of a code or name as publishers write it; None if it is none of them.

    A number is read only where it is known whose numbers they are: 432 is Mali by Gleditsch and
    Ward, and no country by ISO. FIPS 10-4 is never read: its NG is Niger.
    """
    text = text.strip()
    if _DIGITS.fullmatch(text):
        return _numbered(str(int(text)), numbers) if numbers else None
    found = _table()["former"].get(text.upper()) or _table()["name"].get(countries.key_of(text))
    return countries.by_alpha3(found) if found else countries.find(text)


def _numbered(digits: str, numbers: Numbers) -> Country | None:
    table = _table()
    found = table[numbers].get(digits)
    if numbers == "cow" and found is None:
        found = table["gw"].get(digits)
    return countries.by_alpha3(found) if found else None


def numbers_of(header: str, others: tuple[str, ...] = ()) -> Numbers | None:
    """Return whose numbers a column of this header holds, None where that cannot be told.

    `others` are the other headers: V-Dem calls its own numbers `country_id` as UCDP does those of
    Gleditsch and Ward, and writes `country_text_id` beside them.
    """
    name = header.strip().casefold()
    if name == "country_id" and "country_text_id" in others:
        return None
    return next((system for form, system in _NUMBERED if re.fullmatch(form, name)), None)


def is_known_other(text: str, numbers: Numbers | None = None) -> bool:
    """Return whether a text names what has figures but is no country: a group or a former state."""
    text, table = text.strip(), _table()
    if numbers in ("gw", "cow") and _DIGITS.fullmatch(text):
        return table["gw"].get(str(int(text))) == ""
    return text.upper() in table["other"] or countries.key_of(text) in table["other-name"]


def is_two_letters(text: str) -> bool:
    """Return whether a text is written as a two-letter code."""
    return bool(_LETTERS.fullmatch(text.strip()))


def fips_reading(text: str) -> Country | None:
    """Return what a two-letter code means in FIPS 10-4 where ISO gives it another meaning."""
    found = _table()["fips"].get(text.strip().upper())
    return countries.by_alpha3(found) if found else None


@cache
def _table() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("country_codes.csv")
    systems = ("former", "name", "gw", "cow", "iso", "fips", "other", "other-name")
    found: dict[str, dict[str, str]] = {system: {} for system in systems}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        system, rest = line.split(",", 1)
        code, alpha3 = rest.rsplit(",", 1)
        code = code.strip('"')
        if system == "name":
            code = countries.key_of(code)
        elif system == "other":
            found["other-name"][countries.key_of(code)] = ""
        found[system][code] = alpha3
    return found
