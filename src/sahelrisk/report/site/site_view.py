"""What the pages of a site say; each format only draws it.

Paths are below the folder of the language, with forward slashes: `country/mli.html`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sahelrisk.report.blocks import Block, Report
from sahelrisk.report.sheet_view import ItemPart, Letterhead, Sheet, Stretch


class MapPlace(NamedTuple):
    """A country on the map: its tone, its figure, the words read aloud, the path of its page."""

    iso3: str
    path: str
    said: str
    tone: int
    text: str
    watched: bool


class News(NamedTuple):
    """Something that happened or arrived: day, whom it is about, headline and where it stands."""

    iso_date: str
    date: str
    country: str
    headline: str
    about: str
    path: str
    anchor: str


class NewsList(NamedTuple):
    """News under a heading."""

    title: str
    news: tuple[News, ...]


class ItemGroup(NamedTuple):
    """The items of one country below an indicator; `prefix` keeps ids apart on one page."""

    country: str
    path: str
    prefix: str
    items: tuple[ItemPart, ...]


class SitePage(NamedTuple):
    """A page: `head` stands before the map or the sheet, `blocks` after it.

    `series` names pages that continue each other: a link to a part of one finds it on another.
    `feed` is the path of a feed of the same content.
    """

    path: str
    title: str
    section: str
    head: tuple[Block, ...] = ()
    places: tuple[MapPlace, ...] = ()
    sheet: Sheet | None = None
    blocks: tuple[Block, ...] = ()
    groups: tuple[ItemGroup, ...] = ()
    news: tuple[NewsList, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    series: str = ""
    feed: str = ""


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


class SiteView(NamedTuple):
    """The pages of one language.

    `sections` are the heads of the navigation with their paths; `addresses` are the paths of the
    pages that a name of a country, a pillar or an indicator leads to; `data` are reports by path.
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
    addresses: Mapping[str, str]
    pages: tuple[SitePage, ...]
    data: Mapping[str, Report]
    feed: Feed | None = None
