"""Rules of history: evidence is only added to. They compare two revisions of a dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Amendment, Evidence, NotApplicable
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Problem, Said, is_stand_in
from sahelrisk.rules.registry import ERROR, declare_in

MOST_NAMED = 3

declare = partial(declare_in, __name__)

declare(
    "rewritten",
    ERROR,
    implausible=True,
    what="An item, an amendment or a cell of a series was changed in place since another revision.",
    why="Scores of the past would be other than they were printed, and nothing says why.",
    example="level = 4                            # and 3 in the same item at origin/main",
    mend="Restore the item and amend it: `sahelrisk amend ID`. For a wrong country or indicator, "
    "withdraw it and enter it anew. Moving an item to another file is free.",
)
declare(
    "removed",
    ERROR,
    implausible=True,
    what="An item, an amendment or a row of a series is gone that another revision holds.",
    why="Scores of the past would be other than they were printed, and nothing says why.",
    example="(an item of origin/main that no file holds any more)",
    mend="Restore the item and withdraw it: `sahelrisk amend ID --withdraw`. Where it has to go, "
    "accept that in dossier.toml with [[allow]], its id and the reason.",
)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """An item that stands otherwise at the later revision, and the keys that differ."""

    before: Evidence
    after: Evidence
    keys: tuple[str, ...]


def rewritten_items(before: Dossier, after: Dossier) -> list[Rewriting]:
    """Return the items of both revisions that differ in parsed values; files do not matter."""
    found = []
    later = _by_id(after)
    for name, one in _by_id(before).items():
        other = later.get(name)
        if other is not None and other is not one:
            keys = changed_keys(one, other, after.indicators)
            if keys:
                found.append(Rewriting(one, other, keys))
    return found


def removed_items(before: Dossier, after: Dossier) -> list[Evidence]:
    """Return the items of the earlier revision that the later one does not hold.

    What may stand in a file that could not be read is not said to be removed.
    """
    later = _by_id(after)
    return [
        one
        for name, one in _by_id(before).items()
        if name not in later and not after.unread.may_hold("id", name)
    ]


def changed_keys(
    before: Evidence, after: Evidence, indicators: Mapping[str, IndicatorFile]
) -> tuple[str, ...]:
    """Return the keys whose values differ; an indicator that was renamed is the same one."""
    return tuple(
        key
        for key in type(before).model_fields
        if _value(before, key) != _value(after, key)
        and not _renamed(key, before, after, indicators)
    )


def check_history(before: Dossier, after: Dossier) -> list[Problem]:
    """Return what was changed in place or removed between two revisions of a dossier.

    Places are those of the later revision, or for what is gone of the earlier one, each below
    its dossier. Cells of a series are one problem a table and kind.
    """
    rewritten, removed = rewritten_items(before, after), removed_items(before, after)
    problems = [_rewritten(one) for one in rewritten if not _of_series(one.after)]
    problems += [_removed(one) for one in removed if not _of_series(one)]
    problems += _cells("rewritten", [one.after for one in rewritten])
    problems += _cells("removed", removed)
    problems += _words(before.amendments, after.amendments, _about_amendment)
    problems += _words(before.not_applicable, after.not_applicable, _about_not_applicable)
    return problems


def _by_id(dossier: Dossier) -> dict[str, Evidence]:
    return {one.id: one for one in dossier.evidence if not is_stand_in(one.id)}


def _value(one: Evidence, key: str) -> Any:  # noqa: ANN401  whatever the field holds
    value = getattr(one, key, None)
    return frozenset(value) if key == "countries" and value is not None else value


def _renamed(
    key: str, before: Evidence, after: Evidence, indicators: Mapping[str, IndicatorFile]
) -> bool:
    if key != "indicator":
        return False
    return before.indicator in getattr(indicators.get(after.indicator), "formerly", ())


def _rewritten(one: Rewriting) -> Problem:
    key = one.keys[0]
    keys = ", ".join(one.keys[:MOST_NAMED])
    more = len(one.keys) - MOST_NAMED
    message = _and_more(Said("problem_rewritten", id=one.after.id, keys=keys), more)
    return one.after.problem(key, "rewritten", message, Said("hint_rewritten"))


def _and_more(text: str, more: int) -> str:
    return Said("problem_and_more", text=text, more=more) if more > 0 else text


def _removed(one: Evidence) -> Problem:
    message = Said("problem_removed", id=one.id, place=one.place)
    return one.problem("id", "removed", message, Said("hint_removed"))


def _of_series(one: Evidence) -> bool:
    """Return whether an item is a cell of a table: its id holds what no written id may."""
    return ":" in one.id


def _cells(rule: str, items: Sequence[Evidence]) -> list[Problem]:
    """Return one problem a table, at its first cell, with the first cells and the count."""
    tables: dict[str, list[Evidence]] = {}
    for one in items:
        if _of_series(one):
            tables.setdefault(one.place.path, []).append(one)
    problems = []
    for cells in tables.values():
        named = ", ".join(one.id for one in cells[:MOST_NAMED])
        more = len(cells) - MOST_NAMED
        key = "one" if len(cells) == 1 else "many"
        message = Said(f"problem_cells_{rule}_{key}", number=len(cells), named=named)
        hint = Said("hint_restore_table")
        problems.append(cells[0].problem("value", rule, _and_more(message, more), hint))
    return problems


_Word = Amendment | NotApplicable


def _about_amendment(one: _Word) -> tuple[str, str, tuple[object, ...]]:
    name = one.evidence if isinstance(one, Amendment) else ""
    return "evidence", "amendment", (name, one.recorded)


def _about_not_applicable(one: _Word) -> tuple[str, str, tuple[object, ...]]:
    name = one.indicator if isinstance(one, NotApplicable) else ""
    return "indicator", "statement", (name, one.recorded)


def _words(
    before: Sequence[_Word],
    after: Sequence[_Word],
    about: Any,  # noqa: ANN401  one of the two functions above
) -> Iterator[Problem]:
    """Yield the amendments or statements that are gone or stand otherwise; they bear no id."""
    left = Counter(map(_key, after))
    left.subtract(map(_key, before))
    new: dict[tuple[object, ...], list[_Word]] = {}
    for one in after:
        if left[_key(one)] > 0:
            new.setdefault(about(one)[2], []).append(one)
    for one in before:
        if left[_key(one)] >= 0:
            continue
        left[_key(one)] += 1
        key, kind, subject = about(one)
        values = {"name": subject[0], "recorded": one.recorded}
        hint = Said("hint_restore")
        if new.get(subject):
            other = new[subject].pop()
            yield other.problem(key, "rewritten", Said(f"problem_rewritten_{kind}", **values), hint)
        else:
            message = Said(f"problem_removed_{kind}", **values, place=one.place)
            yield one.problem(key, "removed", message, hint)


def _key(one: _Word) -> str:
    return repr(one)
