"""Base rates against what happened in the next year, each year scored with what had been published."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from validation.skill import Case, Span, brier, spans
from validation.sources import Tables, World, score

YEARS = range(2010, 2024)
VIOLENT = 25
OURS = {"security": "security", "regime": "sovereignty.regime-cohesion", "total": ""}
RIVALS = ("deaths", "stability", "coups")
NAMES = {
    "security": "base rate, security pillar",
    "regime": "base rate, fractured regime",
    "total": "base rate, country",
    "deaths": "last published deaths alone",
    "stability": "WGI political stability alone",
    "coups": "past coups alone",
    "frequency": "how often it had happened before",
}


class Row(NamedTuple):
    """A predictor's AUC, how far ours lies above it, and its Brier score."""

    name: str
    auc: Span
    lead: Span
    brier: float


class Outcome(NamedTuple):
    """One question, how many cases and how many of them happened, and who foretold it how well."""

    question: str
    cases: int
    happened: int
    forecast: int
    frequency: float
    rows: tuple[Row, ...]


def outcomes(world: World, tables: Tables) -> Iterator[Outcome]:
    """Yield the three questions of the back-test."""
    said = {year: _said(world, year) for year in YEARS}
    deaths, coups = tables.deaths, tables.coups

    def cases(year: int) -> Iterator[tuple[str, dict[str, float]]]:
        return ((iso3, one) for iso3, one in said[year].items() if (iso3, year + 1) in deaths)

    violence = [
        Case(iso3, year, one, deaths[iso3, year + 1] >= VIOLENT)
        for year in YEARS
        for iso3, one in cases(year)
    ]
    yield _outcome(
        f"{VIOLENT} or more deaths in organised violence next year", violence, "security"
    )
    calm = [
        case
        for case in violence
        if max(deaths.get((case.iso3, case.year - back), 0) for back in (0, 1)) < VIOLENT
    ]
    yield _outcome(
        f"the same, where neither this year nor the last had {VIOLENT}", calm, "security"
    )
    plots = [case._replace(happened=coups[case.iso3, case.year + 1] > 0) for case in violence]
    yield _outcome("a coup or an attempt by military, rebels or palace next year", plots, "regime")


def _said(world: World, year: int) -> dict[str, dict[str, float]]:
    """Return what every predictor said of each country at a year's end."""
    day = date(year, 12, 31)
    found = {}
    for iso3, country in world.base(day).items():
        ours = {name: score(country, node) for name, node in OURS.items()}
        found[iso3] = ours | {name: _last(world, name, iso3, day) for name in RIVALS}
    return found


def _last(world: World, measure: str, iso3: str, day: date) -> float:
    """Return the last value of a measure that was out on a day, higher is worse; without one 0."""
    values = world.bare.base_rates.tables[measure].values.get(iso3, ())
    until = day.toordinal()
    known = [one for one in values if one.recorded <= until and one.last_day <= until]
    if not known:
        return 0.0
    last = max(known, key=lambda one: one.last_day).value
    return -last if measure == "stability" else last


def _outcome(question: str, cases: Sequence[Case], ours: str) -> Outcome:
    names = (ours, *([] if ours == "security" else ["security"]), "total", *RIVALS)
    found = spans(cases, ours, names[1:])
    forecast, errors = brier(cases, names, _line)
    return Outcome(
        question,
        len(cases),
        sum(case.happened for case in cases),
        forecast,
        errors["frequency"],
        tuple(Row(name, *found[name], errors[name]) for name in names),
    )


def _line(name: str, value: float) -> float:
    return math.log1p(value) if name == "deaths" else value


def page(world: World, tables: Tables) -> Iterator[str]:
    """Yield the lines of the back-test."""
    for one in outcomes(world, tables):
        yield f"*{one.question.capitalize()}*: {one.cases:,} country-years, {one.happened} times.\n"
        yield "| predictor | AUC | 95 % | ours leads by | 95 % | Brier |"
        yield "|---|---|---|---|---|---|"
        for place, row in enumerate(one.rows):
            lead = "–" if not place else f"{row.lead.figure:+.3f}"
            ends = "–" if not place else f"{row.lead.low:+.3f} to {row.lead.high:+.3f}"
            yield (
                f"| {NAMES[row.name]} | {row.auc.figure:.3f} | {row.auc.low:.3f}–{row.auc.high:.3f}"
                f" | {lead} | {ends} | {row.brier:.4f} |"
            )
        yield f"| {NAMES['frequency']} | .500 | – | – | – | {one.frequency:.4f} |\n"
        yield f"Brier scores are of the {one.forecast:,} country-years from 2013.\n"
