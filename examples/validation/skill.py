"""How well figures order and foretell what happened: AUC, Brier, rank correlation, bootstrap."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

REPLICATES = 400
STEPS = 25
CLOSE = 1e-9
SEED = 2026


class Case(NamedTuple):
    """One country-year: what each predictor said, and whether it happened in the next year."""

    iso3: str
    year: int
    said: dict[str, float]
    happened: bool


class Span(NamedTuple):
    """A figure and its interval of 95 %."""

    figure: float
    low: float
    high: float


def auc(cases: Sequence[Case], by: str, weight: Counter[str] | None = None) -> float:
    """Return the chance that of a case that happened and one that did not the first stands higher.

    Equal figures count half. `weight` says how often a country was drawn.
    """
    return _auc(_ordered(cases, by), weight)


def _ordered(cases: Sequence[Case], by: str) -> list[list[Case]]:
    """Return cases from the lowest figure to the highest, equal ones together."""

    def figure(case: Case) -> float:
        return case.said[by]

    return [list(run) for _, run in groupby(sorted(cases, key=figure), key=figure)]


def _auc(runs: Sequence[Sequence[Case]], weight: Counter[str] | None) -> float:
    below = wins = happened = 0.0
    for run in runs:
        yes = no = 0.0
        for case in run:
            times = 1 if weight is None else weight[case.iso3]
            if case.happened:
                yes += times
            else:
                no += times
        wins += yes * (below + no / 2)
        below += no
        happened += yes
    return wins / (happened * below) if happened and below else math.nan


def spans(cases: Sequence[Case], ours: str, rivals: Sequence[str]) -> dict[str, tuple[Span, Span]]:
    """Return of each predictor its AUC and how far ours lies above it; countries are redrawn."""
    runs = {by: _ordered(cases, by) for by in (ours, *rivals)}
    drawn = [{by: _auc(one, weight) for by, one in runs.items()} for weight in draws(cases)]
    point = {by: _auc(one, None) for by, one in runs.items()}
    return {
        by: (
            _span(point[by], [one[by] for one in drawn]),
            _span(point[ours] - point[by], [one[ours] - one[by] for one in drawn]),
        )
        for by in runs
    }


def draws(cases: Sequence[Case]) -> list[Counter[str]]:
    """Draw the countries of some cases with replacement, so many times."""
    chance = random.Random(SEED)  # noqa: S311  a seeded resample, nothing secret
    countries = sorted({case.iso3 for case in cases})
    return [Counter(chance.choices(countries, k=len(countries))) for _ in range(REPLICATES)]


def _span(figure: float, drawn: Sequence[float]) -> Span:
    ordered = sorted(one for one in drawn if not math.isnan(one))
    cut = round(0.025 * len(ordered))
    return Span(figure, ordered[cut], ordered[-1 - cut])


def brier(
    cases: Sequence[Case], by: Sequence[str], transform: Callable[[str, float], float]
) -> tuple[int, dict[str, float]]:
    """Return the mean squared error of probabilities fitted on earlier years alone, and of how many.

    The line of a year is fitted to the years whose outcome had been published by its end: up to
    two years earlier. "frequency" says the share of earlier cases that happened.
    """
    errors: dict[str, list[float]] = {name: [] for name in (*by, "frequency")}
    years = sorted({case.year for case in cases})
    for year in years[3:]:
        past = [case for case in cases if case.year <= year - 2]
        now = [case for case in cases if case.year == year]
        rate = sum(case.happened for case in past) / len(past)
        errors["frequency"] += [(rate - case.happened) ** 2 for case in now]
        for name in by:
            line = fitted([(transform(name, case.said[name]), case.happened) for case in past])
            errors[name] += [
                (line(transform(name, case.said[name])) - case.happened) ** 2 for case in now
            ]
    count = len(errors["frequency"])
    return count, {name: math.fsum(one) / count for name, one in errors.items()}


def fitted(points: Sequence[tuple[float, bool]]) -> Callable[[float], float]:
    """Fit a logistic curve by Newton's method, with a slight pull of the slope to 0."""
    mean = math.fsum(x for x, _ in points) / len(points)
    spread = math.sqrt(math.fsum((x - mean) ** 2 for x, _ in points) / len(points)) or 1.0
    scaled = [((x - mean) / spread, y) for x, y in points]
    a = b = 0.0
    for _ in range(STEPS):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, y in scaled:
            p = 1.0 / (1.0 + math.exp(-(a + b * x)))
            w = p * (1.0 - p)
            g0 += y - p
            g1 += (y - p) * x
            h00 += w
            h01 += w * x
            h11 += w * x * x
        g1 -= b
        h11 += 1.0
        determinant = h00 * h11 - h01 * h01
        da, db = (h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant
        a, b = a + da, b + db
        if abs(da) + abs(db) < CLOSE:
            break
    return lambda x: 1.0 / (1.0 + math.exp(-(a + b * (x - mean) / spread)))


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, ties at their mean."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    result = [0.0] * len(values)
    start = 0
    for _, run in groupby(order, key=lambda at: values[at]):
        places = list(run)
        for at in places:
            result[at] = start + (len(places) + 1) / 2
        start += len(places)
    return result


def correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the rank correlation of two lists."""
    return pearson(ranks(first), ranks(second))


def pearson(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the correlation of two lists."""
    one, two = (math.fsum(values) / len(values) for values in (first, second))
    top = math.fsum((a - one) * (b - two) for a, b in zip(first, second, strict=True))
    left = math.fsum((a - one) ** 2 for a in first)
    right = math.fsum((b - two) ** 2 for b in second)
    return top / math.sqrt(left * right)
