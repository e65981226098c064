"""How robust a result is: other assumptions one at a time, and how indicators hang together.

Nothing is sampled: every assumption is changed once, in a fixed order, so a result is the same on
every run. Sources: OECD/JRC *Handbook on Constructing Composite Indicators* (2008), steps 5 and 7.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.assess import Basis, Scorer, outcome_of, outcomes_of
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.estimate import Estimate, Gap, band_of, figures, status_of
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.tree import Indicator, Node, Tree
from sahelrisk.scoring.weigh import grades_of, settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile, Ladders

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


class Strip(NamedTuple):
    """What the assumptions do to one country.

    `stable` is the share of scenarios in which the band stays the same; `matters` the scenario
    that moves the score most, with the points; ranks are among the countries that are rated
    without any change, None for one that is not. `by_kind` gives lowest and highest
    score of each kind of scenario.
    """

    iso3: str
    score: float | None
    band: str | None
    low: float | None
    high: float | None
    stable: float
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    matters: tuple[str, str, float] | None
    by_kind: Mapping[str, tuple[float, float]]


class Audit(NamedTuple):
    """Everything that was tried; `scenarios` in the order they were tried."""

    scenarios: tuple[Scenario, ...]
    strips: tuple[Strip, ...]
    matters: tuple[str, str, float] | None


def audit(
    basis: Basis, as_of: date, countries: Sequence[str], ladders: Mapping[str, Ladders]
) -> Audit:
    """Change every assumption once and see what it does to countries (alpha-3, at least one)."""
    bench = _Bench(basis, as_of.toordinal(), countries)
    scenarios = tuple(bench.scenarios(ladders))
    rules = basis.tree.rules
    rated = [one.iso3 for one in bench.results if support_of(one, rules).status == "rated"]
    ladders_of = [_ladder(one, rated) for one in (bench.outcomes, *(s.outcomes for s in scenarios))]
    strips = tuple(
        _strip(iso3, bench.outcomes, scenarios, (rated, ladders_of), rules) for iso3 in countries
    )
    return Audit(scenarios, strips, _matters(bench.outcomes, scenarios))


class _Bench:
    """Countries pooled once; a changed assumption is only worked out where it can matter."""

    def __init__(self, basis: Basis, as_of: int, countries: Sequence[str]) -> None:
        self.basis = basis
        self.as_of = as_of
        self.countries = countries
        scorer = Scorer(basis, as_of)
        self.leaves = {iso3: outcomes_of(scorer.found(iso3)) for iso3 in countries}
        self.results = [scorer.country(iso3) for iso3 in countries]
        self.outcomes: dict[str, Estimate | Gap] = {one.iso3: one.outcome for one in self.results}

    def scenarios(self, ladders: Mapping[str, Ladders]) -> Iterator[Scenario]:
        yield from self._weights()
        for p in POWERS:
            yield self._drawn("power mean", f"p = {p:g}", _with_power(self.basis.tree, p))
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
        for key in _keys(self.basis.tree):
            for factor, sign in ((1.0 - STEP, "−"), (1.0 + STEP, "+")):
                tree = _with_weight(self.basis.tree, key, factor)
                yield self._drawn("weight", f"{key} {sign}25 %", tree)

    def _method(self, ladders: Mapping[str, Ladders]) -> Iterator[Scenario]:
        tree, method = self.basis.tree, self.basis.tree.rules.method
        for factor, name in FACTORS:
            days = method.condition_half_life_days * factor
            changed = _with_method(tree, {"condition_half_life_days": days})
            aged = _reshaped(changed, leaf=partial(_aged, factor=factor))
            yield self._pooled("half-life", name, aged)
        for factor, name in FACTORS if method.prior_weight else ():
            weight = {"prior_weight": method.prior_weight * factor}
            yield self._pooled("prior weight", name, _with_method(tree, weight))
        for rho in CORRELATIONS:
            yield self._drawn("ρ", f"{rho:g}", _with_rho(tree, rho))
        for name, ladder in sorted(ladders.items()):
            grades = {"reliability": ladder.reliability, "credibility": ladder.credibility}
            yield self._pooled("ladder", name, _with_method(tree, grades))

    def _members(self) -> Iterator[Scenario]:
        tree = self.basis.tree
        pillars = {node.id for node, _ in tree.pillars()}
        for key in _keys(tree):
            kind = "without pillar" if key in pillars else "without indicator"
            yield self._drawn(kind, key, _with_weight(tree, key, 0.0))

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
    return item.id if item.origin_id is None else item.origin_id


def _publisher(item: Item) -> str:
    return item.publisher


def _analyst(item: Item) -> str:
    return (item.evidence.analyst if item.evidence else None) or ""


def _keys(tree: Tree) -> list[str]:
    return [*(node.id for node, _ in tree.pillars()), *tree.indicators]


def _same_node(node: Node) -> Node:
    return node


def _same_leaf(leaf: Indicator) -> Indicator:
    return leaf


def _reshaped(
    tree: Tree,
    node: Callable[[Node], Node] = _same_node,
    leaf: Callable[[Indicator], Indicator] = _same_leaf,
) -> Tree:
    """Return a tree with every node and leaf changed."""

    def down(here: Node) -> Node:
        members = tuple(down(one) if isinstance(one, Node) else leaf(one) for one in here.members)
        return node(here)._replace(members=members)

    leaves = {key: leaf(one) for key, one in tree.indicators.items()}
    return replace(tree, root=down(tree.root), indicators=leaves)


def _with_weight(tree: Tree, key: str, factor: float) -> Tree:
    def node(one: Node) -> Node:
        return one._replace(weight=one.weight * factor) if one.id == key else one

    def leaf(one: Indicator) -> Indicator:
        return one._replace(weight=one.weight * factor) if one.id == key else one

    return _reshaped(tree, node, leaf)


def _with_power(tree: Tree, p: float) -> Tree:
    change = {"aggregation": "power", "exponent": p}
    return _reshaped(tree, lambda one: one._replace(rules=one.rules.model_copy(update=change)))


def _with_rho(tree: Tree, rho: float) -> Tree:
    return _reshaped(tree, lambda one: one._replace(correlation=rho))


def _with_method(tree: Tree, change: Mapping[str, object]) -> Tree:
    method = tree.rules.method.model_copy(update=dict(change))
    return replace(tree, rules=tree.rules.model_copy(update={"method": method}))


def _strip(
    iso3: str,
    outcomes: Outcomes,
    scenarios: Sequence[Scenario],
    ranking: tuple[Sequence[str], Sequence[list[float]]],
    rules: FrameworkFile,
) -> Strip:
    rated, ladders = ranking
    here = figures(outcomes[iso3])
    band = _band(outcomes[iso3], rules)
    same = [_band(one.outcomes[iso3], rules) == band for one in scenarios]
    by_kind: dict[str, list[float]] = {}
    for one in scenarios:
        found = figures(one.outcomes[iso3])
        if found is not None:
            by_kind.setdefault(one.kind, []).append(found.score)
    everything = [score for scores in by_kind.values() for score in scores]
    everything += [here.score] if here else []
    every = (outcomes, *(one.outcomes for one in scenarios))
    ranks = [_rank(iso3, one, rated, ladder) for one, ladder in zip(every, ladders, strict=True)]
    known = [rank for rank in ranks if rank is not None]
    return Strip(
        iso3,
        here.score if here else None,
        band,
        min(everything, default=None),
        max(everything, default=None),
        sum(same) / len(same) if same else 1.0,
        ranks[0],
        min(known, default=None),
        max(known, default=None),
        _matters({iso3: outcomes[iso3]}, scenarios),
        {kind: (min(scores), max(scores)) for kind, scores in by_kind.items()},
    )


def _band(outcome: Estimate | Gap, rules: FrameworkFile) -> str | None:
    if isinstance(outcome, Gap) or status_of(outcome.coverage, rules.coverage) == "insufficient":
        return None
    return rules.bands[band_of(outcome.score, rules.bands)].name


def _ladder(outcomes: Outcomes, rated: Sequence[str]) -> list[float]:
    """Return the scores that ranks are read from, ascending."""
    found = (figures(outcomes[one]) for one in rated)
    return sorted(settled(one.score) for one in found if one is not None)


def _rank(iso3: str, outcomes: Outcomes, rated: Sequence[str], ladder: list[float]) -> int | None:
    own = figures(outcomes[iso3]) if iso3 in rated else None
    return None if own is None else 1 + len(ladder) - bisect_right(ladder, settled(own.score))


def _matters(outcomes: Outcomes, scenarios: Iterable[Scenario]) -> tuple[str, str, float] | None:
    """Return kind, name and mean shift, in points, of the scenario that moves scores most."""
    largest: tuple[str, str, float] | None = None
    for one in scenarios:
        shifts = []
        for iso3, outcome in outcomes.items():
            before, after = figures(outcome), figures(one.outcomes[iso3])
            if before is not None and after is not None:
                shifts.append(abs(after.score - before.score))
        mean = settled(math.fsum(shifts) / len(shifts)) if shifts else 0.0
        if mean > (largest[2] if largest else 0.0):
            largest = (one.kind, one.name, mean)
    return largest


def _aged(leaf: Indicator, *, factor: float) -> Indicator:
    return leaf._replace(half_life=leaf.half_life * factor)
