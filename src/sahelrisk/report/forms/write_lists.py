"""What one chooses from before a form: indicators, and conditions that are due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.change.changes_said import Said
from sahelrisk.report.desk.catalogue import matching
from sahelrisk.report.forms.form_effect import amend_path
from sahelrisk.report.forms.form_view import Chooser, Due, Line
from sahelrisk.report.names import (
    country_name,
    indicator_short,
    indicator_text,
    indicator_title,
    pillar_path,
)
from sahelrisk.report.words import Words
from sahelrisk.tasks.evidence import Found

MOST = 200
"""Conditions that a page shows; what is confirmed makes room for more."""


def chooser_of(dossier: Dossier, query: str, countries: str, words: Words) -> Chooser:
    """Return the indicators that have every word of a query, pillar by pillar."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    kept = {"countries": countries} if countries else {}
    order = {pillar.id: at for at, pillar in enumerate(dossier.framework.pillars)}
    keys = matching(query.strip(), dossier, words)
    for key in sorted(keys, key=lambda key: order.get(key.rpartition(".")[0], len(order))):
        address = f"write/add?{urlencode({'indicator': key, **kept})}"
        question = indicator_text(dossier.indicators[key], "question", words) or ""
        pillar = pillar_path(dossier, key.rpartition(".")[0], words)
        title = indicator_title(dossier, key, words)
        groups.setdefault(pillar, []).append((title, question, address))
    found = tuple((title, tuple(rows)) for title, rows in groups.items())
    return Chooser("write/add", query, kept, found)


def due_of(found: Found, words: Words, typed: Mapping[str, str], error: str, day: date) -> Due:
    """Return the conditions to confirm; the one that was refused keeps what was typed."""
    dossier, told = found.dossier, Said(found.items, words)
    shown = found.document.items[:MOST]
    lines = tuple(
        Line(
            one.id,
            told.headline(one.id),
            words.listed([country_name(iso3, words) for iso3 in one.countries]),
            indicator_short(dossier, one.indicator, words),
            one.grade,
            one.last_seen,
            amend_path(one.id),
            error if typed.get("evidence") == one.id else "",
            typed.get("confirmed", "") if typed.get("evidence") == one.id else day.isoformat(),
        )
        for one in shown
    )
    rest = len(found.document.items) - len(shown)
    return Due("write/due", lines, words("form_due_more", number=rest) if rest else "")
