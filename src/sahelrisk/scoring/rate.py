"""The rating of an item on 0–100: from its level, or from its value (method §§ 1 and 7)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.editions import usable
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
    """The transformed values of all countries that a measure is normalised across, ascending.

    `mean` and `deviation` (that of a sample) are worked out once for all countries.
    """

    values: tuple[float, ...]
    mean: float = 0.0
    deviation: float = 0.0

    @property
    def flat(self) -> bool:
        """Tell whether there is nothing to compare: one value, or no spread."""
        return len(self.values) <= 1 or self.values[0] == self.values[-1]


def reference_of(values: Iterable[float]) -> Reference:
    """Sort values and work out their mean and sample standard deviation."""
    ordered = tuple(sorted(values))
    count = len(ordered)
    mean = math.fsum(ordered) / count if count else 0.0
    squares = math.fsum((v - mean) ** 2 for v in ordered)
    return Reference(ordered, mean, math.sqrt(squares / (count - 1)) if count > 1 else 0.0)


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
    """Apply a transform; None outside its domain and where the result is no finite number."""
    try:
        result = _TRANSFORMS[transform][0](value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def twelve(value: float) -> float:
    """Round a value to 12 significant digits, as before it is compared between countries."""
    return float(f"{value:.11e}")


def measured_rating(
    value: float, measure: Measure, denominator: float = 1.0, reference: Reference | None = None
) -> Rating | None:
    """Divide, transform and normalise a value; None where the measure has no rating for it."""
    per_unit = value / denominator
    t = transformed(per_unit, measure.transform)
    if t is None:
        return None
    by_value = _TRANSFORMS[measure.transform][1](per_unit) / denominator
    rating = _normalised(t, measure, reference)
    return None if rating is None else Rating(rating.points, rating.slope * by_value)


def _normalised(t: float, measure: Measure, reference: Reference | None) -> Rating | None:
    match measure.normalise:
        case "goalposts":
            return _between_goalposts(t, measure)
        case "points":
            return _on_points(t, measure)
        case "none":
            return _mirrored(Rating(t, 1.0), measure, 0.0, 100.0)
        case _:
            return _across(t, measure, reference)


def _between_goalposts(t: float, measure: Measure) -> Rating | None:
    low, high = (transformed(post, measure.transform) for post in measure.goalposts or (0.0, 1.0))
    if low is None or high is None or low == high:
        return None
    points, slope = 100.0 * (t - low) / (high - low), 100.0 / (high - low)
    if measure.clamp and points != min(max(points, 0.0), 100.0):
        points, slope = min(max(points, 0.0), 100.0), 0.0
    return _mirrored(Rating(points, slope), measure, 0.0, 100.0)


def _on_points(t: float, measure: Measure) -> Rating:
    """Follow the points, written in the value's unit; they have their own direction."""
    points = sorted(  # a reciprocal turns their order round
        (place, score)
        for value, score in measure.points or ()
        if (place := transformed(value, measure.transform)) is not None
    )
    if not points:
        return Rating(MIDDLE)
    index = bisect_right([place for place, _ in points], t)
    slope = 0.0
    if 0 < index < len(points):
        (x0, y0), (x1, y1) = points[index - 1], points[index]
        slope = (y1 - y0) / (x1 - x0)
    return Rating(_along(t, points), slope)


def _across(t: float, measure: Measure, reference: Reference | None) -> Rating:
    """Place a value among those of all countries (method § 7); without a spread it is 50."""
    if reference is None or reference.flat:
        return Rating(MIDDLE)
    t, values = twelve(t), reference.values
    match measure.normalise:
        case "min-max":
            low, high = measure.range
            slope = (high - low) / (values[-1] - values[0])
            share = (t - values[0]) / (values[-1] - values[0])
            return _mirrored(Rating(low + (high - low) * share, slope), measure, low, high)
        case "z-score":
            slope = 10.0 / reference.deviation
            points = MIDDLE + 10.0 * (t - reference.mean) / reference.deviation
            return _mirrored(Rating(points, slope), measure, 0.0, 100.0)
        case _:
            # Averaged ranks and percentiles with half of the ties are the same figure.
            below, above = bisect_left(values, t), bisect_right(values, t)
            place = (below + max(0, above - below - 1) / 2.0) / (len(values) - 1)
            return _mirrored(Rating(100.0 * min(place, 1.0)), measure, 0.0, 100.0)


def _mirrored(rating: Rating, measure: Measure, low: float, high: float) -> Rating:
    if measure.direction == "positive":
        return rating
    return Rating(low + high - rating.points, -rating.slope)


def denominator_for(item: Item, denominators: Sequence[Item], as_of: int) -> float | None:
    """Return the value to divide by; None if there is none or it is zero."""
    chosen = denominator_item(item, denominators, as_of)
    return None if chosen is None else chosen.value or None


def denominator_item(item: Item, denominators: Sequence[Item], as_of: int) -> Item | None:
    """Return whose value is divided by: the latest not after the item's date, else the next one.

    Dates are compared by the first day of their period.
    """
    with_value = usable(denominators, as_of)
    before = [one for one in with_value if one.first_day <= item.first_day]
    if before:
        return min(before, key=lambda one: (-one.first_day, -one.recorded, one.id))
    return min(with_value, key=lambda one: (one.first_day, -one.recorded, one.id), default=None)
