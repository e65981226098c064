"""The pages of countries: the sheet of each, long lists of items continued on further pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sahelrisk.report.sheet_view import IndicatorPart, PillarPart, Sheet, SourcePart
from sahelrisk.report.site.site_view import SitePage
from sahelrisk.report.words import Words

ITEMS = 250
"""How many items a page has room for."""
WORKS = 600
Parts = tuple[tuple[PillarPart, tuple[IndicatorPart, ...]], ...]


def country_path(iso3: str, number: int = 1) -> str:
    """Return the path of a country's page."""
    return f"country/{iso3.lower()}{'' if number == 1 else f'-{number}'}.html"


def country_pages(sheet: Sheet, words: Words) -> Iterator[SitePage]:
    """Yield the page of a country, and those that continue its items and sources."""
    shares = list(_shares(sheet.indicators))
    works = sum(len(one.works) for one in sheet.sources)
    apart = len(shares) > 1 or works > WORKS
    first = replace(
        sheet,
        indicators=shares[0] if shares else (),
        sources=() if apart else sheet.sources,
        method=(),
        glossary=(),
    )
    rest = [replace(_bare(sheet), indicators=share) for share in shares[1:]]
    if apart:
        rest += [replace(_bare(sheet), sources=some) for some in _cut(sheet)]
    paths = [country_path(sheet.iso3, number) for number in range(1, len(rest) + 2)]
    names = [words("site_continued", number=number) for number in range(1, len(paths) + 1)]
    for number, (path, one) in enumerate(zip(paths, (first, *rest), strict=True), start=1):
        links = [pair for pair in zip(names, paths, strict=True) if pair[1] != path]
        title = sheet.country if number == 1 else f"{sheet.country}, {names[number - 1]}"
        yield SitePage(path, title, "start", sheet=one, more=tuple(links), series=sheet.iso3)


def _shares(indicators: Parts) -> Iterator[Parts]:
    """Yield the indicators page by page; the items of one are continued where they are many."""
    page: list[tuple[PillarPart, tuple[IndicatorPart, ...]]] = []
    room = ITEMS
    for pillar, parts in indicators:
        own: list[IndicatorPart] = []
        for part in parts:
            rest = part.items
            while len(rest) > room:
                own.append(replace(part, items=rest[:room]))
                yield (*page, (pillar, tuple(own)))
                rest, own, page, room = rest[room:], [], [], ITEMS
            own.append(replace(part, items=rest))
            room -= len(rest)
        page.append((pillar, tuple(own)))
    if page:
        yield tuple(page)


def _cut(sheet: Sheet) -> Iterator[tuple[SourcePart, ...]]:
    """Yield the sources so that no page has too many works."""
    page: list[SourcePart] = []
    room = WORKS
    for source in sheet.sources:
        if page and len(source.works) > room:
            yield tuple(page)
            page, room = [], WORKS
        page.append(source)
        room -= len(source.works)
    if page:
        yield tuple(page)


def _bare(sheet: Sheet) -> Sheet:
    """Return a sheet with its head alone."""
    return replace(
        sheet,
        deck=(),
        plain=(),
        facts=(),
        course=None,
        shown=(),
        pillars=(),
        happened=(),
        happened_title="",
        waterfall=None,
        watch=(),
        gaps=(),
        basis=(),
        footing=(),
        alerts=(),
        probabilities=(),
        contested=(),
        due=(),
        indicators=(),
        sources=(),
        method=(),
        glossary=(),
    )
