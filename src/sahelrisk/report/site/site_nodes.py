"""The pages of pillars and indicators: ladder, countries side by side, items of every country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelrisk.report.blocks import Block, Heading, Listing, Paragraph
from sahelrisk.report.compare.compare_heat import heat_of
from sahelrisk.report.compare.compare_report import reading_of
from sahelrisk.report.desk.catalogue import build_indicators, page
from sahelrisk.report.names import indicator_title, pillar_path, pillar_title
from sahelrisk.report.sheet_view import Sheet
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_view import ItemGroup, SitePage
from sahelrisk.report.words import Words
from sahelrisk.tasks.indicators import listed
from sahelrisk.tasks.site import Gathered

ITEMS = 250


def node_pages(found: Gathered, sheets: Sequence[Sheet], words: Words) -> Iterator[SitePage]:
    """Yield the list of indicators, a page a pillar, a page an indicator."""
    dossier = found.dossier
    catalogue = listed(dossier)
    report = build_indicators(catalogue, words)
    title = words("site_indicators")
    yield SitePage("indicators.html", title, "indicators", blocks=tuple(report.blocks()))
    for pillar in dossier.framework.pillars:
        title = pillar_title(dossier, pillar.id, words)
        yield SitePage(
            f"pillar/{pillar.id}.html",
            title,
            "indicators",
            blocks=tuple(_pillar(found, pillar.id, words)),
        )
    for leaf in catalogue.shown:
        if leaf.id not in found.nodes:
            continue
        groups = tuple(_groups(sheets, leaf.id))
        told = tuple(page(dossier, words, leaf))
        yield SitePage(
            f"indicator/{leaf.id}.html",
            indicator_title(dossier, leaf.id, words),
            "indicators",
            head=(*told, *_countries(found, leaf.id, words)),
            blocks=tuple(_items_head(groups, words)),
            groups=tuple(_fitting(groups)),
        )


def _pillar(found: Gathered, key: str, words: Words) -> Iterator[Block]:
    dossier = found.dossier
    yield Heading(pillar_path(dossier, key, words), 1)
    parts = [one.id for one in dossier.framework.pillars if one.parent == key]
    yield from _countries(found, key, words)
    titles = [pillar_title(dossier, one, words) for one in parts]
    own = [one for one in found.nodes if one.rpartition(".")[0] == key and one not in parts]
    titles += [indicator_title(dossier, one, words) for one in own if one in dossier.indicators]
    yield Heading(words("site_made_of"))
    yield Listing(tuple(titles))


def _countries(found: Gathered, key: str, words: Words) -> Iterator[Block]:
    """Yield the ranking of all countries by a node."""
    ranking = found.nodes[key]
    yield Heading(words("site_countries"))
    yield heat_of(ranking, words)
    yield Paragraph(reading_of(ranking, words), "dim")


def _groups(sheets: Sequence[Sheet], key: str) -> Iterator[ItemGroup]:
    """Yield the items of an indicator country by country."""
    for sheet in sheets:
        own = [part for _, parts in sheet.indicators for part in parts if part.cell.id == key]
        items = tuple(one for part in own for one in part.items)
        if items:
            prefix = f"{sheet.iso3.lower()}-"
            yield ItemGroup(sheet.country, country_path(sheet.iso3), prefix, items)


def _items_head(groups: Sequence[ItemGroup], words: Words) -> Iterator[Block]:
    number = sum(len(one.items) for one in groups)
    yield Heading(words("site_items"))
    if not number:
        yield Paragraph(words("site_no_items"))
    elif number > ITEMS:
        yield Paragraph(words("site_more_items", shown=ITEMS, number=number), "dim")


def _fitting(groups: Sequence[ItemGroup]) -> Iterator[ItemGroup]:
    """Yield as many items as the page has room for, the same share of every country."""
    number = sum(len(one.items) for one in groups)
    each = ITEMS // len(groups) if number > ITEMS else number
    for one in groups:
        yield one._replace(items=one.items[: max(1, each)])
