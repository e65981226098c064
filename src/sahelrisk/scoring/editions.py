"""Which of a country's values speak: later editions replace earlier ones (method § 7)."""

from __future__ import annotations

from collections.abc import Iterable

from sahelrisk.scoring.items import Item


def superseded(items: Iterable[Item]) -> frozenset[str]:
    """Return the ids of a country's values that a later edition replaces (method § 7)."""
    editions: dict[tuple[tuple[str, str], int, int], list[Item]] = {}
    for item in items:
        if item.value is not None and item.origin is not None and not item.withdrawn:
            period = (item.lineage, item.first_day, len(item.observed))
            editions.setdefault(period, []).append(item)
    return frozenset(
        item.id
        for same in editions.values()
        if len(same) > 1
        for item in same
        if item.recorded < max(one.recorded for one in same)
    )


def by_date(item: Item) -> tuple[int, int, str]:
    """Order by later counted date, then later recorded, then smaller id."""
    return (-item.counted_day, -item.recorded, item.id)


def usable(items: Iterable[Item], as_of: int) -> list[Item]:
    """Return the values that are neither withdrawn, ended nor an earlier edition."""
    listed = list(items)
    old = superseded(listed)
    return [
        one for one in listed if one.value is not None and one.in_force(as_of) and one.id not in old
    ]
