"""What the scores show about the evidence: stale, single-publisher and contested indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem, Said, Severity
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.disagreement import disagreement
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed

STALE_HALF_LIVES = 2.0


def notes_of(dossier: Dossier, today: date) -> list[Problem]:
    """Return a note for each indicator of each country whose evidence deserves a second look.

    Each stands at the newest item that has weight.
    """
    codes = sorted({code for one in dossier.evidence for code in one.countries})
    assessment = assess(dossier, today, known_on=None, profile=None, countries=codes)
    return [
        problem
        for country in assessment.countries
        for result in country.indicators
        for problem in _notes(result, country.iso3, dossier)
    ]


def _notes(result: IndicatorResult, code: str, dossier: Dossier) -> Iterator[Problem]:
    used = [one for one in result.items if one.weight > 0.0]
    if not used or (result.indicator.measure and result.indicator.measure.evidence == "latest"):
        return
    about = {"indicator": result.id, "code": code}
    newest = _newest(used).item
    if max(one.age_factor for one in used) < 0.5**STALE_HALF_LIVES:
        message = Said("problem_stale_indicator", **about, observed=newest.observed)
        yield from _at(newest, "stale-indicator", message)
    publishers = {one.item.publisher for one in used}
    if len(publishers) == 1 and len(used) > 1:
        named = used[0].item.evidence.publisher if used[0].item.evidence else None
        key = "problem_single_publisher" if named else "problem_unnamed_publishers"
        message = Said(key, **about, number=len(used), name=named)
        yield from _at(newest, "single-publisher", message)
    sides = disagreement(result.items, dossier.framework.contested, result.indicator.half_life)
    if sides:
        above, below = sides.above, sides.below
        message = Said(
            "problem_contested_indicator",
            **about,
            above=above.item.id,
            high=above.rating,
            below=below.item.id,
            low=below.rating,
        )
        yield from _at(newest, "contested-indicator", message)


def _newest(used: Sequence[Weighed]) -> Weighed:
    return max(used, key=lambda one: (one.item.first_day, one.item.id))


def _at(newest: Item, rule: str, message: str) -> Iterator[Problem]:
    if newest.evidence:
        problem = newest.evidence.problem("indicator", rule, message)
        yield Problem(
            problem.place, rule, message, problem.hint, problem.excerpt, Severity.NOTE, problem.item
        )
