"""Weights of items: § 2."""

from __future__ import annotations

import math
from dataclasses import dataclass

from second.rating import AT_LEAST, AT_MOST, EXACT, Rating, of_country, rating, superseded
from second.world import CREDIBILITY, RELIABILITY, Item, State, nine, period

Key = tuple[str, str]


@dataclass(frozen=True)
class Used:
    """An item of one country with what § 2 says of it alone."""

    item: Item
    said: Rating | None
    q: float
    age: int
    b: float
    silenced: str | None  # why it weighs nothing, but for retirement

    @property
    def id(self) -> str:
        """Return the item's id."""
        return self.item.id

    @property
    def x(self) -> float:
        """Return the rating."""
        assert self.said is not None
        return self.said.x

    @property
    def openness(self) -> float:
        """Return how open it leaves the rating."""
        assert self.said is not None
        return self.said.openness

    @property
    def reads(self) -> str:
        """Return how it reads."""
        assert self.said is not None
        return self.said.reads


def quality(state: State, item: Item) -> float:
    """Return the root of what letter and digit are worth (§ 2.1)."""
    method = state.framework.get("method", {})
    letters = RELIABILITY | method.get("reliability", {})
    digits = CREDIBILITY | method.get("credibility", {})
    return math.sqrt(letters[item.given["reliability"]] * digits[str(item.given["credibility"])])


def half_life(state: State, indicator: str) -> float:
    """Return the half-life of an indicator's events."""
    found = state.world["indicators"][indicator].get(
        "half_life_days", state.constant("half_life_days")
    )
    return float(found)


def ended(state: State, item: Item) -> bool:
    """Tell whether a condition has ended."""
    return item.condition and item.ended is not None and period(item.ended).first <= state.ended_by


def used(state: State, iso3: str, indicator: str) -> list[Used]:
    """Return every listed item of one indicator and country (§§ 2.1 and 2.2)."""
    items = of_country(state, iso3, indicator)
    old = superseded(items)
    found = []
    for item in items:
        said = rating(state, iso3, item)
        q = quality(state, item)
        age = max(0, (state.as_of - item.counted).days)
        life = (
            float(state.constant("condition_half_life_days"))
            if item.condition
            else half_life(state, indicator)
        )
        b = q / (1 - q) * 2.0 ** (-age / life) * (1 - (said.openness if said else 0.0))
        silenced = None
        if item.withdrawn:
            silenced = "withdrawn"
        elif ended(state, item):
            silenced = "ended"
        elif item.id in old:
            silenced = "superseded"
        elif said is None:
            silenced = "unusable"
        found.append(Used(item, said, q, age, b, silenced))
    return found


# § 2.3 to 2.5, of any set of items


def by_origin(items: list[Used]) -> dict[Key, list[Used]]:
    """Return items by origin."""
    found: dict[Key, list[Used]] = {}
    for one in items:
        found.setdefault(one.item.origin, []).append(one)
    return found


def best_graded(items: list[Used]) -> Used:
    """Return the item of highest quality; ties: earlier recorded, then smaller id."""
    return min(items, key=lambda one: (-nine(one.q), one.item.given["recorded"], one.id))


def weigh(state: State, items: list[Used]) -> dict[str, float]:
    """Return the weights of some items among themselves, by steps 3 to 5."""
    origins = by_origin(items)
    weight = {key: max(one.b for one in members) for key, members in origins.items()}
    chief = {key: best_graded(members) for key, members in origins.items()}
    for publisher in {one.item.publisher for one in chief.values()}:
        theirs = [key for key in origins if chief[key].item.publisher == publisher]
        ranked = sorted((weight[key] for key in theirs), reverse=True)
        whole = math.fsum(ranked)
        keeps = 1 - float(state.constant("publisher_discount"))
        total = math.fsum(one * keeps**place for place, one in enumerate(ranked))
        if whole > 0:
            for key in theirs:
                weight[key] *= total / whole
    weak = [key for key in origins if nine(chief[key].q) < nine(state.table("weak", "quality"))]
    rumours = math.fsum(weight[key] for key in weak)
    limit = float(state.table("weak", "weight"))
    if nine(rumours) > nine(limit):
        for key in weak:
            weight[key] *= limit / rumours
    found = {}
    for key, members in origins.items():
        whole = math.fsum(one.b for one in members)
        for one in members:
            found[one.id] = weight[key] * one.b / whole if whole > 0 else 0.0
    return found


# § 2.6


def retired(items: list[Used]) -> dict[str, str]:
    """Return what turning points retire: id of the item, and of the turning point."""
    found: dict[str, str] = {}
    for turn in sorted(items, key=lambda one: one.id):
        if not turn.item.turning:
            continue
        for one in items:
            concerns = "case" not in turn.item.given or (
                one.item.given.get("case") == turn.item.given["case"]
            )
            if concerns and one.item.begins < turn.item.observed.first:
                found.setdefault(one.id, turn.id)
    return found


def latest_turn(items: list[Used]) -> Used | None:
    """Return the latest turning point: latest period, then smaller id."""
    turns = [one for one in items if one.item.turning]
    if not turns:
        return None
    last = max(one.item.observed.first for one in turns)
    return min((one for one in turns if one.item.observed.first == last), key=lambda one: one.id)


# § 2.7


def total(state: State, items: list[Used]) -> float:
    """Return T of the items rated so high (or so low) or beyond."""
    weight = math.fsum(weigh(state, items).values())
    n = math.fsum(min(1.0, max(one.b for one in members)) for members in by_origin(items).values())
    return weight * n / (n + float(state.constant("corroboration")))


def one_sided(state: State, items: list[Used], reads: str) -> dict[str, float]:
    """Return the weights of the at-least items, from the top, or the at-most, from the bottom."""
    sign = 1 if reads == AT_LEAST else -1
    rungs = sorted({nine(sign * one.x) for one in items}, reverse=True)
    greatest = 0.0
    found = {}
    for rung in rungs:
        beyond = [one for one in items if nine(sign * one.x) >= rung]
        here = [one for one in items if nine(sign * one.x) == rung]
        grown = total(state, beyond)
        adds = max(0.0, grown - greatest)
        greatest = max(greatest, grown)
        among = weigh(state, here)
        whole = math.fsum(among.values())
        for one in here:
            found[one.id] = adds * among[one.id] / whole if whole > 0 else 0.0
    return found


def weights(state: State, items: list[Used]) -> dict[str, float]:
    """Return w of items that are neither silenced nor retired (§ 2.7)."""
    found = weigh(state, [one for one in items if one.reads == EXACT])
    for reads in (AT_LEAST, AT_MOST):
        found |= one_sided(state, [one for one in items if one.reads == reads], reads)
    return found
