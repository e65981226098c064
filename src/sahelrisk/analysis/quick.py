"""What one changed item does to an indicator's score and coverage, worked out from a few sums.

The same arithmetic as `weigh` and `pool` without what only a page needs. It says which changes are
worth the whole arithmetic, and has no say in what is printed; that is why plain sums will do.
"""

from __future__ import annotations

from operator import mul
from typing import NamedTuple

from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Grades, Weighed

_Origin = tuple[int, ...]


class Moved(NamedTuple):
    """An indicator's score on 0–100 and its coverage."""

    score: float
    coverage: float


class Quick(NamedTuple):
    """The items of one indicator that count: base weights, ratings, origins by publisher."""

    items: tuple[Weighed, ...]
    places: dict[str, int]
    bases: list[float]
    ages: tuple[float, ...]
    ratings: tuple[float, ...]
    weak: list[bool]
    publishers: tuple[tuple[_Origin, ...], ...]
    prior: float
    prior_weight: float
    grades: Grades

    def place(self, item: str) -> int | None:
        """Return where an item that may be tried stands; None asks for the whole arithmetic."""
        place = self.places.get(item)
        return None if place is None or self.items[place].item.turning_point else place

    def regraded(self, place: int, quality: float) -> Moved:
        """Return score and coverage with another quality of one item."""
        one = self.items[place]
        was = self.bases[place], self.weak[place]
        self.bases[place] = quality / (1.0 - quality) * one.age_factor
        self.weak[place] = quality in self.grades.weak
        moved = self.moved()
        self.bases[place], self.weak[place] = was
        return moved

    def without(self, place: int) -> Moved | None:
        """Return score and coverage without one item; None where its origin may change hands."""
        for own in self.publishers:
            for origin in own:
                if place in origin and len({self.items[at].item.publisher for at in origin}) > 1:
                    return None
        base, self.bases[place] = self.bases[place], 0.0
        moved = self.moved()
        self.bases[place] = base
        return moved

    def moved(self) -> Moved:
        """Pool the items as they stand."""
        weights = self._weights()
        total = sum(weights)
        if not total:
            return Moved(self.prior, 0.0)
        pull = sum(map(mul, weights, self.ratings))
        k = self.prior_weight * sum(map(mul, weights, self.ages)) / total
        score = (k * self.prior + pull) / (k + total)
        return Moved(score, total / (self.prior_weight + total))

    def _weights(self) -> list[float]:
        weights = [0.0] * len(self.bases)
        keep = 1.0 - self.grades.rules.method.publisher_discount
        for own in self.publishers:
            factor = 1.0
            for origin in own if len(own) == 1 else sorted(own, key=self._rank):
                if len(origin) == 1:
                    weights[origin[0]] = self.bases[origin[0]] * factor
                else:
                    self._share(origin, weights, factor)
                factor *= keep
        if True in self.weak:
            together = sum(w for w, weak in zip(weights, self.weak, strict=True) if weak)
            cap = self.grades.rules.weak.weight
            if together > cap:
                return [
                    w * cap / together if weak else w
                    for w, weak in zip(weights, self.weak, strict=True)
                ]
        return weights

    def _share(self, origin: _Origin, weights: list[float], factor: float) -> None:
        own = [self.bases[place] for place in origin]
        together = sum(own)
        for place in origin:
            weights[place] = self.bases[place] * max(own) / together * factor if together else 0.0

    def _rank(self, origin: _Origin) -> tuple[float, int, str, str]:
        return min(
            (
                -self.bases[place],
                -self.items[place].item.counted_day,
                self.items[place].lineage[1],
                self.items[place].item.id,
            )
            for place in origin
        )


def quick_of(result: IndicatorResult, prior: float, grades: Grades) -> Quick | None:
    """Prepare an indicator; None asks for the whole arithmetic, as all do so far."""
    del result, prior, grades
    return None
