"""What a review says of items: what was done to each, and what each moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sahelrisk.analysis.credit import Moved
from sahelrisk.analysis.difference import Change
from sahelrisk.analysis.steps import EVIDENCE_CAUSES
from sahelrisk.model.dossier import Dossier, amendments_of, worded
from sahelrisk.model.evidence_item import REPLACED, Amendment, Evidence
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.likeness import publisher_key
from sahelrisk.problems import Place
from sahelrisk.rules.history_rules import removed_items, rewritten_items
from sahelrisk.scoring.alerts import at_top, good
from sahelrisk.scoring.weigh import settled
from sahelrisk.tasks.review_ends import Side

ADDED, AMENDED, WITHDRAWN, REWRITTEN, REMOVED = (
    *("added", "amended", "withdrawn"),
    *("rewritten", "removed"),
)


class Effect(NamedTuple):
    """What an item moved: points of a country, and of its indicator there, on their 0–100."""

    iso3: str
    points: float
    on_indicator: float


class ItemChange(NamedTuple):
    """An item that something was done to.

    `item` is as it reads at the later end, or at the earlier one where it was removed; `keys` are
    the fields that differ. `place` is its line, of an amended one that of the amendment.
    """

    state: str
    item: Evidence
    place: Place
    keys: tuple[str, ...] = ()
    reason: str = ""
    effects: tuple[Effect, ...] = ()


class Line(NamedTuple):
    """A part of a country's difference: an item's, or where `id` is "" a cause's. They add up."""

    cause: str
    points: float
    moved: Moved | None = None

    @property
    def id(self) -> str:
        """Return the item's id."""
        return self.moved.id if self.moved else ""

    @property
    def on_indicator(self) -> float:
        """Return the points on the item's indicator."""
        return self.moved.share if self.moved else 0.0

    @property
    def why(self) -> str | None:
        """Return why an item moved that the cause is not about, as documents write it."""
        return self.moved.reason if self.moved else None


class Happening(NamedTuple):
    """A turning point or a good item at the top level that is new."""

    id: str
    indicator: str
    why: str


def item_changes(before: Side, after: Side, changes: Iterable[Change]) -> tuple[ItemChange, ...]:
    """Return what was done to items, in the order of path and line."""
    if before.dossier is None or after.dossier is None:
        return ()
    effects: dict[str, list[Effect]] = {}
    for change in changes:
        for line in lines_of(change):
            if line.id:
                moved = Effect(change.after.iso3, line.points, line.on_indicator)
                effects.setdefault(line.id, []).append(moved)
    found = _found(before, after, before.dossier, after.dossier)
    whole = (one._replace(effects=_together(effects.get(one.item.id, ()))) for one in found)
    return tuple(sorted(whole, key=lambda one: (one.place, one.item.id)))


def _together(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """Add up what an item moved in several steps, by country."""
    found: dict[str, Effect] = {}
    for one in effects:
        was = found.get(one.iso3, Effect(one.iso3, 0.0, 0.0))
        found[one.iso3] = Effect(
            one.iso3, was.points + one.points, was.on_indicator + one.on_indicator
        )
    return tuple(found[iso3] for iso3 in sorted(found))


def _found(one_end: Side, other_end: Side, before: Dossier, after: Dossier) -> Iterator[ItemChange]:
    old, new, held = one_end.prefix, other_end.prefix, other_end.held
    known = one_end.held
    said = _new_words(before, after)
    rewritten = {one.after.id: one for one in rewritten_items(before, after)}
    now, was = worded(after), worded(before)
    for one in after.evidence:
        words = said.get(one.id, [])
        shown = now[one.id]
        if one.id in rewritten:
            place = _at(one.problem(rewritten[one.id].keys[0], "", "").place, new)
            yield ItemChange(REWRITTEN, shown, place, rewritten[one.id].keys)
        elif one.id not in known:
            yield ItemChange(ADDED, shown, _at(one.place, new))
        elif words:
            last = words[-1]
            state = WITHDRAWN if any(word.withdrawn for word in words) else AMENDED
            keys = tuple(key for word in words for key in _keys(word))
            place = _at(last.place, new)
            yield ItemChange(state, shown, place, tuple(dict.fromkeys(keys)), last.reason or "")
    for one in removed_items(before, after):
        if one.id not in held:
            yield ItemChange(REMOVED, was[one.id], _at(one.place, old))


def _at(place: Place, prefix: str) -> Place:
    return Place(f"{prefix}{place.path}", place.line, place.column)


def _keys(word: Amendment) -> Iterator[str]:
    for key in (*REPLACED, "confirmed", "ended"):
        if getattr(word, key) not in (None, False):
            yield key


def _new_words(before: Dossier, after: Dossier) -> Mapping[str, list[Amendment]]:
    """Return the amendments that only the later end holds, by item."""
    old = amendments_of(before)
    found: dict[str, list[Amendment]] = {}
    for name, words in amendments_of(after).items():
        left = list(old.get(name, ()))
        for one in words:
            if one in left:
                left.remove(one)
            else:
                found.setdefault(name, []).append(one)
    return found


def lines_of(change: Change) -> tuple[Line, ...]:
    """Return the parts of a country's difference, items one by one; they add up to it."""
    lines = []
    for part in change.parts:
        if part.cause not in EVIDENCE_CAUSES:
            if settled(part.points):
                lines.append(Line(part.cause, part.points))
            continue
        lines += [Line(part.cause, one.points, one) for one in part.items]
        rest = part.points - sum(one.points for one in part.items)
        if settled(rest):
            lines.append(Line(part.cause, rest))
    return tuple(lines)


def happenings(change: Change, known: Iterable[str], rules: FrameworkFile) -> tuple[Happening, ...]:
    """Return what happened by items that the earlier end does not hold, whatever the test says."""
    old = set(known)
    found = []
    for result in change.after.indicators:
        for one in result.items:
            if one.item.id in old or one.silenced in ("withdrawn", "not-applicable"):
                continue
            top = at_top(one, result.indicator) and good(one, rules)
            if one.item.turning_point or top:
                why = "turning-point" if one.item.turning_point else "top-level"
                found.append(Happening(one.item.id, result.id, why))
    return tuple(found)


def first_used(before: Dossier, after: Dossier) -> tuple[tuple[str, str], ...]:
    """Return publishers that no evidence before named, each with its first item's id."""
    old = {publisher_key(name) for _, name in _publishers(before)}
    found: dict[str, tuple[str, str]] = {}
    for one in worded(after).values():
        if one.publisher and publisher_key(one.publisher) not in old:
            found.setdefault(publisher_key(one.publisher), (one.publisher, one.id))
    return tuple(sorted(found.values()))


def _publishers(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for one in dossier.evidence:
        if one.publisher:
            yield one.id, one.publisher
    for word in dossier.amendments:
        if word.source is not None and word.source.publisher:
            yield word.evidence, word.source.publisher
