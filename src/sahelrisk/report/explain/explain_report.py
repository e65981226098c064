"""The report of `explain`: the arithmetic, down to file and line, adding up to the score."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.documents.parts import Run
from sahelrisk.report.blocks import Block, Fields, Heading, Listing, Paragraph, Report, Span
from sahelrisk.report.explain.explain_items import Told, in_full, items_table, notes_on_items
from sahelrisk.report.explain.explain_nodes import title_of
from sahelrisk.report.explain.explain_rows import HEADER, TEXTS, rows
from sahelrisk.report.explain.explain_steps import calculation
from sahelrisk.report.explain.explain_sums import Points, points_of, sum_of
from sahelrisk.report.explain.explain_values import scorer_of
from sahelrisk.report.names import country_name, indicator_text
from sahelrisk.report.subject import Subject, bottom_line, marking_block, subject_of
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.scoring.results import IndicatorResult, NodeResult
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
    told = Told(
        subject, later_words(subject.dossier, subject.assessment), scorer_of(subject), private
    )
    points = points_of(subject)
    yield Heading(words("explain_title", name=name), 1)
    yield marking_block(subject)
    alone = next((one for one in subject.country.indicators if one.id == node), None)
    if alone:
        yield from _indicator(told, alone, points, alone=True)
    elif not node:
        yield Paragraph(" ".join(bottom_line(subject)), "strong")
        yield from sum_of(subject, subject.country.root, points)
        yield from _below(told, subject.country.root, points)
    else:
        chosen = next(one for one in subject.country.pillars if one.id == node)
        yield from _pillar(told, chosen, points)


def _below(told: Told, node: NodeResult, points: Points) -> Iterator[Block]:
    """Yield a node's members, sub-pillars with all that is below them."""
    for member in node.members:
        if isinstance(member, NodeResult):
            yield from _pillar(told, member, points)
        else:
            yield from _indicator(told, member, points, alone=False)


def _pillar(told: Told, pillar: NodeResult, points: Points) -> Iterator[Block]:
    subject = told.subject
    yield Heading(subject.words("pillar_heading", title=title_of(subject, pillar), id=pillar.id))
    yield from sum_of(subject, pillar, points)
    yield from _below(told, pillar, points)


def _indicator(
    told: Told, result: IndicatorResult, points: Points, *, alone: bool
) -> Iterator[Block]:
    subject, words = told.subject, told.subject.words
    yield Heading(f"{title_of(subject, result)} ({result.id})", 2 if alone else 3)
    file = subject.dossier.indicators[result.id]
    if alone and file.question:
        yield Paragraph(indicator_text(file, "question", words) or "")
    if result.items:
        yield items_table(told, result)
    if result.items and not alone:
        yield from notes_on_items(told, result)
    steps = calculation(subject, result, points, private=told.private)
    yield Listing(tuple(steps), words("calculation"))
    if alone:
        yield Fields(((words("file"), Span(file.place.path, whole=True)),))
        for one in result.items:
            yield from in_full(told, result, one)
