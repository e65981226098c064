"""Rules of dates: not before 1960, not after today, not recorded before observed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from sahelrisk.model.dates import Period
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Amendment, Evidence, NotApplicable
from sahelrisk.problems import Problem, Said
from sahelrisk.rules.registry import ERROR, declare_in, rule

EARLIEST = date(1960, 1, 1)
GRACE = timedelta(days=1)
"""What is today somewhere on earth is not the future."""

_Any = Evidence | Amendment | NotApplicable
Dated = tuple[tuple[str, ...], date]


@rule(
    "recorded-before-observed",
    ERROR,
    implausible=True,
    what="An item was recorded before it was observed.",
    why="Nobody records an event before it happens; one of the dates is wrong.",
    example="observed = 2026-02-02\nrecorded = 2026-01-02",
    mend="Correct the date that is wrong.",
)
def recorded_before_observed(dossier: Dossier) -> Iterator[Problem]:
    """What is written down has happened; a month or year counts from its first day."""
    for one in dossier.evidence:
        if one.recorded < one.observed.first:
            message = Said(
                "problem_recorded_before_observed", recorded=one.recorded, observed=one.observed
            )
            yield one.fault("recorded", message)


@rule(
    "ancient-date",
    ERROR,
    implausible=True,
    what="A date is before 1960.",
    why="Such a date is nearly always a slip; older facts do not bear on a present risk.",
    example="observed = 0206-02-02",
    mend="Correct the year.",
)
def ancient(dossier: Dossier) -> Iterator[Problem]:
    """No date lies before 1960."""
    for one, keys, day in _dates(dossier):
        if day < EARLIEST:
            yield one.fault(keys, Said("problem_ancient_date", day=day), Said("hint_ancient_date"))


declare_in(
    __name__,
    "future-date",
    ERROR,
    implausible=True,
    what="A date is after today, wherever on earth today is.",
    why="It is a slip of the pen, usually in the year.",
    example="observed = 2062-02-02",
    mend="Correct the date. Expectations are not evidence.",
)


def future(dossier: Dossier, today: date) -> Iterator[Problem]:
    """No date lies after today anywhere; it needs the day, so `check` runs it by name."""
    latest = today + GRACE if today < date.max else today
    for one, keys, day in _dates(dossier):
        if day > latest:
            message = Said("problem_future_date", day=day, today=today)
            yield one.problem(keys, "future-date", message, Said("hint_future_date"))


def _dates(dossier: Dossier) -> Iterator[tuple[_Any, tuple[str, ...], date]]:
    for one in chain[_Any](dossier.evidence, dossier.amendments, dossier.not_applicable):
        for keys, day in _dates_of(one):
            yield one, keys, day


def _dates_of(one: _Any) -> Iterator[Dated]:
    yield ("recorded",), one.recorded
    if isinstance(one, Evidence):
        yield ("observed",), one.observed.first
        if one.source and one.source.published:
            yield ("source", "published"), one.source.published.first
    elif isinstance(one, Amendment):
        for key in ("observed", "confirmed", "ended"):
            period: Period | None = getattr(one, key)
            if period is not None:
                yield (key,), period.first
