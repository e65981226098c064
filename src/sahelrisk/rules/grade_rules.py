"""Rules of grades and origins: what an item may claim, and what is worth a second look."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.problems import Problem, Said
from sahelrisk.rules.registry import ERROR, NOTE, WARNING, rule

_STEPS = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}
_CONFIRMED = 1
_UNJUDGED = 6
_MOST_INDICATORS = 3


@rule(
    "weak-turning-point",
    ERROR,
    what="The grade of a turning point is too low.",
    why="A turning point retires everything older; a rumour must not do that.",
    example='turning_point = true\nreliability = "C"\ncredibility = 3',
    mend="Wait for a report of grade B2 or better, or leave turning_point out.",
)
def weak_turning_points(dossier: Dossier) -> Iterator[Problem]:
    """A turning point needs the quality that lets it retire the past."""
    method = dossier.framework.method
    needed = dossier.framework.turning_point.quality
    for one in dossier.evidence:
        if not one.turning_point:
            continue
        r, c = method.reliability[one.reliability], method.credibility[str(one.credibility)]  # type: ignore[index]
        quality = round((r * c) ** 0.5, 9)
        if quality < needed:
            message = Said("problem_weak_turning_point", grade=one.grade, quality=quality)
            yield one.fault(
                "turning_point", message, Said("hint_weak_turning_point", needed=needed)
            )


@rule(
    "grade-mismatch",
    WARNING,
    what="Letter and digit of a grade are two or more steps apart.",
    why="Both usually follow from one judgement; A5 or E1 is rare enough to be a slip.",
    example='reliability = "A"\ncredibility = 5',
    mend="Review source and information; keep the grade if it is intended.",
)
def mismatches(dossier: Dossier) -> Iterator[Problem]:
    """Letter and digit are one judgement, seldom two steps apart; F and 6 judge nothing."""
    for one in dossier.evidence:
        step = _STEPS.get(one.reliability)
        if step and one.credibility < _UNJUDGED and abs(step - one.credibility) > 1:
            message = Said(
                "problem_grade_mismatch", grade=one.grade, steps=abs(step - one.credibility)
            )
            yield one.fault("credibility", message)


@rule(
    "confirmed-alone",
    NOTE,
    what="An item has credibility 1 (confirmed) and the only origin of its indicator and country.",
    why="Confirmed means confirmed by other independent sources, and the dossier has none.",
    example="credibility = 1                      # the only origin on file",
    mend="Record the confirming source, or grade the information 2.",
)
def confirmed_alone(dossier: Dossier) -> Iterator[Problem]:
    """What is confirmed was confirmed by somebody: another origin of the indicator and country."""
    origins: dict[tuple[str, str], set[str]] = {}
    for one in dossier.evidence:
        for code in one.countries:
            origins.setdefault((one.indicator, code), set()).add(_origin(one))
    for one in dossier.evidence:
        if one.credibility == _CONFIRMED and one.value is None:
            alone = [code for code in one.countries if len(origins[one.indicator, code]) == 1]
            if alone:
                message = Said("problem_confirmed_alone", alone=", ".join(alone))
                yield one.fault("credibility", message)


def _origin(one: Evidence) -> str:
    return f"origin {one.origin}" if one.origin else f"item {one.id}"


@rule(
    "busy-origin",
    NOTE,
    what="One origin feeds more than three indicators of a country.",
    why="One report then moves a whole country, and its errors move together.",
    example='origin = "annual-report-2026"        # in items of four indicators',
    mend="Check each item against the report, and look for other origins.",
)
def busy_origins(dossier: Dossier) -> Iterator[Problem]:
    """One origin that feeds many indicators of a country moves all of it."""
    fed: dict[tuple[str, str], dict[str, Evidence]] = {}
    for one in dossier.evidence:
        if one.origin and one.value is None:
            for code in one.countries:
                fed.setdefault((one.origin, code), {}).setdefault(one.indicator, one)
    for (origin, code), indicators in fed.items():
        if len(indicators) > _MOST_INDICATORS:
            first = next(iter(indicators.values()))
            message = Said(
                "problem_busy_origin", origin=origin, indicators=len(indicators), code=code
            )
            yield first.fault("origin", message)
