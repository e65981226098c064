"""Where a score stands among the base rates of all countries (method § 4); it enters nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.scoring.estimate import figures, has_score
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.dossier import Dossier


class Standing(NamedTuple):
    """The share of the other countries whose base rate lies below a score, at a year's end."""

    share: float
    countries: int
    year: int


def standing_of(
    reference: Mapping[int, Mapping[str, float]], iso3: str, score: float, as_of: date
) -> Standing | None:
    """Return a country's standing at the latest year's end not after a date, None without one."""
    years = [year for year in reference if date(year, 12, 31) <= as_of]
    if not years:
        return None
    year = max(years)
    others = [rate for other, rate in reference[year].items() if other != iso3]
    if not others:
        return None
    below = sum(settled(rate) < settled(score) for rate in others)
    return Standing(below / len(others), len(others), year)


def standing(dossier: Dossier, assessment: Assessment, country: CountryResult) -> Standing | None:
    """Return where a country stands among the base rates of all, None without a table of them."""
    estimate = figures(country.outcome)
    if estimate is None or not has_score(country.outcome, dossier.framework.coverage):
        return None
    return standing_of(dossier.reference(), country.iso3, estimate.score, assessment.as_of)
