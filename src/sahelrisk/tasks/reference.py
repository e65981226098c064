"""Work out the base rate of every country at each year's end, for standings (method § 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.assess import assess_countries, base
from sahelrisk.scoring.estimate import figures, outcome_status
from sahelrisk.scoring.tree import grow
from sahelrisk.tasks.opening import Request, open_dossier

DECIMALS = 4


class YearEnd(NamedTuple):
    """The base rate of a country on 31 December of a year, by what had been published then."""

    year: int
    iso3: str
    base_rate: float


def reference(request: Request) -> tuple[YearEnd, ...]:
    """Return the table of a framework: its own weights, no evidence, no profile."""
    return tuple(table_of(open_dossier(request)))


def table_of(dossier: Dossier) -> Iterator[YearEnd]:
    """Yield every country that has a base rate, year by year."""
    tree = grow(dossier.framework, dossier.indicators, None)
    days = [
        one.recorded
        for table in dossier.statistics.values()
        for own in table.values.values()
        for one in own
    ]
    if not days:
        return
    codes = sorted({iso3 for table in dossier.statistics.values() for iso3 in table.values})
    first, last = (date.fromordinal(day).year for day in (min(days), max(days)))
    for year in range(first, last + 1):
        day = date(year, 12, 31)
        known = base(tree, (), {}, measures=dossier.statistics, published=day.toordinal())
        for country in assess_countries(known, day, codes):
            estimate = figures(country.outcome)
            status = outcome_status(country.outcome, dossier.framework.coverage)
            if estimate is not None and estimate.base_rate is not None and status == "base-rate":
                yield YearEnd(year, country.iso3, round(estimate.base_rate, DECIMALS))
