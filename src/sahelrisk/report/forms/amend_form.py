"""The form of an amendment: confirm or end, withdraw, correct; what is left empty stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sahelrisk.model.columns import COLUMNS, PRIVATE, flat
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Amendment, Evidence
from sahelrisk.report.blocks import Block, Fields, Span
from sahelrisk.report.forms.form_inputs import Special, Typed, parts_of
from sahelrisk.report.forms.form_view import Choice, Input, Part
from sahelrisk.report.forms.item_form import ladder, publishers, registered
from sahelrisk.report.item_fields import said_of, value_text
from sahelrisk.report.names import country_name, indicator_title
from sahelrisk.report.words import Words

LAYOUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "condition": ("confirmed", "ended"),
        "why": ("withdrawn", "reason"),
        "corrected": (),
        "signed": ("recorded", "analyst", "reviewed_by", "notes"),
    }
)
OPEN = frozenset({"condition", "why"})


def amend_parts(dossier: Dossier, item: Evidence, typed: Typed) -> tuple[Part, ...]:
    """Return the parts of the form for an item as it now reads."""
    return parts_of(typed, LAYOUT, _specials(dossier, item, typed.words), OPEN)


def _specials(dossier: Dossier, item: Evidence, words: Words) -> Special:
    own = {name for name in Amendment.model_fields if name not in Evidence.model_fields}
    own |= set(LAYOUT["signed"]) - {"reviewed_by"}
    now = flat(item)
    made = {
        one.name: lambda asked: _replacing(asked, now.get(asked.name), words)
        for one in COLUMNS["amendment"]
        if one.name not in own
    }
    judged = dossier.indicators[item.indicator].levels is not None
    rungs = ladder(dossier, item.indicator, words) if judged else ()
    return made | {
        "level": lambda one: (
            _replacing(one._replace(kind="choice", choices=rungs, most=-1), now["level"], words)
            if judged
            else None
        ),
        "value": lambda one: None if judged else _replacing(one, now["value"], words),
        "standard_error": lambda one: None if judged else made["standard_error"](one),
        "reads": lambda one: made["reads"](one) if judged else None,
        "confirmed": lambda one: one if item.nature == "condition" else None,
        "ended": lambda one: one if item.nature == "condition" else None,
        "source_register": lambda one: _registered(one, dossier, words),
        "source_publisher": lambda one: made["source_publisher"](one)._replace(
            choices=publishers(dossier)
        ),
    }


def _registered(one: Input, dossier: Dossier, words: Words) -> Input | None:
    asked = registered(one, dossier, words)
    unchanged = Choice("", words("form_unchanged"))
    return asked._replace(choices=(unchanged, *asked.choices[1:])) if asked else None


def _replacing(one: Input, now: object, words: Words) -> Input:
    """Return an input that says what is there now and may leave it."""
    shown = now is not None and one.name not in PRIVATE
    held = words("form_now", value=value_text(now, words)) if shown else ""
    unchanged = Choice("", words("form_unchanged"))
    if one.kind == "check":
        both = (Choice("yes", words("yes")), Choice("no", words("no")))
        return one._replace(kind="choice", choices=(unchanged, *both), hint=held, needed=False)
    choices = (unchanged, *one.choices) if one.choices else ()
    return one._replace(hint=held or one.hint, choices=choices, needed=False)


def item_blocks(dossier: Dossier, item: Evidence, words: Words) -> Iterator[Block]:
    """Yield an item as it now reads."""
    names = words.listed([country_name(iso3, words) for iso3 in item.countries])
    yield Fields(
        (
            (words("countries"), names),
            (words("indicator"), indicator_title(dossier, item.indicator, words)),
            *said_of(item, words),
            (words("id"), Span(item.id, whole=True)),
            (words("place"), Span(f"{item.place.path}:{item.place.line}", whole=True)),
        )
    )
