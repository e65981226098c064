"""Ratings of items: §§ 1 and 7."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from second.world import Item, State, nine

EXACT, AT_LEAST, AT_MOST = "exact", "at-least", "at-most"


@dataclass(frozen=True)
class Rating:
    """What an item says: its rating, how open it leaves it, and how it is read."""

    x: float
    openness: float
    reads: str
    low: float
    high: float
    slope: float = 0.0


# Judged indicators


def rung_scores(file: dict[str, Any]) -> list[tuple[float, float]]:
    """Return level and score of every rung."""
    levels = file["levels"]
    if "score" in levels[0]:
        return [(float(one["level"]), float(one["score"])) for one in levels]
    last = len(levels) - 1
    return [(float(one["level"]), 100.0 * place / last) for place, one in enumerate(levels)]


def level_rating(file: dict[str, Any], level: float) -> float:
    """Return the rating of a level, interpolated by level number between two rungs."""
    rungs = rung_scores(file)
    for one, score in rungs:
        if level == one:
            return score
    for (below, low), (above, high) in pairwise(rungs):
        if below < level < above:
            return low + (high - low) * (level - below) / (above - below)
    message = f"level {level} is outside the ladder"
    raise ValueError(message)


def how_read(state: State, item: Item) -> str:
    """Return how an item reads, before any flip."""
    given = item.given
    if state.constant("prior_weight") == 0 or "value" in given:
        return EXACT
    if "reads" in given:
        return str(given["reads"])
    if item.turning:
        return EXACT
    kind = given.get("kind", "observation")
    if kind == "nil-return":
        return AT_MOST
    if kind == "observation" and not item.condition:
        return str(state.world["indicators"][given["indicator"]].get("event_reads", EXACT))
    return EXACT


def judged(state: State, item: Item) -> Rating:
    """Return the rating of a level or a range."""
    file = state.world["indicators"][item.given["indicator"]]
    level = item.given["level"]
    ends = level if isinstance(level, list) else [level, level]
    low, high = level_rating(file, ends[0]), level_rating(file, ends[1])
    reads = how_read(state, item)
    if reads == AT_LEAST:
        return Rating(low, 0.0, reads, low, high)
    if reads == AT_MOST:
        return Rating(high, 0.0, reads, low, high)
    return Rating((low + high) / 2, abs(high - low) / 100, reads, low, high)


# Measured indicators


TRANSFORMS: dict[str, Callable[[float], float]] = {
    "none": lambda v: v,
    "log": math.log,
    "log1p": math.log1p,
    "sqrt": math.sqrt,
    "square": lambda v: v * v,
    "reciprocal": lambda v: 1 / v,
}


def transformed(kind: str, value: float) -> float | None:
    """Return a transformed value, or None outside the domain."""
    try:
        return TRANSFORMS[kind](value)
    except (ValueError, ZeroDivisionError):
        return None


def growth(kind: str, value: float) -> float:
    """Return the derivative of a transformation."""
    if kind == "none":
        return 1.0
    if kind == "log":
        return 1 / value
    if kind == "log1p":
        return 1 / (1 + value)
    if kind == "sqrt":
        return 0.5 / math.sqrt(value)
    if kind == "square":
        return 2 * value
    return -1 / (value * value)


def twelve(value: float) -> float:
    """Return a value rounded to 12 significant digits."""
    return float(f"{value:.11e}")


def superseded(items: list[Item]) -> set[str]:
    """Return the ids of earlier editions of one country's values of one indicator."""
    found = set()
    for one in items:
        for other in items:
            if (
                "value" in one.given
                and "value" in other.given
                and one.id != other.id
                and not one.withdrawn
                and not other.withdrawn
                and "origin" in one.given
                and one.origin == other.origin
                and one.observed == other.observed
                and one.given["recorded"] < other.given["recorded"]
            ):
                found.add(one.id)
    return found


def of_country(state: State, iso3: str, indicator: str) -> list[Item]:
    """Return the listed items of one indicator and country, by id."""
    found = [
        item
        for item in state.listed()
        if item.given["indicator"] == indicator and iso3 in item.given["countries"]
    ]
    return sorted(found, key=lambda item: item.id)


def usable_values(state: State, iso3: str, indicator: str) -> list[Item]:
    """Return a country's values that are neither withdrawn, ended nor an earlier edition."""
    items = of_country(state, iso3, indicator)
    old = superseded(items)
    return [
        item
        for item in items
        if "value" in item.given and not item.withdrawn and item.id not in old
    ]


def divided(state: State, iso3: str, item: Item) -> tuple[float, float] | None:
    """Return an item's value over its denominator, and one over the denominator."""
    measure = state.world["indicators"][item.given["indicator"]]["measure"]
    value = float(item.given["value"])
    if "denominator" not in measure:
        return value, 1.0
    known = usable_values(state, iso3, measure["denominator"])
    before = [one for one in known if one.observed.first <= item.observed.first]
    chosen = None
    if before:
        last = max(one.observed.first for one in before)
        chosen = best([one for one in before if one.observed.first == last])
    elif known:
        first = min(one.observed.first for one in known)
        chosen = best([one for one in known if one.observed.first == first])
    if chosen is None or chosen.given["value"] == 0:
        return None
    below = float(chosen.given["value"])
    return value / below, 1 / below


def best(items: list[Item]) -> Item:
    """Return the later recorded of some items, then the one with the smaller id."""
    last = max(item.given["recorded"] for item in items)
    return min((one for one in items if one.given["recorded"] == last), key=lambda one: one.id)


def latest(items: list[Item]) -> Item:
    """Return the item with the latest counted date; ties: later recorded, then smaller id."""
    last = max(item.counted for item in items)
    return best([item for item in items if item.counted == last])


def comparable(state: State, iso3: str, item: Item) -> float | None:
    """Return the value that is normalised: divided and transformed."""
    measure = state.world["indicators"][item.given["indicator"]]["measure"]
    found = divided(state, iso3, item)
    return None if found is None else transformed(measure.get("transform", "none"), found[0])


def reference_set(state: State, indicator: str) -> list[float]:
    """Return one value each of all countries: its latest used one."""
    countries = sorted(
        {
            iso3
            for item in state.listed()
            if item.given["indicator"] == indicator
            for iso3 in item.given["countries"]
        }
    )
    values = []
    for iso3 in countries:
        used = [
            item
            for item in usable_values(state, iso3, indicator)
            if comparable(state, iso3, item) is not None
            and not (item.ended is not None and _has_ended(state, item))
        ]
        if used:
            value = comparable(state, iso3, latest(used))
            assert value is not None
            values.append(twelve(value))
    return values


def _has_ended(state: State, item: Item) -> bool:
    from second.weight import ended

    return ended(state, item)


CROSS = ("min-max", "z-score", "rank", "percentile")


def normalised(measure: dict[str, Any], value: float, others: list[float]) -> float:
    """Return the rating of a value after its transformation."""
    kind = measure["normalise"]
    found = unmirrored(measure, value, others)
    if kind in CROSS and (len(others) <= 1 or max(others) == min(others)):
        return found  # 50 in every range: there is nothing to mirror
    if measure.get("direction", "positive") == "negative" and kind != "points":
        low, high = measure.get("range", [0, 100]) if kind == "min-max" else (0, 100)
        return low + high - found
    return found


def unmirrored(measure: dict[str, Any], value: float, others: list[float]) -> float:
    """Return the rating of a value before its direction."""
    kind = measure["normalise"]
    if kind == "none":
        return value
    if kind == "goalposts":
        low, high = ends_of(measure)
        found = 100 * (value - low) / (high - low)
        return min(100.0, max(0.0, found)) if measure.get("clamp", True) else found
    if kind == "points":
        return on_points(measure, value)
    return across(measure, twelve(value), others)


def ends_of(measure: dict[str, Any]) -> tuple[float, float]:
    """Return the goalposts, transformed."""
    low, high = (transformed(measure.get("transform", "none"), v) for v in measure["goalposts"])
    assert low is not None
    assert high is not None
    return low, high


def points_of(measure: dict[str, Any]) -> list[tuple[float, float]]:
    """Return the points, their values transformed."""
    found = []
    for value, score in measure["points"]:
        at = transformed(measure.get("transform", "none"), value)
        assert at is not None
        found.append((at, float(score)))
    return found


def on_points(measure: dict[str, Any], value: float) -> float:
    """Return the rating of a value on a line between points, flat outside."""
    points = points_of(measure)
    if value <= points[0][0]:
        return float(points[0][1])
    if value >= points[-1][0]:
        return float(points[-1][1])
    for (left, low), (right, high) in pairwise(points):
        if left <= value <= right:
            return float(low + (high - low) * (value - left) / (right - left))
    raise AssertionError


def across(measure: dict[str, Any], value: float, others: list[float]) -> float:
    """Return the rating of a value among those of all countries, itself among them."""
    kind, n = measure["normalise"], len(others)
    if n <= 1 or max(others) == min(others):
        return 50.0
    if kind == "min-max":
        low, high = measure.get("range", [0, 100])
        return float(low + (high - low) * (value - min(others)) / (max(others) - min(others)))
    if kind == "z-score":
        mean = math.fsum(others) / n
        spread = math.sqrt(math.fsum((one - mean) ** 2 for one in others) / (n - 1))
        return 50 + 10 * (value - mean) / spread
    below = sum(1 for one in others if one < value)
    equal = sum(1 for one in others if one == value)
    if kind == "rank":
        rank = below + 1 + (equal - 1) / 2
        return 100 * (rank - 1) / (n - 1)
    return 100 * (below + 0.5 * (equal - 1)) / (n - 1)


def slope(
    state: State, measure: dict[str, Any], found: tuple[float, float], indicator: str
) -> float:
    """Return how many points a unit of the item's value moves its rating."""
    value, share = found
    transform = measure.get("transform", "none")
    at = transformed(transform, value)
    assert at is not None
    others = reference_set(state, indicator) if measure["normalise"] in CROSS else []
    return steepness(measure, at, others) * growth(transform, value) * share


def steepness(measure: dict[str, Any], at: float, others: list[float]) -> float:
    """Return how many points a unit of the transformed value moves the rating."""
    kind = measure["normalise"]
    if kind == "goalposts":
        low, high = ends_of(measure)
        rating = 100 * (at - low) / (high - low)
        clamped = measure.get("clamp", True) and not 0 < nine(rating) < 100
        return 0.0 if clamped else 100 / (high - low)
    if kind == "points":
        for (left, low), (right, high) in pairwise(points_of(measure)):
            if left < at < right:
                return (high - low) / (right - left)
        return 0.0
    if kind in CROSS:
        return steepness_across(measure, others)
    return 1.0


def steepness_across(measure: dict[str, Any], others: list[float]) -> float:
    """Return the same where countries are compared: with smallest, mean and the like held."""
    kind = measure["normalise"]
    if len(others) <= 1 or max(others) == min(others) or kind in {"rank", "percentile"}:
        return 0.0
    if kind == "min-max":
        low, high = measure.get("range", [0, 100])
        return float((high - low) / (max(others) - min(others)))
    mean = math.fsum(others) / len(others)
    return 10 / math.sqrt(math.fsum((one - mean) ** 2 for one in others) / (len(others) - 1))


def measured(state: State, iso3: str, item: Item) -> Rating | None:
    """Return the rating of a value, or None where it is unusable."""
    indicator = item.given["indicator"]
    measure = state.world["indicators"][indicator]["measure"]
    found, value = divided(state, iso3, item), comparable(state, iso3, item)
    if found is None or value is None:
        return None
    others = reference_set(state, indicator) if measure["normalise"] in CROSS else []
    x = normalised(measure, value, others)
    return Rating(x, 0.0, EXACT, x, x, slope(state, measure, found, indicator))


def rating(state: State, iso3: str, item: Item) -> Rating | None:
    """Return an item's rating as the profile reads it."""
    if "rated" in item.given:  # a what-if: an exact item that already reads as the profile does
        x = float(item.given["rated"])
        return Rating(x, 0.0, EXACT, x, x)
    found = measured(state, iso3, item) if "value" in item.given else judged(state, item)
    if found is None or not state.flips(item.given["indicator"]):
        return found
    turned = {EXACT: EXACT, AT_LEAST: AT_MOST, AT_MOST: AT_LEAST}[found.reads]
    return Rating(
        100 - found.x, found.openness, turned, 100 - found.high, 100 - found.low, found.slope
    )
