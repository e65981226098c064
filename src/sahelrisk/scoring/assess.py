"""From a dossier to scores: group, rate, weigh and pool (method §§ 1 to 4, 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.base_rate import BaseRates, Prior
from sahelrisk.scoring.draw import Found, drawn
from sahelrisk.scoring.editions import by_date, usable
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Gap
from sahelrisk.scoring.items import FOREVER, Item, known_items, not_applicable_on
from sahelrisk.scoring.pool import Pooled, take_latest, weigh_and_pool
from sahelrisk.scoring.rate import (
    ACROSS,
    Reference,
    denominator_for,
    measured_rating,
    reference_of,
    transformed,
    twelve,
)
from sahelrisk.scoring.readings import Reading, exactly, how_read, reading_of
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.scoring.tree import Indicator, Tree, grow
from sahelrisk.scoring.weigh import Grades, aged, grades_of

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier
    from sahelrisk.model.framework import Profile
    from sahelrisk.model.measure import MeasureTable

ByIndicator = Mapping[str, Sequence[Item]]
Levels = dict[tuple[str, float, float | None, str], Reading | None]
NEVER = FOREVER.toordinal()


class Basis(NamedTuple):
    """What countries are assessed from: items by country and indicator, and what else counts.

    Statistics that came out after the day `published` (an ordinal) are not known.
    """

    tree: Tree
    grades: Grades
    by_country: Mapping[str, ByIndicator]
    not_applicable: Mapping[tuple[str, str], str]
    levels: Levels
    base_rates: BaseRates
    published: int = NEVER


def assess(
    dossier: Dossier,
    as_of: date,
    *,
    known_on: date | None = None,
    profile: Profile | None = None,
    countries: Collection[str] | None = None,
) -> Assessment:
    """Score countries (alpha-3 codes; all with evidence if None) of a dossier as of a date.

    `known_on` leaves out what was recorded or published later.
    """
    tree = grow(dossier.framework, dossier.indicators, profile)
    basis = basis_of(dossier, tree, known_on)
    wanted = sorted(basis.by_country if countries is None else countries)
    results = assess_countries(basis, as_of, wanted)
    return Assessment(tree, as_of, known_on, profile, results)


def basis_of(dossier: Dossier, tree: Tree, known_on: date | None = None) -> Basis:
    """Return what is known of a dossier on a date, read with a tree; all of it without one."""
    until = known_on or FOREVER
    return base(
        tree,
        known_items(dossier.evidence, dossier.amendments, until, names=tree.names),
        not_applicable_on(dossier.not_applicable, until, tree.names),
        measures=dossier.statistics,
        published=until.toordinal(),
    )


def base(
    tree: Tree,
    items: Iterable[Item],
    not_applicable: Mapping[tuple[str, str], str],
    *,
    measures: Mapping[str, MeasureTable] | None = None,
    published: int = NEVER,
) -> Basis:
    """Group items by country and indicator."""
    by_country: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        for country in item.countries:
            by_country.setdefault(country, {}).setdefault(item.indicator, []).append(item)
    for by_indicator in by_country.values():
        for listed in by_indicator.values():
            listed.sort(key=lambda item: item.id)
    rates = BaseRates(measures or {}, tree.rules.method)
    return Basis(tree, grades_of(tree.rules), by_country, not_applicable, {}, rates, published)


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

    def prior(self, iso3: str, leaf: Indicator) -> Prior:
        """Return where an indicator of a country starts: its base rate, or the prior score."""
        return self.basis.base_rates.prior(leaf, iso3, self.as_of, self.basis.published)

    def indicator(self, iso3: str, leaf: Indicator) -> Found:
        """Weigh and pool one indicator of a country: items, outcome, why it does not apply."""
        reason = self.basis.not_applicable.get((iso3, leaf.id), "")
        grades, prior = self.basis.grades, self.prior(iso3, leaf)
        rated = [(item, self.reading(iso3, leaf, item)) for item in self.listed(iso3, leaf.id)]
        weighed = aged(rated, leaf.half_life, self.as_of, grades)
        if reason:
            for one in weighed:
                one.silenced = "not-applicable"
            nothing = (0.0,) * len(weighed)
            return tuple(weighed), Pooled(Gap(NOT_APPLICABLE), nothing, None, prior), reason
        pooling = take_latest if leaf.latest_only else weigh_and_pool
        return tuple(weighed), pooling(weighed, prior, grades), ""

    def reading(self, iso3: str, leaf: Indicator, item: Item) -> Reading | None:
        """Return what an item says as the profile reads it; None of one without a rating."""
        if item.rating is not None:
            return exactly(item.rating)
        found = self._level(item, leaf) if item.level is not None else self._value(iso3, leaf, item)
        return found.flipped() if found and leaf.flipped else found

    def _level(self, item: Item, leaf: Indicator) -> Reading | None:
        """Rate a level; the few levels of a ladder are looked up on every date of a series."""
        has_prior = self.basis.tree.rules.method.prior_weight > 0.0
        reads = how_read(item, leaf, has_prior=has_prior)
        level = 0.0 if item.level is None else item.level
        known, key = self.basis.levels, (leaf.id, level, item.level_high, reads)
        if key not in known:
            known[key] = reading_of(level, item.level_high, leaf.ladder, reads)
        return known[key]

    def _value(self, iso3: str, leaf: Indicator, item: Item) -> Reading | None:
        if item.value is None or leaf.measure is None:
            return None
        denominator = self._denominator(iso3, leaf, item)
        if denominator is None:
            return None
        rating = measured_rating(item.value, leaf.measure, denominator, self.reference(leaf))
        return exactly(rating.points, rating.slope) if rating else None

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
        """Return a country's latest used value for the reference set, at 12 digits."""
        if leaf.measure is None or (iso3, leaf.id) in self.basis.not_applicable:
            return None
        places: dict[str, float] = {}
        items = []
        for item in usable(self.listed(iso3, leaf.id), self.as_of):
            denominator = self._denominator(iso3, leaf, item)
            if item.value is None or denominator is None:
                continue
            place = transformed(item.value / denominator, leaf.measure.transform)
            if place is not None:
                places[item.id] = twelve(place)
                items.append(item)
        last = min(items, key=by_date, default=None)
        return None if last is None else places[last.id]
