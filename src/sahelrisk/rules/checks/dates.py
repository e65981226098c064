"""Checks of dates: none before 1960, none after today, none recorded before it was observed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from sahelrisk.model.dates import Period
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import Amendment, Evidence, NotApplicable
from sahelrisk.problems import Problem

EARLIEST = date(1960, 1, 1)

_Any = Evidence | Amendment | NotApplicable
Dated = tuple[tuple[str, ...], date]


def recorded_before_observed(dossier: Dossier) -> Iterator[Problem]:
    """What is written down has happened; a month or year counts from its first day."""
    for one in dossier.evidence:
        if one.recorded < one.observed.first:
            message = f"recorded {one.recorded}, before it was observed ({one.observed})"
            yield one.problem("recorded", "recorded-before-observed", message)


def ancient(dossier: Dossier) -> Iterator[Problem]:
    """No date lies before 1960."""
    for one in chain[_Any](dossier.evidence, dossier.amendments, dossier.not_applicable):
        for keys, day in _dates(one):
            if day < EARLIEST:
                yield one.problem(keys, "ancient-date", f"{day} is before 1960", "correct the year")


def future(dossier: Dossier, today: date) -> Iterator[Problem]:
    """No date lies after today."""
    for one in chain[_Any](dossier.evidence, dossier.amendments, dossier.not_applicable):
        for keys, day in _dates(one):
            if day > today:
                message = f"{day} is after today, {today}"
                yield one.problem(keys, "future-date", message, "correct the date")


def _dates(one: _Any) -> Iterator[Dated]:
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
