"""The pages of a site in one language, from what the task gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from sahelrisk.model.documents.parts import Run
from sahelrisk.report.blocks import Report
from sahelrisk.report.change.changes_report import build_changes
from sahelrisk.report.compare.compare_report import build_compare
from sahelrisk.report.measured import credits_of
from sahelrisk.report.names import country_name, node_title, pillar_title
from sahelrisk.report.score.score_report import letterhead_of
from sahelrisk.report.sheet.head import notices
from sahelrisk.report.sheet.marks import stretches
from sahelrisk.report.site import site_nodes, site_parts
from sahelrisk.report.site.site_countries import country_pages, country_path
from sahelrisk.report.site.site_news import feed_of
from sahelrisk.report.site.site_paths import node_path
from sahelrisk.report.site.site_search import hits
from sahelrisk.report.site.site_start import start_page
from sahelrisk.report.site.site_told import Told
from sahelrisk.report.site.site_view import SitePage, SiteView
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words, day_text
from sahelrisk.tasks.compare import compare_document
from sahelrisk.tasks.site import Gathered

SECTIONS = (
    ("start", "index.html"),
    ("compare", "compare.html"),
    ("indicators", "indicators.html"),
    ("changes", "changes.html"),
    ("sources", "sources.html"),
    ("method", "method.html"),
    ("glossary", "glossary.html"),
    ("data", "data.html"),
)
DATA = {
    name: f"data/{name}"
    for name in (
        "compare.json",
        "compare.csv",
        "changes.json",
        "changes.csv",
        "sources.json",
        "sources.csv",
    )
}
Makes = Callable[[], Iterator[SitePage]]


class Wish(NamedTuple):
    """How a site is made: its languages, the run that documents name, whether it has a feed."""

    languages: tuple[str, ...]
    run: Run
    feed: bool = False


def view_of(found: Gathered, words: Words, wish: Wish) -> SiteView:
    """Return the pages of a site in one language; each is made when it is asked for."""
    letterhead = letterhead_of(found.dossier, words, drawn=True)
    told = Told(found, words, letterhead)
    addresses = cache(lambda: dict(_addresses(told)))
    return SiteView(
        language=words.lang,
        languages=wish.languages,
        letterhead=letterhead,
        label=found.label,
        day=day_text(found.assessment.as_of, words),
        notices=tuple(notices(found.dossier, found.assessment, words)),
        credits=credits_of(found.dossier, words),
        bands=stretches(found.dossier.framework, words),
        sections=tuple((words(f"site_{key}"), path) for key, path in SECTIONS),
        address=lambda name: addresses().get(name, ""),
        pages={path: _all(make) for path, make in _pages(told, wish).items()},
        places=told.places,
        data=_data(told, wish.run),
        search=lambda: hits(told),
        feed=partial(feed_of, told) if wish.feed else None,
    )


def _all(make: Makes) -> Callable[[], tuple[SitePage, ...]]:
    return lambda: tuple(make())


def _pages(told: Told, wish: Wish) -> Mapping[str, Makes]:
    """Return what makes each page with those that continue it, by the path of the first."""
    made: dict[str, Makes] = {
        "index.html": lambda: iter((start_page(told),)),
        "compare.html": lambda: iter((site_parts.compare_page(told),)),
    }
    for iso3 in told.countries:
        made[country_path(iso3)] = partial(_country, told, iso3)
    made[site_nodes.LIST] = lambda: iter((site_nodes.list_page(told),))
    for pillar in told.found.dossier.framework.pillars:
        made[node_path("pillar", pillar.id)] = partial(site_nodes.pillar_pages, told, pillar.id)
    for leaf in site_nodes.leaves(told):
        made[node_path("indicator", leaf.id)] = partial(site_nodes.indicator_pages, told, leaf)
    made["changes.html"] = lambda: iter((site_parts.changes_page(told, feed=wish.feed),))
    for path in site_parts.told_of(told):
        made[path] = partial(_change, told, path)
    made["sources.html"] = told.sources.list_pages
    for at, path in enumerate(told.sources.paths):
        made[path] = partial(told.sources.source_pages, at, told.reach)
    made["method.html"] = lambda: iter((site_parts.method_page(told),))
    made["glossary.html"] = lambda: iter((site_parts.glossary_page(told),))
    made["data.html"] = lambda: iter((site_parts.data_page(told, DATA),))
    return made


def _country(told: Told, iso3: str) -> Iterator[SitePage]:
    return country_pages(told.sheet(iso3), told.contents(iso3), told.words)


def _change(told: Told, path: str) -> Iterator[SitePage]:
    yield site_parts.change_page(told, path)


def _addresses(told: Told) -> Iterator[tuple[str, str]]:
    """Yield what leads where; of two things of one name, the later one is reached."""
    dossier, words = told.found.dossier, told.words
    yield from DATA.items()
    for path, (one, _) in zip(told.sources.paths, told.sources.shown, strict=True):
        yield one.publisher or words("no_publisher"), path
    for pillar in dossier.framework.pillars:
        path = node_path("pillar", pillar.id)
        yield pillar.id, path
        yield pillar_title(dossier, pillar.id, words), path
        yield node_title(dossier, pillar.id, words), path
    for leaf in site_nodes.leaves(told):
        path = node_path("indicator", leaf.id)
        yield leaf.id, path
        yield node_title(dossier, leaf.id, words), path
    for iso3 in told.countries:
        yield country_name(iso3, words), country_path(iso3)


def _data(told: Told, run: Run) -> dict[str, Callable[[], Report]]:
    """Return the files for those who want to go on, by path."""
    found, words = told.found, told.words

    document = cache(lambda: compare_document(found.whole, DocumentTexts(words), run))
    makes = {
        "compare": lambda: build_compare(found.whole, words, document),
        "changes": lambda: build_changes(found.changes, words, run),
        "sources": told.sources.report,
    }
    return {path: makes[name.partition(".")[0]] for name, path in DATA.items()}
