"""The table that standings are read from: every country's base rate at each year's end (§ 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sahelrisk.scoring.assess import Basis, assess_countries, base
from sahelrisk.scoring.estimate import figures, has_score
from sahelrisk.scoring.tree import grow

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier

HEADER = "iso3,year,base_rate"
DECIMALS = 2


def reference_of(dossier: Dossier, years: Iterable[int] | None = None) -> Iterator[str]:
    """Yield the lines of `reference.csv` by year and country, without line ends.

    The base rates are those of the framework's own weights, by what had been published on the last
    day of each year; without `years` every year in which a value came out.
    """
    tree = grow(dossier.framework, dossier.indicators)
    basis = base(tree, (), {}, measures=dossier.statistics)
    yield HEADER
    for year in sorted(years if years is not None else _years(dossier)):
        for iso3, rate in sorted(base_rates_on(basis, date(year, 12, 31)).items()):
            yield f"{iso3},{year},{rate:.{DECIMALS}f}"


def base_rates_on(basis: Basis, as_of: date) -> Mapping[str, float]:
    """Return the base rates that are printed on a day, on the scale 0–100.

    Those are the ones of countries with base rates for half of the weight or more.
    """
    countries = assess_countries(basis, as_of, sorted(basis.base_rates.countries()))
    rules = basis.tree.rules.coverage
    shown = [one for one in countries if has_score(one.outcome, rules)]
    found = ((one.iso3, figures(one.outcome)) for one in shown)
    return {iso3: estimate.base for iso3, estimate in found if estimate is not None}


def _years(dossier: Dossier) -> set[int]:
    return {
        date.fromordinal(value.recorded).year
        for table in dossier.statistics.values()
        for values in table.values.values()
        for value in values
    }
