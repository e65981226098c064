"""How one value became a rating, step by step: what `rate` works out, kept (method § 7)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.assess import Scorer
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.rate import (
    Reference,
    denominator_item,
    measured_rating,
    transformed,
)
from sahelrisk.scoring.tree import Indicator

if TYPE_CHECKING:
    from sahelrisk.model.indicator import Measure

NO_DENOMINATOR, OUTSIDE_DOMAIN, NO_RATING = "no denominator", "outside domain", "no rating"


class Derivation(NamedTuple):
    """One value on its way to a rating on 0–100.

    `quotient` is the value per unit of the denominator, `transformed` what the transform makes of
    it, `places` the figures it is normalised with: of goalposts and points, transformed, the two
    neighbours as (place, score), of min-max the ends of the reference. `raw` is before
    clamping and direction, `straight` before the direction; `fault` says why there is no rating.
    """

    measure: Measure
    value: float
    denominator: Item | None = None
    quotient: float = 0.0
    transformed: float = 0.0
    places: tuple[tuple[float, float], ...] = ()
    reference: Reference | None = None
    raw: float = 0.0
    straight: float = 0.0
    rating: float = 0.0
    slope: float = 0.0
    fault: str = ""

    @property
    def below(self) -> int:
        """Return how many values of the reference are smaller."""
        return bisect_left(self.reference.values, self.transformed) if self.reference else 0

    @property
    def ties(self) -> int:
        """Return how many other values of the reference are equal."""
        if self.reference is None:
            return 0
        return max(0, bisect_right(self.reference.values, self.transformed) - self.below - 1)


def derive(scorer: Scorer, iso3: str, leaf: Indicator, item: Item) -> Derivation | None:
    """Follow an item's value to its rating, before any flip; None for an item without a value."""
    measure = leaf.measure
    if item.value is None or measure is None:
        return None
    found = Derivation(measure, item.value, quotient=item.value)
    divisor = 1.0
    if measure.denominator is not None:
        listed = scorer.listed(iso3, measure.denominator)
        chosen = denominator_item(item, listed, scorer.as_of)
        if chosen is None or not chosen.value:
            return found._replace(denominator=chosen, fault=NO_DENOMINATOR)
        divisor = chosen.value
        found = found._replace(denominator=chosen, quotient=item.value / divisor)
    t = transformed(found.quotient, measure.transform)
    if t is None:
        return found._replace(fault=OUTSIDE_DOMAIN)
    found = found._replace(transformed=t, reference=scorer.reference(leaf))
    rated = measured_rating(item.value, measure, divisor, found.reference)
    if rated is None:
        return found._replace(fault=NO_RATING)
    straight = _mirrored_back(rated.points, measure)
    return _placed(found._replace(rating=rated.points, slope=rated.slope, straight=straight))


def _mirrored_back(points: float, measure: Measure) -> float:
    """Return the rating before its direction was looked at; points have their own."""
    if measure.direction == "positive" or measure.normalise == "points":
        return points
    low, high = measure.range if measure.normalise == "min-max" else (0.0, 100.0)
    return low + high - points


def _placed(found: Derivation) -> Derivation:
    """Add the figures that the normalisation works with."""
    measure, t = found.measure, found.transformed
    match measure.normalise:
        case "goalposts":
            posts = [transformed(post, measure.transform) for post in measure.goalposts or ()]
            low, high = (post or 0.0 for post in posts)
            raw = 100.0 * (t - low) / (high - low)
            return found._replace(places=((low, 0.0), (high, 100.0)), raw=raw)
        case "points":
            return found._replace(places=_neighbours(t, measure), raw=found.straight)
        case "min-max" if found.reference and not found.reference.flat:
            ends = (found.reference.values[0], found.reference.values[-1])
            places = tuple(zip(ends, measure.range, strict=True))
            return found._replace(places=places, raw=found.straight)
        case _:
            return found._replace(raw=found.straight)


def _neighbours(t: float, measure: Measure) -> tuple[tuple[float, float], ...]:
    """Return the points on both sides of a place; one alone beyond the ends."""
    points = sorted(
        (place, score)
        for value, score in measure.points or ()
        if (place := transformed(value, measure.transform)) is not None
    )
    index = bisect_right([place for place, _ in points], t)
    return tuple(points[max(0, index - 1) : index + 1])
