"""A country with one thing changed: only the indicator concerned is weighed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sahelrisk.scoring.aggregate import aggregate
from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.draw import Found, drawn
from sahelrisk.scoring.estimate import Estimate, Gap, band_of, figures, has_score
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import Indicator, Node, Tree

NEW = "new"
NOBODY = "\0new"


class Country(NamedTuple):
    """A country on a date as it is, and what is needed to change it.

    `paths` names the nodes from the root down to each indicator, `outcomes` holds those of all
    nodes and indicators.
    """

    basis: Basis
    iso3: str
    as_of: int
    found: Mapping[str, Found]
    result: CountryResult
    paths: Mapping[str, tuple[str, ...]]
    outcomes: Mapping[str, Estimate | Gap]

    def items(self, indicator: str) -> tuple[Item, ...]:
        """Return the items of an indicator, those not begun among them."""
        return tuple(self.basis.by_country.get(self.iso3, {}).get(indicator, ()))

    def indicator(self, leaf: Indicator, items: Iterable[Item]) -> Found:
        """Weigh and pool an indicator with other items than its own."""
        own = {**self.basis.by_country.get(self.iso3, {}), leaf.id: list(items)}
        by_country = {**self.basis.by_country, self.iso3: own}
        basis = self.basis._replace(by_country=by_country)
        return Scorer(basis, self.as_of).indicator(self.iso3, leaf)

    def changed(self, found: Mapping[str, Found]) -> Estimate | Gap:
        """Draw the country together with some indicators changed: only what holds them."""
        touched = {node for key in found for node in self.paths[key]}
        method = self.basis.tree.rules.method

        def outcome(member: Node | Indicator) -> Estimate | Gap:
            if member.id in found:
                return found[member.id][1].outcome
            if isinstance(member, Indicator) or member.id not in touched:
                return self.outcomes[member.id]
            return aggregate(member, [outcome(one) for one in member.members], method).outcome

        return outcome(self.basis.tree.root)

    def replaced(self, leaf: Indicator, changed: Item) -> Found:
        """Weigh and pool an indicator with one of its items changed.

        What a measure is compared with may hold the item too, under other countries.
        """
        by_country = dict(self.basis.by_country)
        for iso3 in (self.iso3,) if leaf.measure is None else changed.countries:
            own = by_country.get(iso3, {})
            items = [changed if item.id == changed.id else item for item in own.get(leaf.id, ())]
            by_country[iso3] = {**own, leaf.id: items}
        basis = self.basis._replace(by_country=by_country)
        return Scorer(basis, self.as_of).indicator(self.iso3, leaf)

    def without(self, gone: Callable[[Item], bool]) -> Estimate | Gap:
        """Score the country as if some items had never been entered, for it or for another."""
        by_country = {
            iso3: {key: [item for item in own if not gone(item)] for key, own in found.items()}
            for iso3, found in self.basis.by_country.items()
        }
        scorer = Scorer(self.basis._replace(by_country=by_country), self.as_of)
        kept = by_country.get(self.iso3, {})
        return self.changed(
            {
                key: scorer.indicator(self.iso3, leaf)
                for key, leaf in self.basis.tree.indicators.items()
                if leaf.measure or len(kept.get(key, ())) < len(self.items(key))
            }
        )

    def band(self, outcome: Estimate | Gap) -> int | None:
        """Return the place of the band that is printed, None where coverage is too thin for one."""
        rules = self.basis.tree.rules
        estimate = figures(outcome)
        if estimate is None or not has_score(outcome, rules.coverage):
            return None
        return band_of(estimate.score, rules.bands)

    def score(self, indicator: str) -> float:
        """Return an indicator's score, the prior where it has none."""
        estimate = figures(self.found[indicator][1].outcome)
        return estimate.score if estimate else self.basis.tree.rules.method.prior_score


def country_of(basis: Basis, iso3: str, as_of: int) -> Country:
    """Score a country so that it can be changed."""
    found = Scorer(basis, as_of).found(iso3)
    result = drawn(iso3, found, basis.tree)
    outcomes = {key: pooled.outcome for key, (_, pooled, _) in found.items()}
    outcomes |= {node.id: node.outcome for node in (result.root, *result.pillars)}
    return Country(basis, iso3, as_of, found, result, _paths(basis.tree), outcomes)


def _paths(tree: Tree) -> dict[str, tuple[str, ...]]:
    paths: dict[str, tuple[str, ...]] = {}

    def descend(node: Node, above: tuple[str, ...]) -> None:
        for member in node.members:
            if isinstance(member, Node):
                descend(member, (*above, member.id))
            else:
                paths[member.id] = above

    descend(tree.root, (tree.root.id,))
    return paths


class Added(NamedTuple):
    """An indicator with one more item, and the country drawn together with it."""

    found: Found
    outcome: Estimate | Gap


def with_new_items(country: Country) -> dict[str, Added]:
    """Add one more B2 item, rated at the indicator's score, to each indicator that applies."""
    added = {}
    for result in country.result.indicators:
        if not result.reason:
            found = with_new(country, result.indicator, country.score(result.id))
            added[result.id] = Added(found, country.changed({result.id: found}))
    return added


def with_new(country: Country, leaf: Indicator, rating: float) -> Found:
    """Weigh and pool an indicator with one more B2 item."""
    own = [*country.items(leaf.id), new_item(country, leaf.id, rating)]
    return country.indicator(leaf, own)


def new_item_id(indicator: str) -> str:
    """Return the id of the item nobody has written."""
    return f"{NEW}:{indicator}"


def new_item(country: Country, indicator: str, rating: float) -> Item:
    """Return one more B2 item of the as-of date, of its own origin and publisher."""
    return Item(
        id=new_item_id(indicator),
        countries=(country.iso3,),
        indicator=indicator,
        first_day=country.as_of,
        counted_day=country.as_of,
        recorded=country.as_of,
        reliability="B",
        credibility=2,
        publisher=NOBODY,
        rating=rating,
    )
