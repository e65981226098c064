"""The report of `review`."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.report.blocks import Plain, Report
from sahelrisk.report.review.review_page import Page
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.tasks.gates import Answers
from sahelrisk.tasks.review import Review
from sahelrisk.tasks.review_document import review_document
from sahelrisk.tasks.review_items import lines_of

HEADER = ("tlp", "country", "cause", "evidence", "points", "on_indicator", "why")
MARKER = "sahelrisk review"


def build_review(
    found: Review, answers: Answers, words: Words, run: Run, *, ceiling: bool = False
) -> Report:
    """Build the report of a review."""
    texts = DocumentTexts(words)
    return Report(
        title=words("review_title", base=found.before.name, head=found.after.name),
        blocks=Page(found, answers, words).blocks,
        document=lambda: review_document(found, texts, run, answers, ceiling=ceiling).as_json(),
        header=HEADER,
        rows=lambda: _rows(found),
        texts=frozenset({"evidence"}),
        language=words.lang,
        phrases=words.phrases(),
        marker=MARKER,
        within=lambda most: Page(found, answers, words, most).blocks(),
    )


def _rows(found: Review) -> Iterator[tuple[Plain, ...]]:
    """Yield a row a part of each country's difference; they add up to it."""
    label = found.label
    for one in found.countries:
        for line in lines_of(one.change):
            points = exact(line.points * found.size)
            on_indicator = exact(line.on_indicator)
            yield (label, one.iso3, line.cause, line.id or None, points, on_indicator, line.why)
