"""A country with one thing changed: only the indicator concerned is weighed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sahelrisk.scoring.assess import Basis, CountryResult, Found, Scorer, drawn
from sahelrisk.scoring.estimate import Gap, band_of, figures, status_of
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.tree import Indicator

NEW = "new"
NOBODY = "\0new"


class Country(NamedTuple):
    """A country on a date as it is, and what is needed to change it."""

    basis: Basis
    iso3: str
    as_of: int
    found: Mapping[str, Found]
    result: CountryResult

    def items(self, indicator: str) -> tuple[Item, ...]:
        """Return the items of an indicator, those not begun among them."""
        return tuple(self.basis.by_country.get(self.iso3, {}).get(indicator, ()))

    def indicator(self, leaf: Indicator, items: Iterable[Item]) -> Found:
        """Weigh and pool an indicator with other items than its own."""
        own = {**self.basis.by_country.get(self.iso3, {}), leaf.id: list(items)}
        by_country = {**self.basis.by_country, self.iso3: own}
        basis = self.basis._replace(by_country=by_country)
        return Scorer(basis, self.as_of).indicator(self.iso3, leaf)

    def drawn(self, changed: Mapping[str, Found]) -> CountryResult:
        """Draw the country together with some indicators changed."""
        return drawn(self.iso3, {**self.found, **changed}, self.basis.tree)

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

    def with_items(self, items: Mapping[str, Iterable[Item]]) -> CountryResult:
        """Score the country with other items in some indicators."""
        leaves = self.basis.tree.indicators
        return self.drawn({key: self.indicator(leaves[key], own) for key, own in items.items()})

    def without(self, gone: Callable[[Item], bool]) -> CountryResult:
        """Score the country as if some items had never been entered, for it or for another."""
        by_country = {
            iso3: {key: [item for item in own if not gone(item)] for key, own in found.items()}
            for iso3, found in self.basis.by_country.items()
        }
        scorer = Scorer(self.basis._replace(by_country=by_country), self.as_of)
        kept = by_country.get(self.iso3, {})
        return self.drawn(
            {
                key: scorer.indicator(self.iso3, leaf)
                for key, leaf in self.basis.tree.indicators.items()
                if leaf.measure or len(kept.get(key, ())) < len(self.items(key))
            }
        )

    def band(self, result: CountryResult) -> int | None:
        """Return the place of the band that is printed, None where coverage is too thin for one."""
        rules = self.basis.tree.rules
        outcome = result.outcome
        estimate = figures(outcome)
        if estimate is None or isinstance(outcome, Gap):
            return None
        if status_of(estimate.coverage, rules.coverage) == "insufficient":
            return None
        return band_of(estimate.score, rules.bands)

    def score(self, indicator: str) -> float:
        """Return an indicator's score, the prior where it has none."""
        estimate = figures(self.found[indicator][1].outcome)
        return estimate.score if estimate else self.basis.tree.rules.method.prior_score


def country_of(basis: Basis, iso3: str, as_of: int) -> Country:
    """Score a country so that it can be changed."""
    found = Scorer(basis, as_of).found(iso3)
    return Country(basis, iso3, as_of, found, drawn(iso3, found, basis.tree))


def new_item(country: Country, indicator: str, rating: float) -> Item:
    """Return one more B2 item of the as-of date, of its own origin and publisher."""
    return Item(
        id=f"{NEW}:{indicator}",
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
