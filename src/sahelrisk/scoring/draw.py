"""From pooled indicators to a country: up the tree, and down again with weights (method § 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sahelrisk.scoring.aggregate import aggregate
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.pool import Pooled
from sahelrisk.scoring.results import CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.tree import Indicator, Node, Tree
from sahelrisk.scoring.weigh import Weighed

Found = tuple[tuple[Weighed, ...], Pooled, str]
"""The items of an indicator, what they pool to, and why it does not apply ("" where it does)."""
Outcomes = Mapping[str, Estimate | Gap]


def drawn(iso3: str, found: Mapping[str, Found], tree: Tree) -> CountryResult:
    """Draw the indicators of a country together; several what-ifs may share most of them."""
    return _country(iso3, _climb(tree.root, outcomes_of(found), tree), found)


def outcomes_of(found: Mapping[str, Found]) -> Outcomes:
    """Return the outcomes of pooled indicators, by id."""
    return {key: pooled.outcome for key, (_, pooled, _) in found.items()}


def outcome_of(tree: Tree, outcomes: Outcomes) -> Estimate | Gap:
    """Return a country's outcome from those of its indicators, as one tree draws them together."""
    return _climb(tree.root, outcomes, tree).outcome


def outcomes_below(tree: Tree, outcomes: Outcomes) -> Outcomes:
    """Return the outcomes of every node beside those of the indicators, the root's under ""."""
    found = dict(outcomes)

    def note(branch: _Branch) -> None:
        found[branch.node.id] = branch.outcome
        for member in branch.members:
            if isinstance(member, _Branch):
                note(member)

    note(_climb(tree.root, outcomes, tree))
    return found


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


def _country(iso3: str, top: _Branch, found: Mapping[str, Found]) -> CountryResult:
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
                    pooled.prior,
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
