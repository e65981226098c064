"""Assumptions changed one at a time, and every country's outcome under each.

Nothing is sampled: every assumption is changed once, in a fixed order, so a result is the same on
every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.analysis.reshape import (
    aged,
    keys_of,
    reshaped,
    with_method,
    with_power,
    with_rho,
    with_weight,
)
from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.draw import outcome_of, outcomes_of
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.tree import Tree
from sahelrisk.scoring.weigh import grades_of

if TYPE_CHECKING:
    from sahelrisk.model.framework import Ladders

STEP = 0.25
FACTORS = ((0.5, "× ½"), (2.0, "× 2"))
POWERS = (1.0, 2.0)
CORRELATIONS = (0.0, 1.0)

Outcomes = Mapping[str, Estimate | Gap]


class Scenario(NamedTuple):
    """One changed assumption, and the outcome of every country under it."""

    kind: str
    name: str
    outcomes: Outcomes


class Bench:
    """Countries pooled once; a changed assumption is only worked out where it can matter."""

    def __init__(self, basis: Basis, as_of: int, countries: Sequence[str]) -> None:
        """Pool the evidence of countries (alpha-3, at least one) as of a day's ordinal."""
        self.basis = basis
        self.as_of = as_of
        self.countries = countries
        scorer = Scorer(basis, as_of)
        self.leaves = {iso3: outcomes_of(scorer.found(iso3)) for iso3 in countries}
        self.results = [scorer.country(iso3) for iso3 in countries]
        self.outcomes: dict[str, Estimate | Gap] = {one.iso3: one.outcome for one in self.results}

    def scenarios(self, ladders: Mapping[str, Ladders]) -> Iterator[Scenario]:
        """Yield every changed assumption, always in the same order."""
        yield from self._weights()
        for p in POWERS:
            yield self._drawn("power mean", f"p = {p:g}", with_power(self.basis.tree, p))
        yield from self._method(ladders)
        yield from self._members()
        for kind, key in (("origin", _origin), ("publisher", _publisher), ("analyst", _analyst)):
            yield from self._left_out(f"without {kind}", key)

    def _drawn(self, kind: str, name: str, tree: Tree) -> Scenario:
        """Draw the same indicators together in another tree."""
        return Scenario(
            kind, name, {iso3: outcome_of(tree, found) for iso3, found in self.leaves.items()}
        )

    def _pooled(self, kind: str, name: str, tree: Tree) -> Scenario:
        """Weigh and pool everything anew."""
        scorer = Scorer(self.basis._replace(tree=tree, grades=grades_of(tree.rules)), self.as_of)
        found = {iso3: outcome_of(tree, outcomes_of(scorer.found(iso3))) for iso3 in self.countries}
        return Scenario(kind, name, found)

    def _weights(self) -> Iterator[Scenario]:
        for key in keys_of(self.basis.tree):
            for factor, sign in ((1.0 - STEP, "−"), (1.0 + STEP, "+")):
                tree = with_weight(self.basis.tree, key, factor)
                yield self._drawn("weight", f"{key} {sign}25 %", tree)

    def _method(self, ladders: Mapping[str, Ladders]) -> Iterator[Scenario]:
        tree, method = self.basis.tree, self.basis.tree.rules.method
        for factor, name in FACTORS:
            days = method.condition_half_life_days * factor
            changed = with_method(tree, {"condition_half_life_days": days})
            older = reshaped(changed, leaf=partial(aged, factor=factor))
            yield self._pooled("half-life", name, older)
        for factor, name in FACTORS if method.prior_weight else ():
            weight = {"prior_weight": method.prior_weight * factor}
            yield self._pooled("prior weight", name, with_method(tree, weight))
        for rho in CORRELATIONS:
            yield self._drawn("ρ", f"{rho:g}", with_rho(tree, rho))
        for name, ladder in sorted(ladders.items()):
            grades = {"reliability": ladder.reliability, "credibility": ladder.credibility}
            yield self._pooled("ladder", name, with_method(tree, grades))

    def _members(self) -> Iterator[Scenario]:
        tree = self.basis.tree
        pillars = {node.id for node, _ in tree.pillars()}
        for key in keys_of(tree):
            kind = "without pillar" if key in pillars else "without indicator"
            yield self._drawn(kind, key, with_weight(tree, key, 0.0))

    def _left_out(self, kind: str, key: Callable[[Item], str]) -> Iterator[Scenario]:
        """Leave out all items of one origin, publisher or analyst; alone, none can be left out."""
        groups: dict[str, set[str]] = {}
        touched: dict[str, set[tuple[str, str]]] = {}
        for iso3, indicators in self.basis.by_country.items():
            for indicator, items in indicators.items():
                for item in items:
                    if item.first_day <= self.as_of and key(item):
                        groups.setdefault(key(item), set()).add(item.id)
                        touched.setdefault(key(item), set()).add((iso3, indicator))
        for name in sorted(groups) if len(groups) > 1 else ():
            yield Scenario(kind, name, self._without(groups[name], touched[name]))

    def _without(self, ids: set[str], touched: set[tuple[str, str]]) -> Outcomes:
        """Pool the indicators that lose items, and what is measured against them, anew."""
        pairs = self._affected(touched)
        by_country = dict(self.basis.by_country)
        for iso3 in {iso3 for iso3, _ in touched}:
            by_country[iso3] = {
                indicator: [item for item in items if item.id not in ids]
                if (iso3, indicator) in touched
                else items
                for indicator, items in by_country[iso3].items()
            }
        scorer = Scorer(self.basis._replace(by_country=by_country), self.as_of)
        tree = self.basis.tree
        outcomes = dict(self.outcomes)
        for iso3 in sorted({iso3 for iso3, _ in pairs} & self.leaves.keys()):
            found = dict(self.leaves[iso3])
            for country, indicator in pairs:
                if country == iso3:
                    pooled = scorer.indicator(iso3, tree.indicators[indicator])[1]
                    found[indicator] = pooled.outcome
            outcomes[iso3] = outcome_of(tree, found)
        return outcomes

    def _affected(self, touched: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return country and indicator of all that lose items, by themselves or by reference."""
        pairs = {pair for pair in touched if pair[1] in self.basis.tree.indicators}
        lost = {indicator for _, indicator in touched}
        for leaf in self.basis.tree.indicators.values():
            if leaf.measure is None:
                continue
            across = leaf.measure.normalise in ACROSS and leaf.id in lost
            if across or leaf.measure.denominator in lost:
                pairs |= {(iso3, leaf.id) for iso3 in self.countries}
        return pairs


def _origin(item: Item) -> str:
    return item.id if item.origin is None else item.origin


def _publisher(item: Item) -> str:
    return item.publisher


def _analyst(item: Item) -> str:
    return (item.evidence.analyst if item.evidence else None) or ""
