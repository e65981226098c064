"""Forms beside a site: the page around a form, and the links from pages to forms."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.forms.form_effect import amend_path
from sahelrisk.report.names import country_name
from sahelrisk.report.score.score_report import letterhead_of
from sahelrisk.report.site.site_build import SECTIONS
from sahelrisk.report.site.site_view import SitePage, SiteView
from sahelrisk.report.words import Words, day_text
from sahelrisk.tasks.marking import marking_of


def form_site(
    dossier: Dossier, page: SitePage, words: Words, languages: tuple[str, ...], day: date
) -> SiteView:
    """Return a site of one page, marked as high as any item that its form might show."""
    return SiteView(
        language=words.lang,
        languages=languages,
        letterhead=letterhead_of(dossier, words, drawn=True),
        label=marking_of(dossier, (one.id for one in dossier.entered)),
        day=day_text(day, words),
        notices=tuple(filter(None, [dossier.file.notice(words.lang)])),
        credits="",
        bands=(),
        sections=tuple((words(f"site_{key}"), path) for key, path in SECTIONS),
        address=lambda _: "",
        pages={page.path: lambda: (page,)},
        places=lambda _: {},
        data={},
        search=lambda: (),
    )


Link = tuple[str, str]


class Pen(NamedTuple):
    """Addresses of forms, below the folder of the language."""

    words: Words

    @property
    def sections(self) -> tuple[Link, ...]:
        """Return what the navigation has beside the sections of a site."""
        names = (("pen_add", "add"), ("pen_due", "due"))
        return tuple((self.words(key), f"write/{path}") for key, path in names)

    def links(self, page: SitePage) -> tuple[Link, ...]:
        """Return the forms that go with a page: of its country, or of its indicator."""
        if page.sheet:
            name = country_name(page.sheet.iso3, self.words)
            chosen = urlencode({"countries": name})
            return (
                (self.words("pen_add_for", name=name), f"write/add?{chosen}"),
                (self.words("pen_not_applicable"), f"write/not-applicable?{chosen}"),
            )
        if not page.indicator:
            return ()
        chosen = urlencode({"indicator": page.indicator})
        return (
            (self.words("pen_add"), f"write/add?{chosen}"),
            (self.words("pen_not_applicable"), f"write/not-applicable?{chosen}"),
        )

    def amend(self, key: str) -> str:
        """Return the form that amends an item."""
        return amend_path(key)

    def enter(self, iso3: str, indicator: str) -> str:
        """Return the form of a new item of a country and an indicator."""
        chosen = {"indicator": indicator, "countries": country_name(iso3, self.words)}
        return f"write/add?{urlencode(chosen)}"
