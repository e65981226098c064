"""Score countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.opening import (
    Request,
    assessed,
    codes_of,
    open_dossier,
    open_for,
)


class Scored(NamedTuple):
    """Countries, and the dossier they were scored from."""

    dossier: Dossier
    assessment: Assessment


def score(request: Request, names: Sequence[str] = (), *, everyone: bool = False) -> Scored:
    """Score countries and @groups in the order asked for, or `everyone` with evidence."""
    if bool(names) is everyone:
        raise UsageError("score_both" if names else "score_whom")
    codes = None if everyone else codes_of(names, request)
    dossier = open_dossier(request, world=False) if codes is None else open_for(request, codes)
    found = assessed(dossier, request, codes)
    if not found.countries:
        key = "score_nobody_shown" if dossier.withheld else "score_nobody"
        request.note(request.words(key, number=dossier.withheld))
        if dossier.measures:
            request.note(request.words("score_nobody_base"))
    return Scored(dossier, _in_order(found, codes) if codes else found)


def _in_order(found: Assessment, codes: Sequence[str]) -> Assessment:
    results = {one.iso3: one for one in found.countries}
    return found._replace(countries=tuple(results[code] for code in codes))


def each(found: Scored) -> list[Scored]:
    """Return every country on its own."""
    return [
        found._replace(assessment=found.assessment._replace(countries=(one,)))
        for one in found.assessment.countries
    ]
