"""The document of `explain`: that of `score`, with factors and later words beside every item."""

from __future__ import annotations

from typing import Any

from sahelrisk.model.evidence import Amendment
from sahelrisk.report.explain.explain_remarks import later_words
from sahelrisk.report.score.score_document import Run, score_document
from sahelrisk.report.subject import Subject

PRIVATE = frozenset({"analyst", "notes"})


def explain_document(subject: Subject, run: Run, *, private: bool) -> dict[str, Any]:
    """Return the document; analysts and notes only where `private`."""
    document = score_document(
        subject.dossier, subject.assessment, subject.words, run, factors=True, private=private
    )
    later = later_words(subject)
    for country in document["countries"]:
        for pillar in country["pillars"]:
            for indicator in pillar["indicators"]:
                for item in indicator["evidence"]:
                    said = later.get(item["id"], ())
                    item["later_words"] = [_word(one, private=private) for one in said]
    return document


def _word(one: Amendment, *, private: bool) -> dict[str, Any]:
    """Return the keys of an amendment that its author wrote, dates as text."""
    kept = one.model_fields_set - {"evidence"} - (frozenset() if private else PRIVATE)
    return {
        name: value if isinstance(value, bool | int | float) else str(value)
        for name in type(one).model_fields
        if name in kept and (value := getattr(one, name)) is not None
    }
