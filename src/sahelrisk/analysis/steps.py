"""The steps of a replay: what is known before, and after each further cause (method § 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.analysis.reshape import reshaped
from sahelrisk.scoring.assess import Basis, Scorer, base
from sahelrisk.scoring.draw import Found, drawn
from sahelrisk.scoring.items import FOREVER, Item, item_of, known_items, not_applicable_on
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import Indicator, Tree

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier
    from sahelrisk.model.measure import MeasureTable

CAUSES = ("ageing", "base-rate", "new", "amended", "withdrawn", "framework")
EVIDENCE_CAUSES = ("new", "amended", "withdrawn")
BEFORE_EVIDENCE, AFTER_EVIDENCE = 2, 5
"""The states between which steps 3 to 5 lie."""


class State(NamedTuple):
    """What was known at one end of a comparison.

    `items` are as amended then; `recorded` the same items as they were first written down;
    statistics of up to `published` (an ordinal) are known.
    """

    as_of: date
    tree: Tree
    items: Mapping[str, Item]
    recorded: Mapping[str, Item]
    not_applicable: Mapping[tuple[str, str], str]
    measures: Mapping[str, MeasureTable]
    published: int


def state_of(dossier: Dossier, tree: Tree, as_of: date, known_on: date | None = None) -> State:
    """Return what a dossier held on two dates, read with a tree."""
    until = known_on or FOREVER
    known = known_items(dossier.evidence, dossier.amendments, until, names=tree.names)
    return State(
        as_of,
        tree,
        {item.id: item for item in known},
        {one.id: item_of(one, tree.names) for one in dossier.evidence if one.recorded <= until},
        not_applicable_on(dossier.not_applicable, until, tree.names),
        dossier.statistics,
        min(until, as_of).toordinal(),
    )


class Step(NamedTuple):
    """Everything scores depend on, after one more cause."""

    as_of: date
    tree: Tree
    items: Sequence[Item]
    not_applicable: Mapping[tuple[str, str], str]
    measures: Mapping[str, MeasureTable]
    published: int

    def basis(self) -> Basis:
        """Group what is known."""
        return base(
            self.tree,
            self.items,
            self.not_applicable,
            measures=self.measures,
            published=self.published,
        )


def steps_between(before: State, after: State) -> list[Step]:
    """Return what is known before, and after each cause; the first is `before`, the last `after`.

    The as-of date moves before the items whose period has begun since, and the ends that have
    taken effect since, do.
    """
    before = renamed(before, after.tree)
    begun, now = before.as_of.toordinal(), after.as_of.toordinal()
    old = [_unended(item, begun) for item in before.items.values()]
    listed = [item for item in old if item.first_day <= begun]
    fresh = [item for key, item in after.recorded.items() if key not in before.items]
    gone = [item for key, item in before.items.items() if key not in after.items]
    amended = [
        item._replace(withdrawn=key in before.items and before.items[key].withdrawn)
        for key, item in after.items.items()
    ]
    na, tables = before.not_applicable, _newer(before.measures, after.measures)
    start = Step(before.as_of, before.tree, listed, na, before.measures, before.published)
    aged = start._replace(as_of=after.as_of)
    based = aged._replace(measures=tables, published=after.published)
    begun_since = [item for item in (*old, *fresh) if item.first_day <= now]
    new = based._replace(items=begun_since)
    return [
        start,
        aged,
        based,
        new,
        new._replace(items=[*amended, *gone]),
        new._replace(items=list(after.items.values())),
        Step(
            after.as_of,
            after.tree,
            list(after.items.values()),
            after.not_applicable,
            after.measures,
            after.published,
        ),
    ]


def _unended(item: Item, day: int) -> Item:
    """Return an item without an end that takes effect only later: that is an amendment's step."""
    return item if item.ended_day is None or item.ended_by(day) else item._replace(ended_day=None)


def _newer(
    before: Mapping[str, MeasureTable], after: Mapping[str, MeasureTable]
) -> dict[str, MeasureTable]:
    """Return the later values under the earlier normalisations, which belong to the framework."""
    return {
        key: replace(table, values=after[key].values) if key in after else table
        for key, table in before.items()
    }


def renamed(before: State, tree: Tree) -> State:
    """Return the earlier state under the names that indicators have had since."""
    names = {old: new for old, new in tree.names.items() if new not in before.tree.indicators}
    if not names:
        return before

    def leaf(one: Indicator) -> Indicator:
        measure = one.measure
        if measure is not None and measure.denominator in names:
            measure = measure.model_copy(update={"denominator": names[measure.denominator]})
        return one._replace(id=names.get(one.id, one.id), measure=measure)

    changed = reshaped(before.tree, leaf=leaf)
    changed = replace(changed, indicators={one.id: one for one in changed.indicators.values()})

    def named(items: Mapping[str, Item]) -> dict[str, Item]:
        return {
            key: _under(item, names[item.indicator]) if item.indicator in names else item
            for key, item in items.items()
        }

    na = {(iso3, names.get(key, key)): why for (iso3, key), why in before.not_applicable.items()}
    return before._replace(
        tree=changed,
        items=named(before.items),
        recorded=named(before.recorded),
        not_applicable=na,
    )


def _under(item: Item, name: str) -> Item:
    """Return an item of an indicator that has another name now; a rename is no amendment."""
    written = item.evidence and item.evidence.model_copy(update={"indicator": name})
    return item._replace(indicator=name, evidence=written)


def replayed(steps: Sequence[Step], codes: Iterable[str]) -> list[dict[str, CountryResult]]:
    """Assess countries after each step; what a step leaves as it was is not assessed again."""
    wanted = list(codes)
    results: list[dict[str, CountryResult]] = []
    last: _Scored | None = None
    for place, step in enumerate(steps):
        if place and step == steps[place - 1]:
            results.append(results[-1])
            continue
        last = _scored(step, wanted, last)
        results.append({iso3: drawn(iso3, own, step.tree) for iso3, own in last.found.items()})
    return results


class _Scored(NamedTuple):
    """A step, and what was found of every country after it."""

    step: Step
    scorer: Scorer
    found: Mapping[str, Mapping[str, Found]]


def _scored(step: Step, codes: Sequence[str], before: _Scored | None) -> _Scored:
    """Weigh and pool after a step only the indicators whose evidence it changes."""
    scorer = Scorer(step.basis(), step.as_of.toordinal())
    if before is None or not _on_same_ground(before.step, step):
        return _Scored(step, scorer, {iso3: scorer.found(iso3) for iso3 in codes})
    found = {
        iso3: {
            leaf.id: before.found[iso3][leaf.id]
            if _untouched(iso3, leaf, before.scorer, scorer)
            else scorer.indicator(iso3, leaf)
            for leaf in step.tree.indicators.values()
        }
        for iso3 in codes
    }
    return _Scored(step, scorer, found)


def _on_same_ground(before: Step, after: Step) -> bool:
    """Tell whether two steps differ in evidence alone."""
    return before._replace(items=after.items, not_applicable=after.not_applicable) == after


def _untouched(iso3: str, leaf: Indicator, before: Scorer, after: Scorer) -> bool:
    """Tell whether an indicator's own evidence is the same; a measured one may look at others'."""
    key = (iso3, leaf.id)
    reasons = (before.basis.not_applicable.get(key), after.basis.not_applicable.get(key))
    return (
        leaf.measure is None
        and reasons[0] == reasons[1]
        and before.listed(*key) == after.listed(*key)
    )


def spoken_of(before: Step, after: Step, cause: str) -> dict[str, Item]:
    """Return the items that a step is about: new, amended or withdrawn, as they are after it."""
    now = after.as_of.toordinal()
    first = {item.id: item for item in before.items if item.first_day <= now}
    last = {item.id: item for item in after.items if item.first_day <= now}
    if cause == "new":
        return {key: last[key] for key in last.keys() - first.keys()}
    both = first.keys() & last.keys()
    if cause == "withdrawn":
        dropped = {key: first[key] for key in first.keys() - last.keys()}
        gone = {key: last[key] for key in both if last[key].withdrawn and not first[key].withdrawn}
        return dropped | gone
    if cause == "amended":
        moved = {key: (last.get(key) or first[key]) for key in first.keys() ^ last.keys()}
        return moved | {key: last[key] for key in both if first[key] != last[key]}
    return {}
