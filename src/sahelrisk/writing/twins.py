"""Items that say what another item may already say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.likeness import nearly_same, origin_key, page_of

CLOSE_DAYS = 14
_LOOKED_AT = 200
"""Items of one day, indicator and country whose statements are compared with a new one."""


@dataclass(frozen=True, slots=True)
class Twin:
    """An item of the dossier that is probably the same fact; `shared` names what they share."""

    item: Evidence
    shared: str


class Likely:
    """Items by what a twin of theirs would share; grows with the items that are taken."""

    def __init__(self, items: Iterable[Evidence] = ()) -> None:
        """Index items."""
        self._found: dict[tuple[str, ...], list[Evidence]] = defaultdict(list)
        for one in items:
            self.take(one)

    def take(self, item: Evidence) -> None:
        """Remember an item."""
        for shared, key in _keys(item):
            for country in item.countries:
                self._found[item.indicator, country, shared, key].append(item)

    def twins(self, new: Evidence) -> Iterator[Twin]:
        """Yield the items with the indicator, a country, and the origin or page of a new one.

        They are observed at most 14 days apart, counted as ages are (a month by its 15th); or on
        the same day, with nearly the same statement. Each comes once.
        """
        seen = {new.id}
        for shared, key in _keys(new):
            for country in new.countries:
                known = self._found.get((new.indicator, country, shared, key), ())
                for one in islice(known, _LOOKED_AT) if shared == "statement" else known:
                    if one.id not in seen and _same(new, one, shared):
                        seen.add(one.id)
                        yield Twin(one, shared)


def probable_twins(new: Evidence, known: Iterable[Evidence]) -> list[Twin]:
    """Return the items that are probably the same fact as a new one, as `Likely.twins` does."""
    own = (one for one in known if one.indicator == new.indicator)
    return list(Likely(own).twins(new))


def _keys(item: Evidence) -> Iterator[tuple[str, str]]:
    if item.origin is not None:
        yield "origin", origin_key(item.origin)
    page = page_of(item.source.url if item.source else None)
    if page:
        yield "url", page
    if item.value is None:
        yield "statement", item.observed.text


def _same(new: Evidence, one: Evidence, shared: str) -> bool:
    if shared == "statement":
        return nearly_same(new.statement, one.statement)
    return abs((one.observed.counted - new.observed.counted).days) <= CLOSE_DAYS
