"""A site as files: pages from the templates of the sheet, a feed, data; bytes by path."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from markupsafe import escape

from sahelrisk.locale import phrase
from sahelrisk.render import format_of, render
from sahelrisk.render.html import Running, drawing
from sahelrisk.render.pages import page
from sahelrisk.report.sheet_view import ItemPart
from sahelrisk.report.site.site_view import ItemGroup, MapPlace, SitePage, SiteView

NAMES: Mapping[str, str] = MappingProxyType({"en": "English", "fr": "Français"})
"""Languages in their own words; of others the code is shown."""
_ID = re.compile(r'\bid="([^"]+)"')
_WITHIN = re.compile(r'href="#([^"]+)"')


class Land(NamedTuple):
    """The shapes of the map: countries with a page, and the rest."""

    frame: str
    around: str
    drawn: tuple[tuple[MapPlace, Mapping[str, Any]], ...]
    rest: tuple[tuple[str, Mapping[str, Any]], ...]


def files(views: Sequence[SiteView], base_url: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every file of a site.

    `base_url` ends without a slash; the feed needs it.
    """
    yield "index.html", _door(views).encode()
    for view in views:
        drawn = Language(view)
        for path, text in drawn.pages():
            yield f"{view.language}/{path}", text.encode()
        for path, report in view.data.items():
            out = io.StringIO(newline="")
            render(report, format_of(path) or "json", out)
            yield f"{view.language}/{path}", out.getvalue().encode()
        if view.feed:
            base = f"{base_url}/{view.language}/"
            yield f"{view.language}/{view.feed.path}", drawn.feed(base).encode()


def _say(language: str) -> Callable[..., str]:
    def say(key: str, **values: object) -> str:
        return phrase(language, key, values)

    return say


def _door(views: Sequence[SiteView]) -> str:
    first = views[0]
    say = _say(first.language)
    doors = [
        (one.language, NAMES.get(one.language, one.language), one.pages[0].title) for one in views
    ]
    return page(
        "languages.html.j2",
        say,
        language=first.language,
        title=first.pages[0].title,
        description=first.pages[0].title,
        running=Running(first.letterhead.name, f"TLP:{first.label}", "", say("page")),
        letterhead=first.letterhead,
        label=first.label,
        doors=doors,
    )


class Language:
    """The pages of one language, drawn together: a link finds the page that continues another."""

    def __init__(self, view: SiteView, **live: object) -> None:
        """Draw every page and note where each part of a series stands.

        `live` is what templates are given beside the pages where these are served.
        """
        self.view, self.say, self.live = view, _say(view.language), live
        series: dict[str, list[SitePage]] = defaultdict(list)
        for one in view.pages:
            if one.series:
                series[one.series].append(one)
        self.drawn: dict[str, str] = {}
        self.places: dict[str, dict[str, str]] = {}
        for pages in series.values():
            self._series(pages)

    def _series(self, pages: Sequence[SitePage]) -> None:
        """Draw pages that continue each other and lead links to the page that has the part."""
        texts = {one.path: self._page(one) for one in pages}
        ids = {path: set(_ID.findall(text)) for path, text in texts.items()}
        where: dict[str, str] = {}
        for path, own in ids.items():
            where |= dict.fromkeys(sorted(own - where.keys()), path)
        for path, text in texts.items():

            def led(found: re.Match[str], own: set[str] = ids[path]) -> str:
                there = "" if found[1] in own else where.get(found[1], "")
                return f'href="{there.rpartition("/")[2]}#{found[1]}"'

            self.drawn[path] = _WITHIN.sub(led, text)
        for one in pages:
            self.places[one.path] = where

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield every page in its order."""
        for one in self.view.pages:
            yield one.path, self.drawn.get(one.path) or self._page(one)

    def page(self, path: str) -> str | None:
        """Return the page of a path, None where there is none."""
        found = next((one for one in self.view.pages if one.path == path), None)
        return (self.drawn.get(path) or self._page(found)) if found else None

    def reach(self, path: str, anchor: str) -> str:
        """Return the address of a part of a page, which may stand on one that continues it."""
        key = str(escape(anchor))
        found = self.places.get(path, {}).get(key)
        return f"{found}#{anchor}" if found else path

    def _groups(self, one: SitePage, up: str) -> list[ItemGroup]:
        """Return the items of a page, their sources led to the pages of the countries."""

        def moved(item: ItemPart, path: str) -> ItemPart:
            anchor = item.source_href.removeprefix("#")
            return item._replace(source_href=up + self.reach(path, anchor)) if anchor else item

        return [
            group._replace(items=tuple(moved(item, group.path) for item in group.items))
            for group in one.groups
        ]

    def feed(self, base: str) -> str:
        """Return the feed; `base` is the address of this language's folder."""
        view = self.view
        return page(
            "feed.xml.j2",
            self.say,
            language=view.language,
            letterhead=view.letterhead,
            label=view.label,
            feed=view.feed,
            base=base,
            reach=self.reach,
        )

    def _page(self, one: SitePage) -> str:
        view, up = self.view, "../" * one.path.count("/")

        def beyond(name: str) -> str:
            path = view.addresses.get(name)
            return "" if path is None or path == one.path else (up or "./") + path

        label = one.sheet.tlp if one.sheet else view.label
        about = (self.say("sheet_as_of", date=view.day), *view.notices, view.letterhead.footer)
        foot = " · ".join(part for part in about if part)
        name = f"{view.letterhead.name} · {one.title}"
        return page(
            "site.html.j2",
            self.say,
            language=view.language,
            title=f"{one.title}: {view.letterhead.dossier}",
            description=one.title,
            running=Running(name, f"TLP:{label}", foot, self.say("page")),
            item=one,
            groups=self._groups(one, up),
            up=up,
            land=_land(one.places) if one.places else None,
            sheets=[one.sheet] if one.sheet else [],
            overview=None,
            letterhead=view.letterhead,
            label=label,
            day=view.day,
            notices=view.notices,
            credits=view.credits,
            bands=view.bands,
            sections=view.sections,
            others=[other for other in view.languages if other != view.language],
            names={other: NAMES.get(other, other) for other in view.languages},
            reach=self.reach,
            **drawing(beyond),
            **self.live,
        )


def _land(places: Sequence[MapPlace]) -> Land | None:
    """Return the map; None where none of the countries is on it."""
    shapes = _shapes()
    drawn = tuple(
        (one, shapes["countries"][one.iso3]) for one in places if one.iso3 in shapes["countries"]
    )
    ours = {one.iso3 for one, _ in drawn}
    rest = tuple((key, one) for key, one in shapes["countries"].items() if key not in ours)
    # Borders of what is watched are drawn last: they are thicker.
    drawn = tuple(sorted(drawn, key=lambda pair: pair[0].watched))
    return Land(shapes["frame"], shapes["around"], drawn, rest) if drawn else None


@cache
def _shapes() -> Mapping[str, Any]:
    text = Path(__file__).with_name("africa.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found
