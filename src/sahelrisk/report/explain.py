"""The report of `explain`: the arithmetic, down to file and line, adding up to the score."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Block, Fields, Heading, Listing, Paragraph, Report
from sahelrisk.report.document import Run, score_document
from sahelrisk.report.explain_items import in_full, items_table
from sahelrisk.report.explain_rows import HEADER, TEXTS, rows
from sahelrisk.report.explain_steps import calculation
from sahelrisk.report.explain_sums import sum_of_pillars
from sahelrisk.report.names import country_name, indicator_text, indicator_title
from sahelrisk.report.summary import Subject, bottom_line, marking_block, subject_of
from sahelrisk.report.words import Words
from sahelrisk.scoring.assess import Assessment, IndicatorResult


def build_explain(
    dossier: Dossier,
    assessment: Assessment,
    words: Words,
    run: Run,
    *,
    indicator: str | None = None,
    private: bool = False,
) -> Report:
    """Build the arithmetic of one country, or of one indicator of it."""
    subject = subject_of(dossier, assessment, assessment.countries[0], words)
    name = country_name(subject.country.iso3, words)
    return Report(
        title=words("explain_title", name=name),
        blocks=lambda: _blocks(subject, indicator, private=private),
        document=lambda: score_document(
            dossier, assessment, words, run, factors=True, private=private
        ),
        header=HEADER,
        rows=lambda: rows(subject, indicator),
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _blocks(subject: Subject, indicator: str | None, *, private: bool) -> Iterator[Block]:
    words = subject.words
    name = country_name(subject.country.iso3, words)
    yield Heading(words("explain_title", name=name), 1)
    yield marking_block(subject)
    if indicator is None:
        yield Paragraph(" ".join(bottom_line(subject)), "strong")
        yield from sum_of_pillars(subject)
    for result in subject.country.indicators:
        if indicator in (None, result.id):
            yield from _indicator(subject, result, private=private, alone=indicator is not None)


def _indicator(
    subject: Subject, result: IndicatorResult, *, private: bool, alone: bool
) -> Iterator[Block]:
    words = subject.words
    yield Heading(f"{indicator_title(subject.dossier, result.id, words)} ({result.id})")
    file = subject.dossier.indicators[result.id]
    where = file.origin.path
    if alone and file.question:
        yield Paragraph(indicator_text(file, "question", words) or "")
    if result.items:
        yield items_table(subject, result)
    yield Listing(tuple(calculation(subject, result)), words("indicator"))
    if alone:
        yield Fields(((words("file"), where),))
        for one in result.items:
            yield from in_full(subject, one, private=private)
