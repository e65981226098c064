"""What open statistics alone would say of an indicator of a country (method § 4)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.rate import (
    ACROSS,
    Reference,
    measured_rating,
    reference_of,
    transformed,
    twelve,
)
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Method
    from sahelrisk.model.measure import MeasureTable, MeasureValue
    from sahelrisk.scoring.tree import Indicator

DAYS_A_YEAR = 365.25
MIDDLE = 50.0
HALF = 0.5


class BaseSource(NamedTuple):
    """A measure behind a base rate.

    `share` is its part of the weights of the measures that have a rating, `rating` as the profile
    reads it, `values` those it is the mean of, the newest last, `excess` the years by which that
    one is too old. `points` = share·(rating - 50) is its part of the base rate above 50.
    """

    measure: str
    weight: float
    share: float
    rating: float
    values: tuple[MeasureValue, ...]
    excess: float

    @property
    def points(self) -> float:
        """Return what the measure adds to the base rate beyond 50."""
        return self.share * (self.rating - MIDDLE)


class BaseRate(NamedTuple):
    """A base rate: score p, spread s, the measures it is made of, and what the limits cut off.

    50 + the points of the sources + `cut` = `score`.
    """

    score: float
    spread: float
    sources: tuple[BaseSource, ...]
    cut: float


class Prior(NamedTuple):
    """Where an estimate starts: its base rate, or the prior score where it has none."""

    score: float
    spread: float
    base: BaseRate | None = None

    @property
    def share(self) -> float:
        """Return 1 where there is a base rate, else 0."""
        return float(self.base is not None)


class _Rated(NamedTuple):
    rating: float
    values: tuple[MeasureValue, ...]
    excess: float


class BaseRates:
    """The base rates of all countries on any day, each measure rated once a day."""

    def __init__(self, tables: Mapping[str, MeasureTable], method: Method) -> None:
        """Take the measures that were read, and the constants of the method."""
        self.tables, self.method = tables, method
        self._rated: dict[tuple[str, str, int, int], _Rated | None] = {}
        self._references: dict[tuple[str, int, int], Reference] = {}

    def countries(self) -> set[str]:
        """Return every country of which a measure has a value."""
        return {iso3 for table in self.tables.values() for iso3 in table.values}

    def prior(self, leaf: Indicator, iso3: str, as_of: int, known_on: int) -> Prior:
        """Return where the estimate of an indicator starts, as the profile reads it."""
        base = self.of(leaf, iso3, as_of, known_on)
        if base is not None:
            return Prior(base.score, base.spread, base)
        score = self.method.prior_score
        return Prior(100.0 - score if leaf.flipped else score, self.method.prior_spread)

    def of(self, leaf: Indicator, iso3: str, as_of: int, known_on: int) -> BaseRate | None:
        """Return a base rate by what had been published by both days; None without one."""
        rules = leaf.base
        if rules is None or not self.tables:
            return None
        published = min(as_of, known_on)
        found = [
            (name, weight, rated)
            for name, weight in rules.measures.items()
            if (rated := self._rate(name, iso3, as_of, published)) is not None
        ]
        carried = math.fsum(weight for _, weight, _ in found)
        whole = math.fsum(rules.measures.values())
        if not found or settled(carried / whole) < HALF:
            return None
        sources = [
            BaseSource(name, weight, weight / carried, one.rating, one.values, one.excess)
            for name, weight, one in found
        ]
        raw = math.fsum(one.share * one.rating for one in sources)
        low, high = self.method.base_limits
        score = min(high, max(low, raw))
        years = math.fsum(one.share * one.excess for one in sources)
        s0 = self.method.prior_spread
        spread = s0 if rules.spread is None else rules.spread
        spread = min(s0, spread + self.method.base_ageing * years)
        if leaf.flipped:
            sources = [one._replace(rating=100.0 - one.rating) for one in sources]
            return BaseRate(100.0 - score, spread, tuple(sources), raw - score)
        return BaseRate(score, spread, tuple(sources), score - raw)

    def _rate(self, name: str, iso3: str, as_of: int, published: int) -> _Rated | None:
        key = (name, iso3, as_of, published)
        if key not in self._rated:
            table = self.tables.get(name)
            self._rated[key] = self._rating(name, table, iso3, as_of, published) if table else None
        return self._rated[key]

    def _rating(
        self, name: str, table: MeasureTable, iso3: str, as_of: int, published: int
    ) -> _Rated | None:
        """Return the mean of the ratings of a measure's last values; None without any."""
        measure = table.file.measure
        known = _known(table.values.get(iso3, ()), as_of, published)
        reference = None
        if known and measure.normalise in ACROSS:
            reference = self._reference(name, table, as_of, published)
        rated = []
        for value in known[-measure.average :]:
            rating = measured_rating(value.value, measure, 1.0, reference)
            if rating is not None:
                rated.append((value, rating.points))
        if not rated:
            return None
        age = as_of - rated[-1][0].last_day
        return _Rated(
            math.fsum(points for _, points in rated) / len(rated),
            tuple(value for value, _ in rated),
            max(0.0, (age - measure.max_age_days) / DAYS_A_YEAR),
        )

    def _reference(self, name: str, table: MeasureTable, as_of: int, published: int) -> Reference:
        """Return the latest values of all countries, which a measure is placed among."""
        key = (name, as_of, published)
        if key not in self._references:
            transform = table.file.measure.transform
            latest = [_known(own, as_of, published)[-1:] for own in table.values.values()]
            places = (transformed(one.value, transform) for own in latest for one in own)
            self._references[key] = reference_of(
                twelve(place) for place in places if place is not None
            )
        return self._references[key]


def _known(values: Sequence[MeasureValue], as_of: int, published: int) -> list[MeasureValue]:
    """Return the values whose period has ended and which were out, one a period, in its order.

    Of several editions of a period the one that came out last counts.
    """
    by_period: dict[int, MeasureValue] = {}
    for one in values:
        if one.last_day <= as_of and one.recorded <= published:
            by_period[one.last_day] = one
    return list(by_period.values())
