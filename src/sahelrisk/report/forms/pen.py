"""The links from pages to forms: there only under `serve`, and not where it is read-only."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from sahelrisk.report.forms.form_effect import amend_path
from sahelrisk.report.names import country_name
from sahelrisk.report.site.site_view import SitePage
from sahelrisk.report.words import Words

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
