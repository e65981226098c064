"""Which items others confirm or contradict: what a source's record is made of.

An item that an analyst graded 1 (confirmed) or 5 (improbable) is judged by that. Any other is
judged by what other publishers say of its country and indicator within the indicator's half-life,
with grades that are no worse: confirmed where more of them agree than differ, contradicted where
more differ. They agree where their ratings leave less than the spread of a contested indicator
between them, and differ from twice that spread on; in between neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from sahelrisk.scoring.results import Assessment
from sahelrisk.scoring.weigh import Weighed, settled

Judgement = Literal["confirmed", "contradicted"]
CONFIRMED, IMPROBABLE = 1, 5
_TELLING = frozenset({"", "ended", "retired"})
"""Items that still tell something of their day; withdrawn and replaced ones tell nothing."""


def judgements(assessment: Assessment) -> dict[str, Judgement]:
    """Return the items that were confirmed or contradicted, by id."""
    spread = assessment.tree.rules.contested.spread
    for_, against = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    found: dict[str, Judgement] = {}
    for country in assessment.countries:
        for result in country.indicators:
            telling = [one for one in result.items if one.silenced in _TELLING]
            found |= dict(_graded(telling))
            for one, other in _beside(telling, result.indicator.half_life):
                apart = settled(_apart(one, other))
                if apart < spread:
                    for_[one.item.id].add(other.item.publisher)
                elif apart >= 2 * spread:
                    against[one.item.id].add(other.item.publisher)
    for key in for_.keys() | against.keys():
        balance = len(for_[key]) - len(against[key])
        if key not in found and balance:
            found[key] = "confirmed" if balance > 0 else "contradicted"
    return found


def _graded(items: Iterable[Weighed]) -> Iterator[tuple[str, Judgement]]:
    by_digit: Mapping[int, Judgement] = {CONFIRMED: "confirmed", IMPROBABLE: "contradicted"}
    for one in items:
        judgement = by_digit.get(one.item.credibility)
        if judgement:
            yield one.item.id, judgement


def _beside(items: Sequence[Weighed], window: float) -> Iterator[tuple[Weighed, Weighed]]:
    """Yield each item with those of other publishers and reports that may judge it."""
    ordered = sorted(items, key=lambda one: one.item.first_day)
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.item.first_day - one.item.first_day > window:
                break
            if one.item.publisher == other.item.publisher or one.lineage == other.lineage:
                continue
            if settled(other.quality) >= settled(one.quality):
                yield one, other
            if settled(one.quality) >= settled(other.quality):
                yield other, one


def _apart(one: Weighed, other: Weighed) -> float:
    """Return how far apart what two items leave open is, 0 where it overlaps."""
    return max(0.0, one.low - other.high, other.low - one.high)
