"""Which evidence a query asks for, and the orders of a list."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sahelrisk.model.documents.evidence_document import ItemListed
from sahelrisk.model.evidence_item import Amendment, Evidence
from sahelrisk.model.likeness import publisher_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which items are wanted; what is empty asks for nothing.

    Every word of `text` stands somewhere in an item's texts, publisher or id. `due` asks for
    conditions to confirm, `since` for what was recorded or amended from a day on.
    """

    text: str = ""
    countries: tuple[str, ...] = ()
    indicator: str | None = None
    publisher: str | None = None
    state: str | None = None
    due: bool = False
    since: date | None = None
    sort: str = "observed"


def is_wanted(one: ItemListed, item: Evidence, query: Query, words: Sequence[Amendment]) -> bool:
    """Return whether an item, with its amendments, is what a query asks for."""
    if query.due and not one.due:
        return False
    if query.state and one.state != query.state:
        return False
    if query.since and _last_word(item, words) < query.since:
        return False
    if query.publisher and publisher_key(query.publisher) not in publisher_key(item.publisher):
        return False
    text = _plain(_texts(item))
    return all(part in text for part in _plain(query.text).split())


def _last_word(item: Evidence, words: Sequence[Amendment]) -> date:
    return max([item.recorded, *(word.recorded for word in words)])


def _texts(item: Evidence) -> str:
    """Return what is searched: nothing of it is private."""
    source = item.source
    named = (source.title, source.publisher, source.url, source.register_id) if source else ()
    translated = (item.fr.statement, item.fr.headline) if item.fr else ()
    own = (item.id, item.statement, item.headline, item.origin, item.case, item.indicator)
    return " ".join(filter(None, (*own, *named, *translated)))


def _plain(text: str) -> str:
    """Return a text without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()


NEWEST_FIRST = frozenset({"observed", "recorded"})
SORTED: Mapping[str, Callable[[ItemListed], Any]] = MappingProxyType(
    {
        "observed": lambda one: one.observed,
        "recorded": lambda one: one.recorded,
        "grade": lambda one: one.grade,
        "publisher": lambda one: publisher_key(one.publisher),
        "indicator": lambda one: one.indicator,
        "country": lambda one: one.countries,
        "id": lambda one: one.id,
        "due": lambda one: one.last_seen,
    }
)
"""What a list may be sorted by; dates come newest first, conditions due oldest first."""
