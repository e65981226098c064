"""Checks across files: each a plain function from a dossier to problems."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from sahelrisk.model import countries
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import Evidence, NotApplicable
from sahelrisk.problems import Problem

Check = Callable[[Dossier], Iterator[Problem]]


def check(dossier: Dossier, *, whole: bool) -> list[Problem]:
    """Run every check; those that need the whole dossier only when it was read as a whole."""
    tuple_of_checks = CHECKS + CHECKS_OF_THE_WHOLE if whole else CHECKS
    return [problem for one in tuple_of_checks for problem in one(dossier)]


def nearest(name: str, names: Collection[str]) -> str:
    """Return a hint that names what is near, or nothing."""
    near = get_close_matches(name, sorted(names), 3, 0.6)
    return "did you mean " + " or ".join(f'"{one}"' for one in near) + "?" if near else ""


def unknown_indicators(dossier: Dossier) -> Iterator[Problem]:
    """Every indicator that is named must have a file."""
    spoken: tuple[Evidence | NotApplicable, ...] = (*dossier.evidence, *dossier.not_applicable)
    for one in spoken:
        if one.indicator not in dossier.indicators:
            message = f'no indicator "{one.indicator}"'
            hint = nearest(one.indicator, dossier.indicators)
            yield one.problem("indicator", "unknown-indicator", message, hint)


def unknown_countries(dossier: Dossier) -> Iterator[Problem]:
    """Every country is an ISO 3166-1 alpha-3 code, or XKX."""
    codes: dict[str, bool] = {}
    spoken: tuple[Evidence | NotApplicable, ...] = (*dossier.evidence, *dossier.not_applicable)
    for one in spoken:
        for index, code in enumerate(one.countries):
            if codes.setdefault(code, countries.by_alpha3(code) is not None):
                continue
            near = countries.find(code)
            others = [near] if near else countries.near(code)
            hint = "did you mean " + " or ".join(c.alpha3 for c in others) + "?" if others else ""
            message = f'no country "{code}"; countries are ISO 3166-1 alpha-3 codes'
            yield one.problem(("countries", index), "unknown-country", message, hint)


def level_and_value(dossier: Dossier) -> Iterator[Problem]:
    """An item gives exactly one of level and value, whichever its indicator rates."""
    for one in dossier.evidence:
        file = dossier.indicators.get(one.indicator)
        if (one.level is None) is (one.value is None):
            given = "both" if one.level is not None else "neither"
            message = f"needs level or value, and has {given}"
            yield one.problem("value", "level-or-value", message)
        elif file and one.level is not None:
            yield from _level(one, [rung.level for rung in file.levels or ()])
        elif file and file.measure is None:
            message = f"{one.indicator} is judged by levels and takes no value"
            yield one.problem("value", "value-for-judged", message)


def _level(one: Evidence, rungs: list[float]) -> Iterator[Problem]:
    if not rungs:
        message = f"{one.indicator} is measured and takes a value, not a level"
        yield one.problem("level", "level-for-measured", message)
    elif one.level is not None and not rungs[0] <= one.level <= rungs[-1]:
        message = f"level {one.level:g} is outside the ladder, {rungs[0]:g} to {rungs[-1]:g}"
        yield one.problem("level", "level-outside-ladder", message)


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
            message = f"a turning point of grade {one.grade} has quality {quality:.2f}"
            yield one.problem(
                "turning_point", "weak-turning-point", message, f"at least {needed:g}"
            )


def duplicate_ids(dossier: Dossier) -> Iterator[Problem]:
    """An id stands for one item; all places are named."""
    places: dict[str, list[Evidence]] = {}
    for one in dossier.evidence:
        places.setdefault(one.id, []).append(one)
    for key, same in places.items():
        for one in same if len(same) > 1 else ():
            others = ", ".join(str(other.origin) for other in same if other is not one)
            yield one.problem("id", "duplicate-id", f'"{key}" is also at {others}')


def unknown_evidence(dossier: Dossier) -> Iterator[Problem]:
    """An amendment speaks of an item that exists."""
    ids = {one.id for one in dossier.evidence}
    for word in dossier.amendments:
        if word.evidence not in ids:
            message = f'no evidence item "{word.evidence}"'
            yield word.problem("evidence", "unknown-evidence", message, nearest(word.evidence, ids))


def unknown_pillars(dossier: Dossier) -> Iterator[Problem]:
    """An indicator lies in the folder of a pillar, or in `context`."""
    pillars = {pillar.id for pillar in dossier.framework.pillars} | {"context"}
    for key, file in dossier.indicators.items():
        pillar = key.rpartition(".")[0]
        if pillar not in pillars:
            message = f'the folder "{pillar}" is no pillar of the framework'
            yield file.problem((), "unknown-pillar", message, nearest(pillar, pillars))


CHECKS: tuple[Check, ...] = (
    unknown_pillars,
    unknown_indicators,
    unknown_countries,
    level_and_value,
    weak_turning_points,
    duplicate_ids,
)
CHECKS_OF_THE_WHOLE: tuple[Check, ...] = (unknown_evidence,)
