"""Assumptions changed one at a time, and every country's outcome under each.

Nothing is sampled: every assumption is changed once, in a fixed order, so a result is the same on
every run.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.analysis.reshape import (
    aged,
    keys_of,
    reshaped,
    with_method,
    with_rho,
    with_rules,
    with_weight,
)
from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.base_rate import BaseRates, Prior
from sahelrisk.scoring.basis import bearing
from sahelrisk.scoring.draw import outcome_of, outcomes_of
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.readings import EXACT
from sahelrisk.scoring.tree import ROOT, Indicator, Tree
from sahelrisk.scoring.weigh import grades_of, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Ladders

STEP = 0.25
FACTORS = ((0.5, "× ½"), (2.0, "× 2"))
NO_ERROR = ((0.0, "0"), (2.0, "× 2"))
MEANS = {"arithmetic": 1.0, "quadratic": 2.0, "geometric": 0.0, "harmonic": -1.0}
CORRELATIONS = (0.0, 1.0)
HEAVIEST = 20
"""So many origins, and publishers, are left out in turn."""

Outcomes = Mapping[str, Estimate | Gap]


class Scenario(NamedTuple):
    """One changed assumption, and the outcome of every country under it."""

    kind: str
    name: str
    outcomes: Outcomes


class _Shifted(BaseRates):
    """Base rates that lie so many of their spreads higher, within the limits of base rates."""

    def __init__(self, rates: BaseRates, spreads: float) -> None:
        super().__init__(rates.tables, rates.method)
        self._spreads = spreads

    def prior(self, leaf: Indicator, iso3: str, as_of: int, known_on: int) -> Prior:
        found = super().prior(leaf, iso3, as_of, known_on)
        if found.base is None:
            return found
        low, high = self.method.base_limits
        moved = found.score + self._spreads * found.spread
        return found._replace(score=min(high, max(low, moved)))


class Bench:
    """Countries pooled once; a changed assumption is only worked out where it can matter."""

    def __init__(self, basis: Basis, as_of: int, countries: Sequence[str]) -> None:
        """Pool the evidence of countries (alpha-3, at least one) as of a day's ordinal."""
        self.basis = basis
        self.as_of = as_of
        self.countries = countries
        self.scorer = Scorer(basis, as_of)
        self.leaves = {iso3: outcomes_of(self.scorer.found(iso3)) for iso3 in countries}
        self.results = [self.scorer.country(iso3) for iso3 in countries]
        self.outcomes: dict[str, Estimate | Gap] = {one.iso3: one.outcome for one in self.results}

    def scenarios(self, ladders: Mapping[str, Ladders]) -> Iterator[Scenario]:
        """Yield every changed assumption, always in the same order."""
        yield from self._weights()
        yield from self._aggregations()
        yield from self._method(ladders)
        yield from self._base_rates()
        yield self._exact()
        yield from self._members()
        for kind in ("origin", "publisher"):
            yield from self._left_out(kind)

    def _drawn(self, kind: str, name: str, tree: Tree) -> Scenario:
        """Draw the same indicators together in another tree."""
        return Scenario(
            kind, name, {iso3: outcome_of(tree, found) for iso3, found in self.leaves.items()}
        )

    def _pooled(
        self, kind: str, name: str, scorer: Scorer, pairs: Collection[tuple[str, str]] | None = None
    ) -> Scenario:
        """Weigh and pool anew, everything or some indicators by country."""
        tree = scorer.basis.tree
        outcomes = {}
        for iso3 in self.countries:
            found = dict(self.leaves[iso3])
            for key, leaf in tree.indicators.items():
                if pairs is None or (iso3, key) in pairs:
                    found[key] = scorer.indicator(iso3, leaf)[1].outcome
            outcomes[iso3] = outcome_of(tree, found)
        return Scenario(kind, name, outcomes)

    def _under(self, tree: Tree) -> Scorer:
        """Return a scorer under another tree or other figures of the method."""
        rates = BaseRates(self.basis.base_rates.tables, tree.rules.method)
        return Scorer(
            self.basis._replace(tree=tree, grades=grades_of(tree.rules), base_rates=rates),
            self.as_of,
        )

    def _weights(self) -> Iterator[Scenario]:
        for key in keys_of(self.basis.tree):
            for factor, sign in ((1.0 - STEP, "−"), (1.0 + STEP, "+")):
                tree = with_weight(self.basis.tree, key, factor)
                yield self._drawn("weight", f"{key} {sign}25 %", tree)

    def _aggregations(self) -> Iterator[Scenario]:
        for name, p in MEANS.items():
            change = {"aggregation": "power", "exponent": p}
            yield self._drawn("aggregation", name, with_rules(self.basis.tree, change))
        worst = with_rules(self.basis.tree, {"aggregation": "max"}, only=ROOT)
        yield self._drawn("worst pillar", "alone", worst)

    def _method(self, ladders: Mapping[str, Ladders]) -> Iterator[Scenario]:
        tree, method = self.basis.tree, self.basis.tree.rules.method
        for factor, name in FACTORS:
            days = method.condition_half_life_days * factor
            changed = with_method(tree, {"condition_half_life_days": days})
            older = reshaped(changed, leaf=partial(aged, factor=factor))
            yield self._pooled("half-life", name, self._under(older))
        for factor, name in FACTORS if method.prior_weight else ():
            weight = {"prior_weight": method.prior_weight * factor}
            yield self._pooled("prior weight", name, self._under(with_method(tree, weight)))
        for factor, name in NO_ERROR if method.reading_error else ():
            error = {"reading_error": method.reading_error * factor}
            yield self._pooled("reading error", name, self._under(with_method(tree, error)))
        for rho in CORRELATIONS:
            yield self._drawn("ρ", f"{rho:g}", with_rho(tree, rho))
        for name, ladder in sorted(ladders.items()):
            grades = {"reliability": ladder.reliability, "credibility": ladder.credibility}
            yield self._pooled("ladder", name, self._under(with_method(tree, grades)))

    def _base_rates(self) -> Iterator[Scenario]:
        rates = self.basis.base_rates
        behind = self._behind()
        every = {pair for pairs in behind.values() for pair in pairs}
        none = BaseRates({}, rates.method)
        changed = [("none", none), ("− 1 spread", _Shifted(rates, -1.0))]
        for name, other in (*changed, ("+ 1 spread", _Shifted(rates, 1.0))) if behind else ():
            scorer = Scorer(self.basis._replace(base_rates=other), self.as_of)
            yield self._pooled("base rates", name, scorer, every)
        for measure, pairs in behind.items():
            tables = {key: table for key, table in rates.tables.items() if key != measure}
            less = self.basis._replace(base_rates=BaseRates(tables, rates.method))
            yield self._pooled("without measure", measure, Scorer(less, self.as_of), pairs)

    def _behind(self) -> dict[str, set[tuple[str, str]]]:
        """Map measures to the countries and indicators whose base rates they are part of."""
        behind: dict[str, set[tuple[str, str]]] = {}
        for country in self.results:
            for result in country.indicators:
                for source in result.base.sources if result.base and not result.reason else ():
                    behind.setdefault(source.measure, set()).add((country.iso3, result.id))
        return dict(sorted(behind.items()))

    def _exact(self) -> Scenario:
        """Read every item exactly."""
        lists = {
            (iso3, key): [item._replace(reads=EXACT) for item in self.scorer.listed(iso3, key)]
            for iso3 in self.countries
            for key in self.basis.by_country.get(iso3, {})
        }
        scorer = Scorer(self.basis, self.as_of, lists=lists)
        return self._pooled("every item exact", "", scorer, lists)

    def _members(self) -> Iterator[Scenario]:
        tree = self.basis.tree
        pillars = {node.id for node, _ in tree.pillars()}
        for key in keys_of(tree):
            kind = "without pillar" if key in pillars else "without indicator"
            yield self._drawn(kind, key, with_weight(tree, key, 0.0))

    def _left_out(self, kind: str) -> Iterator[Scenario]:
        """Leave out all items of the heaviest origins or publishers; alone, none can be."""
        weights: dict[str, list[float]] = {}
        for country in self.results:
            for _, one, weight in bearing(country):
                weights.setdefault(_name(one.item, kind), []).append(weight)
        heavy = sorted(weights, key=lambda name: (-settled(math.fsum(weights[name])), name))
        chosen = [name for name in heavy if name][:HEAVIEST] if len(heavy) > 1 else []
        touched: dict[str, set[tuple[str, str]]] = {name: set() for name in chosen}
        for iso3, indicators in self.basis.by_country.items():
            for indicator in indicators:
                for item in self.scorer.listed(iso3, indicator):
                    name = _name(item, kind)
                    if name in touched:
                        touched[name].add((iso3, indicator))
        for name in sorted(chosen):
            lists = {
                pair: [one for one in self.scorer.listed(*pair) if _name(one, kind) != name]
                for pair in touched[name]
            }
            scorer = Scorer(self.basis, self.as_of, lists=lists)
            pairs = self._affected(touched[name])
            yield self._pooled(f"without {kind}", name, scorer, pairs)

    def _affected(self, touched: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return country and indicator of all that lose items, by themselves or by reference."""
        pairs = set(touched)
        lost = {indicator for _, indicator in touched}
        for leaf in self.basis.tree.indicators.values():
            if leaf.measure is None:
                continue
            across = leaf.measure.normalise in ACROSS and leaf.id in lost
            if across or leaf.measure.denominator in lost:
                pairs |= {(iso3, leaf.id) for iso3 in self.countries}
        return pairs


def _name(item: Item, kind: str) -> str:
    """Return an item's origin, its id where it is its own, or its publisher."""
    return item.publisher if kind == "publisher" else item.lineage[1]
