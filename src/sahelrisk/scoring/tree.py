"""The tree that scores are drawn together on: the framework in the algorithm's own types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile, NodeRules, Pillar, Profile
    from sahelrisk.model.indicator import BaseRate, IndicatorFile, Measure

CONTEXT = "context."
ROOT = ""


class Indicator(NamedTuple):
    """A leaf of the tree. `ladder` maps level numbers, ascending, to ratings on 0–100.

    `event_reads` is how observations of events are read, `base` what its base rate is made of.
    """

    id: str
    weight: float
    half_life: float
    ladder: tuple[tuple[float, float], ...] = ()
    measure: Measure | None = None
    flipped: bool = False
    event_reads: str = "exact"
    base: BaseRate | None = None

    @property
    def latest_only(self) -> bool:
        """Tell whether only the latest item counts, as in published indices (method § 7)."""
        return self.measure is not None and self.measure.evidence == "latest"


class Node(NamedTuple):
    """An inner node: the root (id "") or a pillar; members in file order, sub-pillars first."""

    id: str
    weight: float
    rules: NodeRules
    correlation: float
    members: tuple[Node | Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """The root, and every leaf by its id."""

    root: Node
    indicators: Mapping[str, Indicator]
    rules: FrameworkFile
    names: Mapping[str, str] = field(default_factory=dict)
    """Former names of indicators, and the present ones."""

    def pillars(self) -> Iterator[tuple[Node, str | None]]:
        """Yield every pillar with its parent's id (None below the root), depth first."""
        yield from _pillars(self.root, None)


def _pillars(node: Node, parent: str | None) -> Iterator[tuple[Node, str | None]]:
    for member in node.members:
        if isinstance(member, Node):
            yield member, parent
            yield from _pillars(member, member.id)


def grow(
    framework: FrameworkFile,
    files: Mapping[str, IndicatorFile],
    profile: Profile | None = None,
) -> Tree:
    """Build the tree of a framework as a profile reads it.

    `files` maps ids to indicator files in file order. A profile multiplies weights of pillars
    and indicators and flips indicators; ids must exist (checked when the files are read).
    """
    rated = {
        key: _leaf(key, file, framework, profile)
        for key, file in files.items()
        if not key.startswith(CONTEXT)
    }
    below: dict[str, list[Pillar]] = {}
    for pillar in framework.pillars:
        below.setdefault(pillar.parent or ROOT, []).append(pillar)
    factors = profile.weights if profile else {}

    def branch(pillar: Pillar) -> Node:
        own = [leaf for leaf in rated.values() if leaf.id.rpartition(".")[0] == pillar.id]
        sub_pillars = [branch(one) for one in below.get(pillar.id, [])]
        members: tuple[Node | Indicator, ...] = (*sub_pillars, *own)
        weight = pillar.weight * factors.get(pillar.id, 1.0)
        return Node(pillar.id, weight, pillar, framework.method.indicator_correlation, members)

    members = tuple(branch(pillar) for pillar in below.get(ROOT, []))
    root = Node(ROOT, 1.0, framework, framework.method.pillar_correlation, members)
    names = {old: key for key, file in files.items() for old in file.formerly if old not in files}
    return Tree(root, rated, framework, names)


def _leaf(
    key: str, file: IndicatorFile, framework: FrameworkFile, profile: Profile | None
) -> Indicator:
    factor = profile.weights.get(key, 1.0) if profile else 1.0
    return Indicator(
        id=key,
        weight=file.weight * factor,
        half_life=file.half_life_days or framework.method.half_life_days,
        ladder=_ladder(file),
        measure=file.measure,
        flipped=profile is not None and key in profile.flip,
        event_reads=file.event_reads,
        base=file.base_rate,
    )


def _ladder(file: IndicatorFile) -> tuple[tuple[float, float], ...]:
    """Return level and rating of each rung; without scores spaced evenly by position."""
    rungs = file.levels or ()
    step = 100.0 / (len(rungs) - 1) if len(rungs) > 1 else 0.0
    return tuple(
        (rung.level, position * step if rung.score is None else rung.score)
        for position, rung in enumerate(rungs)
    )
