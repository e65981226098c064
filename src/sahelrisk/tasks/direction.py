"""The sign of what twelve months changed, in every country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sahelrisk.analysis.difference import NO_EVIDENCE, changes
from sahelrisk.analysis.steps import state_of
from sahelrisk.analysis.timeline import months_before
from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.results import Assessment

Signs = Mapping[str, str]


def no_signs() -> Signs:
    """Return the signs of a comparison that asks for none."""
    return {}


def directions(dossier: Dossier, assessment: Assessment) -> Mapping[str, Signs] | None:
    """Return what twelve months changed, by country and node, "" for the country itself.

    Without evidence nothing is replayed; None where there is no year before.
    """
    if assessment.as_of.year == date.min.year:
        return None
    start = months_before(assessment.as_of, 12)
    codes = [
        country.iso3
        for country in assessment.countries
        if any(result.items for result in country.indicators)
    ]
    known = min(start, assessment.known_on) if assessment.known_on else start
    before = state_of(dossier, assessment.tree, start, known)
    after = state_of(dossier, assessment.tree, assessment.as_of, assessment.known_on)
    return {
        found.after.iso3: {"": found.country.direction}
        | {one.id: one.direction for one in (*found.pillars, *found.indicators)}
        for found in changes(codes, before, after)
    }


def signs_of(moved: Mapping[str, Signs] | None, assessment: Assessment, node: str) -> Signs:
    """Return the sign of a node in every country."""
    if moved is None:
        return {}
    codes = [country.iso3 for country in assessment.countries]
    return {iso3: moved[iso3][node] if iso3 in moved else NO_EVIDENCE for iso3 in codes}
