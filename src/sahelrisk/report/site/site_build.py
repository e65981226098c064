"""The pages of a site in one language, from what the task gathered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sahelrisk.model.documents.parts import Run
from sahelrisk.report.blocks import Report
from sahelrisk.report.compare.compare_report import build_compare
from sahelrisk.report.dates import day_text
from sahelrisk.report.names import country_name, node_title, pillar_title
from sahelrisk.report.score.score_report import letterhead_of
from sahelrisk.report.sheet.build import Wanted, sheet_of
from sahelrisk.report.sheet.marks import stretches
from sahelrisk.report.sheet_view import Sheet
from sahelrisk.report.site.site_countries import country_pages, country_path
from sahelrisk.report.site.site_news import feed_of
from sahelrisk.report.site.site_nodes import node_pages
from sahelrisk.report.site.site_parts import (
    changes_pages,
    data_page,
    method_page,
    source_pages,
    start_page,
)
from sahelrisk.report.site.site_view import SitePage, SiteView
from sahelrisk.report.subject import subject_of
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.tasks.compare import compare_document
from sahelrisk.tasks.site import Gathered

SECTIONS = (
    ("start", "index.html"),
    ("indicators", "indicators.html"),
    ("changes", "changes.html"),
    ("sources", "sources.html"),
    ("method", "method.html"),
    ("data", "data.html"),
)
DATA = {"compare.json": "data/compare.json", "compare.csv": "data/compare.csv"}


class Wish(NamedTuple):
    """How a site is made: its languages, the run that documents name, whether it has a feed."""

    languages: tuple[str, ...]
    run: Run
    feed: bool = False


def view_of(found: Gathered, words: Words, wish: Wish) -> SiteView:
    """Return the pages of a site in one language."""
    letterhead = letterhead_of(found.dossier, words, drawn=True)
    sheets = tuple(
        sheet_of(
            subject_of(found.dossier, found.assessment, one, words), Wanted(whole=True), letterhead
        )
        for one in found.assessment.countries
    )
    first = sheets[0]
    return SiteView(
        language=words.lang,
        languages=wish.languages,
        letterhead=letterhead,
        label=found.label,
        day=day_text(found.assessment.as_of, words),
        notices=first.notices,
        credits=first.credits,
        bands=stretches(found.dossier.framework, words),
        sections=tuple((words(f"site_{key}"), path) for key, path in SECTIONS),
        addresses=dict(_addresses(found, words)),
        pages=tuple(_pages(found, sheets, words, wish)),
        data=_data(found, words, wish.run),
        feed=feed_of(found, sheets, words) if wish.feed else None,
    )


def _pages(
    found: Gathered, sheets: Sequence[Sheet], words: Words, wish: Wish
) -> Iterator[SitePage]:
    yield start_page(found, sheets, words)
    for sheet in sheets:
        yield from country_pages(sheet, words)
    yield from node_pages(found, sheets, words)
    yield from changes_pages(found, sheets, words, feed=wish.feed)
    yield from source_pages(found, words)
    yield method_page(found, words)
    yield data_page(DATA, words)


def _addresses(found: Gathered, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what leads where; of two things of one name, the later one is reached."""
    dossier = found.dossier
    yield from DATA.items()
    for pillar in dossier.framework.pillars:
        path = f"pillar/{pillar.id}.html"
        yield pillar_title(dossier, pillar.id, words), path
        yield node_title(dossier, pillar.id, words), path
    for one in found.assessment.countries[0].indicators:
        path = f"indicator/{one.id}.html"
        yield one.id, path
        yield node_title(dossier, one.id, words), path
    for country in found.assessment.countries:
        yield country_name(country.iso3, words), country_path(country.iso3)


def _data(found: Gathered, words: Words, run: Run) -> dict[str, Report]:
    """Return the comparison of all countries, once for each format it is written in."""
    document = compare_document(found.whole, DocumentTexts(words), run)
    report = build_compare(found.whole, words, lambda: document)
    return dict.fromkeys(DATA.values(), report)
