"""From a dossier to scores: group, rate, weigh and pool (method §§ 1 to 4, 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.draw import Found, drawn
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Gap
from sahelrisk.scoring.items import FOREVER, Item, known_items, not_applicable_on
from sahelrisk.scoring.pool import Pooled, pool, take_latest
from sahelrisk.scoring.rate import (
    ACROSS,
    Reference,
    denominator_for,
    level_rating,
    measured_rating,
    reference_of,
    transformed,
)
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.scoring.tree import Indicator, Tree, grow
from sahelrisk.scoring.weigh import Grades, grades_of, keep_latest, latest_used, weigh

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier
    from sahelrisk.model.framework import Profile

ByIndicator = Mapping[str, Sequence[Item]]


class Basis(NamedTuple):
    """What countries are assessed from: items by country and indicator, and what else counts."""

    tree: Tree
    grades: Grades
    by_country: Mapping[str, ByIndicator]
    not_applicable: Mapping[tuple[str, str], str]
    levels: dict[tuple[str, float], float | None]


def assess(
    dossier: Dossier,
    as_of: date,
    *,
    known_on: date | None = None,
    profile: Profile | None = None,
    countries: Collection[str] | None = None,
) -> Assessment:
    """Score countries (alpha-3 codes; all with evidence if None) of a dossier as of a date.

    `known_on` leaves out what was recorded later.
    """
    until = known_on or FOREVER
    tree = grow(dossier.framework, dossier.indicators, profile)
    items = known_items(dossier.evidence, dossier.amendments, until)
    basis = base(tree, items, not_applicable_on(dossier.not_applicable, until))
    wanted = sorted(basis.by_country if countries is None else countries)
    results = assess_countries(basis, as_of, wanted)
    return Assessment(tree, as_of, known_on, profile, results)


def base(tree: Tree, items: Iterable[Item], not_applicable: Mapping[tuple[str, str], str]) -> Basis:
    """Group items by country and indicator."""
    by_country: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        for country in item.countries:
            by_country.setdefault(country, {}).setdefault(item.indicator, []).append(item)
    for by_indicator in by_country.values():
        for listed in by_indicator.values():
            listed.sort(key=lambda item: item.id)
    return Basis(tree, grades_of(tree.rules), by_country, not_applicable, {})


def assess_countries(
    basis: Basis, as_of: date, countries: Iterable[str]
) -> tuple[CountryResult, ...]:
    """Score countries from items that are already grouped, as often as dates are asked for."""
    scorer = Scorer(basis, as_of.toordinal())
    return tuple(scorer.country(iso3) for iso3 in countries)


@dataclass(frozen=True, slots=True)
class Scorer:
    """One as-of date: the references that measures are normalised across are found once."""

    basis: Basis
    as_of: int
    references: dict[str, Reference] = field(default_factory=dict)
    lists: dict[tuple[str, str], list[Item]] = field(default_factory=dict)

    def country(self, iso3: str) -> CountryResult:
        """Score one country."""
        return drawn(iso3, self.found(iso3), self.basis.tree)

    def found(self, iso3: str) -> dict[str, Found]:
        """Weigh and pool every indicator of a country, before any is drawn together."""
        return {leaf.id: self.indicator(iso3, leaf) for leaf in self.basis.tree.indicators.values()}

    def listed(self, iso3: str, indicator: str) -> list[Item]:
        """Return the items of a country whose period has begun, by id."""
        found = self.lists.get((iso3, indicator))
        if found is None:
            items = self.basis.by_country.get(iso3, {}).get(indicator, ())
            found = [item for item in items if item.first_day <= self.as_of]
            self.lists[iso3, indicator] = found
        return found

    def indicator(self, iso3: str, leaf: Indicator) -> Found:
        """Weigh and pool one indicator of a country: items, outcome, why it does not apply."""
        items = self.listed(iso3, leaf.id)
        reason = self.basis.not_applicable.get((iso3, leaf.id), "")
        method = self.basis.tree.rules.method
        slopes: dict[str, float] = {}
        rated = [(item, self._rating(iso3, leaf, item, slopes)) for item in items]
        weighed = weigh(rated, leaf.half_life, self.as_of, self.basis.grades, applicable=not reason)
        if reason:
            return tuple(weighed), Pooled(Gap(NOT_APPLICABLE), (0.0,) * len(weighed)), reason
        if leaf.latest_only:
            keep_latest(weighed)
            slope = next((slopes.get(w.item.id, 0.0) for w in weighed if w.weight), 0.0)
            pooled = take_latest(weighed, slope, method, flipped=leaf.flipped)
            return tuple(weighed), pooled, ""
        return tuple(weighed), pool(weighed, method, flipped=leaf.flipped), ""

    def _rating(
        self, iso3: str, leaf: Indicator, item: Item, slopes: dict[str, float]
    ) -> float | None:
        """Rate an item as the profile reads it; notes the slope of a measured one."""
        if item.rating is not None:
            return item.rating
        if item.level is not None:
            points = self._level(item.level, leaf)
        elif item.value is None or leaf.measure is None:
            return None
        else:
            denominator = self._denominator(iso3, leaf, item)
            if denominator is None:
                return None
            rating = measured_rating(item.value, leaf.measure, denominator, self.reference(leaf))
            slopes[item.id] = rating.slope if rating else 0.0
            points = rating.points if rating else None
        return 100.0 - points if leaf.flipped and points is not None else points

    def _level(self, level: float, leaf: Indicator) -> float | None:
        """Rate a level; the few levels of a ladder are looked up on every date of a series."""
        known = self.basis.levels
        if (leaf.id, level) not in known:
            known[leaf.id, level] = level_rating(level, leaf.ladder)
        return known[leaf.id, level]

    def _denominator(self, iso3: str, leaf: Indicator, item: Item) -> float | None:
        if leaf.measure is None or leaf.measure.denominator is None:
            return 1.0
        return denominator_for(item, self.listed(iso3, leaf.measure.denominator), self.as_of)

    def reference(self, leaf: Indicator) -> Reference | None:
        """Return the values of all countries that a measure is placed among, None if it is not."""
        if leaf.measure is None or leaf.measure.normalise not in ACROSS:
            return None
        if leaf.id not in self.references:
            values = [self._latest_value(iso3, leaf) for iso3 in sorted(self.basis.by_country)]
            self.references[leaf.id] = reference_of(v for v in values if v is not None)
        return self.references[leaf.id]

    def _latest_value(self, iso3: str, leaf: Indicator) -> float | None:
        """Return a country's latest used value, transformed, for the reference set."""
        if leaf.measure is None or (iso3, leaf.id) in self.basis.not_applicable:
            return None
        usable: dict[str, float] = {}
        items = []
        for item in self.listed(iso3, leaf.id):
            denominator = self._denominator(iso3, leaf, item)
            if item.value is None or denominator is None:
                continue
            value = transformed(item.value / denominator, leaf.measure.transform)
            if value is not None:
                usable[item.id] = value
                items.append(item)
        last = latest_used(items, self.as_of, self.basis.grades)
        return None if last is None else usable[last.id]
