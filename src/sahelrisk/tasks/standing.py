"""Where a country stands among the base rates of all (method § 4)."""

from __future__ import annotations

from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.estimate import figures, has_score
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.scoring.standing import Standing, standing_of


def standing(dossier: Dossier, assessment: Assessment, country: CountryResult) -> Standing | None:
    """Return where a country stands among the base rates of all, None without a table of them."""
    estimate = figures(country.outcome)
    if estimate is None or not has_score(country.outcome, dossier.framework.coverage):
        return None
    return standing_of(dossier.reference(), country.iso3, estimate.score, assessment.as_of)
