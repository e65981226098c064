"""The pages of countries: the sheet of each, long lists of items continued on further pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sahelrisk.report.sheet_view import (
    IndicatorPart,
    ItemPart,
    PillarPart,
    Sentence,
    Sheet,
    SourcePart,
)
from sahelrisk.report.site.site_view import SitePage
from sahelrisk.report.words import Words

ITEMS = 250
"""How many items a page has room for."""
WORKS = 600
Parts = tuple[tuple[PillarPart, tuple[IndicatorPart, ...]], ...]


class Content(NamedTuple):
    """What one page of a country has of its indicators and sources."""

    indicators: Parts = ()
    sources: tuple[SourcePart, ...] = ()


def country_path(iso3: str, number: int = 1) -> str:
    """Return the path of a country's page."""
    return continued(f"country/{iso3.lower()}.html", number)


def continued(path: str, number: int) -> str:
    """Return the path of the page that continues another."""
    return path if number == 1 else f"{path.removesuffix('.html')}-{number}.html"


def linked(
    indicators: Iterable[tuple[PillarPart, tuple[IndicatorPart, ...]]],
    page_of: Callable[[str], str],
) -> Parts:
    """Return indicators whose items link to themselves and to the pages of their sources."""

    def item(one: ItemPart) -> ItemPart:
        return one._replace(href=f"#{one.id}", source_page=page_of(one.source))

    return tuple(
        (pillar, tuple(one._replace(items=tuple(map(item, one.items))) for one in own))
        for pillar, own in indicators
    )


def contents(indicators: Parts, sources: tuple[SourcePart, ...]) -> tuple[Content, ...]:
    """Return page by page what a country has: items as there is room, then sources."""
    shares = [Content(one) for one in _shares(indicators)] or [Content()]
    if len(shares) == 1 and sum(len(one.works) for one in sources) <= WORKS:
        return (shares[0]._replace(sources=sources),)
    return (*shares, *(Content(sources=some) for some in _cut(sources)))


def places(iso3: str, pages: Sequence[Content]) -> Mapping[str, str]:
    """Return the path of the page that has each part of a country, by the part's anchor."""
    found: dict[str, str] = {}
    for number, content in enumerate(pages, start=1):
        path = country_path(iso3, number)
        for anchor in _anchors(content):
            found.setdefault(anchor, path)
    return found


def _anchors(content: Content) -> Iterator[str]:
    if content.indicators:
        yield "indicators"
    for pillar, parts in content.indicators:
        yield pillar.id
        for part in parts:
            yield part.cell.id
            yield from (one.id for one in part.items)
    if content.sources:
        yield "sources"
    yield from (one.id for one in content.sources)


def country_pages(sheet: Sheet, pages: Sequence[Content], words: Words) -> Iterator[SitePage]:
    """Yield the page of a country, and those that continue its items and sources."""
    paths = [country_path(sheet.iso3, number) for number in range(1, len(pages) + 1)]
    names = [words("site_continued", number=number) for number in range(1, len(paths) + 1)]
    for number, (path, content) in enumerate(zip(paths, pages, strict=True), start=1):
        links = [pair for pair in zip(names, paths, strict=True) if pair[1] != path]
        title = sheet.country if number == 1 else f"{sheet.country}, {names[number - 1]}"
        one = (sheet if number == 1 else _bare(sheet))._replace(**content._asdict())
        yield SitePage(path, title, "start", sheet=one, more=tuple(links), iso3=sheet.iso3)


def _shares(indicators: Parts) -> Iterator[Parts]:
    """Yield the indicators page by page; the items of one are continued where they are many."""
    page: list[tuple[PillarPart, tuple[IndicatorPart, ...]]] = []
    room = ITEMS
    for pillar, parts in indicators:
        own: list[IndicatorPart] = []
        for part in parts:
            rest = part.items
            while len(rest) > room:
                own.append(part._replace(items=rest[:room]))
                yield (*page, (pillar, tuple(own)))
                rest, own, page, room = rest[room:], [], [], ITEMS
            own.append(part._replace(items=rest))
            room -= len(rest)
        page.append((pillar, tuple(own)))
    if page:
        yield tuple(page)


def _cut(sources: Sequence[SourcePart]) -> Iterator[tuple[SourcePart, ...]]:
    """Yield the sources so that no page has too many works."""
    page: list[SourcePart] = []
    room = WORKS
    for source in sources:
        if page and len(source.works) > room:
            yield tuple(page)
            page, room = [], WORKS
        page.append(source)
        room -= len(source.works)
    if page:
        yield tuple(page)


def _bare(sheet: Sheet) -> Sheet:
    """Return a sheet with its head alone."""
    return sheet._replace(
        deck=(),
        plain=(),
        facts=(),
        course=None,
        shown=(),
        pillars=(),
        happened=(),
        happened_title="",
        weaker=Sentence(""),
        waterfall=None,
        edge="",
        watch=(),
        gaps=(),
        basis=(),
        footing=(),
        alerts=(),
        probabilities=(),
        contested=(),
        due=(),
    )
