"""Score countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sahelrisk.model.documents.parts import Run
from sahelrisk.model.documents.score_document import (
    DossierScored,
    FrameworkScored,
    ScoreDocument,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.country_score import Detail, country_score, marking
from sahelrisk.tasks.opening import (
    Question,
    Request,
    assessed,
    ceiled,
    chosen,
    codes_of,
    open_for,
)
from sahelrisk.tasks.voice import Texts

PLAIN = Detail()


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


def score_document(
    dossier: Dossier, assessment: Assessment, texts: Texts, run: Run, detail: Detail = PLAIN
) -> ScoreDocument:
    """Return the document of an assessment."""
    return ScoreDocument(
        schema_="sahelrisk/score/2",
        run=run,
        framework=FrameworkScored(
            id=dossier.framework.id,
            version=dossier.framework.version,
            hash=dossier.framework_hash(),
        ),
        dossier=DossierScored(
            title=dossier.file.title,
            hash=dossier.evidence_hash(),
            evidence=dossier.items,
            withheld=dossier.withheld,
            tlp=marking(dossier, assessment.countries),
        ),
        as_of=assessment.as_of,
        known_on=assessment.known_on,
        profile=assessment.profile.id if assessment.profile else None,
        countries=tuple(
            country_score(dossier, assessment, country, texts, detail)
            for country in assessment.countries
        ),
    )
