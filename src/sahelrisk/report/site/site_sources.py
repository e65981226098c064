"""The list of sources, and a page a source: its record, its items, where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sahelrisk.model.documents.sources_document import SourceRecord, SourcesDocument
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.blocks import Block, Report, Table
from sahelrisk.report.change.changes_said import Said
from sahelrisk.report.desk.sources_report import build_sources
from sahelrisk.report.names import country_name, indicator_short
from sahelrisk.report.sheet.details import address_of
from sahelrisk.report.site.site_countries import continued
from sahelrisk.report.site.site_paths import hashed, slug
from sahelrisk.report.site.site_view import News, NewsList, SitePage
from sahelrisk.report.words import Words, day_text
from sahelrisk.tasks.site import Gathered
from sahelrisk.tasks.sources import Sourced

LISTED = 400
ITEMS = 250
LIST = "sources.html"


class SourcePages:
    """The sources of a site with the paths of their pages.

    Under a ceiling a source is left out that nothing shown rests on.
    """

    def __init__(self, found: Gathered, words: Words) -> None:
        """Take what was gathered; records are worked out when they are asked for."""
        self.found, self.words = found, words

    @cached_property
    def shown(self) -> tuple[tuple[SourceRecord, tuple[Evidence, ...]], ...]:
        """Return the records that are shown, each with its items."""
        sourced, withheld = self.found.sources, self.found.dossier.withheld
        pairs = zip(sourced.document.sources, sourced.items, strict=True)
        return tuple((one, items) for one, items in pairs if items or not withheld)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Return the path of every record's page."""
        slugs = [slug(one.id or one.publisher or "") for one, _ in self.shown]
        often = Counter(slugs)
        return tuple(
            f"source/{name if often[name] == 1 and name else _hashed(name, one)}.html"
            for name, (one, _) in zip(slugs, self.shown, strict=True)
        )

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """Return the paths by the names under which items give their sources."""
        found: dict[str, str] = {}
        for path, (one, items) in zip(self.paths, self.shown, strict=True):
            for item in items:
                source = item.source
                found.setdefault((source.publisher or source.title or "") if source else "", path)
            for name in (one.publisher, one.id):
                found.setdefault(name or "", path)
        return {name: path for name, path in found.items() if name}

    def page_of(self, name: str) -> str:
        """Return the address of a source from a page one folder down; "" of an unknown name."""
        path = self.by_name.get(name)
        return f"../{path}" if path else ""

    def only(self, some: Sequence[SourceRecord], *, alone: bool = False) -> Sourced:
        """Return what was gathered with these records alone."""
        document: SourcesDocument = self.found.sources.document
        own = document.model_copy(update={"sources": tuple(some)})
        return self.found.sources._replace(document=own, alone=alone)

    def report(self) -> Report:
        """Return the report of all that are shown."""
        return build_sources(self.only([one for one, _ in self.shown]), self.words)

    def list_pages(self) -> Iterator[SitePage]:
        """Yield the list of sources, continued where it is long."""
        words, records = self.words, [one for one, _ in self.shown]
        parts = [records[at : at + LISTED] for at in range(0, len(records), LISTED)] or [[]]
        paths = [continued(LIST, number) for number in range(1, len(parts) + 1)]
        title = words("site_sources")
        for part, path in zip(parts, paths, strict=True):
            blocks = _bare(build_sources(self.only(part), words).blocks())
            more = beside(paths, path, words)
            yield SitePage(path, title, "sources", head=blocks[:1], blocks=blocks[1:], more=more)

    def source_pages(self, at: int, reach: Callable[[str, str], str]) -> Iterator[SitePage]:
        """Yield the page of a source; `reach` gives the address of an item of a country."""
        words, path, (one, items) = self.words, self.paths[at], self.shown[at]
        title = one.publisher or words("no_publisher")
        news = [*self._news(items, reach)]
        parts = [news[some : some + ITEMS] for some in range(0, len(news), ITEMS)] or [[]]
        paths = [continued(path, number) for number in range(1, len(parts) + 1)]
        blocks = _bare(build_sources(self.only([one], alone=True), words).blocks())
        for number, (own, part) in enumerate(zip(paths, parts, strict=True), start=1):
            yield SitePage(
                own,
                title,
                "sources",
                head=blocks if number == 1 else blocks[:1],
                news=(NewsList(words("site_source_items"), tuple(part)),),
                more=beside(paths, own, words),
            )

    def _news(self, items: Sequence[Evidence], reach: Callable[[str, str], str]) -> Iterator[News]:
        """Yield the items of a source, the latest fact first, each on the page of its country."""
        words, dossier = self.words, self.found.dossier
        said = Said({one.id: one for one in items}, words)
        shown = {one.iso3 for one in self.found.assessment.countries}
        order = sorted(items, key=lambda one: (one.observed.text, one.id), reverse=True)
        for one in order:
            about = f"{indicator_short(dossier, one.indicator, words)} · {one.grade}"
            url = address_of(one.source.url if one.source else None)
            work = (one.source.title if one.source else "") or (words("sheet_read") if url else "")
            for iso3 in (code for code in one.countries if code in shown):
                path, _, anchor = reach(iso3, one.id).partition("#")
                yield News(
                    one.observed.text,
                    day_text(one.observed.text, words),
                    country_name(iso3, words),
                    said.headline(one.id),
                    about,
                    path,
                    anchor,
                    work,
                    url,
                )


def _bare(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks without ids, and without what a site says in its head and foot."""
    heading, _, *rest = blocks
    return (heading, *(_without_ids(one) if isinstance(one, Table) else one for one in rest))


def _without_ids(table: Table) -> Table:
    kept = [at for at, column in enumerate(table.columns) if not column.whole]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return Table(tuple(table.columns[at] for at in kept), rows, table.note)


def beside(paths: Sequence[str], own: str, words: Words) -> tuple[tuple[str, str], ...]:
    """Return the links to the pages that a page continues or is continued by."""
    names = (words("site_continued", number=number) for number in range(1, len(paths) + 1))
    return tuple(pair for pair in zip(names, paths, strict=True) if pair[1] != own)


def _hashed(name: str, one: SourceRecord) -> str:
    """Return a file name of its own for a source whose name gives none."""
    return hashed(name or "source", f"{one.id or ''}\0{one.publisher or ''}")
