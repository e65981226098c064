"""What each item of one indicator and country weighs (method § 2)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.items import Item, quality

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile

DECIMALS = 9


def settled(figure: float) -> float:
    """Round a figure to 9 decimals, as before any comparison with a threshold."""
    return round(figure, DECIMALS)


@dataclass(slots=True)
class Weighed:
    """An item with its weight and the factors it is made of.

    `base_weight` already holds `age_factor`; base_weight × origin_factor × publisher_factor is
    the weight. `weak_factor` is the part of the publisher factor that caps rumours. `silenced`
    says why an item weighs nothing: "withdrawn", "ended", "retired" (then `retired_by` is the
    turning point's id), "not-applicable", "superseded", "unusable"; "" for one that counts.
    `lineage` is the origin of evidence; an item without one is its own, in a namespace apart.
    """

    item: Item
    rating: float
    quality: float
    age: int
    fresh: bool
    age_factor: float
    base_weight: float
    origin_factor: float = 0.0
    publisher_factor: float = 0.0
    weak_factor: float = 1.0
    weight: float = 0.0
    silenced: str = ""
    retired_by: str = ""
    lineage: tuple[str, str] = ("", "")


class Grades(NamedTuple):
    """The quality of every grade, and the rules that bear on weights."""

    quality: Mapping[tuple[str, int], float]
    rules: FrameworkFile
    weak: frozenset[float]


def grades_of(rules: FrameworkFile) -> Grades:
    """Work out the quality of all 36 grades once."""
    method = rules.method
    qualities: dict[tuple[str, int], float] = {
        (letter, int(digit)): quality(r, c)
        for letter, r in method.reliability.items()
        for digit, c in method.credibility.items()
    }
    edge = settled(rules.weak.quality)
    weak = frozenset(q for q in qualities.values() if settled(q) < edge)
    return Grades(qualities, rules, weak)


def weigh(
    rated: Iterable[tuple[Item, float | None]],
    half_life: float,
    as_of: int,
    grades: Grades,
    *,
    applicable: bool = True,
) -> list[Weighed]:
    """Weigh the items of one indicator and country, in the order given.

    `rated` gives each item with its rating on 0–100, None where it has none; `half_life` is in
    days, `as_of` an ordinal day. Items whose period begins later must have been left out.
    """
    weighed = [_aged(item, rating, half_life, as_of, grades) for item, rating in rated]
    if not applicable:
        for one in weighed:
            one.silenced = "not-applicable"
        return weighed
    _retire(weighed, grades.rules.turning_point.quality)
    counting = [one for one in weighed if not one.silenced]
    for origins in by_publisher(counting):
        share_out(origins, grades.rules.method.publisher_discount)
    _cap_weak(counting, grades)
    for one in counting:
        one.weight = one.base_weight * one.origin_factor * one.publisher_factor
    return weighed


def ages_with(item: Item, half_life: float, grades: Grades) -> float:
    """Return an item's half-life in days: its indicator's, or that of a standing condition."""
    return grades.rules.method.condition_half_life_days if item.condition else half_life


def _aged(
    item: Item, rating: float | None, half_life: float, as_of: int, grades: Grades
) -> Weighed:
    """Give an item its quality, its age and its base weight b = q/(1-q) · 2^(-age/half_life)."""
    q = grades.quality[item.reliability, item.credibility]
    age = max(0, as_of - item.counted_day)
    age_factor = 2.0 ** (-age / ages_with(item, half_life, grades))
    one = Weighed(
        item,
        rating if rating is not None else grades.rules.method.prior_score,
        q,
        age,
        fresh=item.condition or age < half_life,
        age_factor=age_factor,
        base_weight=q / (1.0 - q) * age_factor,
        lineage=("own", item.id) if item.origin is None else ("", item.origin),
    )
    if item.withdrawn:
        one.silenced = "withdrawn"
    elif item.ended_by(as_of):
        one.silenced = "ended"
    elif rating is None:
        one.silenced = "unusable"
    return one


def _retire(weighed: Sequence[Weighed], needed: float) -> None:
    """Silence what began before the latest turning point."""
    turning_points = [
        one
        for one in weighed
        if one.item.turning_point and not one.silenced and settled(one.quality) >= settled(needed)
    ]
    if not turning_points:
        return
    last = min(turning_points, key=lambda one: (-one.item.first_day, one.item.id))
    for one in weighed:
        if not one.silenced and one.item.first_day < last.item.first_day:
            one.silenced = "retired"
            one.retired_by = last.item.id


def by_publisher(counting: Sequence[Weighed]) -> list[list[list[Weighed]]]:
    """Group items by publisher and origin; an origin's publisher is that of its earliest item."""
    origins: dict[tuple[str, str], list[Weighed]] = {}
    for one in counting:
        origins.setdefault(one.lineage, []).append(one)
    publishers: dict[str, list[list[Weighed]]] = {}
    for members in origins.values():
        earliest = members[0]
        if len(members) > 1:
            earliest = min(members, key=lambda one: (one.item.recorded, one.item.id))
        publishers.setdefault(earliest.item.publisher, []).append(members)
    return list(publishers.values())


def share_out(origins: Sequence[Sequence[Weighed]], discount: float) -> None:
    """Let the items of one origin weigh together as much as their strongest.

    The first origin of the publisher counts in full, each further one for less.
    """
    for members in origins:
        strongest = max(one.base_weight for one in members)
        together = strongest if len(members) == 1 else math.fsum(o.base_weight for o in members)
        for one in members:
            one.origin_factor = strongest / together if together else 0.0
    for place, members in enumerate(_ranked(origins)):
        for one in members:
            one.publisher_factor = (1.0 - discount) ** place


def _ranked(origins: Sequence[Sequence[Weighed]]) -> Iterable[Sequence[Weighed]]:
    if len(origins) == 1:
        return origins
    ranks = ((min(map(_rank, members)), members) for members in origins)
    return [members for _, members in sorted(ranks, key=itemgetter(0))]


def _rank(one: Weighed) -> tuple[float, int, str, str]:
    """Order by weight, then later counted date, then origin id, then item id."""
    return (-one.base_weight, -one.item.counted_day, one.lineage[1], one.item.id)


def _cap_weak(counting: Sequence[Weighed], grades: Grades) -> None:
    """Scale rumours down to what they may weigh together."""
    weak = [one for one in counting if one.quality in grades.weak]
    rules = grades.rules
    together = math.fsum(one.base_weight * one.origin_factor * one.publisher_factor for one in weak)
    if together > rules.weak.weight:
        for one in weak:
            one.weak_factor = rules.weak.weight / together
            one.publisher_factor *= one.weak_factor


def keep_latest(weighed: Sequence[Weighed]) -> None:
    """Let only the item of the latest counted date count, with weight 1 (method § 7)."""
    used = [one for one in weighed if not one.silenced]
    if not used:
        return
    last = min(used, key=lambda one: _by_date(one.item))
    for one in used:
        one.base_weight = one.origin_factor = one.publisher_factor = one.weak_factor = 1.0
        one.weight = 1.0
        if one is not last:
            one.silenced = "superseded"
            one.origin_factor = one.weight = 0.0


def _by_date(item: Item) -> tuple[int, int, str]:
    """Order by later counted date, then later recorded, then smaller id."""
    return (-item.counted_day, -item.recorded, item.id)


def latest_used(items: Iterable[Item], as_of: int, grades: Grades) -> Item | None:
    """Return the item of the latest counted date that is not withdrawn, ended or retired."""
    used = [item for item in items if item.in_force(as_of)]
    needed = settled(grades.rules.turning_point.quality)
    starts = [
        item.first_day
        for item in used
        if item.turning_point
        and settled(grades.quality[item.reliability, item.credibility]) >= needed
    ]
    since = max(starts, default=0)
    return min((item for item in used if item.first_day >= since), key=_by_date, default=None)
