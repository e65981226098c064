"""The pages of a site about no single country: comparison, changes, method, glossary, data."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from sahelrisk.analysis.difference import Change
from sahelrisk.report.blocks import Block, Fields, Heading, Paragraph
from sahelrisk.report.change.changes_report import blocks_of, is_news
from sahelrisk.report.compare.compare_heat import heat_of
from sahelrisk.report.compare.compare_report import reading_of
from sahelrisk.report.sheet.glossary import method_of, terms
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_news import FEED, recorded
from sahelrisk.report.site.site_told import Told
from sahelrisk.report.site.site_view import NewsList, SitePage
from sahelrisk.report.subject import opening


def compare_page(told: Told) -> SitePage:
    """Return all countries side by side."""
    title, found = told.words("site_compare"), told.found.whole
    reading = Paragraph(reading_of(found, told.words), "dim")
    blocks = (Heading(title, 1), reading, heat_of(found, told.words))
    return SitePage("compare.html", title, "compare", blocks=blocks)


def told_of(told: Told) -> Mapping[str, Change]:
    """Return the countries with anything to tell of the last 90 days, by the path of its page."""
    news = (one for one in told.found.changes.found if is_news(one))
    return {f"changes/{one.after.iso3.lower()}.html": one for one in news}


def changes_page(told: Told, *, feed: bool) -> SitePage:
    """Return the page of changes, with links to those of countries."""
    words, changes = told.words, told.found.changes
    several = len(changes.found) != 1
    title, *rest = islice(blocks_of(changes, words), 3 if several else None)
    return SitePage(
        "changes.html",
        words("site_changes"),
        "changes",
        head=(title,),
        blocks=tuple(rest),
        news=(NewsList(words("site_recorded"), recorded(told)),),
        more=tuple((told.name(one.after.iso3), path) for path, one in told_of(told).items()),
        feed=FEED if feed else "",
    )


def change_page(told: Told, path: str) -> SitePage:
    """Return the page of what changed in a country."""
    words, one = told.words, told_of(told)[path]
    name, alone = told.name(one.after.iso3), told.found.changes._replace(found=(one,))
    title, *rest = blocks_of(alone, words)
    return SitePage(
        path,
        words("changes_title", name=name),
        "changes",
        head=(title,),
        blocks=tuple(rest),
        more=((name, country_path(one.after.iso3)),),
    )


def method_page(told: Told) -> SitePage:
    """Return how scores are made and what went in."""
    words, found = told.words, told.found
    title = words("sheet_method")
    countries = [row.country for row in found.whole.rows]
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *map(Paragraph, method_of(found.dossier, words)),
        opening(found.dossier, found.assessment, countries, words),
    )
    return SitePage("method.html", title, "method", blocks=blocks)


def glossary_page(told: Told) -> SitePage:
    """Return the words of the pages, explained."""
    title = told.words("sheet_glossary")
    pairs = tuple(terms(told.words, told.found.dossier).values())
    return SitePage("glossary.html", title, "glossary", blocks=(Heading(title, 1), Fields(pairs)))


def data_page(told: Told, data: Mapping[str, str]) -> SitePage:
    """Return what there is to go on with; `data` gives the path of each file by its name."""
    words, title = told.words, told.words("site_data")
    files = tuple((name, words(f"site_file_{name.replace('.', '_')}")) for name in data)
    blocks = (Heading(title, 1), Paragraph(words("site_data_note")), Fields(files))
    return SitePage("data.html", title, "data", blocks=blocks)
