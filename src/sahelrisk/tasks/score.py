"""Score countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.opening import (
    Question,
    Request,
    assessed,
    ceiled,
    chosen,
    codes_of,
    open_for,
)


class Scored(NamedTuple):
    """Countries, and the dossier they were scored from."""

    dossier: Dossier
    assessment: Assessment


def score(request: Request, names: Sequence[str]) -> Scored:
    """Score countries and @groups."""
    codes = codes_of(names, request)
    dossier = open_for(request, codes)
    return Scored(dossier, assessed(dossier, request, codes))


def scored(dossier: Dossier, question: Question, names: Sequence[str] = ()) -> Scored:
    """Score countries and @groups of a dossier that was read, or all that have evidence."""
    codes = chosen(names, lambda: dossier.file.groups, question.words)
    shown = ceiled(dossier, question)
    return Scored(shown, assessed(shown, question, codes or None))
