"""What the pages of a site say; each format only draws it.

Paths are below the folder of the language, with forward slashes: `country/mli.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sahelrisk.report.blocks import Block, Heat, Report
from sahelrisk.report.sheet_view import ItemPart, Letterhead, Mark, Sheet, Stretch


class MapPlace(NamedTuple):
    """A country on the map: its tone, its figure, the words read aloud, the path of its page."""

    iso3: str
    path: str
    said: str
    tone: int
    text: str
    watched: bool


class News(NamedTuple):
    """Something that happened, arrived or lapses: day, whom it is about, headline, its item.

    `work` is what its source is called, `url` where that is to be read.
    """

    iso_date: str
    date: str
    country: str
    headline: str
    about: str
    path: str
    anchor: str
    work: str = ""
    url: str = ""


class NewsList(NamedTuple):
    """News under a heading; `note` says what it holds, `rest` how much more there is."""

    title: str
    news: tuple[News, ...]
    note: str = ""
    rest: str = ""


class Standing(NamedTuple):
    """A country in the list of all: its range and its mark, None without a score."""

    country: str
    path: str
    mark: Mark | None
    words: str


class Start(NamedTuple):
    """The start: map and ranking side by side, news and what lapses, every country in words."""

    places: tuple[MapPlace, ...]
    map_title: str
    ranking_title: str
    ranking: Heat
    reading: str
    lists: tuple[NewsList, ...]
    all_title: str
    all_note: str
    all: tuple[Standing, ...]


class Panel(NamedTuple):
    """A small multiple: the course of one country, on the scale of all others.

    `runs` are unbroken runs of points, each the place 0–1 on the time axis and the score on 0–100.
    """

    country: str
    path: str
    mark: Mark
    note: str
    runs: tuple[tuple[tuple[float, float], ...], ...]


class ItemGroup(NamedTuple):
    """The items of one country below an indicator; `prefix` keeps ids apart on one page."""

    country: str
    path: str
    prefix: str
    items: tuple[ItemPart, ...]


class SitePage(NamedTuple):
    """A page: `head` stands before the small multiples or the sheet, `blocks` after it.

    `more` are links to pages beside it, `feed` the path of a feed of the same content. `iso3` is
    the country whose page it is: a link to a part of it may lead to a page that continues it;
    `indicator` is the id of the indicator whose page it is.
    """

    path: str
    title: str
    section: str
    head: tuple[Block, ...] = ()
    start: Start | None = None
    panels: tuple[Panel, ...] = ()
    sheet: Sheet | None = None
    blocks: tuple[Block, ...] = ()
    groups: tuple[ItemGroup, ...] = ()
    news: tuple[NewsList, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    iso3: str = ""
    feed: str = ""
    indicator: str = ""


class FeedEntry(NamedTuple):
    """An entry of the feed: an item on the page of its country."""

    title: str
    path: str
    anchor: str
    updated: str
    summary: str


class Feed(NamedTuple):
    """The feed of what was recorded lately, the newest first."""

    path: str
    title: str
    updated: str
    entries: tuple[FeedEntry, ...]


class Hit(NamedTuple):
    """An entry of the search: title, what it is, its address, and more words it is found by."""

    title: str
    about: str
    href: str
    more: str = ""


Places = Callable[[str], Mapping[str, str]]
Pages = Mapping[str, Callable[[], tuple[SitePage, ...]]]


class SiteView(NamedTuple):
    """The pages of one language, each made when it is asked for.

    `sections` are the heads of the navigation with their paths; `address` gives the path of the
    page that a name of a country, a pillar or an indicator leads to, "" where there is none.
    `pages` makes, by the path of the first, a page with those that continue it; `places` gives,
    by the path of a country, the path of the page on which each of its parts stands. `data` are
    reports, `search` the index, by path.
    """

    language: str
    languages: tuple[str, ...]
    letterhead: Letterhead
    label: str
    day: str
    notices: tuple[str, ...]
    credits: str
    bands: tuple[Stretch, ...]
    sections: tuple[tuple[str, str], ...]
    address: Callable[[str], str]
    pages: Pages
    places: Places
    data: Mapping[str, Callable[[], Report]]
    search: Callable[[], tuple[Hit, ...]]
    feed: Callable[[], Feed] | None = None
