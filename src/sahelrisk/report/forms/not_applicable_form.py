"""The form of a statement that an indicator does not apply to a country."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.desk.catalogue import matching
from sahelrisk.report.forms.form_inputs import Typed, parts_of
from sahelrisk.report.forms.form_view import Choice, Part
from sahelrisk.report.forms.item_form import known_countries
from sahelrisk.report.names import indicator_title

LAYOUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"statement": ("countries", "indicator", "reason", "withdrawn"), "signed": ()}
)
OPEN = frozenset({"statement"})


def not_applicable_parts(dossier: Dossier, typed: Typed) -> tuple[Part, ...]:
    """Return the parts of the form."""
    words = typed.words
    titles = {key: indicator_title(dossier, key, words) for key in matching("", dossier, words)}
    indicators = (Choice("", ""), *(Choice(key, title) for key, title in titles.items()))
    return parts_of(
        typed,
        LAYOUT,
        {
            "countries": lambda one: one._replace(choices=tuple(known_countries(words))),
            "reason": lambda one: one._replace(needed=True),
            "indicator": lambda one: one._replace(kind="pick", choices=indicators),
        },
        OPEN,
    )
