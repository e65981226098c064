"""What the scores show about the evidence: stale, single-publisher and contested indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem, Said, Severity
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.disagreement import disagreement
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
    about = f"{result.id} of {code}"
    if max(one.age_factor for one in used) < 0.5**STALE_HALF_LIVES:
        yield from _at_newest(
            used, "stale-indicator", f"all evidence on {about} is old", dated=True
        )
    publishers = {one.item.publisher for one in used}
    if len(publishers) == 1 and len(used) > 1:
        named = used[0].item.evidence.publisher if used[0].item.evidence else None
        message = Said(
            "problem_all_items_on_come",
            used=len(used),
            about=about,
            named=named or "unnamed publishers",
        )
        yield from _at_newest(used, "single-publisher", message)
    sides = disagreement(result.items, dossier.framework.contested, result.indicator.half_life)
    if sides:
        above, below = sides.above, sides.below
        message = Said(
            "problem_is_contested_rates_rates",
            about=about,
            id=above.item.id,
            rating=above.rating,
            id_2=below.item.id,
            rating_2=below.rating,
        )
        yield from _at_newest(used, "contested-indicator", message)


def _at_newest(
    used: Sequence[Weighed], rule: str, message: str, *, dated: bool = False
) -> Iterator[Problem]:
    newest = max(used, key=lambda one: (one.item.first_day, one.item.id))
    if dated:
        message += f": the newest is of {newest.item.observed}"
    if newest.item.evidence:
        problem = newest.item.evidence.problem("indicator", rule, message)
        yield Problem(
            problem.place, rule, message, problem.hint, problem.excerpt, Severity.NOTE, problem.item
        )
