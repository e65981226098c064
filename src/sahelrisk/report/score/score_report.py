"""The report of `score`: a page a country, the document, and a row a node."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from sahelrisk.model.documents.parts import FIGURES, Run
from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Block, Heading, Paragraph, Plain, Report, Sheets
from sahelrisk.report.names import (
    country_name,
    dossier_title,
)
from sahelrisk.report.sheet_view import Letterhead, Sheet
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.tasks.letterhead import logo_of
from sahelrisk.tasks.score import Scored

if TYPE_CHECKING:
    from sahelrisk.model.documents.score_document import (
        IndicatorScore,
        PillarScore,
        ScoreDocument,
    )

HEADER = (
    "as_of",
    "tlp",
    "iso3",
    "country",
    "node",
    "id",
    "title",
    "weight",
    "effective_weight",
    *FIGURES,
    "gap",
)
TEXTS = frozenset({"country", "title", "band", "gap"})
BETWEEN = " · "


def build_score(
    found: Scored, words: Words, run: Run, *, full: bool = False, flags: str = ""
) -> Report:
    """Build the sheets of the countries of an assessment; `full` adds what the brief leaves out.

    `flags` go with every command that the brief names.
    """
    document = cache(lambda: _document(found, words, run))
    countries = found.assessment.countries
    return Report(
        title=", ".join(country_name(country.iso3, words) for country in countries)
        or dossier_title(found.dossier, words),
        blocks=lambda: _blocks(found, words, flags, full=full),
        document=lambda: document().as_json(),
        header=HEADER,
        rows=lambda: rows(document()),
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
        sheets=Sheets(partial(_sheets, found, words, flags), words, full) if countries else None,
    )


def _document(found: Scored, words: Words, run: Run) -> ScoreDocument:
    # A page needs no document.
    from sahelrisk.tasks.score_building import score_document  # noqa: PLC0415

    return score_document(*found, DocumentTexts(words), run)


def _sheets(
    found: Scored, words: Words, flags: str, *, whole: bool, full: bool = False
) -> list[Sheet]:
    """Return the sheet of every country; JSON and CSV need nothing of what it works out."""
    from sahelrisk.report.sheet.build import Wanted, sheet_of  # noqa: PLC0415
    from sahelrisk.report.subject import subject_of  # noqa: PLC0415
    from sahelrisk.tasks.workings import Workings  # noqa: PLC0415

    wanted = Wanted(whole=whole, full=full)
    letterhead = letterhead_of(found.dossier, words, drawn=whole)
    workings = Workings(*found)
    sheets = (
        sheet_of(subject_of(*found, country, words), wanted, letterhead, workings)
        for country in found.assessment.countries
    )
    return [_flagged(sheet, flags) for sheet in sheets]


def _flagged(sheet: Sheet, flags: str) -> Sheet:
    """Return a sheet whose next commands bear the flags of this one."""
    if not flags:
        return sheet
    commands = (f"{one} {flags}" for one in sheet.hint.split(BETWEEN))
    return sheet._replace(hint=BETWEEN.join(commands))


def letterhead_of(dossier: Dossier, words: Words, *, drawn: bool) -> Letterhead:
    """Return whose report it is; the logo is only read where it is drawn."""
    own = dossier.file.report
    return Letterhead(
        name=own.name or words("sheet_report"),
        dossier=dossier_title(dossier, words),
        logo=logo_of(dossier) if drawn else "",
        contact=own.contact or "",
        footer=own.footer or "",
    )


def _blocks(found: Scored, words: Words, flags: str, *, full: bool) -> Iterator[Block]:
    from sahelrisk.report.score.sheet_blocks import (  # noqa: PLC0415
        brief_blocks,
        full_blocks,
        overview_blocks,
    )
    from sahelrisk.report.sheet.overview import overview_of  # noqa: PLC0415

    sheets = _sheets(found, words, flags, whole=full, full=full)
    if not sheets:
        yield Heading(dossier_title(found.dossier, words), 1)
        yield Paragraph(words("sheet_nobody"))
    if len(sheets) > 1:
        yield from overview_blocks(overview_of(sheets, words), words)
    for sheet in sheets:
        yield from brief_blocks(sheet, words)
        if full:
            yield from full_blocks(sheet, words)


def rows(document: ScoreDocument) -> Iterator[tuple[Plain, ...]]:
    """Yield a row for every country, pillar and indicator of a score document."""
    for country in document.countries:
        start = (document.as_of.isoformat(), document.dossier.tlp)
        before = (*start, country.iso3, country.name)
        names = (country.iso3, country.name, 1.0, 1.0)
        yield (*before, "country", *names, *country.cells, None)
        for pillar in country.pillars:
            yield (*before, "pillar", *_node(pillar))
            for indicator in pillar.indicators:
                yield (*before, "indicator", *_node(indicator))


def _node(node: PillarScore | IndicatorScore) -> tuple[Plain, ...]:
    names = (node.id, node.title, node.weight, node.effective_weight)
    return (*names, *node.cells, node.gap)
