"""Items that say what another item may already say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sahelrisk.model.evidence import Evidence

CLOSE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Twin:
    """An item of the dossier that is probably the same fact; `shared` names what they share."""

    item: Evidence
    shared: str


def probable_twins(new: Evidence, known: Iterable[Evidence]) -> list[Twin]:
    """Return the items with the indicator, a country, and the origin or URL of a new one.

    They are observed at most 14 days apart, counted as ages are (a month by its 15th).
    """
    twins = []
    for one in known:
        if one.indicator != new.indicator or set(one.countries).isdisjoint(new.countries):
            continue
        shared = _shared(new, one)
        if shared and abs((one.observed.counted - new.observed.counted).days) <= CLOSE_DAYS:
            twins.append(Twin(one, shared))
    return twins


def _shared(new: Evidence, one: Evidence) -> str:
    if new.origin is not None and new.origin == one.origin:
        return "origin"
    return "url" if url_of(new) is not None and url_of(new) == url_of(one) else ""


def url_of(item: Evidence) -> str | None:
    """Return the address an item was read at, without what does not change the page."""
    url = item.source.url if item.source else None
    return url.split("#", 1)[0].rstrip("/") if url else None
