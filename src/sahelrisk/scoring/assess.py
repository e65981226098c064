"""From a dossier to scores: group, weigh, pool, aggregate (method §§ 1 to 5, 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.aggregate import aggregate
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Estimate, Gap
from sahelrisk.scoring.items import FOREVER, Item, known_items, not_applicable_on
from sahelrisk.scoring.pool import Pooled, Workings, pool, take_latest
from sahelrisk.scoring.rate import (
    ACROSS,
    Reference,
    denominator_for,
    level_rating,
    measured_rating,
    reference_of,
    transformed,
)
from sahelrisk.scoring.tree import Indicator, Node, Tree, grow
from sahelrisk.scoring.weigh import Grades, Weighed, grades_of, keep_latest, latest_used, weigh

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier
    from sahelrisk.model.framework import Profile

ByIndicator = Mapping[str, Sequence[Item]]
Found = tuple[tuple[Weighed, ...], Pooled, str]


class IndicatorResult(NamedTuple):
    """An indicator of one country.

    `weight` is normalised within its node, `effective_weight` that of the country;
    `slope` is the change of the country's score with this one's (the same, but for aggregations
    that are not arithmetic). `contributions` are to this score, in the order of `items`.
    """

    indicator: Indicator
    outcome: Estimate | Gap
    items: tuple[Weighed, ...]
    contributions: tuple[float, ...]
    weight: float
    effective_weight: float
    slope: float
    reason: str = ""
    workings: Workings | None = None

    @property
    def id(self) -> str:
        """Return the indicator's id."""
        return self.indicator.id

    def country_contributions(self) -> tuple[float, ...]:
        """Return what each item adds to the country's score."""
        return tuple(points * self.slope for points in self.contributions)


class NodeResult(NamedTuple):
    """The root or a pillar of one country, its members in the order of the tree.

    `slope` is the change of the country's score with this one's, `member_slopes` that of this
    one's with each member's.
    """

    node: Node
    outcome: Estimate | Gap
    weight: float
    effective_weight: float
    slope: float
    members: tuple[NodeResult | IndicatorResult, ...]
    member_slopes: tuple[float, ...]
    parent: str | None = None

    @property
    def id(self) -> str:
        """Return the pillar's id, "" for the root."""
        return self.node.id


class CountryResult(NamedTuple):
    """A country: the root and everything below it, flat, in the order of the tree."""

    iso3: str
    root: NodeResult
    pillars: tuple[NodeResult, ...]
    indicators: tuple[IndicatorResult, ...]

    @property
    def outcome(self) -> Estimate | Gap:
        """Return the country's outcome."""
        return self.root.outcome


class Assessment(NamedTuple):
    """The countries asked for, by code, and what they were assessed with."""

    tree: Tree
    as_of: date
    known_on: date | None
    profile: Profile | None
    countries: tuple[CountryResult, ...]


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


_Found = Mapping[str, Found]
Outcomes = Mapping[str, Estimate | Gap]


def drawn(iso3: str, found: _Found, tree: Tree) -> CountryResult:
    """Draw the indicators of a country together; several what-ifs may share most of them."""
    return _country(iso3, _climb(tree.root, outcomes_of(found), tree), found)


def outcomes_of(found: _Found) -> Outcomes:
    """Return the outcomes of pooled indicators, by id."""
    return {key: pooled.outcome for key, (_, pooled, _) in found.items()}


def outcome_of(tree: Tree, outcomes: Outcomes) -> Estimate | Gap:
    """Return a country's outcome from those of its indicators, as one tree draws them together."""
    return _climb(tree.root, outcomes, tree).outcome


class _Branch(NamedTuple):
    """A node on the way up, before effective weights are known."""

    node: Node
    outcome: Estimate | Gap
    weights: tuple[float, ...]
    slopes: tuple[float, ...]
    members: tuple[_Branch | Indicator, ...]


def _climb(node: Node, outcomes: Outcomes, tree: Tree) -> _Branch:
    members = tuple(
        _climb(member, outcomes, tree) if isinstance(member, Node) else member
        for member in node.members
    )
    own = [
        member.outcome if isinstance(member, _Branch) else outcomes[member.id] for member in members
    ]
    drawn = aggregate(node, own, tree.rules.method)
    return _Branch(node, drawn.outcome, drawn.weights, drawn.slopes, members)


def _country(iso3: str, top: _Branch, found: _Found) -> CountryResult:
    pillars: list[NodeResult] = []
    indicators: list[IndicatorResult] = []

    def descend(branch: _Branch, share: _Share, parent: str | None) -> NodeResult:
        below: list[NodeResult | IndicatorResult] = []
        place = len(pillars)
        for member, weight, slope in zip(
            branch.members, branch.weights, branch.slopes, strict=True
        ):
            down = _Share(weight, share.effective * weight, share.slope * slope)
            if isinstance(member, _Branch):
                below.append(descend(member, down, branch.node.id or None))
            else:
                items, pooled, reason = found[member.id]
                leaf = IndicatorResult(
                    member,
                    pooled.outcome,
                    items,
                    pooled.contributions,
                    down.weight,
                    down.effective,
                    down.slope,
                    reason,
                    pooled.workings,
                )
                indicators.append(leaf)
                below.append(leaf)
        node = NodeResult(
            branch.node,
            branch.outcome,
            share.weight,
            share.effective,
            share.slope,
            tuple(below),
            branch.slopes,
            parent,
        )
        if branch.node.id:
            pillars.insert(place, node)
        return node

    root = descend(top, _Share(1.0, 1.0, 1.0), None)
    return CountryResult(iso3, root, tuple(pillars), tuple(indicators))


class _Share(NamedTuple):
    weight: float
    effective: float
    slope: float
