"""Checks of measured values: their transform takes them, and their denominators are there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import Evidence
from sahelrisk.model.indicator import Measure
from sahelrisk.problems import Problem

_Divisors = dict[tuple[str, str], list[Evidence]]


def in_domain(value: float, transform: str) -> bool:
    """Return whether a transform takes a value (method § 7)."""
    if not math.isfinite(value):
        return False
    match transform:
        case "log":
            return value > 0.0
        case "log1p":
            return value > -1.0
        case "sqrt":
            return value >= 0.0
        case "reciprocal":
            return value != 0.0
        case _:
            return True


def outside_domain(dossier: Dossier) -> Iterator[Problem]:
    """A value, divided as scoring divides it, lies in the domain of its transform."""
    divisors = _divisors(dossier)
    for one, measure in _measured(dossier):
        if measure.denominator is None:
            quotients = [one.value or 0.0]
        else:
            found = [_divisor(one, divisors, measure, code) for code in one.countries]
            quotients = [(one.value or 0.0) / divisor for divisor in found if divisor]
        outside = [value for value in quotients if not in_domain(value, measure.transform)]
        if outside:
            message = f"{measure.transform} does not take {outside[0]:g}"
            yield one.problem("value", "outside-domain", message)


def without_denominator(dossier: Dossier) -> Iterator[Problem]:
    """A value per head needs a denominator of its country that is not zero."""
    divisors = _divisors(dossier)
    for one, measure in _measured(dossier):
        name = measure.denominator
        file = dossier.indicators.get(name or "")
        if name is None or file is None or file.measure is None:
            continue  # no measure to divide by, and said so
        if dossier.unread.may_hold("", name):
            continue  # its value may be among what could not be read
        found = {code: _divisor(one, divisors, measure, code) for code in one.countries}
        absent = [code for code, divisor in found.items() if divisor is None]
        zero = [code for code, divisor in found.items() if divisor == 0.0]
        if absent:
            message = f"no value of {name} for {', '.join(absent)}"
            yield one.problem("value", "no-denominator-value", message)
        if zero:
            message = f"{name} is 0 for {', '.join(zero)}"
            yield one.problem("value", "no-denominator-value", message)


def _measured(dossier: Dossier) -> Iterator[tuple[Evidence, Measure]]:
    """Yield the items with a value for a measure, without those that are withdrawn."""
    withdrawn = {word.evidence for word in dossier.amendments if word.withdrawn}
    measures = {key: file.measure for key, file in dossier.indicators.items() if file.measure}
    for one in dossier.evidence:
        measure = measures.get(one.indicator)
        if measure and one.value is not None and one.id not in withdrawn:
            yield one, measure


def _divisors(dossier: Dossier) -> _Divisors:
    """Return the values of all denominators by country and indicator."""
    files = dossier.indicators.values()
    needed = {file.measure.denominator for file in files if file.measure}
    found: _Divisors = {}
    for one, _ in _measured(dossier) if needed - {None} else ():
        for code in one.countries if one.indicator in needed else ():
            found.setdefault((code, one.indicator), []).append(one)
    return found


def _divisor(one: Evidence, divisors: _Divisors, measure: Measure, code: str) -> float | None:
    """Return the denominator that scoring takes: the last before the item, or the first after."""
    values: Sequence[Evidence] = divisors.get((code, measure.denominator or ""), ())
    days = sorted({other.observed.first for other in values})
    before = [day for day in days if day <= one.observed.first]
    day = before[-1] if before else next(iter(days), None)
    same = [other for other in values if other.observed.first == day]
    latest = min(same, key=lambda other: (-other.recorded.toordinal(), other.id), default=None)
    return latest.value if latest else None
