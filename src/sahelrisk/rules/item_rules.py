"""Rules of evidence items: what they name exists, and they rate what their indicator rates."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from itertools import chain

from sahelrisk.model import countries
from sahelrisk.model.base import Located
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Amendment, Evidence, NotApplicable, ends_of
from sahelrisk.model.likeness import page_of
from sahelrisk.model.measure import BASE
from sahelrisk.problems import Listed, Problem, Said
from sahelrisk.rules.nearest import nearest, nearest_country
from sahelrisk.rules.registry import ERROR, NOTE, WARNING, rule

_About = Evidence | NotApplicable


MOST_NAMED = 3


@rule(
    "unknown-indicator",
    ERROR,
    what="An item or statement names an indicator that does not exist.",
    why="The item would count nowhere, and nobody would notice.",
    example='indicator = "security.kidnaping"',
    mend="Correct the id; `sahelrisk indicators` lists them.",
)
def unknown_indicators(dossier: Dossier) -> Iterator[Problem]:
    """Every indicator that is named must have a file."""
    for one in chain[_About](dossier.evidence, dossier.not_applicable):
        if one.indicator not in dossier.indicators and not one.indicator.startswith(BASE):
            message = Said("problem_unknown_indicator", indicator=one.indicator)
            hint = nearest(one.indicator, dossier.indicators)
            yield one.fault("indicator", message, hint)


@rule(
    "evidence-for-measure",
    ERROR,
    what="An item or statement names a measure behind base rates.",
    why="A base rate says what open statistics alone expect; evidence belongs to an indicator.",
    example='indicator = "base.deaths"',
    mend="Name the indicator that the evidence is about.",
)
def evidence_for_measures(dossier: Dossier) -> Iterator[Problem]:
    """No evidence is entered under `base.`."""
    for one in chain[_About](dossier.evidence, dossier.not_applicable):
        if one.indicator.startswith(BASE):
            message = Said("problem_evidence_for_measure", indicator=one.indicator)
            yield one.fault("indicator", message)


@rule(
    "unknown-country",
    ERROR,
    what="A country is not an ISO 3166-1 alpha-3 code in capitals, nor XKX.",
    why="Niger and Nigeria are one slip apart; codes are never guessed.",
    example='countries = ["NIG"]',
    mend="Write the alpha-3 code; the hint lists near ones.",
)
def unknown_countries(dossier: Dossier) -> Iterator[Problem]:
    """Every country is an ISO 3166-1 alpha-3 code, or XKX."""
    known = frozenset(countries.codes())
    for model, keys, codes in _country_lists(dossier):
        for index, code in enumerate(() if known.issuperset(codes) else codes):
            if code not in known:
                message = Said("problem_unknown_country", code=code)
                hint = nearest_country(code)
                yield model.fault((*keys, index), message, hint)


@rule(
    "duplicate-country",
    WARNING,
    what="A list names a country twice.",
    why="It counts once; the second was perhaps meant to be another country.",
    example='countries = ["MLI", "MLI"]',
    mend="Remove it, or write the country that was meant.",
)
def duplicate_countries(dossier: Dossier) -> Iterator[Problem]:
    """A list names each country once."""
    known = frozenset(countries.codes())
    for model, keys, codes in _country_lists(dossier):
        for index, code in enumerate(codes if len(set(codes)) < len(codes) else ()):
            if code in codes[:index] and code in known:
                yield model.fault((*keys, index), Said("problem_duplicate_country", code=code))


def _country_lists(
    dossier: Dossier,
) -> Iterator[tuple[Located, tuple[str, ...], Sequence[str]]]:
    """Yield every list of countries with the table and keys where it stands."""
    for one in chain[_About](dossier.evidence, dossier.not_applicable):
        yield one, ("countries",), one.countries
    for name, members in dossier.file.groups.items():
        yield dossier.file, ("groups", name), members


@rule(
    "level-or-value",
    ERROR,
    what="An item has neither level nor value, or both.",
    why="Exactly one of them becomes the rating.",
    example="level = 3\nvalue = 12.5",
    mend="Keep the one that the indicator takes.",
)
@rule(
    "level-outside-ladder",
    ERROR,
    what="A level is below the lowest or above the highest of its ladder.",
    why="It cannot be placed between two levels.",
    example="level = 6",
    mend="Give a level within the ladder; halves such as 3.5 are allowed.",
)
@rule(
    "level-for-measured",
    ERROR,
    what="An item gives a level for a measured indicator.",
    why="The indicator has no ladder on which to place the level.",
    example="level = 3                            # for an indicator with [measure] only",
    mend="Give the value, in the unit of the measure.",
)
@rule(
    "value-for-judged",
    ERROR,
    what="An item gives a value for an indicator judged by levels.",
    why="The indicator has no scale on which to place the value.",
    example="value = 12.5                         # for an indicator with [[levels]] only",
    mend="Read the ladder with `sahelrisk indicators ID` and give a level.",
)
def level_and_value(dossier: Dossier) -> Iterator[Problem]:
    """An item gives exactly one of level and value, whichever its indicator rates."""
    for one in dossier.evidence:
        if (one.level is None) is (one.value is None):
            both = one.level is not None
            message = Said("problem_level_and_value" if both else "problem_level_or_value")
            yield one.problem("value", "level-or-value", message)
        else:
            yield from rates(one, one.indicator, dossier)


@rule(
    "error-without-value",
    ERROR,
    what="An item has a standard_error and no value.",
    why="An error belongs to a measured value, in its unit.",
    example="level = 3\nstandard_error = 0.8",
    mend="Remove it, or give the value.",
)
def errors_without_value(dossier: Dossier) -> Iterator[Problem]:
    """Only a measured value has a standard error."""
    for one in dossier.evidence:
        if one.standard_error is not None and one.value is None and one.level is not None:
            yield one.fault("standard_error", Said("problem_error_without_value"))


def rates(one: Evidence | Amendment, indicator: str, dossier: Dossier) -> Iterator[Problem]:
    """A level lies on the indicator's ladder, and a value is measured."""
    file = dossier.indicators.get(indicator)
    if file is None or (file.levels is None and file.measure is None):
        return  # unknown or broken, and said so
    rungs = [rung.level for rung in file.levels or ()]
    if one.level is not None and not rungs:
        message = Said("problem_level_for_measured", indicator=indicator)
        yield one.problem("level", "level-for-measured", message)
    elif one.level is not None and not all(
        min(rungs) <= level <= max(rungs) for level in ends_of(one.level)
    ):
        level = "–".join(f"{level:g}" for level in dict.fromkeys(ends_of(one.level)))
        message = Said(
            "problem_level_outside_ladder", level=level, lowest=min(rungs), highest=max(rungs)
        )
        yield one.problem("level", "level-outside-ladder", message)
    elif one.value is not None and file.measure is None:
        message = Said("problem_value_for_judged", indicator=indicator)
        yield one.problem("value", "value-for-judged", message)


@rule(
    "ids-differ-in-case",
    ERROR,
    what="Two ids differ only in capitals.",
    why="On many disks they name the same file, and readers take them for one.",
    example='id = "MLI-1"                         # and elsewhere id = "mli-1"',
    mend="Give one of them another id, preferably in small letters.",
)
@rule(
    "duplicate-id",
    ERROR,
    what="Two different items have the same id. Copies alike in every field are one item. "
    "The message names the first places.",
    why="An amendment of the id would apply to both.",
    example='id = "mli-20260202-7k3qpa"           # in two files',
    mend="Give one of them another id, or delete the copy.",
)
def duplicate_ids(dossier: Dossier) -> Iterator[Problem]:
    """An id stands for one item, also where capitals are not told apart."""
    if len({one.id.casefold() for one in dossier.evidence}) == len(dossier.evidence):
        return
    groups: dict[str, dict[str, list[Evidence]]] = {}
    for one in dossier.evidence:
        groups.setdefault(one.id.casefold(), {}).setdefault(one.id, []).append(one)
    for spellings in groups.values():
        for same in spellings.values():
            yield from _equal(same, dossier)
        if len(spellings) > 1:
            yield from _alike(spellings, dossier)


def place_of(one: Located, key: str, dossier: Dossier) -> str:
    """Return the place of a value as the user would type it, for a message about another."""
    place = one.fault(key, "").place
    path = posixpath.normpath(posixpath.join(dossier.root, place.path))
    return f"{path}:{place.line}:{place.column}"


def _equal(same: list[Evidence], dossier: Dossier) -> Iterator[Problem]:
    """Name the first of the other places only: the text grows with the number of items."""
    first = [(one, place_of(one, "id", dossier)) for one in same[: MOST_NAMED + 1]]
    for one in same if len(same) > 1 else ():
        others = [place for other, place in first if other is not one][:MOST_NAMED]
        places = _named(others, len(same) - 1)
        yield one.problem(
            "id", "duplicate-id", Said("problem_duplicate_id", id=one.id, places=places)
        )


def _alike(spellings: dict[str, list[Evidence]], dossier: Dossier) -> Iterator[Problem]:
    total = sum(map(len, spellings.values()))
    first = [
        (name, Said("problem_named_at", name=name, place=place_of(one, "id", dossier)))
        for name, same in list(spellings.items())[: MOST_NAMED + 1]
        for one in same[:MOST_NAMED]
    ]
    for name, same in spellings.items():
        others = [place for other, place in first if other != name][:MOST_NAMED]
        places = _named(others, total - len(same))
        for one in same:
            message = Said("problem_ids_differ_in_case", name=name, places=places)
            yield one.problem("id", "ids-differ-in-case", message)


def _named(places: Sequence[str], number: int) -> Listed | Said:
    more = number - len(places)
    named = Listed(places)
    return Said("problem_and_many_more", text=named, more=more) if more else named


@rule(
    "no-source",
    WARNING,
    what="An item names neither title, publisher nor address of a source.",
    why="A reader cannot look it up, and items without a publisher count as one witness.",
    example="# no source",
    mend='Add source = { title = "…", publisher = "…", url = "…" }.',
)
def without_source(dossier: Dossier) -> Iterator[Problem]:
    """Every item says where it was read, if only in an amendment."""
    mended = {word.evidence for word in dossier.amendments if word.source}
    for one in dossier.evidence:
        source = one.source
        named = source and (source.title or source.publisher or source.url or source.register_id)
        if not named and one.id not in mended:
            yield one.fault("source", Said("problem_no_source"))


@rule(
    "probable-duplicate",
    NOTE,
    what="Two items of an indicator, country and day have the same address, or level and "
    "statement, and different origins.",
    why="A wire report in five newspapers would count as five witnesses.",
    example='source = { publisher = "Daily", url = "https://…" }     # in both items',
    mend="Give them one origin, or withdraw one of them.",
)
def probable_duplicates(dossier: Dossier) -> Iterator[Problem]:
    """What repeats a report shares its origin."""
    first: dict[tuple[str, ...], Evidence] = {}
    for one in dossier.evidence:
        if one.value is not None:
            continue
        about = (one.indicator, *sorted(one.countries), one.observed.text)
        page = page_of(one.source.url if one.source else None)
        statement = f"{one.level} {' '.join(one.statement.casefold().split())}"
        for same in filter(None, (page, statement)):
            other = first.setdefault((*about, same), one)
            if other is not one and (one.origin is None or one.origin != other.origin):
                message = Said(
                    "problem_probable_duplicate", id=other.id, place=place_of(other, "id", dossier)
                )
                yield one.fault("id", message, Said("hint_probable_duplicate"))
                break
