"""A country with one thing changed: only the indicators concerned are weighed again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sahelrisk.scoring.aggregate import aggregate
from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.draw import Found, drawn
from sahelrisk.scoring.estimate import Estimate, Gap, band_of, figures, has_score
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.results import CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.tree import Indicator, Node

NOBODY = "\uffffnew"
"""Id and publisher of an item that nobody has written; it comes after every other."""

Outcome = Estimate | Gap


class Added(NamedTuple):
    """An indicator with one more item, and the country drawn together with it."""

    indicator: Outcome
    country: Outcome


class Country(NamedTuple):
    """A country on a date as it is, and what is needed to change it.

    `outcomes` holds those of all nodes and indicators, the root's under "".
    """

    scorer: Scorer
    iso3: str
    found: Mapping[str, Found]
    result: CountryResult
    outcomes: Mapping[str, Outcome]

    @property
    def basis(self) -> Basis:
        """Return what the country is scored from."""
        return self.scorer.basis

    @property
    def as_of(self) -> int:
        """Return the day, an ordinal."""
        return self.scorer.as_of

    def changed(self, found: Mapping[str, Outcome]) -> Outcome:
        """Draw the country together with some indicators changed: only what holds them."""
        tree = self.basis.tree

        def outcome(member: Node | Indicator) -> Outcome | None:
            """Return the new outcome, None of what holds nothing that is changed."""
            if isinstance(member, Indicator):
                return found.get(member.id)
            below = [outcome(one) for one in member.members]
            if all(one is None for one in below):
                return None
            own = [
                self.outcomes[one.id] if new is None else new
                for one, new in zip(member.members, below, strict=True)
            ]
            return aggregate(member, own, tree.rules.method).outcome

        return outcome(tree.root) or self.result.outcome

    def with_new(self, leaf: Indicator, rating: float) -> Added:
        """Add one more exact B2 item of the date, of an origin and publisher of its own."""
        new = Item(
            id=NOBODY,
            countries=(self.iso3,),
            indicator=leaf.id,
            first_day=self.as_of,
            counted_day=self.as_of,
            recorded=self.as_of,
            reliability="B",
            credibility=2,
            publisher=NOBODY,
            rating=rating,
        )
        lists = {(self.iso3, leaf.id): [*self.scorer.listed(self.iso3, leaf.id), new]}
        outcome = self._again(lists).indicator(self.iso3, leaf)[1].outcome
        return Added(outcome, self.changed({leaf.id: outcome}))

    def without(self, ids: Collection[str]) -> Outcome:
        """Score the country as if some items had never been entered, for it or for another."""
        lists = {
            (iso3, key): [item for item in self.scorer.listed(iso3, key) if item.id not in ids]
            for iso3, own in self.basis.by_country.items()
            for key, items in own.items()
            if any(item.id in ids for item in items)
        }
        scorer = self._again(lists)
        return self.changed(
            {
                key: scorer.indicator(self.iso3, leaf)[1].outcome
                for key, leaf in self.basis.tree.indicators.items()
                if leaf.measure or (self.iso3, key) in lists
            }
        )

    def _again(self, lists: dict[tuple[str, str], list[Item]]) -> Scorer:
        """Return a scorer of the same day under which some lists of items are others."""
        return Scorer(self.basis, self.as_of, lists=lists)

    def band(self, outcome: Outcome) -> int | None:
        """Return the place of the band that is printed, None where coverage is too thin for one."""
        rules = self.basis.tree.rules
        estimate = figures(outcome)
        if estimate is None or not has_score(outcome, rules.coverage):
            return None
        return band_of(estimate.score, rules.bands)

    def score(self, indicator: str) -> float:
        """Return an indicator's score, where it has none that of its prior."""
        pooled = self.found[indicator][1]
        estimate = figures(pooled.outcome)
        return estimate.score if estimate else pooled.prior.score


def country_of(basis: Basis, iso3: str, as_of: int) -> Country:
    """Score a country so that it can be changed; `as_of` is an ordinal."""
    scorer = Scorer(basis, as_of)
    found = scorer.found(iso3)
    result = drawn(iso3, found, basis.tree)
    nodes: list[NodeResult | IndicatorResult] = [
        result.root,
        *result.pillars,
        *result.indicators,
    ]
    return Country(scorer, iso3, found, result, {node.id: node.outcome for node in nodes})
