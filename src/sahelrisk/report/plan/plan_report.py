"""The report of `plan`: what to do next, and what would change our mind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from sahelrisk.model.documents.parts import Run
from sahelrisk.model.documents.plan_document import PlanDocument
from sahelrisk.report.blocks import Plain, Report
from sahelrisk.report.names import country_name
from sahelrisk.report.plan.plan_page import blocks_of
from sahelrisk.report.subject import subject_of
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.tasks.plan import Planned, plan_document

HEADER = (
    "country",
    "as_of",
    "tlp",
    "part",
    "kind",
    "indicator",
    "name",
    "from",
    "to",
    "points",
    "band",
)


def build_plan(found: Planned, words: Words, run: Run) -> Report:
    """Build the plan of one country."""
    subject = subject_of(found.dossier, found.assessment, found.country, words)
    document = cache(lambda: plan_document(found, DocumentTexts(words), run))
    return Report(
        title=words("plan_title", name=country_name(subject.country.iso3, words)),
        blocks=lambda: blocks_of(subject, found.plan),
        document=lambda: document().as_json(),
        header=HEADER,
        rows=lambda: _rows(document()),
        texts=frozenset({"name", "band", "kind"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _rows(document: PlanDocument) -> Iterator[tuple[Plain, ...]]:
    """Yield a row for everything the plan names; points are of the country's scale."""
    start = (document.country, document.as_of.isoformat(), document.tlp)
    for best in document.next_best:
        points = best.interval_points
        yield (*start, "next-best", None, best.indicator, None, None, None, points, None)
    for lapse in document.expiry:
        day = _text(lapse.lapses_on)
        yield (*start, "expiry", None, lapse.indicator, None, None, day, None, None)
    day = _text(document.band_lapses_on)
    yield (*start, "expiry", "band", None, None, None, day, None, None)
    for one in document.flips:
        what = (one.kind, one.indicator, one.node, one.from_, one.to, one.size, one.band)
        yield (*start, "flip", *what)
    for part in document.left_out:
        rest = (part.score, part.points, part.band)
        yield (*start, "left-out", part.kind, None, part.name, None, *rest)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
