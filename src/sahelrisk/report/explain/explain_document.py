"""The document of `explain`: that of `score`, with factors and later words beside every item."""

from __future__ import annotations

from datetime import date
from typing import Any

from sahelrisk.model.columns import PRIVATE, flat
from sahelrisk.model.evidence import Amendment, Evidence, amended
from sahelrisk.report.explain.explain_remarks import later_words
from sahelrisk.report.score.score_document import Run, score_document
from sahelrisk.report.subject import Subject
from sahelrisk.writing.toml_text import plain


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
                    item["said"] = _record(amended(items[item["id"]], words), private=private)
                    item["later_words"] = [_record(one, private=private) for one in words]
    return document


def _record(one: Evidence | Amendment, *, private: bool) -> dict[str, Any]:
    """Return what its author wrote by column, dates as text."""
    hidden = {"id", "evidence"} | (frozenset() if private else PRIVATE)
    return {
        name: str(value) if isinstance(value := plain(given), date) else value
        for name, given in flat(one).items()
        if name not in hidden and given is not None
        if given is not False or name in one.model_fields_set
    }
