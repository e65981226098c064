"""Rules of amendments and of statements that an indicator does not apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import REPLACED, Amendment, Evidence
from sahelrisk.problems import CHANGES, Problem, Said, is_stand_in
from sahelrisk.rules.item_rules import place_of, rates
from sahelrisk.rules.nearest import nearest
from sahelrisk.rules.registry import ERROR, WARNING, also, rule

_OF_CONDITIONS = ("confirmed", "ended")


@rule(
    "unknown-evidence",
    ERROR,
    whole=True,
    what="An amendment names an item that does not exist.",
    why="The item it should withdraw or correct would stay in force.",
    example='[[amendment]]\nevidence = "mli-20260202-7k3qpb"',
    mend="Copy the id from the item.",
)
def unknown_evidence(dossier: Dossier) -> Iterator[Problem]:
    """An amendment names an item that exists."""
    ids = {one.id for one in dossier.evidence}
    if any(is_stand_in(one) for one in ids):
        return  # an item without a usable id may be the one
    for word in dossier.amendments:
        if word.evidence not in ids and not dossier.unread.may_hold("id", word.evidence):
            message = Said("problem_unknown_evidence", evidence=word.evidence)
            yield word.fault("evidence", message, nearest(word.evidence, ids))


def amended(dossier: Dossier) -> Iterator[tuple[Amendment, Evidence]]:
    """Yield each amendment with its item, in the order in which they apply."""
    if not dossier.amendments:
        return
    items = {one.id: one for one in dossier.evidence}
    for word in sorted(dossier.amendments, key=lambda one: one.recorded):
        if word.evidence in items:
            yield word, items[word.evidence]


@rule(
    "amendment-before-evidence",
    ERROR,
    implausible=True,
    what="An amendment was recorded before its item.",
    why="As known between the two dates, the amendment would apply to an item not yet recorded.",
    example="[[amendment]]\nrecorded = 2026-01-01       # of an item recorded 2026-02-10",
    mend="Correct the date that is wrong.",
)
def before_evidence(dossier: Dossier) -> Iterator[Problem]:
    """Nothing is amended before it was recorded."""
    for word, one in amended(dossier):
        if word.recorded < one.recorded:
            message = Said(
                "problem_amendment_before_evidence", recorded=word.recorded, item=one.recorded
            )
            yield word.fault("recorded", message)


@rule(
    "amends-withdrawn",
    ERROR,
    implausible=True,
    what="An amendment names an item that was withdrawn earlier.",
    why="A withdrawal is final, so the later amendment has no effect.",
    example='[[amendment]]\nevidence = "a"\nrecorded = 2026-03-01\nwithdrawn = true\n\n'
    '[[amendment]]\nevidence = "a"\nrecorded = 2026-04-01\nlevel = 4',
    mend="Remove it, or record a new item.",
)
def of_withdrawn(dossier: Dossier) -> Iterator[Problem]:
    """Withdrawn is final: no later word about the item has an effect.

    Words of one day may come from two branches that did not know of each other.
    """
    withdrawn: dict[str, Amendment] = {}
    for word, one in amended(dossier):
        if one.id in withdrawn and word.recorded == withdrawn[one.id].recorded:
            continue
        if one.id in withdrawn:
            message = Said(
                "problem_amends_withdrawn",
                id=one.id,
                place=place_of(withdrawn[one.id], "evidence", dossier),
            )
            yield word.fault("evidence", message)
        elif word.withdrawn:
            withdrawn[one.id] = word


@rule(
    "amends-nothing",
    ERROR,
    implausible=True,
    what="An amendment replaces no field, or only repeats current values.",
    why="Somebody meant to change something, and it did not happen.",
    example='[[amendment]]\nevidence = "mli-20260202-7k3qpa"\nrecorded = 2026-03-01\n'
    'reason = "typo"',
    mend="Add the field to replace or withdrawn = true, or remove the amendment.",
)
def changing_nothing(dossier: Dossier) -> Iterator[Problem]:
    """An amendment changes something of what stands when it applies.

    Words of one day may come from two branches that did not know of each other.
    """
    standing: dict[str, dict[str, object]] = {}
    last: dict[str, date] = {}
    for word, one in amended(dossier):
        same_day = last.get(one.id) == word.recorded
        last[one.id] = word.recorded
        known = standing.setdefault(
            one.id, {key: getattr(one, key) for key in REPLACED} | dict.fromkeys(_OF_CONDITIONS)
        )
        said = {key: value for key in known if (value := getattr(word, key)) is not None}
        repeats = all(known[key] == value for key, value in said.items())
        if repeats and not word.withdrawn and not (said and same_day):
            message = Said("problem_amends_nothing" if not said else "problem_amends_repeating")
            yield word.fault(CHANGES, message)
        known.update(said)


@rule(
    "contradicting-amendments",
    WARNING,
    what="Two amendments of an item on one day give different values for one field, or one changes "
    "the item and the other withdraws it.",
    why="They may come from two people; which value holds depends on the order of files.",
    example='[[amendment]]\nevidence = "a"\nrecorded = 2026-03-01\nlevel = 2\n\n'
    '[[amendment]]\nevidence = "a"\nrecorded = 2026-03-01\nlevel = 4',
    mend="Agree on one value and remove the other; where one is later, correct its date.",
)
def contradictions(dossier: Dossier) -> Iterator[Problem]:
    """What people write about an item on one day agrees; each is held against the first."""
    first: dict[tuple[str, date, str], Amendment] = {}
    for word, one in amended(dossier):
        given = [key for key in (*REPLACED, *_OF_CONDITIONS) if getattr(word, key) is not None]
        for key in given:
            other = first.setdefault((one.id, word.recorded, key), word)
            if getattr(other, key) != getattr(word, key):
                place = place_of(other, key, dossier)
                message = Said("problem_contradicting_amendments", name=key, place=place)
                hint = Said("hint_contradicting_amendments")
                yield word.fault(key, message, hint)
        does = "withdrawn" if word.withdrawn else "changed"
        if word.withdrawn or not set(given).issubset(_OF_CONDITIONS):
            first.setdefault((one.id, word.recorded, does), word)
            against = "changed" if word.withdrawn else "withdrawn"
            contrary = first.get((one.id, word.recorded, against))
            if contrary and contrary is not word:
                place = place_of(contrary, "evidence", dossier)
                message = Said(f"problem_contradicting_{against}", place=place)
                hint = Said("hint_contradicting")
                yield word.fault("evidence", message, hint)


@rule(
    "condition-word-on-event",
    ERROR,
    implausible=True,
    what="An amendment confirms or ends an event.",
    why="An event is over when it is observed; only a condition continues.",
    example='confirmed = 2026-03-01               # of an item with nature = "event"',
    mend='Give the item nature = "condition", or record a new item.',
)
def of_events(dossier: Dossier) -> Iterator[Problem]:
    """Only a condition is confirmed or ended."""
    for word, one in amended(dossier):
        for key in _OF_CONDITIONS:
            if one.nature == "event" and getattr(word, key) is not None:
                yield word.fault(key, Said("problem_condition_word_on_event", id=one.id, name=key))


@rule(
    "ended-before-observed",
    ERROR,
    implausible=True,
    what="A condition was ended or confirmed before it was observed.",
    why="Its evidence would never have had any weight.",
    example="ended = 2025-12-31                   # of a condition observed 2026-02-02",
    mend="Correct the date that is wrong.",
)
def ended_early(dossier: Dossier) -> Iterator[Problem]:
    """A condition is confirmed or ended after it was observed."""
    for word, one in amended(dossier):
        for key in _OF_CONDITIONS:
            period = getattr(word, key)
            if (
                period is not None
                and one.nature == "condition"
                and period.first < one.observed.first
            ):
                message = Said(
                    "problem_ended_before_observed", name=key, period=period, observed=one.observed
                )
                yield word.fault(key, message)


@also("level-or-value")
@also("level-for-measured")
@also("level-outside-ladder")
@also("value-for-judged")
def rating(dossier: Dossier) -> Iterator[Problem]:
    """What an amendment puts in place of a level or value, its indicator rates."""
    for word, one in amended(dossier):
        given, other = ("level", "value") if word.level is not None else ("value", "level")
        if getattr(word, given) is None:
            continue
        if getattr(one, given) is None and getattr(one, other) is not None:
            message = Said("problem_two_ratings", id=one.id, other=other, given=given)
            rated = list(rates(word, one.indicator, dossier))
            yield from rated or [word.problem(given, "level-or-value", message)]
        else:
            yield from rates(word, one.indicator, dossier)


@rule(
    "missing-reason",
    WARNING,
    what="A not-applicable statement gives no reason.",
    why="The indicator's weight leaves the score; a reader must be able to judge why.",
    example='[[not-applicable]]\ncountries = ["TCD"]\nindicator = "security.kidnapping"\n'
    "recorded = 2026-03-01",
    mend='Add reason = "…".',
)
def missing_reasons(dossier: Dossier) -> Iterator[Problem]:
    """Whoever says that an indicator does not apply says why."""
    for one in dossier.not_applicable:
        if not one.withdrawn and one.reason is None:
            message = Said("problem_missing_reason", indicator=one.indicator)
            yield one.fault("reason", message, Said("hint_missing_reason"))


@rule(
    "takes-back-nothing",
    ERROR,
    implausible=True,
    what="A not-applicable statement is withdrawn that was not in force.",
    why="The country or indicator is probably the wrong one.",
    example="[[not-applicable]]\nwithdrawn = true            # and no earlier statement",
    mend="Correct the country, the indicator or the date.",
)
def taking_back_nothing(dossier: Dossier) -> Iterator[Problem]:
    """A statement is taken back only while it is in force."""
    in_force: set[tuple[str, str]] = set()
    for one in sorted(dossier.not_applicable, key=lambda one: one.recorded):
        about = {(code, one.indicator) for code in one.countries}
        if not one.withdrawn:
            in_force |= about
        elif about - in_force:
            codes = ", ".join(sorted(code for code, _ in about - in_force))
            message = Said("problem_takes_back_nothing", indicator=one.indicator, codes=codes)
            yield one.fault("withdrawn", message)
        else:
            in_force -= about
