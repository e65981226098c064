"""The document of `explain`: that of `score`, with factors and later words beside every item."""

from __future__ import annotations

from typing import Any

from sahelrisk.model.columns import said
from sahelrisk.model.evidence import amended
from sahelrisk.report.explain.explain_remarks import later_words
from sahelrisk.report.score.score_document import Run, score_document
from sahelrisk.report.subject import Subject


def explain_document(subject: Subject, run: Run, *, private: bool) -> dict[str, Any]:
    """Return the document; analysts and notes only where `private`."""
    document = score_document(
        subject.dossier, subject.assessment, subject.words, run, factors=True, private=private
    )
    later = later_words(subject)
    items = {one.id: one for one in subject.dossier.evidence}
    for country in document["countries"]:
        for pillar in country["pillars"]:
            for indicator in pillar["indicators"]:
                for item in indicator["evidence"]:
                    words = later.get(item["id"], ())
                    item["said"] = said(amended(items[item["id"]], words), private=private)
                    item["later_words"] = [said(one, private=private) for one in words]
    return document
