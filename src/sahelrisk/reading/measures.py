"""Checks of measures and of the rules of nodes: what method § 7 cannot work with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import Evidence
from sahelrisk.problems import Problem, Severity

if TYPE_CHECKING:
    from sahelrisk.model.framework import NodeRules
    from sahelrisk.model.indicator import Measure

_DOMAIN: dict[str, tuple[str, Callable[[float], bool]]] = {
    "log": ("above 0", lambda v: v > 0.0),
    "log1p": ("above -1", lambda v: v > -1.0),
    "sqrt": ("from 0", lambda v: v >= 0.0),
    "reciprocal": ("other than 0", lambda v: v != 0.0),
}


def within_domain(value: float, transform: str) -> bool:
    """Tell whether a transform takes a value."""
    return math.isfinite(value) and (transform not in _DOMAIN or _DOMAIN[transform][1](value))


def unknown_denominators(dossier: Dossier) -> Iterator[Problem]:
    """A denominator is a measured indicator of the framework, most often in `context`."""
    for key, file in dossier.indicators.items():
        name = file.measure.denominator if file.measure else None
        if name is None:
            continue
        where = ("measure", "denominator")
        if name not in dossier.indicators:
            message = f'{key} is divided by "{name}", and there is no such indicator'
            yield file.problem(where, "unknown-denominator", message, _near(name, dossier))
        elif dossier.indicators[name].measure is None:
            message = f'{key} is divided by "{name}", which is judged and has no values'
            yield file.problem(where, "unknown-denominator", message)


def _near(name: str, dossier: Dossier) -> str:
    from sahelrisk.reading.checks import nearest  # noqa: PLC0415  `checks` lists these checks

    return nearest(name, dossier.indicators)


def measure_bounds(dossier: Dossier) -> Iterator[Problem]:
    """Goalposts differ, points ascend, and both lie where the transform works."""
    for file in dossier.indicators.values():
        if file.measure is None:
            continue
        posts = list(file.measure.goalposts or [value for value, _ in file.measure.points or ()])
        kind = "goalposts" if file.measure.goalposts else "points"
        where = ("measure", kind)
        for index, post in enumerate(posts):
            if not within_domain(post, file.measure.transform):
                message = _outside(post, file.measure.transform)
                yield file.problem((*where, index), "outside-transform", message)
        if kind == "points" and any(b <= a for a, b in pairwise(posts)):
            message = "the values of points should ascend"
            yield file.problem(where, "points-order", message)
        if kind == "goalposts" and _equal(posts):
            yield file.problem(where, "equal-goalposts", "the two goalposts are equal")
        if _equal(file.measure.range):
            yield file.problem(("measure", "range"), "equal-goalposts", "both ends are equal")


def _equal(ends: Sequence[float]) -> bool:
    return len(ends) == 2 and ends[0] == ends[1]  # noqa: PLR2004


def _outside(value: float, transform: str) -> str:
    wanted = _DOMAIN[transform][0] if transform in _DOMAIN else "finite"
    return f"{value:g} is outside the domain of {transform}: it takes numbers {wanted}"


def values_outside(dossier: Dossier) -> Iterator[Problem]:
    """A value has a denominator, and with it lies where the transform works."""
    needed = {
        file.measure.denominator
        for file in dossier.indicators.values()
        if file.measure and file.measure.denominator
    }
    denominators = _by_country(dossier, needed)
    withdrawn = {word.evidence for word in dossier.amendments if word.withdrawn}
    for one in dossier.evidence:
        file = dossier.indicators.get(one.indicator)
        if one.value is None or file is None or file.measure is None or one.id in withdrawn:
            continue
        measure = file.measure
        if measure.denominator is not None or measure.transform in _DOMAIN:
            for country in one.countries:
                found = denominators.get((country, measure.denominator or ""), ())
                yield from _value(one, country, measure, found)


def _by_country(dossier: Dossier, needed: set[str]) -> dict[tuple[str, str], list[Evidence]]:
    found: dict[tuple[str, str], list[Evidence]] = {}
    for one in dossier.evidence if needed else ():
        if one.indicator in needed and one.value is not None:
            for country in one.countries:
                found.setdefault((country, one.indicator), []).append(one)
    return found


def _value(
    one: Evidence, country: str, measure: Measure, denominators: Sequence[Evidence]
) -> Iterator[Problem]:
    """Check one value by the denominator that scoring takes (method § 7)."""
    value = one.value or 0.0
    if measure.denominator is not None:
        divisor = _divisor(one, denominators)
        if not divisor:
            why = "there is none" if divisor is None else "it is 0"
            message = f"needs {measure.denominator} of {country}, and {why}; the item has no rating"
            problem = one.problem("value", "missing-denominator", message, "")
            yield _warning(problem)
            return
        value /= divisor
    if not within_domain(value, measure.transform):
        yield one.problem("value", "outside-transform", _outside(value, measure.transform))


def _divisor(one: Evidence, denominators: Sequence[Evidence]) -> float | None:
    first = one.observed.first
    before = [other for other in denominators if other.observed.first <= first]
    after = sorted({other.observed.first for other in denominators} - {first})
    day = max((other.observed.first for other in before), default=after[0] if after else None)
    same = [other for other in denominators if other.observed.first == day]
    latest = min(same, key=lambda other: (-other.recorded.toordinal(), other.id), default=None)
    return latest.value if latest else None


def _warning(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.WARNING)


def node_rules(dossier: Dossier) -> Iterator[Problem]:
    """A node's scale has two ends; without a prior it must say what is done with a gap."""
    framework = dossier.framework
    nodes: list[tuple[tuple[str | int, ...], NodeRules]] = [((), framework)]
    nodes += [(("pillars", index), pillar) for index, pillar in enumerate(framework.pillars)]
    for keys, rules in nodes:
        if _equal(rules.scale):
            message = "both ends of the scale are equal"
            yield framework.problem((*keys, "scale"), "equal-scale", message)
        if framework.method.prior_weight == 0.0 and rules.missing == "prior":
            message = 'with prior_weight = 0 a gap has no score, so missing = "prior" cannot be'
            hint = 'say missing = "drop" or "withhold" here'
            yield framework.problem((*keys, "missing"), "missing-without-prior", message, hint)
        if rules.exponent is not None and rules.aggregation != "power":
            message = 'an exponent is only used with aggregation = "power"'
            yield _warning(framework.problem((*keys, "exponent"), "unused-exponent", message, ""))
        if rules.exponent is None and rules.aggregation == "power":
            message = 'aggregation = "power" needs an exponent'
            yield framework.problem((*keys, "aggregation"), "missing-exponent", message)


def parents(dossier: Dossier) -> Iterator[Problem]:
    """A pillar's parent is another pillar, and the way up ends at the root."""
    pillars = dossier.framework.pillars
    above = {pillar.id: pillar.parent for pillar in pillars}
    for index, pillar in enumerate(pillars):
        where = ("pillars", index, "parent")
        if pillar.parent is not None and pillar.parent not in above:
            message = f'no pillar "{pillar.parent}" to be the parent of "{pillar.id}"'
            yield dossier.framework.problem(where, "unknown-parent", message)
        elif _circular(pillar.id, above):
            message = f'the parents of "{pillar.id}" lead back to it'
            yield dossier.framework.problem(where, "circular-parent", message)


def _circular(start: str, above: dict[str, str | None]) -> bool:
    here = above.get(start)
    for _ in above:
        if here is None or here == start:
            break
        here = above.get(here)
    return here == start


MEASURE_CHECKS = (
    unknown_denominators,
    measure_bounds,
    values_outside,
    node_rules,
    parents,
)
