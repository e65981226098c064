"""The index of the search: countries, pillars, indicators, sources, terms and every statement."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.report.change.changes_said import Said
from sahelrisk.report.names import (
    indicator_short,
    indicator_text,
    indicator_title,
    pillar_title,
    statement_of,
)
from sahelrisk.report.sheet.glossary import terms
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_nodes import leaves
from sahelrisk.report.site.site_paths import node_path
from sahelrisk.report.site.site_told import Told
from sahelrisk.report.site.site_view import Hit
from sahelrisk.report.words import day_text


def hits(told: Told) -> tuple[Hit, ...]:
    """Return every entry of the index, what is asked for most first."""
    return (*_pages(told), *_items(told))


def _pages(told: Told) -> Iterator[Hit]:
    words, dossier = told.words, told.found.dossier
    for iso3 in told.countries:
        yield Hit(told.name(iso3), words("country"), country_path(iso3), iso3)
    for pillar in dossier.framework.pillars:
        title = pillar_title(dossier, pillar.id, words)
        yield Hit(title, words("site_pillar"), node_path("pillar", pillar.id))
    for leaf in leaves(told):
        title, path = indicator_title(dossier, leaf.id, words), node_path("indicator", leaf.id)
        question = indicator_text(dossier.indicators[leaf.id], "question", words) or ""
        yield Hit(title, words("indicator"), path, f"{leaf.id} {question}")
    for path, (one, _) in zip(told.sources.paths, told.sources.shown, strict=True):
        name = one.publisher or words("no_publisher")
        yield Hit(name, words("site_source"), path, " ".join((one.id or "", *one.aliases)))
    for title, meaning in terms(words, told.found.dossier).values():
        yield Hit(title, words("sheet_glossary"), "glossary.html", meaning)


def _items(told: Told) -> Iterator[Hit]:
    words, dossier = told.words, told.found.dossier
    said = Said(told.items, words)
    for iso3, country in told.countries.items():
        for result in country.indicators:
            short = indicator_short(dossier, result.id, words)
            for key in sorted(one.item.id for one in result.items if one.item.id in told.items):
                item = told.items[key]
                day = day_text(item.observed.text, words)
                title, statement = said.headline(key), statement_of(item, words)
                about = f"{told.name(iso3)} · {short} · {day}"
                more = statement if statement != title else ""
                yield Hit(title, about, told.reach(iso3, key), more)
