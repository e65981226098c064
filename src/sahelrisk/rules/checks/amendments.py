"""Checks of later words: amendments and statements that an indicator does not apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import REPLACED, Amendment, Evidence
from sahelrisk.problems import CHANGES, Problem, is_stand_in
from sahelrisk.rules.checks.items import place_of, rates
from sahelrisk.rules.nearest import nearest

_OF_CONDITIONS = ("confirmed", "ended")


def unknown_evidence(dossier: Dossier) -> Iterator[Problem]:
    """An amendment speaks of an item that exists."""
    ids = {one.id for one in dossier.evidence}
    if any(is_stand_in(one) for one in ids):
        return  # an item without a usable id may be the one
    for word in dossier.amendments:
        if word.evidence not in ids and not dossier.unread.may_hold("id", word.evidence):
            message = f'no evidence item "{word.evidence}"'
            yield word.problem("evidence", "unknown-evidence", message, nearest(word.evidence, ids))


def _spoken_of(dossier: Dossier) -> Iterator[tuple[Amendment, Evidence]]:
    """Yield each amendment with its item, in the order in which they apply."""
    if not dossier.amendments:
        return
    items = {one.id: one for one in dossier.evidence}
    for word in sorted(dossier.amendments, key=lambda one: one.recorded):
        if word.evidence in items:
            yield word, items[word.evidence]


def before_evidence(dossier: Dossier) -> Iterator[Problem]:
    """Nothing is amended before it was recorded."""
    for word, one in _spoken_of(dossier):
        if word.recorded < one.recorded:
            message = f"recorded {word.recorded}, before its item ({one.recorded})"
            yield word.problem("recorded", "amendment-before-evidence", message)


def of_withdrawn(dossier: Dossier) -> Iterator[Problem]:
    """Withdrawn is final: no later word about the item has an effect.

    Words of one day may come from two branches that did not know of each other.
    """
    withdrawn: dict[str, Amendment] = {}
    for word, one in _spoken_of(dossier):
        if one.id in withdrawn and word.recorded == withdrawn[one.id].recorded:
            continue
        if one.id in withdrawn:
            message = (
                f'"{one.id}" was withdrawn at {place_of(withdrawn[one.id], "evidence", dossier)}'
            )
            yield word.problem("evidence", "amends-withdrawn", message)
        elif word.withdrawn:
            withdrawn[one.id] = word


def changing_nothing(dossier: Dossier) -> Iterator[Problem]:
    """An amendment changes something of what stands when it applies.

    Words of one day may come from two branches that did not know of each other.
    """
    standing: dict[str, dict[str, object]] = {}
    last: dict[str, date] = {}
    for word, one in _spoken_of(dossier):
        same_day = last.get(one.id) == word.recorded
        last[one.id] = word.recorded
        known = standing.setdefault(
            one.id, {key: getattr(one, key) for key in REPLACED} | dict.fromkeys(_OF_CONDITIONS)
        )
        said = {key: value for key in known if (value := getattr(word, key)) is not None}
        repeats = all(known[key] == value for key, value in said.items())
        if repeats and not word.withdrawn and not (said and same_day):
            message = "changes nothing" if not said else "says only what stands already"
            yield word.problem(CHANGES, "amends-nothing", message)
        known.update(said)


def of_events(dossier: Dossier) -> Iterator[Problem]:
    """Only a condition is confirmed or ended."""
    for word, one in _spoken_of(dossier):
        for key in _OF_CONDITIONS:
            if one.nature == "event" and getattr(word, key) is not None:
                message = f'"{one.id}" is an event; only a condition is {key}'
                yield word.problem(key, "condition-word-on-event", message)


def ended_early(dossier: Dossier) -> Iterator[Problem]:
    """A condition is confirmed or ended after it was observed."""
    for word, one in _spoken_of(dossier):
        for key in _OF_CONDITIONS:
            period = getattr(word, key)
            if (
                period is not None
                and one.nature == "condition"
                and period.first < one.observed.first
            ):
                message = f"{key} {period}, before it was observed ({one.observed})"
                yield word.problem(key, "ended-before-observed", message)


def rating(dossier: Dossier) -> Iterator[Problem]:
    """What an amendment puts in place of a level or value, its indicator rates."""
    for word, one in _spoken_of(dossier):
        given, other = ("level", "value") if word.level is not None else ("value", "level")
        if getattr(word, given) is None:
            continue
        if getattr(one, given) is None and getattr(one, other) is not None:
            message = f'"{one.id}" has a {other}; a {given} beside it would make two ratings'
            rated = list(rates(word, one.indicator, dossier))
            yield from rated or [word.problem(given, "level-or-value", message)]
        else:
            yield from rates(word, one.indicator, dossier)


def missing_reasons(dossier: Dossier) -> Iterator[Problem]:
    """Whoever says that an indicator does not apply says why."""
    for one in dossier.not_applicable:
        if not one.withdrawn and one.reason is None:
            message = f"no reason why {one.indicator} does not apply"
            yield one.problem("reason", "missing-reason", message, 'add reason = "…"')


def taking_back_nothing(dossier: Dossier) -> Iterator[Problem]:
    """A statement is taken back only while it is in force."""
    in_force: set[tuple[str, str]] = set()
    for one in sorted(dossier.not_applicable, key=lambda one: one.recorded):
        about = {(code, one.indicator) for code in one.countries}
        if not one.withdrawn:
            in_force |= about
        elif about - in_force:
            codes = ", ".join(sorted(code for code, _ in about - in_force))
            message = f"{one.indicator} was not stated as not applicable to {codes}"
            yield one.problem("withdrawn", "takes-back-nothing", message)
        else:
            in_force -= about
