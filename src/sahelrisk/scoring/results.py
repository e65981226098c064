"""What an assessment holds: a country, its pillars and its indicators, with their weights."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.base_rate import BaseRate, Prior
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.pool import Workings
from sahelrisk.scoring.tree import Indicator, Node, Tree
from sahelrisk.scoring.weigh import Weighed

if TYPE_CHECKING:
    from sahelrisk.model.framework import Profile


class IndicatorResult(NamedTuple):
    """An indicator of one country.

    `weight` is normalised within its node, `effective_weight` that of the country;
    `slope` is the change of the country's score with this one's (the same, but for aggregations
    that are not arithmetic). `contributions` are to this score, in the order of `items`; they add
    up to what it lies beyond `prior`.
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
    prior: Prior | None = None

    @property
    def base(self) -> BaseRate | None:
        """Return the base rate with its measures, None where the country has none."""
        return self.prior.base if self.prior else None

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
