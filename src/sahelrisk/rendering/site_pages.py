"""A site as files: pages from the templates of the sheet, a feed, data; each drawn when asked."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sahelrisk.locale import phrase
from sahelrisk.rendering import format_of, render
from sahelrisk.rendering.html import Running, drawing
from sahelrisk.rendering.pages import POLICY, page
from sahelrisk.rendering.text import visible
from sahelrisk.report.site.site_view import MapPlace, SitePage, SiteView

NAMES: Mapping[str, str] = MappingProxyType({"en": "English", "fr": "Français"})
"""Languages in their own words; of others the code is shown."""
SCRIPT, INDEX, DOOR = "search.js", "search.json", "index.html"
SEARCHING = (
    f"{POLICY}; script-src 'self'; connect-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What pages may load: the one script of the site and its index; it writes text, never markup."""
_ID = re.compile(r'\bid="([^"]+)"')
_WITHIN = re.compile(r'href="#([^"]+)"')
_NUMBER = re.compile(r"-\d+(?=\.html$)")
Make = Callable[[], bytes]
Live = Callable[[SiteView], Mapping[str, object]]


class Land(NamedTuple):
    """The shapes of the map: countries with a page, and the rest."""

    frame: str
    around: str
    drawn: tuple[tuple[MapPlace, Mapping[str, Any]], ...]
    rest: tuple[tuple[str, Mapping[str, Any]], ...]


class Site(Mapping[str, Make]):
    """The files of a site by path, each drawn when its maker is called.

    `site["en/country/mli.html"]()` draws that page and works out what it needs, nothing else.
    Going through all paths makes the pages, for only then is it known how many there are.
    `base_url` ends without a slash; a feed needs it. `live` gives what templates have beside a
    page where the site is served.
    """

    def __init__(
        self, views: Sequence[SiteView], base_url: str = "", live: Live = lambda _: {}
    ) -> None:
        """Take the pages of every language."""
        self.views = {one.language: _Language(one, base_url, live(one)) for one in views}
        self.single: dict[str, Make] = {
            DOOR: lambda: _door(views).encode(),
            SCRIPT: Path(__file__).with_name(SCRIPT).read_bytes,
        }

    def __getitem__(self, path: str) -> Make:
        """Return what draws a file; raises KeyError for a path that the site has not."""
        if path in self.single:
            return self.single[path]
        language, _, rest = path.partition("/")
        return self.views[language].maker(rest)

    def __iter__(self) -> Iterator[str]:
        """Yield every path."""
        return (path for key in self.parts() for path in self.of(key))

    def __len__(self) -> int:
        """Return how many files there are."""
        return sum(1 for _ in self)

    def parts(self) -> list[str]:
        """Return the paths that are known before anything is made: those of first pages."""
        own = [f"{name}/{key}" for name, one in self.views.items() for key in one.keys]
        return [*self.single, *own]

    def of(self, part: str) -> Iterator[str]:
        """Yield the path of a part and those of the pages that continue it."""
        if part in self.single:
            yield part
            return
        language, _, rest = part.partition("/")
        yield from (f"{language}/{path}" for path in self.views[language].paths(rest))


def _say(language: str) -> Callable[..., str]:
    def say(key: str, **values: object) -> str:
        return phrase(language, key, values)

    return say


def _door(views: Sequence[SiteView]) -> str:
    first = views[0]
    say = _say(first.language)
    doors = [
        (one.language, NAMES.get(one.language, one.language), one.letterhead.dossier)
        for one in views
    ]
    title = first.letterhead.dossier
    return page(
        "languages.html.j2",
        say,
        language=first.language,
        title=title,
        description=title,
        running=Running(first.letterhead.name, f"TLP:{first.label}", "", say("page")),
        letterhead=first.letterhead,
        label=first.label,
        doors=doors,
    )


class _Language:
    """The files of one language."""

    def __init__(self, view: SiteView, base_url: str, live: Mapping[str, object]) -> None:
        self.view, self.say, self.live = view, _say(view.language), live
        self.base = f"{base_url}/{view.language}/"
        self.single: dict[str, Make] = {path: partial(self._data, path) for path in view.data} | {
            INDEX: self._index
        }
        if view.feed:
            self.single["changes.xml"] = self._feed
        self.made = lru_cache(maxsize=4)(self._made)

    @property
    def keys(self) -> list[str]:
        """Return the paths that are known before any page is made."""
        return [*self.view.pages, *self.single]

    def _made(self, key: str) -> Mapping[str, SitePage]:
        return {one.path: one for one in self.view.pages[key]()}

    def paths(self, key: str) -> list[str]:
        """Return the path of a file, and those of pages that continue it."""
        return [*self.made(key)] if key in self.view.pages else [key]

    def maker(self, path: str) -> Make:
        """Return what draws a file; raises KeyError for one that there is not."""
        if path in self.single:
            return self.single[path]
        key = path if path in self.view.pages else _NUMBER.sub("", path)
        if key not in self.view.pages or (key != path and path not in self.made(key)):
            raise KeyError(path)
        return lambda: self._page(self.made(key)[path]).encode()

    def _data(self, path: str) -> bytes:
        out = io.StringIO(newline="")
        render(self.view.data[path](), format_of(path) or "json", out)
        return out.getvalue().encode()

    def _index(self) -> bytes:
        entries = [[visible(text) for text in hit] for hit in self.view.search()]
        found = {"tlp": self.view.label, "entries": entries}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return f"{text}\n".encode()

    def _feed(self) -> bytes:
        view = self.view
        return page(
            "feed.xml.j2",
            self.say,
            language=view.language,
            letterhead=view.letterhead,
            label=view.label,
            feed=view.feed() if view.feed else None,
            base=self.base,
        ).encode()

    def _page(self, one: SitePage) -> str:
        view, up = self.view, "../" * one.path.count("/")

        def beyond(name: str) -> str:
            path = view.address(name)
            return "" if path in ("", one.path) else (up or "./") + path

        label = one.sheet.tlp if one.sheet else view.label
        about = (self.say("sheet_as_of", date=view.day), *view.notices, view.letterhead.footer)
        foot = " · ".join(part for part in about if part)
        name = f"{view.letterhead.name} · {one.title}"
        text = page(
            "site.html.j2",
            self.say,
            language=view.language,
            title=one.title if one.start else f"{one.title}: {view.letterhead.dossier}",
            description=one.title,
            running=Running(name, f"TLP:{label}", foot, self.say("page")),
            item=one,
            up=up,
            land=_land(one.start.places) if one.start else None,
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
            script=SCRIPT,
            index=INDEX,
            **drawing(beyond),
            **{"policy": SEARCHING, **self.live},
        )
        return self._led(text, one) if one.iso3 else text

    def _led(self, text: str, one: SitePage) -> str:
        """Lead links to a part of a country to the one of its pages that has the part."""
        places = self.view.places(_NUMBER.sub("", one.path))
        own = set(_ID.findall(text))

        def led(found: re.Match[str]) -> str:
            there = "" if found[1] in own else places.get(html.unescape(found[1]), "")
            return f'href="{there.rpartition("/")[2]}#{found[1]}"'

        return _WITHIN.sub(led, text)


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
