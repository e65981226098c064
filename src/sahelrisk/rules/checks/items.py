"""Checks of evidence items: what they name exists, and they rate what their indicator rates."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain

from sahelrisk.model import countries
from sahelrisk.model.base import Located
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import Amendment, Evidence, NotApplicable, ends_of
from sahelrisk.problems import Problem
from sahelrisk.rules.nearest import nearest, nearest_country

_About = Evidence | NotApplicable


def unknown_indicators(dossier: Dossier) -> Iterator[Problem]:
    """Every indicator that is named must have a file."""
    for one in chain[_About](dossier.evidence, dossier.not_applicable):
        if one.indicator not in dossier.indicators:
            message = f'no indicator "{one.indicator}"'
            hint = nearest(one.indicator, dossier.indicators)
            yield one.problem("indicator", "unknown-indicator", message, hint)


def unknown_countries(dossier: Dossier) -> Iterator[Problem]:
    """Every country is an ISO 3166-1 alpha-3 code, or XKX, and stands once in its list."""
    known = frozenset(countries.codes())
    for one in chain[_About](dossier.evidence, dossier.not_applicable):
        if known.issuperset(one.countries) and len(set(one.countries)) == len(one.countries):
            continue
        for index, code in enumerate(one.countries):
            keys = ("countries", index)
            if code not in known:
                message = f'no country "{code}"; countries are ISO 3166-1 alpha-3 codes'
                yield one.problem(keys, "unknown-country", message, nearest_country(code))
            elif code in one.countries[:index]:
                yield one.problem(keys, "duplicate-country", f"{code} stands here twice")


def level_and_value(dossier: Dossier) -> Iterator[Problem]:
    """An item gives exactly one of level and value, whichever its indicator rates."""
    for one in dossier.evidence:
        if (one.level is None) is (one.value is None):
            given = "both" if one.level is not None else "neither"
            message = f"needs level or value, and has {given}"
            yield one.problem("value", "level-or-value", message)
        else:
            yield from rates(one, one.indicator, dossier)
        if one.standard_error is not None and one.value is None and one.level is not None:
            yield one.problem("standard_error", "error-without-value", "there is no value")


def rates(one: Evidence | Amendment, indicator: str, dossier: Dossier) -> Iterator[Problem]:
    """A level lies on the indicator's ladder, and a value is measured."""
    file = dossier.indicators.get(indicator)
    if file is None or (file.levels is None and file.measure is None):
        return  # unknown or broken, and said so
    rungs = [rung.level for rung in file.levels or ()]
    if one.level is not None and not rungs:
        message = f"{indicator} is measured and takes a value, not a level"
        yield one.problem("level", "level-for-measured", message)
    elif one.level is not None and not all(
        min(rungs) <= level <= max(rungs) for level in ends_of(one.level)
    ):
        level = "–".join(f"{level:g}" for level in dict.fromkeys(ends_of(one.level)))
        message = f"level {level} is outside the ladder, {min(rungs):g} to {max(rungs):g}"
        yield one.problem("level", "level-outside-ladder", message)
    elif one.value is not None and file.measure is None:
        message = f"{indicator} is judged by levels and takes no value"
        yield one.problem("value", "value-for-judged", message)


def duplicate_ids(dossier: Dossier) -> Iterator[Problem]:
    """An id stands for one item, also where capitals are not told apart; all places are named."""
    if len({one.id.casefold() for one in dossier.evidence}) == len(dossier.evidence):
        return
    places: dict[str, list[Evidence]] = {}
    for one in dossier.evidence:
        places.setdefault(one.id.casefold(), []).append(one)
    for same in places.values():
        for one in same if len(same) > 1 else ():
            yield from _also(one, same, dossier)


def place_of(one: Located, key: str, dossier: Dossier) -> str:
    """Return the place of a value as the user would type it, for a message about another."""
    place = one.problem(key, "", "").place
    path = posixpath.normpath(posixpath.join(dossier.root, place.path))
    return f"{path}:{place.line}:{place.column}"


def _also(one: Evidence, same: list[Evidence], dossier: Dossier) -> Iterator[Problem]:
    equal = [other for other in same if other is not one and other.id == one.id]
    alike = [other for other in same if other.id != one.id]
    if equal:
        places = ", ".join(place_of(other, "id", dossier) for other in equal)
        yield one.problem("id", "duplicate-id", f'"{one.id}" is also at {places}')
    if alike:
        places = ", ".join(f'"{other.id}" at {place_of(other, "id", dossier)}' for other in alike)
        message = f'"{one.id}" differs only in capitals from {places}'
        yield one.problem("id", "ids-differ-in-case", message)
