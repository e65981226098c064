"""Explain the score of a country, or of a pillar or an indicator of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sahelrisk.model.documents.parts import Run
from sahelrisk.model.documents.score_document import ExplainDocument
from sahelrisk.model.dossier import Dossier, amendments_of
from sahelrisk.model.evidence_item import Amendment
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.opening import Request, assessed, codes_of, node_of, open_for
from sahelrisk.tasks.score_building import Detail, score_document
from sahelrisk.tasks.voice import Texts


class Explained(NamedTuple):
    """A scored country; `node` is the pillar or indicator asked for, "" for all."""

    dossier: Dossier
    assessment: Assessment
    node: str = ""


def explain(request: Request, name: str, node: str | None = None) -> Explained:
    """Score a country to explain it."""
    codes = codes_of([name], request)
    dossier = open_for(request, codes)
    key = node_of(dossier, node) if node else ""
    return Explained(dossier, assessed(dossier, request, codes), key)


def later_words(dossier: Dossier, assessment: Assessment) -> Mapping[str, Sequence[Amendment]]:
    """Return the amendments known on the date asked for, by item, in the order they apply."""
    return amendments_of(dossier, assessment.known_on or date.max)


def explain_document(
    found: Explained, texts: Texts, run: Run, *, private: bool = False
) -> ExplainDocument:
    """Return the document; analysts and notes only where `private`."""
    dossier, assessment, _ = found
    detail = Detail(factors=True, private=private, later=later_words(dossier, assessment))
    return ExplainDocument(**dict(score_document(dossier, assessment, texts, run, detail)))
