"""The report of `explain`: the arithmetic, down to file and line, adding up to the score."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.documents.parts import Run
from sahelrisk.report.blocks import Block, Fields, Heading, Listing, Paragraph, Report, Span, Tree
from sahelrisk.report.explain.explain_items import in_full, working
from sahelrisk.report.explain.explain_points import points_of
from sahelrisk.report.explain.explain_rows import HEADER, TEXTS, rows
from sahelrisk.report.explain.explain_tree import Told, chosen
from sahelrisk.report.explain.explain_values import scorer_of
from sahelrisk.report.names import country_name, indicator_text
from sahelrisk.report.subject import Subject, marking_block, subject_of
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.tasks.explain import Explained, explain_document, later_words


def build_explain(found: Explained, words: Words, run: Run, *, private: bool = False) -> Report:
    """Build the arithmetic of one country, or of one pillar or indicator of it."""
    dossier, assessment, node = found
    subject = subject_of(dossier, assessment, assessment.countries[0], words)
    name = country_name(subject.country.iso3, words)
    texts = DocumentTexts(words)
    return Report(
        title=words("explain_title", name=name),
        blocks=lambda: _blocks(subject, node, private=private),
        document=lambda: explain_document(found, texts, run, private=private).as_json(),
        header=HEADER,
        rows=lambda: rows(subject, node),
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _blocks(subject: Subject, node: str, *, private: bool) -> Iterator[Block]:
    words = subject.words
    name = country_name(subject.country.iso3, words)
    later = later_words(subject.dossier, subject.assessment)
    told = Told(subject, points_of(subject), later, scorer_of(subject), private)
    yield Heading(words("explain_title", name=name), 1)
    yield marking_block(subject)
    yield Paragraph(_reading(told))
    alone = next((one for one in subject.country.indicators if one.id == node), None)
    if alone:
        yield from _question(subject, alone)
    yield Tree((chosen(told, node),))
    if alone:
        yield from _in_full(told, alone)


def _reading(told: Told) -> str:
    words = told.subject.words
    base = "explain_reading_base" if told.subject.dossier.measures else "explain_reading_start"
    text = words("explain_reading", base=words(base))
    return f"{text} {words('explain_approximate')}" if told.points.approximate else text


def _question(subject: Subject, result: IndicatorResult) -> Iterator[Block]:
    file = subject.dossier.indicators[result.id]
    if file.question:
        yield Paragraph(indicator_text(file, "question", subject.words) or "")


def _in_full(told: Told, result: IndicatorResult) -> Iterator[Block]:
    """Yield the figures behind an indicator's score, and its items whole."""
    words = told.subject.words
    steps = tuple(working(told.subject, result))
    if steps:
        yield Heading(words("calculation"))
        yield Listing(steps, words("calculation"))
    place = told.subject.dossier.indicators[result.id].place
    yield Fields(((words("file"), Span(place.path, whole=True)),))
    for one in result.items:
        yield from in_full(told, result, one)
