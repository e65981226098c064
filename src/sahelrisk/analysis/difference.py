"""The difference between two assessments, split into its causes by replay (method § 8)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.aggregate import correlated
from sahelrisk.scoring.assess import Basis, assess_countries, base
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.items import FOREVER, Item, item_of, known_items, not_applicable_on
from sahelrisk.scoring.results import CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.tree import Tree

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier

CAUSES = ("ageing", "new", "amended", "withdrawn", "framework")
EVIDENCE_CAUSES = ("new", "amended", "withdrawn")
ONE_SIDED = 1.645


class State(NamedTuple):
    """What was known at one end of a comparison.

    `items` are as amended then; `recorded` the same items as they were first written down.
    """

    as_of: date
    tree: Tree
    items: Mapping[str, Item]
    recorded: Mapping[str, Item]
    not_applicable: Mapping[tuple[str, str], str]


def state_of(dossier: Dossier, tree: Tree, as_of: date, known_on: date | None = None) -> State:
    """Return what a dossier held on two dates, read with a tree."""
    until = known_on or FOREVER
    known = known_items(dossier.evidence, dossier.amendments, until)
    return State(
        as_of,
        tree,
        {item.id: item for item in known},
        {one.id: item_of(one) for one in dossier.evidence if one.recorded <= until},
        not_applicable_on(dossier.not_applicable, until),
    )


class Part(NamedTuple):
    """One cause: its points, and those of the items that have any, the largest first."""

    cause: str
    points: float
    items: tuple[tuple[str, float], ...]


class Tested(NamedTuple):
    """Whether the evidence moved a score by more than its noise: |points| > 1.645·d.

    What has no score at one of the ends is not `comparable`, and never called a change.
    """

    id: str
    points: float
    difference: float
    threshold: float
    comparable: bool = True

    @property
    def significant(self) -> bool:
        """Tell whether this is a change; ageing and framework never make one."""
        return self.comparable and round(abs(self.points), 9) > round(self.threshold, 9)


class Change(NamedTuple):
    """A country before and after, the parts of the difference, and the test of every node."""

    before: CountryResult
    after: CountryResult
    parts: tuple[Part, ...]
    country: Tested
    pillars: tuple[Tested, ...]
    indicators: tuple[Tested, ...]


def change(iso3: str, before: State, after: State) -> Change:
    """Replay the way from one state to another, one cause at a time, for one country."""
    steps = list(_replayed(iso3, _steps(before, after)))
    parts = tuple(_part(cause, *pair) for cause, pair in zip(CAUSES, pairwise(steps), strict=True))
    touched = _touched(before, after)
    noise = _noise(steps[0], steps[-1], touched)
    moved = [_scores(step) for step in steps[1:5]]
    ends = (_scores(steps[0]), _scores(steps[-1]))

    def tested(key: str) -> Tested:
        points = moved[-1].get(key, 0.0) - moved[0].get(key, 0.0)
        difference = ends[1].get(key, 0.0) - ends[0].get(key, 0.0)
        comparable = key in ends[0] and key in ends[1]
        return Tested(key, points, difference, ONE_SIDED * noise.get(key, 0.0), comparable)

    last = steps[-1]
    return Change(
        before=steps[0],
        after=last,
        parts=parts,
        country=tested(""),
        pillars=tuple(tested(pillar.id) for pillar in last.pillars),
        indicators=tuple(tested(result.id) for result in last.indicators),
    )


_Step = tuple[date, Tree, Sequence[Item], Mapping[tuple[str, str], str]]


def _steps(before: State, after: State) -> list[_Step]:
    """Return what is known before, after ageing, and after each further cause."""
    begun = before.as_of.toordinal()
    now = after.as_of.toordinal()
    old = [item for item in before.items.values() if item.first_day <= begun]
    old_items = list(before.items.values())
    new = [item for key, item in after.recorded.items() if key not in before.items]
    amended = {
        key: item._replace(withdrawn=key in before.items and before.items[key].withdrawn)
        for key, item in after.items.items()
    }
    gone = [item for key, item in before.items.items() if key not in after.items]
    na, tree = before.not_applicable, before.tree
    return [
        (before.as_of, tree, old, na),
        (after.as_of, tree, old, na),
        (after.as_of, tree, [item for item in (*old_items, *new) if item.first_day <= now], na),
        (after.as_of, tree, [*amended.values(), *gone], na),
        (after.as_of, tree, list(after.items.values()), na),
        (after.as_of, after.tree, list(after.items.values()), after.not_applicable),
    ]


def _replayed(iso3: str, steps: Sequence[_Step]) -> Iterator[CountryResult]:
    """Yield the country after each step; a step that changes nothing is not assessed again."""
    last: tuple[_Step, CountryResult] | None = None
    for step in steps:
        result = last[1] if last and last[0] == step else _assessed(iso3, *step)
        last = (step, result)
        yield result


def _assessed(
    iso3: str, as_of: date, tree: Tree, items: Sequence[Item], na: Mapping[tuple[str, str], str]
) -> CountryResult:
    basis: Basis = base(tree, items, na)
    return assess_countries(basis, as_of, [iso3])[0]


def _part(cause: str, before: CountryResult, after: CountryResult) -> Part:
    first, last = _points(before), _points(after)
    by_item = {
        key: last.get(key, 0.0) - first.get(key, 0.0) for key in sorted(first.keys() | last.keys())
    }
    moved = sorted(
        ((key, points) for key, points in by_item.items() if points),
        key=lambda entry: (-abs(entry[1]), entry[0]),
    )
    return Part(cause, _scores(after).get("", 0.0) - _scores(before).get("", 0.0), tuple(moved))


def _points(country: CountryResult) -> dict[str, float]:
    """Return the points each item adds to the country's score."""
    points: dict[str, list[float]] = {}
    for result in country.indicators:
        for one, share in zip(result.items, result.country_contributions(), strict=True):
            points.setdefault(one.item.id, []).append(share)
    return {key: math.fsum(shares) for key, shares in points.items()}


def _scores(country: CountryResult) -> dict[str, float]:
    """Return the score of every node that has figures; the root's under ""."""
    results: list[NodeResult | IndicatorResult] = [
        country.root,
        *country.pillars,
        *country.indicators,
    ]
    found = ((result.id, figures(result.outcome)) for result in results)
    return {key: estimate.score for key, estimate in found if estimate is not None}


def _touched(before: State, after: State) -> set[tuple[str, str]]:
    """Return (country, indicator) of every item that was added, amended, withdrawn or dropped."""
    touched: set[tuple[str, str]] = set()
    begun, now = before.as_of.toordinal(), after.as_of.toordinal()
    for key in before.items.keys() | after.items.keys():
        old, new = before.items.get(key), after.items.get(key)
        seen_before = old is not None and old.first_day <= begun
        seen_after = new is not None and new.first_day <= now
        unseen = not (seen_before or seen_after)
        if unseen or (old == new and seen_before == seen_after):
            continue
        for item in (old, new):
            if item is not None:
                touched |= {(country, item.indicator) for country in item.countries}
    return touched


def _noise(
    before: CountryResult, after: CountryResult, touched: set[tuple[str, str]]
) -> dict[str, float]:
    """Return d of every indicator and, drawn up the tree as errors are, of every node."""
    earlier = {result.id: result for result in before.indicators}
    noise: dict[str, float] = {}

    def climb(node: NodeResult) -> float:
        parts = []
        for member, slope in zip(node.members, node.member_slopes, strict=True):
            if isinstance(member, NodeResult):
                d = climb(member)
            elif (after.iso3, member.id) in touched and member.id in earlier:
                d = _indicator_noise(earlier[member.id], member)
            else:
                d = 0.0
            noise[member.id] = d
            parts.append(d * slope)
        return correlated(parts, node.node.correlation)

    noise[""] = climb(after.root)
    return noise


def _indicator_noise(before: IndicatorResult, after: IndicatorResult) -> float:
    """Return d = √(SE₁² + SE₂² - 2·SE₁·SE₂·s), s the share of the weight that stayed.

    Where there was and is no weight, nothing can have moved: s is 1.
    """
    first, last = figures(before.outcome), figures(after.outcome)
    if first is None or last is None:
        return 0.0
    w1 = {one.item.id: one.weight for one in before.items}
    w2 = {one.item.id: one.weight for one in after.items}
    keys = sorted(w1.keys() | w2.keys())
    common = math.fsum(min(w1.get(key, 0.0), w2.get(key, 0.0)) for key in keys)
    either = math.fsum(max(w1.get(key, 0.0), w2.get(key, 0.0)) for key in keys)
    s = common / either if either else 1.0
    e1, e2 = first.standard_error, last.standard_error
    return math.sqrt(max(0.0, e1 * e1 + e2 * e2 - 2.0 * e1 * e2 * s))
