"""A country's score over many dates in one pass."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.analysis.course import Course
from sahelrisk.model.dates import shifted
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.assess import basis_of as basis_on
from sahelrisk.scoring.draw import outcome_of
from sahelrisk.scoring.estimate import Estimate, coverage_of, figures, has_score
from sahelrisk.scoring.tree import grow

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier
    from sahelrisk.model.framework import Profile

MONTHS = {"month": 1, "quarter": 3}
DAYS = {"day": 1, "week": 7}


class Point(NamedTuple):
    """A score on a date; no estimate where there is none, no band where evidence is thin.

    `coverage` is None where nothing applies.
    """

    as_of: date
    estimate: Estimate | None
    coverage: float | None
    has_band: bool


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
    year, month = divmod(first.year * 12 + first.month - 1 + step * MONTHS[every], 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def basis_of(dossier: Dossier, profile: Profile | None, known_on: date | None) -> Basis:
    """Group what is known of a dossier once, for as many dates as are asked for."""
    return basis_on(dossier, grow(dossier.framework, dossier.indicators, profile), known_on)


def series(basis: Basis, iso3: str, days: Iterable[date]) -> Iterator[Point]:
    """Yield a country's point on each of the dates."""
    tree = basis.tree
    courses = {leaf.id: Course(basis, iso3, leaf) for leaf in tree.indicators.values()}
    for day in days:
        number = day.toordinal()
        outcomes = {key: course.outcome(number) for key, course in courses.items()}
        outcome = outcome_of(tree, outcomes)
        scored = has_score(outcome, tree.rules.coverage)
        yield Point(day, figures(outcome), coverage_of(outcome), scored)
