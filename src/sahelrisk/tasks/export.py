"""Gather what is exported: the records known on a date, and the scores made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import Profile
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.results import Assessment


@dataclass(frozen=True, slots=True)
class Exported:
    """A dossier with the records known on a date, and its assessment; `codes` None for all."""

    dossier: Dossier
    known: Dossier
    assessment: Assessment
    codes: Sequence[str] | None


def export(
    dossier: Dossier,
    as_of: date,
    *,
    known_on: date | None = None,
    profile: Profile | None = None,
    codes: Sequence[str] | None = None,
) -> Exported:
    """Score countries and leave out what was recorded later than `known_on`."""
    assessment = assess(dossier, as_of, known_on=known_on, profile=profile, countries=codes)
    return Exported(dossier, known_by(dossier, known_on), assessment, codes)


def known_by(dossier: Dossier, known_on: date | None) -> Dossier:
    """Return a dossier with the records known on a date; None for all."""
    until = known_on or date.max
    return replace(
        dossier,
        evidence=tuple(one for one in dossier.evidence if one.recorded <= until),
        drafts=tuple(one for one in dossier.drafts if one.recorded <= until),
        amendments=tuple(one for one in dossier.amendments if one.recorded <= until),
        not_applicable=tuple(one for one in dossier.not_applicable if one.recorded <= until),
    )
