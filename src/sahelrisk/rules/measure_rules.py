"""Rules of measures and measured values: transforms, goalposts and denominators."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import chain, pairwise

from sahelrisk.model.dates import Period
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.indicator import IndicatorFile, Measure
from sahelrisk.model.measure import MeasureFile
from sahelrisk.problems import MISSING, Problem, Said, is_stand_in
from sahelrisk.rules.nearest import nearest
from sahelrisk.rules.registry import ERROR, WARNING, also, rule

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


def _files(dossier: Dossier) -> Collection[MeasureFile]:
    """Return the measures behind base rates."""
    return dossier.measures.values()


def _measures(dossier: Dossier) -> Iterator[tuple[IndicatorFile | MeasureFile, Measure]]:
    files = chain[IndicatorFile | MeasureFile](dossier.indicators.values(), _files(dossier))
    for file in files:
        if file.measure:
            yield file, file.measure


@rule(
    "goalposts-equal",
    ERROR,
    what="The two goalposts are equal after the transform.",
    why="The formula would divide by zero.",
    example="goalposts = [30, 30]",
    mend="Write the values that score 0 and 100.",
)
def equal_goalposts(dossier: Dossier) -> Iterator[Problem]:
    """Goalposts differ after the transform."""
    for file, measure in _measures(dossier):
        posts = measure.goalposts or ()
        if not posts or not all(in_domain(post, measure.transform) for post in posts):
            continue
        if posts[0] == posts[1] or (measure.transform == "square" and posts[0] == -posts[1]):
            yield file.fault(("measure", "goalposts"), Said("problem_goalposts_equal"))


@rule(
    "goalposts-descend",
    ERROR,
    what="The first goalpost is above the second.",
    why="It would turn the indicator round unseen, and twice with a negative direction.",
    example="goalposts = [100, 0]",
    mend='Write the lower goalpost first, and direction = "negative" where more is better.',
)
def descending_goalposts(dossier: Dossier) -> Iterator[Problem]:
    """Goalposts ascend; `direction` turns an indicator round."""
    for file, measure in _measures(dossier):
        low, high = measure.goalposts or (0.0, 0.0)
        if low > high:
            turned = "positive" if measure.direction == "negative" else "negative"
            hint = Said("hint_goalposts_descend", high=high, low=low, turned=turned)
            message = Said("problem_goalposts_descend", low=low, high=high)
            yield file.fault(("measure", "goalposts"), message, hint)


@rule(
    "unknown-measure",
    ERROR,
    what="A base rate names a measure that the framework does not have.",
    why="The base rate would rest on the other measures alone, or not exist.",
    example="[base_rate]\nfrom = { deahts = 2 }",
    mend="Use the name of a file in indicators/base/, without .toml.",
)
def unknown_measures(dossier: Dossier) -> Iterator[Problem]:
    """A base rate is made of measures that exist."""
    for file in dossier.indicators.values():
        for name in file.base_rate.measures if file.base_rate else ():
            if name not in dossier.measures and not is_stand_in(name):
                keys = ("base_rate", "from", name, MISSING)
                message = Said("problem_unknown_measure", name=name)
                hint = nearest(name, dossier.measures)
                yield file.fault(keys, message, hint)


@rule(
    "published-before-period",
    ERROR,
    what="A value of a measure was published before its period began.",
    why="A base rate uses what was published by a date, so it would know the future.",
    example='observed = "2024"\nrecorded = 2023-07-01',
    mend="Correct the period or the date of publication.",
)
def published_early(dossier: Dossier) -> Iterator[Problem]:
    """A value comes out after its period has begun."""
    for file in _files(dossier):
        for index, series in enumerate(file.series):
            observed, recorded = series.observed, series.recorded
            if not isinstance(observed, Period) or not isinstance(recorded, date):
                continue
            if recorded < observed.first:
                message = Said(
                    "problem_published_before_period", recorded=recorded, observed=observed
                )
                keys = ("series", index, "recorded")
                yield file.fault(keys, message)


@rule(
    "outside-domain",
    ERROR,
    what="The transform cannot take a goalpost, a point or an item's value.",
    why="A negative number, for example, has no logarithm.",
    example='transform = "log"\ngoalposts = [0, 100]',
    mend="Change the transform (log1p takes 0), or correct the value.",
)
def anchors_outside_domain(dossier: Dossier) -> Iterator[Problem]:
    """The transform takes goalposts and points."""
    for file, measure in _measures(dossier):
        listed = [value for value, _ in measure.points or ()]
        for key, values in (("goalposts", measure.goalposts or ()), ("points", listed)):
            for index, value in enumerate(values):
                if not in_domain(value, measure.transform):
                    message = Said(
                        "problem_outside_domain", transform=measure.transform, value=value
                    )
                    yield file.fault(("measure", key, index), message)


@rule(
    "points-out-of-order",
    ERROR,
    what="The values of points do not ascend.",
    why="Between two points the score follows a line, which needs an order.",
    example="points = [[10, 0], [5, 100]]",
    mend="Sort the points by their first number.",
)
def points_out_of_order(dossier: Dossier) -> Iterator[Problem]:
    """Points ascend."""
    for file, measure in _measures(dossier):
        for index, ((lower, _), (upper, _)) in enumerate(pairwise(measure.points or ()), 1):
            if upper <= lower and in_domain(upper, measure.transform):
                message = Said("problem_points_out_of_order", upper=upper, lower=lower)
                yield file.fault(("measure", "points", index), message)


@also("empty-scale")
def ranges(dossier: Dossier) -> Iterator[Problem]:
    """The range of a measure's scores ascends."""
    for file, measure in _measures(dossier):
        low, high = measure.range
        if low >= high:
            yield file.fault(("measure", "range"), Said("problem_empty_scale", high=high, low=low))


@rule(
    "unknown-denominator",
    ERROR,
    what="The denominator of a measure is not a measured indicator.",
    why="A value per head needs a measured population.",
    example='denominator = "context.popluation"',
    mend="Name an indicator with a [measure]; those in indicators/context/ are only denominators.",
)
def denominators(dossier: Dossier) -> Iterator[Problem]:
    """A denominator is another indicator, and measured."""
    measured = [key for key, file in dossier.indicators.items() if file.measure or not file.levels]
    for key, file in dossier.indicators.items():
        wanted = file.measure.denominator if file.measure else None
        if wanted is not None and (wanted not in measured or wanted == key):
            message = Said("problem_unknown_denominator", wanted=wanted)
            message = message if wanted != key else Said("problem_own_denominator")
            hint = nearest(wanted, measured)
            yield file.fault(("measure", "denominator"), message, hint)


@also("outside-domain", whole=True)
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
            message = Said("problem_outside_domain", transform=measure.transform, value=outside[0])
            yield one.fault("value", message)


@rule(
    "no-denominator-value",
    WARNING,
    whole=True,
    what="A value per head has no usable denominator for its country.",
    why="The item is listed and has no weight.",
    example="value = 12.5                         # and no context.population of the country",
    mend="Add the denominator's value, other than 0, to the evidence.",
)
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
            message = Said("problem_no_denominator_value", name=name, absent=", ".join(absent))
            yield one.fault("value", message)
        if zero:
            message = Said("problem_zero_denominator", name=name, zero=", ".join(zero))
            yield one.fault("value", message)


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
