"""Say what a change does to the scores: two revisions, line by line, for all countries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sahelrisk.analysis.difference import Change
from sahelrisk.analysis.difference import changes as replayed
from sahelrisk.analysis.steps import State, renamed, state_of
from sahelrisk.model.dossier import TLP_ORDER, Dossier
from sahelrisk.model.framework import Profile
from sahelrisk.model.measure import MeasureTable
from sahelrisk.problems import Problem, UsageError
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.tree import grow
from sahelrisk.tasks.framework_changes import FrameworkChange, framework_changes
from sahelrisk.tasks.gate_grammar import Gate
from sahelrisk.tasks.gates import gates_of
from sahelrisk.tasks.opening import Request, is_across, profile_of
from sahelrisk.tasks.review_ends import Side, compared, sides
from sahelrisk.tasks.review_items import (
    Happening,
    ItemChange,
    first_used,
    happenings,
    item_changes,
)

DUPLICATE = "probable-duplicate"


class CountryReview(NamedTuple):
    """A country that something moved or was said of, and what happened there."""

    change: Change
    happened: tuple[Happening, ...]
    gained: tuple[str, ...]
    """Indicators that have evidence and had none."""

    @property
    def iso3(self) -> str:
        """Return the country's code."""
        return self.change.after.iso3


class Review(NamedTuple):
    """Everything a review says; without a framework at one end there are no countries."""

    before: Side
    after: Side
    since: date
    as_of: date
    profile: Profile | None
    countries: tuple[CountryReview, ...] = ()
    unmoved: int = 0
    items: tuple[ItemChange, ...] = ()
    framework: tuple[FrameworkChange, ...] = ()
    new: tuple[Problem, ...] = ()
    solved: tuple[Problem, ...] = ()
    duplicates: tuple[Problem, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    gates: tuple[Gate, ...] = ()

    @property
    def size(self) -> float:
        """Return how many points of the printed scale one point of 0–100 is."""
        low, high = self.after.dossier.framework.scale if self.after.dossier else (0.0, 100.0)
        return (high - low) / 100.0

    @property
    def label(self) -> str:
        """Return the highest TLP label of what went in at either end.

        All that either end holds goes in: countries that did not move are counted, and problems
        and items are told of whatever their country.
        """
        return max(self.before.labels | self.after.labels, key=TLP_ORDER.index)

    @property
    def withheld(self) -> int:
        """Return how many items were left out for their marking, at the end with more of them."""
        ends = (self.before.dossier, self.after.dossier)
        return max((end.withheld for end in ends if end), default=0)


def review(
    request: Request,
    base: str,
    head: str | None = None,
    *,
    since: date | None = None,
    fail_if: Sequence[str] = (),
) -> Review:
    """Compare two revisions or folders, both as of one day unless `since` says otherwise.

    Raises UsageError for names of neither, DossierError never: what is broken is compared as far
    as it reads.
    """
    start = since or request.as_of
    if start > request.as_of:
        raise UsageError("since_after", since=start, as_of=request.as_of)
    before, after = sides(request, base, head)
    problems = compared(before, after, request)
    profile = profile_of(after.dossier, request) if after.dossier else None
    found = Review(
        before,
        after,
        start,
        request.as_of,
        profile,
        new=tuple(one for one in problems.new if one.rule != DUPLICATE),
        solved=problems.solved,
        duplicates=tuple(one for one in problems.new if one.rule == DUPLICATE),
    )
    if before.dossier is None or after.dossier is None:
        return found
    moved, unmoved = _moved(request, start, (before.dossier, after.dossier))
    known = [one.id for one in before.dossier.evidence]
    return found._replace(
        countries=tuple(_country(one, known, after.dossier) for one in moved if _is_told(one)),
        unmoved=unmoved + sum(not _is_told(one) for one in moved),
        items=item_changes(before, after, moved),
        framework=framework_changes(before.dossier, after.dossier),
        sources=first_used(before.dossier, after.dossier),
        gates=gates_of(fail_if or after.dossier.file.ci.fail_if, after.dossier),
    )


def _moved(
    request: Request, start: date, ends: tuple[Dossier, Dossier]
) -> tuple[tuple[Change, ...], int]:
    """Replay every country that may have moved; return them and how many others there are."""
    known = min(start, request.known_on) if request.known_on else start
    days = (
        (start, known if start < request.as_of else request.known_on),
        (request.as_of, request.known_on or (request.as_of if start < request.as_of else None)),
    )
    states = []
    for dossier, (day, known_on) in zip(ends, days, strict=True):
        tree = grow(dossier.framework, dossier.indicators, profile_of(dossier, request))
        states.append(state_of(dossier, tree, day, known_on))
    after = states[1]
    before = renamed(states[0], after.tree)
    everyone = _countries(before) | _countries(after)
    differing = _differing(before, after)
    is_whole = before.tree == after.tree and before.as_of == after.as_of
    if any(map(is_across, ends)):
        return replayed(sorted(everyone | differing), before, after), 0
    found = list(replayed(sorted(differing), *(_of(one, differing) for one in (before, after))))
    others = everyone - differing
    if is_whole:
        return tuple(found), len(others)
    found += replayed(sorted(others), *(_of(one, others) for one in (before, after)))
    return tuple(sorted(found, key=lambda one: one.after.iso3)), 0


def _countries(state: State) -> set[str]:
    return {iso3 for item in state.items.values() for iso3 in item.countries}


def _differing(before: State, after: State) -> set[str]:
    """Return the countries of which the two ends say different things."""
    found: set[str] = set()
    for one, other in ((before.items, after.items), (before.recorded, after.recorded)):
        for key in one.keys() | other.keys():
            items = (one.get(key), other.get(key))
            if items[0] != items[1]:
                found.update(iso3 for item in items if item for iso3 in item.countries)
    statements = before.not_applicable.items() ^ after.not_applicable.items()
    found |= {iso3 for (iso3, _), _ in statements}
    everyone = _countries(before) | _countries(after)
    for key in before.measures.keys() | after.measures.keys():
        found |= _rated_otherwise(before.measures.get(key), after.measures.get(key), everyone)
    return found


def _rated_otherwise(
    one: MeasureTable | None, other: MeasureTable | None, everyone: set[str]
) -> set[str]:
    """Return the countries that two states of a table may rate in two ways.

    Where countries are rated against each other, a row of one moves them all.
    """
    ends = [end for end in (one, other) if end is not None]
    values = [end.values if end else {} for end in (one, other)]
    measures = [end.file.measure for end in ends]
    same = measures[0] == measures[-1]
    if same and values[0] == values[1]:
        return set()
    codes = values[0].keys() | values[1].keys()
    changed = {iso3 for iso3 in codes if values[0].get(iso3) != values[1].get(iso3)}
    across = any(measure.normalise in ACROSS for measure in measures)
    return changed if same and not across else changed | everyone


def _of(state: State, codes: Collection[str]) -> State:
    """Return what a state holds of some countries; an item of several goes with each."""
    wanted = frozenset(codes)
    items = {key: one for key, one in state.items.items() if not wanted.isdisjoint(one.countries)}
    recorded = {key: one for key, one in state.recorded.items() if key in items}
    return state._replace(items=items, recorded=recorded)


def _is_told(change: Change) -> bool:
    """Tell whether there is anything to say of a country; a score that came or went is."""
    ends = [figures(end.outcome) is None for end in (change.before, change.after)]
    if ends[0] != ends[1]:
        return True
    return change.country.touched or any(round(one.points, 9) or one.items for one in change.parts)


def _country(change: Change, known: Collection[str], dossier: Dossier) -> CountryReview:
    had = {one.id for one in change.before.indicators if one.items}
    gained = tuple(one.id for one in change.after.indicators if one.items and one.id not in had)
    return CountryReview(change, happenings(change, known, dossier.framework), gained)
