"""The forms of what is new: an item, or a statement that an indicator does not apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sahelrisk.model import countries
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.likeness import publisher_key
from sahelrisk.model.register import RegisterEntry
from sahelrisk.report.desk.catalogue import matching
from sahelrisk.report.forms.form_inputs import Special, Typed, parts_of
from sahelrisk.report.forms.form_view import Choice, Input, Part
from sahelrisk.report.names import country_name, indicator_title, rung_text
from sahelrisk.report.sheet.marks import tone_of
from sahelrisk.report.words import Words
from sahelrisk.tasks.indicators import listed

LAYOUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rating": ("level", "value", "standard_error", "reads"),
        "fact": (
            "countries",
            "observed",
            "statement",
            "headline",
            "kind",
            "nature",
            "turning_point",
            "case",
        ),
        "source": (
            "source_register",
            "source_publisher",
            "source_title",
            "source_published",
            "source_url",
            "origin",
        ),
        "grade": ("reliability", "credibility", "grade_reason"),
        "more": (),
    }
)
OPEN = frozenset(LAYOUT) - {"more"}
STATEMENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"statement": ("countries", "indicator", "reason", "withdrawn"), "signed": ()}
)


def item_parts(dossier: Dossier, indicator: str, typed: Typed) -> tuple[Part, ...]:
    """Return the parts of the form for an item of one indicator."""
    return parts_of(typed, LAYOUT, specials(dossier, indicator, typed.words), OPEN)


def not_applicable_parts(dossier: Dossier, typed: Typed) -> tuple[Part, ...]:
    """Return the parts of the form."""
    words = typed.words
    titles = {key: indicator_title(dossier, key, words) for key in matching("", dossier, words)}
    indicators = (Choice("", ""), *(Choice(key, title) for key, title in titles.items()))
    return parts_of(
        typed,
        STATEMENT,
        {
            "countries": lambda one: one._replace(choices=tuple(known_countries(words))),
            "reason": lambda one: one._replace(needed=True),
            "indicator": lambda one: one._replace(kind="pick", choices=indicators),
        },
        frozenset({"statement"}),
    )


def specials(dossier: Dossier, indicator: str, words: Words) -> Special:
    """Return how columns of an item differ in a form from what the model says of them."""
    file = dossier.indicators[indicator]
    judged = file.levels is not None
    unit = "" if judged or not file.measure else file.measure.unit
    rungs = ladder(dossier, indicator, words) if judged else ()
    reads = words("form_reads_default", reads=words(f"reads_{file.event_reads}"))
    label = words("form_tlp_default", label=dossier.file.tlp)
    return {
        "level": lambda one: (
            one._replace(kind="choice", choices=rungs, needed=True, most=-1) if judged else None
        ),
        "value": lambda one: (
            None if judged else one._replace(needed=True, hint=words("hint_value", unit=unit))
        ),
        "standard_error": lambda one: None if judged else one,
        "reads": lambda one: _with_none(one, reads) if judged else None,
        "tlp": lambda one: _with_none(one, label),
        "countries": lambda one: one._replace(choices=tuple(known_countries(words))),
        "reliability": lambda one: (
            _with_none(one, words("form_as_registered"))._replace(needed=not dossier.register)
            if dossier.register
            else one
        ),
        "source_register": lambda one: registered(one, dossier, words),
        "source_publisher": lambda one: one._replace(choices=publishers(dossier)),
    }


def ladder(dossier: Dossier, indicator: str, words: Words) -> tuple[Choice, ...]:
    """Return the rungs of a ladder, each with the tone of its score."""
    [leaf] = listed(dossier, indicator).shown
    bands = dossier.framework.bands
    return tuple(
        Choice(
            f"{level:g}",
            words.general(level),
            rung_text(dossier, indicator, place, words),
            tone_of(score, bands),
        )
        for place, (level, score) in enumerate(leaf.ladder)
    )


def _with_none(one: Input, text: str) -> Input:
    """Return a choice among which is none of its values."""
    return one._replace(choices=(Choice("", text), *one.choices))


def known_countries(words: Words) -> list[Choice]:
    """Return the countries of the map by their names."""
    names = [country_name(code, words) for code in countries.groups()["africa"]]
    return [Choice(name, name) for name in sorted(names)]


def registered(one: Input, dossier: Dossier, words: Words) -> Input | None:
    """Return the choice of a source of the register, each with its letter; None without one."""
    if not dossier.register:
        return None
    entries = sorted(_offered(dossier), key=lambda entry: entry.publisher.casefold())
    choices = tuple(
        Choice(
            entry.id,
            f"{entry.publisher} ({entry.reliability})" if entry.reliability else entry.publisher,
        )
        for entry in entries
    )
    return _with_none(one._replace(kind="pick", choices=choices), words("form_not_registered"))


def _offered(dossier: Dossier) -> Iterable[RegisterEntry]:
    """Return the sources to choose from; under a ceiling those that shown items rest on."""
    if not dossier.withheld:
        return dossier.register
    shown = {publisher_key(one.publisher) for one in dossier.entered}
    return (
        one
        for one in dossier.register
        if shown & {publisher_key(name) for name in (one.publisher, *one.aliases)}
    )


def publishers(dossier: Dossier) -> tuple[Choice, ...]:
    """Return the publishers that items name, to be offered."""
    names = {one.publisher for one in dossier.entered if one.publisher}
    return tuple(Choice(name, name) for name in sorted(names, key=str.casefold))
