"""`plan`: flips, next-best evidence, the calendar, what the score hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from sahelrisk.analysis.expiry import Lapse
from sahelrisk.analysis.flips import COUNTRY, Flip, held
from sahelrisk.analysis.outlook import Plan
from sahelrisk.analysis.what_if import Country
from sahelrisk.model.documents.parts import Run
from sahelrisk.model.documents.plan_document import PlanDocument
from sahelrisk.report.blocks import Block, Column, Heading, Listing, Paragraph, Plain, Report, Table
from sahelrisk.report.figures import score_text
from sahelrisk.report.fills import band_text
from sahelrisk.report.names import band_name, country_name, indicator_title, rung_text
from sahelrisk.report.sheet.head import base_line
from sahelrisk.report.sheet.telling import grade
from sahelrisk.report.subject import Subject, bottom_line, marking_block, subject_of
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words, day_text
from sahelrisk.scoring.weigh import Weighed
from sahelrisk.tasks.plan import Planned, day_of, name_of, plan_document, size_of

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

MOST = 8
ONE_MORE = "B2"
"""The grade of the report that flips suppose."""
MONTH = len("2026-06")


def blocks_of(subject: Subject, found: Plan) -> Iterator[Block]:
    """Yield the page of a country's plan."""
    words = subject.words
    yield Heading(words("plan_title", name=country_name(subject.country.iso3, words)), 1)
    yield marking_block(subject)
    yield Heading(words("bottom_line"))
    base = base_line(subject)
    last = [f"{base[0].upper()}{base[1:]}."] if base else []
    yield Paragraph(" ".join([*bottom_line(subject), *last]), "strong")
    yield Heading(words("plan_flips"))
    yield from _flip_blocks(subject, found)
    yield Heading(words("plan_next"))
    yield _next_table(subject, found)
    yield Heading(words("plan_expiry"))
    yield Paragraph(_lapse_text(subject, found))
    yield from _expiry_table(subject, found)
    yield Heading(words("plan_left_out"))
    yield from _left_out_table(subject, found)


def _flip_blocks(subject: Subject, found: Plan) -> Iterator[Block]:
    words = subject.words
    if not found.flips:
        yield Paragraph(words("plan_no_flip"))
        return
    shown = found.flips[:MOST]
    yield Listing(
        tuple(flip_text(subject, found.country, flip) for flip in shown), words("plan_flip")
    )


def _next_table(subject: Subject, found: Plan) -> Table:
    words = subject.words
    columns = (
        Column(words("indicator")),
        Column(words("plan_narrower"), number=True),
        Column(words("plan_error"), number=True, drop=1),
        Column(words("coverage"), number=True),
    )
    rows = tuple(
        (
            indicator_title(subject.dossier, one.indicator, words),
            words.signed(-one.points * size_of(subject.dossier), 2),
            words.signed(-one.error * size_of(subject.dossier), 2),
            words.signed(one.coverage, 3),
        )
        for one in found.next_best
    )
    return Table(columns, rows, words("plan_next_note"))


def _lapse_text(subject: Subject, found: Plan) -> str:
    words = subject.words
    if found.lapse.day is not None:
        return words("plan_band_lapses", date=day_of(found.lapse.day))
    thin = subject.support.status in ("base-rate", "insufficient")
    return words("plan_band_thin" if thin else "plan_band_stays")


def _lapsing(found: Plan) -> list[Lapse]:
    known = [one for one in found.expiry if one.day is not None or one.rated is not None]
    return sorted(known, key=lambda one: (one.day or 0, one.rated or 0, one.indicator))


def _expiry_table(subject: Subject, found: Plan) -> Iterator[Block]:
    words = subject.words
    lapsing = _lapsing(found)
    if not lapsing:
        return
    columns = (
        Column(words("plan_lapses_on")),
        Column(words("plan_rated_until")),
        Column(words("indicator")),
    )
    rows = tuple(
        (
            str(day_of(one.day) or "–"),
            str(day_of(one.rated) or "–"),
            indicator_title(subject.dossier, one.indicator, words),
        )
        for one in lapsing
    )
    yield Table(columns, rows)


def _left_out_table(subject: Subject, found: Plan) -> Iterator[Block]:
    words, rules = subject.words, subject.dossier.framework
    if not found.left_out:
        yield Paragraph(words("plan_nothing_to_leave"))
        return
    columns = (
        Column(words("plan_without")),
        Column(words("kind"), drop=2),
        Column(words("changes_number"), number=True, drop=1),
        Column(words("score"), number=True),
        Column(words("points"), number=True),
        Column(words("band")),
    )
    rows = tuple(
        (
            name_of(subject.country, one) or words("no_publisher"),
            words(f"plan_{one.kind}"),
            str(one.items),
            "–" if one.estimate is None else score_text(one.estimate.score, rules, rules, words),
            "–" if one.points is None else words.signed(one.points * size_of(subject.dossier), 2),
            words("plan_no_band")
            if one.band is None or one.estimate is None
            else band_text(one.estimate, rules, words),
        )
        for one in found.left_out[:MOST]
    )
    yield Table(columns, rows, words("plan_left_out_note"))


def flip_text(subject: Subject, country: Country, flip: Flip) -> str:
    """Say what would have to be seen, or seen once more, and which band that would lead to."""
    words, dossier = subject.words, subject.dossier
    seen = _seen(subject, flip)
    whose = "country" if flip.node == COUNTRY else "indicator"
    known = held(country, flip)
    told = _told(known, words) if known else {}
    return words(
        f"plan_{'more' if known else 'flip'}_{whose}_{flip.direction}",
        **told,
        seen=seen,
        title=indicator_title(dossier, flip.indicator, words),
        band=band_name(dossier.framework.bands[flip.band], words),
    )


def _seen(subject: Subject, flip: Flip) -> str:
    """Return the text of the rung to be seen, its level where it has none, or the rating."""
    words, dossier = subject.words, subject.dossier
    if flip.rung is None:
        return words("plan_flip_rated", rating=words.points(flip.rating))
    if text := rung_text(dossier, flip.indicator, flip.rung, words):
        return words("plan_flip_rung", text=text)
    levels = dossier.indicators[flip.indicator].levels or ()
    return words("plan_flip_level", level=words.general(levels[flip.rung].level))


def _told(known: Weighed, words: Words) -> dict[str, str]:
    """Return the grade of one more report, and grade and month of the one that is there."""
    month = day_text(known.item.observed[:MONTH], words)
    return {"grade": ONE_MORE, "now": grade(known), "date": month}


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
