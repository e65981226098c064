"""The report of `changes`: a difference split into its causes, and what of it is a change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sahelrisk.model.documents.changes_document import ChangesDocument
from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.report.blocks import Plain, Report
from sahelrisk.report.change.changes_page import blocks_of, title_of
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.tasks.changes import Changes, changes_document

HEADER = ("country", "from", "to", "tlp", "cause", "evidence", "indicator", "points")


def build_changes(changes: Changes, words: Words, run: Run) -> Report:
    """Build the report of the changes of one or more countries."""
    document = cache(lambda: changes_document(changes, DocumentTexts(words), run))
    return Report(
        title=title_of(changes, words),
        blocks=lambda: blocks_of(changes, words),
        document=lambda: document().as_json(),
        header=HEADER,
        rows=lambda: _rows(changes, document()),
        texts=frozenset({"evidence"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _rows(changes: Changes, document: ChangesDocument) -> Iterator[tuple[Plain, ...]]:
    """Yield a row a cause (no item) and a row for each of its items, country by country."""
    days = (document.from_.isoformat(), document.to.isoformat())
    indicators = {
        one.id: one.indicator
        for end in (changes.before, changes.after)
        for one in end.dossier.evidence
    }
    for found in changes.found:
        start = (found.after.iso3, *days, document.tlp)
        for part in found.parts:
            yield (*start, part.cause, None, None, exact(part.points * changes.size))
            for one in part.items:  # as they are found, the largest first
                share = exact(one.points * changes.size)
                yield (*start, part.cause, one.id, indicators.get(one.id), share)
