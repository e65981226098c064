"""The sheet as a Word document: real headings and tables, to go on writing in."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sahelrisk.rendering.archive import timeless
from sahelrisk.rendering.running import foot_of, running_of, title_of
from sahelrisk.rendering.safe import shown
from sahelrisk.rendering.text import typeset
from sahelrisk.report.blocks import Sheets
from sahelrisk.report.sheet.overview import overview_of
from sahelrisk.report.sheet_view import (
    ARROWS,
    Cell,
    IndicatorPart,
    Mark,
    Overview,
    PillarPart,
    Sentence,
    Sheet,
)

if TYPE_CHECKING:
    from docx.document import Document

LOGO = 360_000
"""The height of a logo in Word's units: a centimetre."""
GRID = "Light Grid Accent 1"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a document whose bytes must not say when it was made."""

Words = Callable[..., str]


def render_bytes(found: Sheets) -> bytes:
    """Return the sheets of countries as a Word document, each from a page of its own.

    Raises ImportError where the extra `docx` is not installed.
    """
    from docx import Document as Made  # noqa: PLC0415  an extra

    sheets, words = shown(found.make(whole=True)), found.words
    title, running = title_of(sheets), running_of(sheets, words)
    made = Made()
    properties = made.core_properties
    properties.title, properties.author = typeset(title), ""
    properties.created = properties.modified = EPOCH
    section = made.sections[0]
    section.header.paragraphs[0].text = f"{typeset(running['name'])}\t\t{typeset(running['tlp'])}"
    section.footer.paragraphs[0].text = typeset(running["foot"])
    if len(sheets) > 1:
        _overview(made, overview_of(sheets, words), words)
    for sheet in sheets:
        if len(sheets) > 1:
            made.add_paragraph().paragraph_format.page_break_before = True
        _first_page(made, sheet, words)
        _rest(made, sheet, words, last=sheet is sheets[-1])
    for line in foot_of(sheets, words):
        made.add_paragraph(typeset(line))
    out = io.BytesIO()
    made.save(out)
    return timeless(out.getvalue())


def _first_page(made: Document, sheet: Sheet, words: Words) -> None:
    _logo(made, sheet.letterhead.logo)
    made.add_heading(typeset(sheet.country), 0)
    made.add_paragraph(typeset(f"{sheet.letterhead.name} · {sheet.letterhead.dossier}"))
    about = (words("sheet_as_of", date=sheet.as_of), sheet.newest, f"TLP:{sheet.tlp}")
    made.add_paragraph(typeset(" · ".join(part for part in (*about, *sheet.notices) if part)))
    for line in sheet.plain:
        made.add_paragraph(typeset(line))
    if sheet.mark:
        head = made.add_paragraph()
        head.add_run(typeset(f"{sheet.mark.text} {sheet.of}, {sheet.chip}")).bold = True
        head.add_run(typeset(f"   {sheet.mark.range}   {sheet.standing} · {sheet.base_line}"))
    if sheet.deck:
        made.add_paragraph(typeset(" ".join(sheet.deck)))
    _table(
        made,
        [one.label for one in sheet.facts],
        [[" ".join(part for part in (f.figure, f.beside, f.note) if part) for f in sheet.facts]],
    )
    if sheet.shown:
        made.add_heading(typeset(sheet.shown_title), 1)
        _marks(made, sheet.shown, words, words("indicator"))
    if sheet.pillars:
        made.add_heading(words("pillars"), 1)
        _marks(made, sheet.pillars, words, words("pillar"))
    if sheet.happened_title:
        _happened(made, sheet, words)
    if sheet.waterfall:
        made.add_heading(sheet.why, 1)
        made.add_paragraph(sheet.why_note)
        found = sheet.waterfall
        _table(
            made,
            [words("indicator"), words("points")],
            [
                [words("sheet_base_rate"), found.base_text],
                *[[push.title, push.text] for push in found.pushes],
                [words("score"), found.score_text],
            ],
        )
    _listed(made, words("sheet_watch"), sheet.watch)
    _listed(made, words("sheet_gaps"), sheet.gaps)
    _listed(made, words("sheet_basis"), map(Sentence, sheet.basis))


def _happened(made: Document, sheet: Sheet, words: Words) -> None:
    made.add_heading(typeset(sheet.happened_title), 1)
    if not (sheet.happened or sheet.weaker.text):
        made.add_paragraph(words("sheet_nothing_happened"))
    for one in sheet.happened:
        beside = ", ".join(filter(None, (one.grade, one.indicator, one.points, one.late)))
        text = f"{one.date}: {one.headline} ({beside})"
        made.add_paragraph(typeset(text), style="List Bullet")
    if sheet.weaker.text:
        made.add_paragraph(typeset(sheet.weaker.text))


def _logo(made: Document, logo: str) -> None:
    """Add the logo; Word takes no SVG."""
    if logo.startswith("data:image/png;base64,"):
        picture = io.BytesIO(base64.b64decode(logo.partition(",")[2]))
        made.add_picture(picture, height=LOGO)


def _overview(made: Document, found: Overview, words: Words) -> None:
    made.add_heading(typeset(found.title), 0)
    header = [words("country"), words("score"), found.level, *found.shorts, words("sheet_evidence")]
    rows = [
        [
            one.country,
            f"{one.mark.text} {one.band}" if one.mark else one.band,
            f"{one.mark.low_text}–{one.mark.high_text}" if one.mark else "",
            *(mark.text if mark else "–" for mark in one.pillars),
            one.evidence,
        ]
        for one in found.rows
    ]
    _table(made, header, rows)


def _rest(made: Document, sheet: Sheet, words: Words, *, last: bool) -> None:
    for label, text in sheet.footing:
        made.add_paragraph(typeset(f"{label} {text}"))
    _listed(made, words("alerts"), sheet.alerts)
    _listed(made, words("contested"), sheet.contested)
    _listed(made, words("sheet_due"), sheet.due)
    if sheet.probabilities:
        made.add_heading(words("bands"), 1)
        _table(made, [words("band"), words("probability")], sheet.probabilities)
    if sheet.indicators:
        made.add_heading(words("sheet_indicators"), 1)
    for pillar, parts in sheet.indicators:
        made.add_heading(typeset(f"{pillar.title}{_figure(pillar.mark, pillar.words)}"), 2)
        for part in parts:
            _indicator(made, part)
    if last:
        _method(made, sheet, words)
    works = [
        [source.publisher, work.title, work.about, work.url]
        for source in sheet.sources
        for work in source.works
    ]
    if works:
        made.add_heading(words("sources"), 1)
        _table(made, [words("publisher"), words("title"), words("date"), words("address")], works)


def _method(made: Document, sheet: Sheet, words: Words) -> None:
    if sheet.method:
        made.add_heading(words("sheet_method"), 1)
        for line in sheet.method:
            made.add_paragraph(typeset(line))
    _listed(made, words("sheet_glossary"), (Sentence(f"{t}: {text}") for t, text in sheet.glossary))


def _figure(mark: Mark | None, why: str) -> str:
    return f" {mark.text}, {mark.band}" if mark else f": {why}"


def _indicator(made: Document, part: IndicatorPart) -> None:
    cell = part.cell
    made.add_heading(typeset(f"{cell.title}{_figure(cell.mark, cell.words)}"), 3)
    made.add_paragraph(typeset(" ".join((*part.about, part.strong))))
    for item in part.items:
        line = made.add_paragraph(style="List Bullet")
        line.add_run(typeset(f"{item.points}  ")).bold = True
        about = (item.date, item.grade, *item.remarks, item.source, item.url, item.place)
        line.add_run(typeset(f"{item.statement} ({' · '.join(one for one in about if one)})"))


def _listed(made: Document, title: str, found: Iterable[Sentence]) -> None:
    lines = list(found)
    if lines:
        made.add_heading(typeset(title), 1)
    for one in lines:
        made.add_paragraph(typeset(one.text), style="List Bullet")


def _marks(made: Document, parts: Sequence[Cell | PillarPart], words: Words, first: str) -> None:
    header = [first, words("score"), words("band"), words("sheet_range"), words("sheet_base_rate")]
    rows = [
        [
            one.title,
            one.mark.text if one.mark else "–",
            one.mark.band if one.mark else one.words,
            f"{one.mark.low_text}–{one.mark.high_text}" if one.mark else "",
            one.mark.base_text if one.mark else "",
            ARROWS[one.sign],
            one.evidence,
        ]
        for one in parts
    ]
    _table(made, [*header, words("sheet_12_months"), words("sheet_evidence")], rows)


def _table(made: Document, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not header:
        return
    table = made.add_table(rows=1, cols=len(header), style=GRID)
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = typeset(text)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = typeset(text)
