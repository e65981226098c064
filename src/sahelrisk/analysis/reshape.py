"""A tree with one assumption changed: weights, means, correlations, figures of the method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sahelrisk.scoring.tree import Indicator, Node, Tree


def keys_of(tree: Tree) -> list[str]:
    """Return the ids of all pillars and indicators of a tree."""
    return [*(node.id for node, _ in tree.pillars()), *tree.indicators]


def _same_node(node: Node) -> Node:
    return node


def _same_leaf(leaf: Indicator) -> Indicator:
    return leaf


def reshaped(
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


def with_weight(tree: Tree, key: str, factor: float) -> Tree:
    """Return a tree in which one pillar or indicator weighs so many times as much."""

    def node(one: Node) -> Node:
        return one._replace(weight=one.weight * factor) if one.id == key else one

    def leaf(one: Indicator) -> Indicator:
        return one._replace(weight=one.weight * factor) if one.id == key else one

    return reshaped(tree, node, leaf)


def with_rules(tree: Tree, change: Mapping[str, object], only: str | None = None) -> Tree:
    """Return a tree in which every node, or only one, draws its members together otherwise."""

    def node(one: Node) -> Node:
        if only is not None and one.id != only:
            return one
        return one._replace(rules=one.rules.model_copy(update=dict(change)))

    return reshaped(tree, node)


def with_rho(tree: Tree, rho: float) -> Tree:
    """Return a tree in which errors correlate by rho at every node."""
    return reshaped(tree, lambda one: one._replace(correlation=rho))


def with_method(tree: Tree, change: Mapping[str, object]) -> Tree:
    """Return a tree under other figures of the method."""
    method = tree.rules.method.model_copy(update=dict(change))
    return replace(tree, rules=tree.rules.model_copy(update={"method": method}))


def aged(leaf: Indicator, *, factor: float) -> Indicator:
    """Return an indicator whose half-life is so many times as long."""
    return leaf._replace(half_life=leaf.half_life * factor)
