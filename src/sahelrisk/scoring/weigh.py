"""What each item of one indicator and country weighs (method § 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.editions import by_date, superseded
from sahelrisk.scoring.items import Item, quality
from sahelrisk.scoring.readings import EXACT, Reading

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile

DECIMALS = 9


def settled(figure: float) -> float:
    """Round a figure to 9 decimals, as before any comparison with a threshold."""
    return round(figure, DECIMALS)


@dataclass(slots=True)
class Weighed:
    """An item with its weight and the factors it is made of.

    `base_weight` already holds `age_factor` and 1 - `openness`; base_weight × origin_factor ×
    publisher_factor × rung_factor is the weight w. `weak_factor` is the part of the publisher
    factor that caps rumours; `rung_factor` is 1 of an exact item, of a one-sided one what its rung
    adds beyond the rungs above it. `silenced` says why an item weighs nothing: "withdrawn",
    "ended", "retired" (then `retired_by` is the turning point's id), "not-applicable",
    "superseded", "unusable"; "" for one that counts. `lineage` is the origin of evidence.

    `rating` is as it counts, `low` and `high` the ends of what the source leaves open. `pulls` is
    whether the item moves the score: an exact one that counts always does, a one-sided one beyond
    it; the others are consistent. `support` is u, what it adds to coverage.
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
    reads: str = EXACT
    openness: float = 0.0
    low: float = 0.0
    high: float = 0.0
    slope: float = 0.0
    rung_factor: float = 1.0
    pulls: bool = False
    support: float = 0.0

    @property
    def pulling_weight(self) -> float:
        """Return y: the weight of an item that pulls, 0 of any other."""
        return self.weight if self.pulls else 0.0

    @property
    def state(self) -> str:
        """Return what became of the item: why it is silenced, "counts" or "consistent"."""
        return self.silenced or ("counts" if self.pulls else "consistent")


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


def ages_with(item: Item, half_life: float, grades: Grades) -> float:
    """Return an item's half-life in days: its indicator's, or that of a standing condition."""
    return grades.rules.method.condition_half_life_days if item.condition else half_life


def aged(
    rated: Iterable[tuple[Item, Reading | None]], half_life: float, as_of: int, grades: Grades
) -> list[Weighed]:
    """Give the items of one indicator and country their quality, age and base weight.

    b = q/(1-q) · 2^(-age/half_life) · (1 - openness). The reading is None of an item that has
    none; `half_life` is in days, `as_of` an ordinal day. Items whose period begins later must have
    been left out.
    """
    found = [_aged(item, reading, half_life, as_of, grades) for item, reading in rated]
    _supersede(found)
    return found


def _aged(
    item: Item, reading: Reading | None, half_life: float, as_of: int, grades: Grades
) -> Weighed:
    q = grades.quality[item.reliability, item.credibility]
    age = max(0, as_of - item.counted_day)
    age_factor = 2.0 ** (-age / ages_with(item, half_life, grades))
    said = reading or Reading(grades.rules.method.prior_score)
    return Weighed(
        item,
        said.points,
        q,
        age,
        fresh=item.condition or age < half_life,
        age_factor=age_factor,
        base_weight=q / (1.0 - q) * age_factor * (1.0 - said.openness),
        silenced=_silence(item, reading, as_of),
        lineage=item.lineage,
        reads=said.reads,
        openness=said.openness,
        low=said.low,
        high=said.high,
        slope=said.slope,
    )


def _silence(item: Item, reading: Reading | None, as_of: int) -> str:
    if item.withdrawn:
        return "withdrawn"
    if item.ended_by(as_of):
        return "ended"
    return "unusable" if reading is None else ""


def _supersede(weighed: Sequence[Weighed]) -> None:
    """Silence earlier editions of a value: one country, period and origin, recorded earlier."""
    old = superseded([one.item for one in weighed])
    for one in weighed if old else ():
        if one.item.id in old and not one.silenced:
            one.silenced = "superseded"


def keep_latest(weighed: Sequence[Weighed]) -> None:
    """Let only the exact item of the latest counted date count, with weight 1 (method § 7)."""
    used = [one for one in weighed if not one.silenced]
    exact = [one for one in used if one.reads == EXACT]
    last = min(exact, key=lambda one: by_date(one.item), default=None)
    for one in used:
        one.base_weight = one.publisher_factor = one.weak_factor = one.rung_factor = 1.0
        one.origin_factor = one.weight = float(one is last)
        one.pulls = one is last
        one.support = one.weight
        if one is not last:
            one.silenced = "superseded"
