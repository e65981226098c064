"""The order of countries, and how sure it is (method § 5)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import Estimate, above_probability
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import Ranking


class Rank(NamedTuple):
    """A place from 1, and the range of places that cannot be ruled out."""

    rank: int
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


def order(estimates: Mapping[str, Estimate], rules: Ranking) -> Order:
    """Rank countries by unrounded score, the highest first; equal scores share a rank.

    `estimates` holds those that may be ranked. The range goes from 1 + the number of countries
    above that are so with P ≥ `rules.order`, to n less the number below with as much.
    """
    down = sorted(estimates, key=lambda iso3: (-estimates[iso3].score, iso3))
    pairs = []
    for above, below in pairwise(down):
        probability = above_probability(estimates[above], estimates[below])
        distinguishable = settled(probability) >= settled(rules.distinguishable)
        pairs.append(Pair(above, below, probability, distinguishable))
    return Order({iso3: _rank(iso3, estimates, rules) for iso3 in down}, tuple(pairs))


def _rank(iso3: str, estimates: Mapping[str, Estimate], rules: Ranking) -> Rank:
    own = estimates[iso3]
    rank = low = 1
    high = len(estimates)
    for other in estimates.values():
        if other.score > own.score:
            rank += 1
            low += settled(above_probability(other, own)) >= settled(rules.order)
        elif other.score < own.score:
            high -= settled(above_probability(own, other)) >= settled(rules.order)
    return Rank(rank, low, high)
