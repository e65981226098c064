"""A country's score over many dates in one pass."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from sahelrisk.analysis.course import Course
from sahelrisk.model.dates import shifted
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import Profile
from sahelrisk.scoring.alerts import at_top, good
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.assess import basis_of as basis_on
from sahelrisk.scoring.draw import Outcomes, outcome_of, outcomes_below
from sahelrisk.scoring.estimate import Estimate, coverage_of, figures, has_score
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import grow

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier
    from sahelrisk.model.framework import Profile

MONTHS_A_YEAR = 12
MONTHS = {"month": 1, "quarter": 3}
DAYS = {"day": 1, "week": 7}


class Point(NamedTuple):
    """A score on a date; no estimate where there is none, no band where evidence is thin.

    `coverage` is None where nothing applies.
    """

    as_of: date
    estimate: Estimate | None
    has_band: bool
    coverage: float | None


def dates(first: date, last: date, every: str) -> list[date]:
    """Return dates from `first` by day, week, month or quarter, and `last` as the last one.

    Months are counted from the first date; a day that a month lacks is its last.
    """
    found = []
    step = 0
    while (day := _step(first, step, every)) < last:
        found.append(day)
        step += 1
    return [*found, last]


def _step(first: date, step: int, every: str) -> date:
    if every in DAYS:
        return shifted(first, step * DAYS[every])
    return _months_on(first, step * MONTHS[every])


def _months_on(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month.

    The calendar runs from the year 1 to 9999: no day is before or after that.
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last one of a shorter month."""
    return _months_on(day, -months)


def basis_of(dossier: Dossier, profile: Profile | None, known_on: date | None) -> Basis:
    """Group what is known of a dossier once, for as many dates as are asked for."""
    return basis_on(dossier, grow(dossier.framework, dossier.indicators, profile), known_on)


def series(basis: Basis, iso3: str, days: Iterable[date]) -> Iterator[Point]:
    """Yield a country's point on each of the dates."""
    for day, outcomes in _outcomes(basis, iso3, days):
        outcome = outcome_of(basis.tree, outcomes)
        has_band = has_score(outcome, basis.tree.rules.coverage)
        yield Point(day, figures(outcome), has_band, coverage_of(outcome))


class Trace(NamedTuple):
    """A country over dates: its points, and the score of every pillar and indicator on each.

    A score is None where there is none, or evidence is too thin for one.
    """

    points: tuple[Point, ...]
    scores: Mapping[str, tuple[float | None, ...]]


def trace(basis: Basis, iso3: str, days: Iterable[date]) -> Trace:
    """Follow a country and all its nodes over dates."""
    tree = basis.tree
    points: list[Point] = []
    scores: dict[str, list[float | None]] = {}
    for day, leaves in _outcomes(basis, iso3, days):
        outcomes = outcomes_below(tree, leaves)
        root = outcomes[tree.root.id]
        has_band = has_score(root, tree.rules.coverage)
        points.append(Point(day, figures(root), has_band, coverage_of(root)))
        for key, outcome in outcomes.items():
            estimate = figures(outcome) if has_score(outcome, tree.rules.coverage) else None
            scores.setdefault(key, []).append(estimate.score if estimate else None)
    return Trace(tuple(points), {key: tuple(own) for key, own in scores.items()})


def _outcomes(basis: Basis, iso3: str, days: Iterable[date]) -> Iterator[tuple[date, Outcomes]]:
    courses = {leaf.id: Course(basis, iso3, leaf) for leaf in basis.tree.indicators.values()}
    for day in days:
        number = day.toordinal()
        yield day, {key: course.outcome(number) for key, course in courses.items()}


class Happening(NamedTuple):
    """A turning point or an item at the top level: its indicator, the item, which of both it is."""

    indicator: str
    item: Item
    why: Literal["turning-point", "top-level"]


def happened(
    country: CountryResult, dossier: Dossier, first: date, last: date
) -> Iterator[Happening]:
    """Yield what happened from one date to another, by date: method § 8, by observation alone."""
    found = []
    for result in country.indicators:
        for one in result.items:
            if one.silenced in ("withdrawn", "not-applicable"):
                continue
            within = first.toordinal() <= one.item.first_day <= last.toordinal()
            top = at_top(one, result.indicator) and good(one, dossier.framework)
            if within and one.item.turning_point:
                found.append(Happening(result.id, one.item, "turning-point"))
            elif within and top:
                found.append(Happening(result.id, one.item, "top-level"))
    yield from sorted(found, key=lambda one: (one.item.first_day, one.item.id))
