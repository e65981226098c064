"""The pages of pillars and indicators: ladder, countries side by side, items of every country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelrisk.report.blocks import Block, Heading, Listing, Paragraph
from sahelrisk.report.compare.compare_heat import heat_of
from sahelrisk.report.compare.compare_report import reading_of
from sahelrisk.report.desk.catalogue import build_indicators, page
from sahelrisk.report.figures import score_text
from sahelrisk.report.fills import rules_of
from sahelrisk.report.names import indicator_title, pillar_path, pillar_title
from sahelrisk.report.sheet.marks import mark_of
from sahelrisk.report.sheet_view import ItemPart
from sahelrisk.report.site.site_countries import ITEMS, continued, country_path
from sahelrisk.report.site.site_paths import node_path
from sahelrisk.report.site.site_sources import beside
from sahelrisk.report.site.site_told import Told
from sahelrisk.report.site.site_view import ItemGroup, Panel, SitePage
from sahelrisk.scoring.tree import Indicator
from sahelrisk.tasks.compare import Row
from sahelrisk.tasks.indicators import listed

LIST = "indicators.html"


def list_page(told: Told) -> SitePage:
    """Return the list of indicators."""
    report = build_indicators(listed(told.found.dossier), told.words)
    return SitePage(LIST, told.words("site_indicators"), "indicators", blocks=(*report.blocks(),))


def leaves(told: Told) -> Iterator[Indicator]:
    """Yield the indicators that countries are scored by."""
    scored = {one.id for one in told.found.assessment.countries[0].indicators}
    return (leaf for leaf in listed(told.found.dossier).shown if leaf.id in scored)


def pillar_pages(told: Told, key: str) -> Iterator[SitePage]:
    """Yield the page of a pillar."""
    words, dossier = told.words, told.found.dossier
    parts = [one.id for one in dossier.framework.pillars if one.parent == key]
    titles = [pillar_title(dossier, one, words) for one in parts]
    own = [one.id for one in leaves(told) if one.id.rpartition(".")[0] == key]
    titles += [indicator_title(dossier, one, words) for one in own]
    yield SitePage(
        node_path("pillar", key),
        pillar_title(dossier, key, words),
        "indicators",
        head=(
            Heading(pillar_path(dossier, key, words), 1),
            *_countries(told, key),
        ),
        panels=tuple(_panels(told, key)),
        blocks=(Heading(words("site_made_of")), Listing(tuple(titles))),
    )


def _no_items(told: Told) -> str:
    words, withheld = told.words, told.found.dossier.withheld
    if withheld:
        return words("site_no_items_shown", withheld=words.count("withheld", withheld))
    return words("site_no_items" if told.found.dossier.measures else "site_no_items_start")


def indicator_pages(told: Told, leaf: Indicator) -> Iterator[SitePage]:
    """Yield the page of an indicator, and those that continue its items."""
    words, dossier, key = told.words, told.found.dossier, leaf.id
    title = indicator_title(dossier, key, words)
    parts = list(_shares([*_groups(told, key)])) or [()]
    first_path = node_path("indicator", key)
    paths = [continued(first_path, number) for number in range(1, len(parts) + 1)]
    none = () if parts[0] else (Paragraph(_no_items(told)),)
    for number, (path, groups) in enumerate(zip(paths, parts, strict=True), start=1):
        first = number == 1
        name = title if first else f"{title}, {words('site_continued', number=number)}"
        yield SitePage(
            path,
            name,
            "indicators",
            head=(*page(dossier, words, leaf), *_countries(told, key))
            if first
            else (Heading(name, 1),),
            panels=tuple(_panels(told, key)) if first else (),
            blocks=(Heading(words("site_items")), *none),
            groups=groups,
            more=beside(paths, path, words),
            indicator=key,
        )


def _countries(told: Told, key: str) -> Iterator[Block]:
    """Yield the ranking of all countries by a node."""
    ranking = told.found.node(key)
    yield Heading(told.words("site_countries"))
    yield heat_of(ranking, told.words)
    yield Paragraph(reading_of(ranking, told.words), "dim")


def _panels(told: Told, key: str) -> Iterator[Panel]:
    """Yield the courses of the countries that have evidence on a node, those of one scale."""
    for row in told.found.node(key).in_order:
        if row.estimate and row.estimate.coverage > 0.0:
            panel = _panel(told, key, row)
            if panel:
                yield panel


def _panel(told: Told, key: str, row: Row) -> Panel | None:
    words, found, iso3 = told.words, told.found, row.country.iso3
    framework, rules = found.dossier.framework, rules_of(row.node)
    mark = mark_of(row.node.outcome, framework, words, rules)
    course = found.workings.course(iso3, "month")
    first, last = found.workings.first, found.assessment.as_of
    span = (last - first).days
    moments = [
        ((point.as_of - first).days / span, score)
        for point, score in zip(course.points, course.scores[key], strict=True)
    ]
    scores = [score for _, score in moments if score is not None]
    if mark is None or len(scores) < 2:  # noqa: PLR2004  a line has two ends
        return None
    note = words("site_from", before=score_text(scores[0], rules, framework, words))
    return Panel(told.name(iso3), country_path(iso3), mark, note, tuple(_runs(moments)))


def _runs(
    moments: Sequence[tuple[float, float | None]],
) -> Iterator[tuple[tuple[float, float], ...]]:
    """Yield unbroken runs of at least two points."""
    run: list[tuple[float, float]] = []
    for at, score in (*moments, (1.0, None)):
        if score is not None:
            run.append((at, score))
            continue
        if len(run) > 1:
            yield tuple(run)
        run = []


def _groups(told: Told, key: str) -> Iterator[ItemGroup]:
    """Yield the items of an indicator country by country."""
    for iso3, country in told.countries.items():
        if not any(one.items for one in country.indicators if one.id == key):
            continue

        def placed(item: ItemPart, iso3: str = iso3) -> ItemPart:
            return item._replace(href=f"../{told.reach(iso3, item.id)}")

        items = tuple(
            placed(item)
            for content in told.contents(iso3)
            for _, parts in content.indicators
            for part in parts
            if part.cell.id == key
            for item in part.items
        )
        yield ItemGroup(told.name(iso3), country_path(iso3), f"{iso3.lower()}-", items)


def _shares(groups: Sequence[ItemGroup]) -> Iterator[tuple[ItemGroup, ...]]:
    """Yield the groups page by page, as there is room for items."""
    page: list[ItemGroup] = []
    room = ITEMS
    for group in groups:
        rest = group.items
        while len(rest) > room:
            if room:
                page.append(group._replace(items=rest[:room]))
            yield tuple(page)
            rest, page, room = rest[room:], [], ITEMS
        page.append(group._replace(items=rest))
        room -= len(rest)
    if page:
        yield tuple(page)
