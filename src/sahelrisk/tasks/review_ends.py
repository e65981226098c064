"""The two ends of a review: what can be scored of each, and what is wrong with it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sahelrisk.model.base import Tlp
from sahelrisk.model.dossier import TLP_ORDER, Dossier, marked_alike, markings, under_ceiling
from sahelrisk.problems import Problem, Severity, is_stand_in
from sahelrisk.reading import locate
from sahelrisk.reading.revision import read_end
from sahelrisk.rules import RULES
from sahelrisk.rules.allow_rules import accept
from sahelrisk.rules.history_rules import check_history
from sahelrisk.tasks.health import notes_of
from sahelrisk.tasks.opening import Request

COMMITTED = "HEAD"


class Side(NamedTuple):
    """One end as far as it reads.

    `dossier` is what can be scored, None without a usable framework; `prefix` is what paths of
    items begin with; `problems` are all that may be shown, `unshown` counts the others.
    """

    name: str
    dossier: Dossier | None
    prefix: str
    problems: tuple[Problem, ...]
    unshown: int = 0
    errors: int = 0
    held: frozenset[str] = frozenset()
    """The ids of all items of its files, also of those that have faults."""
    labels: frozenset[Tlp] = frozenset({"RED"})
    """The markings of all that may be told of it; RED where it cannot be read."""

    @property
    def is_broken(self) -> bool:
        """Tell whether something of it could not be read."""
        return any(map(_stops, self.problems)) or self.dossier is None


def sides(request: Request, base: str, head: str | None) -> tuple[Side, Side]:
    """Read both ends as committed, or as the folders hold them, under one marking."""
    earlier = _read(base, request)
    later = _read(default_head(base, request.location) if head is None else head, request)
    earlier = _scorable(earlier)
    later = _with_history(earlier, later, request)
    if earlier.dossier and later.dossier:
        one, other = marked_alike(earlier.dossier, later.dossier)
        earlier, later = earlier._replace(dossier=one), later._replace(dossier=other)
    later = _scorable(later)
    if not request.tlp:
        return earlier, later
    hidden = {
        name
        for side in (earlier, later)
        if side.dossier
        for name, label in markings(side.dossier).items()
        if _is_above(label, request.tlp)
    }
    return _ceiled(earlier, request.tlp, hidden), _ceiled(later, request.tlp, hidden)


def default_head(base: str, location: locate.Location) -> str:
    """Return what a base is compared with: a folder with the folder, a revision with HEAD."""
    is_folder = (Path(base) / locate.NAME).is_file()
    return str(location.root) if base.strip() and is_folder else COMMITTED


def _read(name: str, request: Request) -> Side:
    result, prefix = read_end(name, request.location, today=max(request.today, request.as_of))
    problems = tuple(result.problems)
    errors = sum(one.severity is Severity.ERROR for one in problems)
    held = frozenset(one.id for one in result.dossier.evidence) if result.dossier else frozenset()
    side = Side(name, result.dossier, prefix, problems, errors=errors, held=held)
    return side._replace(labels=_labels(result.dossier)) if result.dossier else side


def _labels(dossier: Dossier) -> frozenset[Tlp]:
    return frozenset(markings(dossier).values()) or frozenset({dossier.file.tlp})


def _scorable(side: Side) -> Side:
    return side._replace(dossier=_usable(side.dossier, side.problems, side.prefix))


def _stops(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and not RULES[problem.rule].implausible


def _usable(dossier: Dossier | None, problems: Iterable[Problem], prefix: str) -> Dossier | None:
    """Return what can be scored: all without the items that have faults; None without a tree."""
    faults = [one for one in problems if _stops(one)]
    if dossier is None or not faults:
        return dossier
    evidence = posixpath.normpath(f"{prefix}{dossier.file.evidence}") + "/"
    main = posixpath.normpath(f"{prefix}{locate.NAME}")
    if any(not one.place.path.startswith((evidence, main)) for one in faults):
        return None
    faulty = {one.item for one in faults}
    known = dossier.indicators
    items = tuple(
        one
        for one in dossier.evidence
        if one.id not in faulty and not is_stand_in(one.id) and one.indicator in known
    )
    ids = {one.id for one in items}
    return replace(
        dossier,
        evidence=items,
        amendments=tuple(one for one in dossier.amendments if one.evidence in ids),
        not_applicable=tuple(one for one in dossier.not_applicable if one.indicator in known),
    )


def _with_history(earlier: Side, later: Side, request: Request) -> Side:
    """Add what only two ends or the scores show, and leave out what dossier.toml accepts."""
    if later.dossier is None:
        return later
    found = list(later.problems)
    if earlier.dossier:
        history = check_history(earlier.dossier, later.dossier)
        found += [_placed(one, later.prefix) for one in history]
    rooted = replace(later.dossier, root=later.prefix.rstrip("/") or ".")
    kept = list(accept(found, rooted, request.today).reported)
    errors = sum(one.severity is Severity.ERROR for one in kept)
    return later._replace(problems=tuple(kept), errors=errors)


def _placed(problem: Problem, prefix: str) -> Problem:
    place = replace(problem.place, path=f"{prefix}{problem.place.path}")
    return replace(problem, place=place, severity=RULES[problem.rule].severity)


def _is_above(label: Tlp, ceiling: Tlp) -> bool:
    return TLP_ORDER.index(label) > TLP_ORDER.index(ceiling)


def _ceiled(side: Side, ceiling: Tlp, hidden: Collection[str]) -> Side:
    """Leave out what is marked above a label, and every problem that might tell of it."""
    if side.dossier is None:
        labels = frozenset({ceiling})  # nothing of it is told
        return side._replace(problems=(), unshown=len(side.problems), labels=labels)
    dossier = under_ceiling(side.dossier, ceiling)
    shown = {one.id for one in dossier.evidence}
    folder = posixpath.normpath(f"{side.prefix}{dossier.file.evidence}") + "/"

    def is_open(problem: Problem) -> bool:
        if problem.place.path.startswith(folder) and problem.item not in shown:
            return False
        return not any(name in f"{problem.message} {problem.hint}" for name in hidden)

    kept = tuple(one for one in side.problems if is_open(one))
    unshown = len(side.problems) - len(kept)
    return side._replace(dossier=dossier, problems=kept, unshown=unshown, labels=_labels(dossier))


class Compared(NamedTuple):
    """Problems of two ends: only at the later one, and only at the earlier one."""

    new: tuple[Problem, ...]
    solved: tuple[Problem, ...]


def compared(earlier: Side, later: Side, request: Request) -> Compared:
    """Return the problems that are new and those that are solved; lines do not matter."""
    was, now = _all(earlier, request), _all(later, request)
    return Compared(_only(now, was), _only(was, now))


def _all(side: Side, request: Request) -> list[Problem]:
    """Return the problems of an end with the notes that its scores give."""
    if side.is_broken or side.dossier is None:
        return list(side.problems)
    notes = [_placed(one, side.prefix) for one in notes_of(side.dossier, request.today)]
    return [*side.problems, *notes]


def _only(problems: Sequence[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    left = Counter(map(_key, others))
    found = []
    for one in problems:
        if left[_key(one)] > 0:
            left[_key(one)] -= 1
        else:
            found.append(one)
    ranks = list(Severity)
    return tuple(sorted(found, key=lambda one: (ranks.index(one.severity), one.sort_key)))


def _key(one: Problem) -> tuple[str, ...]:
    return one.rule, one.item, one.place.path if not one.item else "", one.excerpt.strip()
