"""The pages of a site about no single country: start, changes, sources, method, data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sahelrisk.report.blocks import Block, Fields, Heading, Paragraph
from sahelrisk.report.change.changes_page import blocks_of, is_news
from sahelrisk.report.compare.compare_heat import heat_of
from sahelrisk.report.compare.compare_report import reading_of
from sahelrisk.report.desk.sources_report import build_sources
from sahelrisk.report.glossary import terms
from sahelrisk.report.names import country_name
from sahelrisk.report.sheet.marks import mark_of
from sahelrisk.report.sheet_view import Sheet
from sahelrisk.report.site.site_countries import country_path
from sahelrisk.report.site.site_news import FEED, happened, recorded
from sahelrisk.report.site.site_view import MapPlace, NewsList, SitePage
from sahelrisk.report.subject import opening
from sahelrisk.report.words import Words
from sahelrisk.tasks.compare import Comparison
from sahelrisk.tasks.site import Gathered

HAPPENED = 12
SOURCES = 400


def start_page(found: Gathered, sheets: Sequence[Sheet], words: Words) -> SitePage:
    """Return the start: map, ranking, what happened."""
    file, listed = found.dossier.file, found.watched is not found.whole
    title = (file.fr.title if words.lang == "fr" and file.fr else None) or file.title
    blocks: list[Block] = [Heading(words("site_ranking")), *_ranking(found.watched, words)]
    if listed and len(found.watched.rows) < len(found.whole.rows):
        blocks += [Heading(words("site_all")), *_ranking(found.whole, words)]
    return SitePage(
        "index.html",
        title,
        "start",
        head=(Heading(title, 1), *_summary(found, words)),
        places=tuple(_places(found, words)),
        blocks=tuple(blocks),
        news=(NewsList(words("sheet_happened", months=12), happened(sheets, HAPPENED)),),
    )


def _summary(found: Gathered, words: Words) -> Iterator[Block]:
    """Yield who stands highest."""
    first = next(iter(found.watched.in_order), None)
    rules = found.dossier.framework
    mark = mark_of(first.node.outcome, rules, words, rules) if first else None
    if first and mark:
        name, number = country_name(first.country.iso3, words), len(found.watched.rows)
        text = words("site_highest", name=name, score=mark.text, band=mark.band, number=number)
        yield Paragraph(f"{text} {words('site_thin')}" if mark.broken else text, "strong")


def _ranking(found: Comparison, words: Words) -> Iterator[Block]:
    yield heat_of(found, words)
    yield Paragraph(reading_of(found, words), "dim")


def _places(found: Gathered, words: Words) -> Iterator[MapPlace]:
    rules = found.dossier.framework
    listed = found.watched is not found.whole
    watched = {row.country.iso3 for row in found.watched.rows} if listed else set()
    for row in found.whole.in_order:
        iso3 = row.country.iso3
        mark, name = mark_of(row.country.outcome, rules, words, rules), country_name(iso3, words)
        yield MapPlace(
            iso3,
            country_path(iso3),
            words("site_place", name=name, score=mark.text, band=mark.band)
            if mark
            else words("site_place_none", name=name),
            mark.tone if mark else 0,
            mark.text if mark else "",
            iso3 in watched,
        )


def changes_pages(
    found: Gathered, sheets: Sequence[Sheet], words: Words, *, feed: bool
) -> Iterator[SitePage]:
    """Yield the page of changes, and one for every country with anything to tell."""
    told = [one for one in found.changes.found if is_news(one)]
    names = {one.after.iso3: country_name(one.after.iso3, words) for one in told}
    paths = {one: f"changes/{one.lower()}.html" for one in names}
    several = len(found.changes.found) != 1
    title = words("site_changes")
    yield SitePage(
        "changes.html",
        title,
        "changes",
        blocks=tuple(islice(blocks_of(found.changes, words), 3 if several else None)),
        news=(NewsList(words("site_recorded"), recorded(found, sheets, words)),),
        more=tuple((names[one], paths[one]) for one in names),
        feed=FEED if feed else "",
    )
    for one in told:
        alone = found.changes._replace(found=(one,))
        name = names[one.after.iso3]
        yield SitePage(
            paths[one.after.iso3],
            words("changes_title", name=name),
            "changes",
            blocks=tuple(blocks_of(alone, words)),
            more=((name, country_path(one.after.iso3)),),
        )


def source_pages(found: Gathered, words: Words) -> Iterator[SitePage]:
    """Yield the list of sources, those that nothing shown rests on left out under a ceiling."""
    document, withheld = found.sources.document, found.dossier.withheld
    shown = [one for one in document.sources if one.items or not withheld]
    parts = [shown[at : at + SOURCES] for at in range(0, len(shown), SOURCES)] or [[]]
    paths = ["sources.html", *(f"sources-{at}.html" for at in range(2, len(parts) + 1))]
    names = [words("site_continued", number=at) for at in range(1, len(parts) + 1)]
    for part, path in zip(parts, paths, strict=True):
        own = document.model_copy(update={"sources": tuple(part)})
        report = build_sources(found.sources._replace(document=own), words)
        more = tuple(pair for pair in zip(names, paths, strict=True) if pair[1] != path)
        title = words("site_sources")
        yield SitePage(path, title, "sources", blocks=tuple(report.blocks()), more=more)


def method_page(found: Gathered, words: Words) -> SitePage:
    """Return how scores are made, what went in, and the words of the pages."""
    title = words("sheet_method")
    countries = [row.country for row in found.whole.rows]
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *(Paragraph(words(f"sheet_method_{number}")) for number in (1, 2, 3)),
        opening(found.dossier, found.assessment, countries, words),
        Heading(words("sheet_glossary")),
        Fields(tuple(terms(words).values())),
    )
    return SitePage("method.html", title, "method", blocks=blocks)


def data_page(data: Mapping[str, str], words: Words) -> SitePage:
    """Return what there is to go on with: the comparison as JSON and CSV."""
    title = words("site_data")
    files = tuple((name, words(f"site_file_{name.rpartition('.')[2]}")) for name in data)
    blocks = (Heading(title, 1), Paragraph(words("site_data_note")), Fields(files))
    return SitePage("data.html", title, "data", blocks=blocks)
