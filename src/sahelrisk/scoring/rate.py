"""The rating of an item on 0–100: from its level, or from its value (method §§ 1 and 7)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.items import Item

if TYPE_CHECKING:
    from sahelrisk.model.indicator import Measure

MIDDLE = 50.0
ACROSS = ("min-max", "z-score", "rank", "percentile")


class Rating(NamedTuple):
    """A rating and its slope: points for one more unit of the item's value, 0 where it is flat."""

    points: float
    slope: float = 0.0


class Reference(NamedTuple):
    """The transformed values of all countries that a measure is normalised across, ascending."""

    values: tuple[float, ...]


def level_rating(level: float, ladder: Sequence[tuple[float, float]]) -> float | None:
    """Interpolate a level between its rungs; None outside the ladder."""
    return _along(level, ladder) if ladder and ladder[0][0] <= level <= ladder[-1][0] else None


def _along(x: float, points: Sequence[tuple[float, float]]) -> float:
    """Follow straight lines between points of ascending x, flat outside."""
    index = bisect_right([point[0] for point in points], x)
    if index == 0:
        return points[0][1]
    if index == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[index - 1], points[index]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


_TRANSFORMS: Mapping[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "none": (lambda v: v, lambda _: 1.0),
    "log": (math.log, lambda v: 1.0 / v),
    "log1p": (math.log1p, lambda v: 1.0 / (1.0 + v)),
    "sqrt": (math.sqrt, lambda v: 0.5 / math.sqrt(v) if v else 0.0),
    "square": (lambda v: v * v, lambda v: 2.0 * v),
    "reciprocal": (lambda v: 1.0 / v, lambda v: -1.0 / (v * v)),
}


def transformed(value: float, transform: str) -> float | None:
    """Apply a transform; None outside its domain."""
    try:
        return _TRANSFORMS[transform][0](value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def measured_rating(
    value: float, measure: Measure, denominator: float = 1.0, reference: Reference | None = None
) -> Rating | None:
    """Divide, transform and normalise a value; None where the measure has no rating for it."""
    per_unit = value / denominator
    t = transformed(per_unit, measure.transform)
    if t is None:
        return None
    by_value = _TRANSFORMS[measure.transform][1](per_unit) / denominator
    rating = _normalised(t, per_unit, measure, reference)
    return None if rating is None else Rating(rating.points, rating.slope * by_value)


def _normalised(
    t: float, per_unit: float, measure: Measure, reference: Reference | None
) -> Rating | None:
    match measure.normalise:
        case "goalposts":
            return _between_goalposts(t, measure)
        case "points":
            return _on_points(per_unit, measure)
        case "none":
            return _mirrored(Rating(t, 1.0), measure, 0.0, 100.0)
        case _:
            return _across(t, measure, reference)


def _between_goalposts(t: float, measure: Measure) -> Rating | None:
    low, high = (transformed(post, measure.transform) for post in measure.goalposts or (0.0, 1.0))
    if low is None or high is None or low == high:
        return None
    points, slope = 100.0 * (t - low) / (high - low), 100.0 / (high - low)
    if measure.clamp and not 0.0 <= points <= 100.0:
        points, slope = min(max(points, 0.0), 100.0), 0.0
    return _mirrored(Rating(points, slope), measure, 0.0, 100.0)


def _on_points(per_unit: float, measure: Measure) -> Rating:
    """Follow the points, written in the value's unit; they have their own direction."""
    points = [
        (place, score)
        for value, score in measure.points or ()
        if (place := transformed(value, measure.transform)) is not None
    ]
    t = transformed(per_unit, measure.transform)
    index = bisect_right([place for place, _ in points], t or 0.0)
    inside = 0 < index < len(points)
    slope = 0.0
    if inside:
        (x0, y0), (x1, y1) = points[index - 1], points[index]
        slope = (y1 - y0) / (x1 - x0)
    return Rating(_along(t or 0.0, points), slope)


def _across(t: float, measure: Measure, reference: Reference | None) -> Rating | None:
    values = reference.values if reference else ()
    if len(values) <= 1 or values[0] == values[-1]:
        return Rating(MIDDLE)
    count = len(values)
    if measure.normalise == "min-max":
        low, high = measure.range
        slope = (high - low) / (values[-1] - values[0])
        return _mirrored(Rating(low + slope * (t - values[0]), slope), measure, low, high)
    if measure.normalise == "z-score":
        mean = math.fsum(values) / count
        deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (count - 1))
        return _mirrored(
            Rating(MIDDLE + 10.0 * (t - mean) / deviation, 10.0 / deviation), measure, 0.0, 100.0
        )
    below, equal = bisect_left(values, t), bisect_right(values, t) - bisect_left(values, t)
    place = (below + max(0, equal - 1) / 2.0) / (count - 1)
    return _mirrored(Rating(100.0 * min(place, 1.0)), measure, 0.0, 100.0)


def _mirrored(rating: Rating, measure: Measure, low: float, high: float) -> Rating:
    if measure.direction == "positive":
        return rating
    return Rating(low + high - rating.points, -rating.slope)


def denominator_for(item: Item, denominators: Sequence[Item]) -> float | None:
    """Return the value to divide by: the latest not after the item's date, else the next one.

    None if there is none or it is zero.
    """
    with_value = [one for one in denominators if one.value is not None and not one.withdrawn]
    before = [one for one in with_value if one.first_day <= item.first_day]
    if before:
        chosen = min(before, key=lambda one: (-one.first_day, -one.recorded, one.id))
    elif with_value:
        chosen = min(with_value, key=lambda one: (one.first_day, -one.recorded, one.id))
    else:
        return None
    return chosen.value or None
