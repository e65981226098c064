"""The countries of a site in one language; each part is written when a page asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property, lru_cache

from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.names import country_name
from sahelrisk.report.sheet.build import Wanted, sheet_of
from sahelrisk.report.sheet.details import Parts
from sahelrisk.report.sheet.happened import happenings
from sahelrisk.report.sheet.telling import Telling
from sahelrisk.report.sheet_view import Happening, Letterhead, Sheet
from sahelrisk.report.site.site_countries import Content, contents, country_path, linked, places
from sahelrisk.report.site.site_sources import SourcePages
from sahelrisk.report.subject import Subject, subject_of
from sahelrisk.report.words import Words
from sahelrisk.scoring.results import CountryResult
from sahelrisk.tasks.site import Gathered

LATEST = 2
"""So many sheets are kept: a country's pages are drawn one after another."""


class Told:
    """What the pages share of each country, by alpha-3 code."""

    def __init__(self, found: Gathered, words: Words, letterhead: Letterhead) -> None:
        """Take what was gathered; nothing is written before it is asked for."""
        self.found, self.words, self.letterhead = found, words, letterhead
        self.countries = {one.iso3: one for one in found.assessment.countries}
        self.sources = SourcePages(found, words)
        self.subject = cache(self._subject)
        self.happened = cache(self._happened)
        self.contents = cache(self._contents)
        self.places = cache(self._places)
        self.sheet = lru_cache(LATEST)(self._sheet)

    @cached_property
    def items(self) -> Mapping[str, Evidence]:
        """Return every item as it was last worded, by id."""
        return {one.id: one for own in self.found.sources.items for one in own}

    def name(self, iso3: str) -> str:
        """Return a country's name."""
        return country_name(iso3, self.words)

    def country(self, iso3: str) -> CountryResult:
        """Return a country's scores."""
        return self.countries[iso3]

    def _subject(self, iso3: str) -> Subject:
        found = self.found
        return subject_of(found.dossier, found.assessment, self.country(iso3), self.words)

    def _happened(self, iso3: str) -> tuple[Happening, ...]:
        """Return what happened in twelve months; nothing of countries without evidence."""
        if not any(one.items for one in self.country(iso3).indicators):
            return ()
        works, telling = self.found.workings, Telling(self.subject(iso3))
        return happenings(works.year(iso3), telling, works.since)

    def _sheet(self, iso3: str) -> Sheet:
        wanted = Wanted(full=True, chart=True)
        return sheet_of(self.subject(iso3), wanted, self.letterhead, self.found.workings)

    def _contents(self, iso3: str) -> tuple[Content, ...]:
        """Return the indicators and sources of a country, page by page, with their links."""
        year = self.found.workings.year(iso3)
        parts = Parts(Telling(self.subject(iso3)), year)
        page = self.sources.page_of
        sources = tuple(one._replace(page=page(one.publisher)) for one in parts.sources.parts())
        return contents(linked(parts.indicators(), page), sources)

    def _places(self, path: str) -> Mapping[str, str]:
        iso3 = path.removeprefix("country/").removesuffix(".html").upper()
        return places(iso3, self.contents(iso3)) if iso3 in self.countries else {}

    def reach(self, iso3: str, anchor: str) -> str:
        """Return the address of a part of a country's pages; of another, the country's page."""
        path = country_path(iso3)
        there = self.places(path).get(anchor)
        return f"{there}#{anchor}" if there else path
