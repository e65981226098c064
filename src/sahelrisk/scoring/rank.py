"""The order of countries, and how sure it is (method § 5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import Estimate, above_probability
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Ranking


class Rank(NamedTuple):
    """A place from 1, and the range of places that cannot be ruled out.

    `rank` is None of a country that stands on its base rate alone.
    """

    rank: int | None
    low: int
    high: int


class Pair(NamedTuple):
    """Two neighbours in rank, and the probability that the upper one's score is the higher."""

    above: str
    below: str
    probability: float
    distinguishable: bool


class Order(NamedTuple):
    """The ranks by country, and the neighbours from the top down."""

    ranks: Mapping[str, Rank]
    pairs: tuple[Pair, ...]


def order(
    estimates: Mapping[str, Estimate], rules: Ranking, unranked: Collection[str] = ()
) -> Order:
    """Order countries by unrounded score, the highest first; equal scores share a rank.

    `estimates` holds those that are not insufficient; `unranked` are those among them that stand
    on their base rate alone. The range goes from 1 + the number of ranked countries above with
    P ≥ `rules.order`, to n less the number below with as much.
    """
    down = sorted(estimates, key=lambda iso3: (-settled(estimates[iso3].score), iso3))
    pairs = []
    for above, below in pairwise(down):
        probability = above_probability(estimates[above], estimates[below])
        distinguishable = settled(probability) >= settled(rules.distinguishable)
        pairs.append(Pair(above, below, probability, distinguishable))
    ranked = {iso3: one for iso3, one in estimates.items() if iso3 not in unranked}
    ranks = {iso3: _rank(iso3, estimates[iso3], ranked, rules) for iso3 in down}
    return Order(ranks, tuple(pairs))


def _rank(iso3: str, own: Estimate, ranked: Mapping[str, Estimate], rules: Ranking) -> Rank:
    others = [one for other, one in ranked.items() if other != iso3]
    rank = low = 1
    high = len(others) + 1
    for other in others:
        if settled(other.score) > settled(own.score):
            rank += 1
            low += settled(above_probability(other, own)) >= settled(rules.order)
        elif settled(other.score) < settled(own.score):
            high -= settled(above_probability(own, other)) >= settled(rules.order)
    return Rank(rank if iso3 in ranked else None, low, high)
