"""The difference between two assessments, split into its causes by replay (method § 8)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sahelrisk.analysis.credit import Moved, credited, evidence_points
from sahelrisk.analysis.steps import (
    AFTER_EVIDENCE,
    BEFORE_EVIDENCE,
    CAUSES,
    EVIDENCE_CAUSES,
    State,
    Step,
    replayed,
    spoken_of,
    steps_between,
)
from sahelrisk.analysis.surprise import expected_moves
from sahelrisk.scoring.alerts import at_top, good
from sahelrisk.scoring.estimate import applies, figures
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.results import CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.tree import Tree
from sahelrisk.scoring.weigh import Weighed, settled

AGGREGATION = "aggregation"
UP, DOWN, NO_CHANGE, NO_EVIDENCE = "↑", "↓", "→", "·"


class Part(NamedTuple):
    """One cause: its points, and those of the items, the largest first.

    `base` is what base rates moved. The parts of a country add up to its difference. Every item
    that a step is about is listed, also with 0 points. The part "aggregation" is what items and
    base rates leave over where the tree is not additive.
    """

    cause: str
    points: float
    items: tuple[Moved, ...]
    base: float = 0.0


class Tested(NamedTuple):
    """Whether the evidence moved a score by more than was to be expected: |points| > 1.96·d.

    `points` are those of steps 3 to 5. What lacks a score at an end or on the way is not
    `comparable` and never called a change. `touched` tells whether there was new evidence at all.
    """

    id: str
    points: float
    difference: float
    threshold: float
    comparable: bool = True
    touched: bool = False

    @property
    def significant(self) -> bool:
        """Tell whether this is a change; ageing, base rates and framework never make one."""
        return self.comparable and settled(abs(self.points)) > settled(self.threshold)

    @property
    def direction(self) -> str:
        """Return the sign: changed up or down, new evidence without change, no new evidence."""
        if self.significant:
            return UP if self.points > 0.0 else DOWN
        return NO_CHANGE if self.touched else NO_EVIDENCE


class Happened(NamedTuple):
    """A turning point or an item at the top level that is new, whatever the test says.

    `why` is "turning-point" or "top-level"; `late` tells that it was observed before the first
    date and only entered since. `points` are those of steps 3 to 5 on the country's 0–100.
    """

    indicator: str
    item: Weighed
    why: str
    late: bool
    points: float


class Change(NamedTuple):
    """A country before and after, the parts of the difference, and the test of every node."""

    before: CountryResult
    after: CountryResult
    parts: tuple[Part, ...]
    country: Tested
    pillars: tuple[Tested, ...]
    indicators: tuple[Tested, ...]
    happened: tuple[Happened, ...] = ()

    def part(self, cause: str) -> Part:
        """Return one part; an empty one where there is none."""
        return next((one for one in self.parts if one.cause == cause), Part(cause, 0.0, ()))


def change(iso3: str, before: State, after: State) -> Change:
    """Replay the way from one state to another, one cause at a time, for one country."""
    return changes([iso3], before, after)[0]


def changes(codes: Iterable[str], before: State, after: State) -> tuple[Change, ...]:
    """Replay the way from one state to another for several countries, in the order given."""
    wanted = list(codes)
    steps = steps_between(before, after)
    results = replayed(steps, wanted)
    about = [spoken_of(*pair, cause) for cause, pair in zip(CAUSES, pairwise(steps), strict=True)]
    return tuple(_change(iso3, [one[iso3] for one in results], steps, about) for iso3 in wanted)


def _change(
    iso3: str,
    results: Sequence[CountryResult],
    steps: Sequence[Step],
    about: Sequence[Mapping[str, Item]],
) -> Change:
    parts = tuple(_parts(results, steps, about))
    tests = _tests(iso3, results, steps, about)
    last = results[-1]
    return Change(
        before=results[0],
        after=last,
        parts=parts,
        country=tests[""],
        pillars=tuple(tests[pillar.id] for pillar in last.pillars),
        indicators=tuple(tests[result.id] for result in last.indicators),
        happened=tuple(_happened(last, steps, parts)),
    )


def _parts(
    results: Sequence[CountryResult],
    steps: Sequence[Step],
    about: Sequence[Mapping[str, Item]],
) -> Iterator[Part]:
    left_over = []
    held = _scores(results[0]).get("")  # through a step without a score the last one stays
    for place, cause in enumerate(CAUSES):
        before, after = results[place], results[place + 1]
        last = _scores(after).get("")
        total = last - held if held is not None and last is not None else 0.0
        held = held if last is None else last
        k = steps[place + 1].tree.rules.method.prior_weight
        found = credited(before, after, about[place], k)
        rest = total - math.fsum([found.base, *(one.points for one in found.items)])
        if cause != CAUSES[-1] and not _additive(steps[place + 1].tree):
            left_over.append(rest)
            total -= rest
        yield Part(cause, total, found.items, found.base)
    together = math.fsum(left_over)
    if settled(together):
        yield Part(AGGREGATION, together, ())


def _additive(tree: Tree) -> bool:
    """Tell whether contributions add up to scores at every node of a tree."""
    nodes = [tree.root, *(node for node, _ in tree.pillars())]
    return all(
        node.rules.aggregation in ("arithmetic", "sum")
        and node.rules.round is None
        and node.rules.missing == "prior"
        for node in nodes
    )


def _scores(country: CountryResult) -> dict[str, float]:
    """Return the score of every node that has figures; the root's under ""."""
    results: list[NodeResult | IndicatorResult] = [
        country.root,
        *country.pillars,
        *country.indicators,
    ]
    found = ((one.id, figures(one.outcome)) for one in results if applies(one.outcome))
    return {key: estimate.score for key, estimate in found if estimate is not None}


def _tests(
    iso3: str,
    results: Sequence[CountryResult],
    steps: Sequence[Step],
    about: Sequence[Mapping[str, Item]],
) -> dict[str, Tested]:
    """Test every node of the last state."""
    before, after = results[BEFORE_EVIDENCE], results[AFTER_EVIDENCE]
    rules = steps[BEFORE_EVIDENCE].tree.rules
    sizes = expected_moves(before, after, rules.method)
    ends = [_scores(one) for one in (results[0], before, after, results[-1])]
    touched = _touched(iso3, results[-1], about)
    tests = {}
    last = results[-1]
    keys = ["", *(one.id for one in last.pillars), *(one.id for one in last.indicators)]
    for key in keys:
        scores = [known[key] for known in ends if key in known]
        comparable = len(scores) == len(ends)
        tests[key] = Tested(
            key,
            scores[2] - scores[1] if comparable else 0.0,
            ends[-1][key] - ends[0][key] if key in ends[0] and key in ends[-1] else 0.0,
            rules.ranking.changed * sizes.get(key, 0.0),
            comparable,
            key in touched,
        )
    return tests


def _touched(iso3: str, last: CountryResult, about: Sequence[Mapping[str, Item]]) -> set[str]:
    """Return the ids of all nodes with new, amended or withdrawn evidence, "" for the country."""
    spoken = [
        item
        for cause, items in zip(CAUSES, about, strict=True)
        if cause in EVIDENCE_CAUSES
        for item in items.values()
        if iso3 in item.countries
    ]
    touched = {item.indicator for item in spoken}

    def climb(node: NodeResult) -> bool:
        below = [
            climb(one) if isinstance(one, NodeResult) else one.id in touched for one in node.members
        ]
        if any(below):
            touched.add(node.id)
        return any(below)

    climb(last.root)
    return touched | {""} if spoken else touched


def _happened(
    last: CountryResult, steps: Sequence[Step], parts: Sequence[Part]
) -> Iterator[Happened]:
    """Yield every turning point and every good item at the top level since the first date."""
    since, until = steps[0].as_of.toordinal(), steps[-1].as_of.toordinal()
    points = evidence_points(part.items for part in parts if part.cause in EVIDENCE_CAUSES)
    rules = steps[-1].tree.rules
    for result in last.indicators:
        for one in result.items:
            if one.silenced in ("withdrawn", "not-applicable"):
                continue
            top = at_top(one, result.indicator) and good(one, rules)
            days = (one.item.recorded, one.item.first_day)
            if (one.item.turning_point or top) and any(since < day <= until for day in days):
                why = "turning-point" if one.item.turning_point else "top-level"
                late = one.item.first_day <= since
                yield Happened(result.id, one, why, late, points.get(one.item.id, 0.0))
