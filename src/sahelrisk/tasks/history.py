"""Follow scores over time, from all that is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sahelrisk.analysis.timeline import Happening, Point, basis_of, dates, happened, series
from sahelrisk.model.dates import shifted
from sahelrisk.model.documents.history_document import (
    CountryHistory,
    HistoryDocument,
    HistoryEvent,
    PointInTime,
)
from sahelrisk.model.documents.parts import Run, exact, rounded
from sahelrisk.model.dossier import TLP_ORDER, Dossier
from sahelrisk.model.framework import Profile
from sahelrisk.problems import UsageError
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import assess_countries
from sahelrisk.scoring.estimate import band_of, interval
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import Request, codes_of, open_dossier, open_for, profile_of

MOST_DATES = 10_000
"""Dates of a line: 27 years by day."""


class Line(NamedTuple):
    """A country's points, and what happened between them, in the order of their dates."""

    iso3: str
    points: tuple[Point, ...]
    happened: tuple[Happening, ...] = ()


class History(NamedTuple):
    """The lines of several countries over the same dates; `label` is the highest TLP label."""

    dossier: Dossier
    profile: Profile | None
    known_on: date | None
    every: str
    lines: tuple[Line, ...]
    label: str


def history(
    request: Request,
    names: Sequence[str],
    *,
    first: date | None = None,
    last: date | None = None,
    every: str = "month",
) -> History:
    """Score countries on dates from `first` to `last`; by default over the year up to as-of.

    Without names these are all countries with evidence.
    """
    codes = codes_of(names, request)
    end = last or request.as_of
    start = first or shifted(end, -365)
    if start > end:
        raise UsageError("history_from_after", first=start, last=end)
    dossier = open_for(request, codes) if codes else open_dossier(request)
    profile = profile_of(dossier, request)
    basis = basis_of(dossier, profile, request.known_on)
    codes = codes or sorted(basis.by_country)
    days = dates(start, end, every)
    if len(days) > MOST_DATES:
        raise UsageError("history_many", number=len(days), most=MOST_DATES)
    # The last date lists every item that an earlier one lists.
    last_of = assess_countries(basis, end, codes)
    lines = tuple(
        Line(
            country.iso3,
            tuple(series(basis, country.iso3, days)),
            tuple(happened(country, dossier, start, end)),
        )
        for country in last_of
    )
    labels = [marking(dossier, [country]) for country in last_of]
    label = max(labels, key=[str(one) for one in TLP_ORDER].index, default=dossier.file.tlp)
    return History(dossier, profile, request.known_on, every, lines, label)


def history_document(found: History, run: Run) -> HistoryDocument:
    """Return the document, countries by code."""
    return HistoryDocument(
        schema_="sahelrisk/history/1",
        run=run,
        known_on=found.known_on,
        profile=found.profile.id if found.profile else None,
        every=found.every,
        interval=found.dossier.framework.method.interval,
        tlp=found.label,
        withheld=found.dossier.withheld,
        countries=tuple(
            CountryHistory(
                iso3=line.iso3,
                points=tuple(_point(found.dossier, one) for one in line.points),
                happened=tuple(
                    HistoryEvent(
                        evidence=one.item.id,
                        indicator=one.indicator,
                        observed=one.item.observed,
                        why=one.why,
                    )
                    for one in line.happened
                ),
            )
            for line in sorted(found.lines, key=lambda line: line.iso3)
        ),
    )


def _point(dossier: Dossier, point: Point) -> PointInTime:
    rules, estimate = dossier.framework, point.estimate
    if estimate is None:
        return PointInTime(
            as_of=point.as_of,
            score=None,
            standard_error=None,
            low=None,
            high=None,
            coverage=rounded(point.coverage),
            band=None,
            base_rate=None,
        )
    low, high = interval(estimate, rules.method.interval)
    size = abs(rules.scale[1] - rules.scale[0]) / 100.0
    band = rules.bands[band_of(estimate.score, rules.bands)].name
    return PointInTime(
        as_of=point.as_of,
        score=exact(on_scale(estimate.score, rules.scale)),
        standard_error=exact(estimate.standard_error * size),
        low=exact(on_scale(low, rules.scale)),
        high=exact(on_scale(high, rules.scale)),
        coverage=rounded(point.coverage),
        band=band if point.has_band else None,
        base_rate=None
        if estimate.base_rate is None
        else exact(on_scale(estimate.base_rate, rules.scale)),
    )
