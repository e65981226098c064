"""The brief of a sheet as blocks, for formats that draw no chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sahelrisk.report.blocks import (
    Block,
    Column,
    Fields,
    Heading,
    Listing,
    Nested,
    Paragraph,
    Table,
)
from sahelrisk.report.sheet_view import (
    ARROWS,
    Cell,
    Happening,
    Overview,
    PillarPart,
    Push,
    Sentence,
    Sheet,
    SourcePart,
)
from sahelrisk.report.words import Words


def brief_blocks(sheet: Sheet, words: Words) -> Iterator[Block]:
    """Yield what the brief says, in its order."""
    yield Heading(sheet.country, 1)
    yield Fields(tuple(_head(sheet, words)))
    for line in sheet.plain:
        yield Paragraph(line)
    if sheet.worst.text:
        yield Paragraph(sheet.worst.text, "strong")
    if sheet.shown:
        yield Heading(sheet.shown_title)
        yield _table(sheet.shown, words, words("indicator"))
    yield from _happened(sheet, words)
    if sheet.pillars:
        yield Heading(words("pillars"))
        yield _table(sheet.pillars, words, words("pillar"))
    pushes = (*sheet.up[:3], *sheet.down[:3])
    if pushes:
        yield Heading(sheet.why)
        if sheet.why_note:
            yield Paragraph(sheet.why_note, "dim")
        yield Listing(
            tuple(f"{one.text} {_said(one, words)}" for one in pushes),
            sheet.why,
        )
    for title, found in (("sheet_watch", sheet.watch), ("sheet_gaps", sheet.gaps)):
        if found:
            yield Heading(words(title))
            yield Listing(tuple(one.text for one in found), words(title))
    if sheet.basis:
        yield Heading(words("sheet_basis"))
        yield Listing(sheet.basis, words("sheet_basis"))
    yield Paragraph(sheet.hint, "dim")


def _happened(sheet: Sheet, words: Words) -> Iterator[Block]:
    if sheet.happened or sheet.weaker.text:
        yield Heading(sheet.happened_title)
    if sheet.happened:
        columns = (
            Column(words("date"), whole=True),
            Column(words("sheet_event_short")),
            Column(words("grade"), whole=True),
            Column(words("indicator"), drop=1),
        )
        rows = tuple((one.iso_date, _late(one), one.grade, one.indicator) for one in sheet.happened)
        yield Table(columns, rows)
    if sheet.weaker.text:
        yield Paragraph(weaker_line(sheet, words))


def weaker_line(sheet: Sheet, words: Callable[..., str]) -> str:
    """Return what only weaker sources say happened, and where all of it is to be had."""
    return f"{sheet.weaker.text} {words('sheet_weaker_all')}"


def _late(one: Happening) -> str:
    return f"{one.headline} ({one.late})" if one.late else one.headline


def _works(source: SourcePart) -> str:
    named = (" ".join(filter(None, (work.title, work.url))) for work in source.works)
    return "; ".join(filter(None, named))


def _said(push: Push, words: Words) -> str:
    return words("sheet_said", title=push.title, reason=push.reason) if push.reason else push.title


def overview_blocks(found: Overview, words: Words) -> Iterator[Block]:
    """Yield the table of several countries."""
    yield Heading(found.title, 1)
    columns = (
        Column(words("country")),
        Column(words("score"), number=True),
        Column(found.level, number=True),
        Column(words("band"), drop=2),
        Column(words("sheet_12_months"), drop=1),
        *(Column(title, number=True) for title in found.shorts),
        Column(words("sheet_evidence"), number=True),
    )
    rows = tuple(
        (
            one.country,
            one.mark.text if one.mark else "–",
            f"{one.mark.low_text}–{one.mark.high_text}" if one.mark else "",
            one.band,
            ARROWS[one.sign],
            *(mark.text if mark else "–" for mark in one.pillars),
            one.evidence,
        )
        for one in found.rows
    )
    yield Table(columns, rows)


def full_blocks(sheet: Sheet, words: Callable[..., str]) -> Iterator[Block]:
    """Yield what the whole page says beyond the brief."""
    if sheet.footing:
        yield Heading(words("basis"))
        yield Fields(sheet.footing)
    parts: tuple[tuple[str, Sequence[Sentence]], ...] = (
        ("alerts", sheet.alerts),
        ("contested", sheet.contested),
        ("sheet_due", sheet.due),
    )
    for title, found in parts:
        if found:
            yield Heading(words(title))
            yield Listing(tuple(one.text for one in found), words(title))
    if sheet.probabilities:
        yield Heading(words("bands"))
        yield Fields(sheet.probabilities)
    for pillar, indicators in sheet.indicators:
        yield Heading(f"{pillar.title}{f' {pillar.mark.text}' if pillar.mark else ''}")
        for part in indicators:
            figure = f" {part.cell.mark.text}" if part.cell.mark else f" ({part.cell.words})"
            yield Heading(f"{part.cell.title}{figure}", 3)
            about = " ".join(filter(None, (*part.about, part.strong)))
            if about:
                yield Paragraph(about)
            lines = tuple(
                f"{one.points}  {one.statement} ({' · '.join(_about(one))})" for one in part.items
            )
            if lines:
                yield Listing(lines, part.cell.title)
    if sheet.sources:
        yield Heading(words("sources"))
        yield Listing(
            tuple(
                ": ".join(filter(None, (f"{one.publisher} ({one.about})", _works(one))))
                for one in sheet.sources
            ),
            words("sources"),
        )


def _about(item: object) -> Iterator[str]:
    for name in ("id", "date", "grade"):
        yield str(getattr(item, name))
    yield from getattr(item, "remarks", ())
    for name in ("source", "url", "place"):
        if getattr(item, name):
            yield str(getattr(item, name))


def _head(sheet: Sheet, words: Words) -> Iterator[tuple[str, str]]:
    if sheet.mark:
        yield words("score"), f"{sheet.chip.upper()}, {sheet.mark.text} {sheet.of}"
        yield sheet.level, f"{sheet.mark.low_text}–{sheet.mark.high_text}"
    pairs = (
        (words("sheet_standing_label"), sheet.standing),
        (words("sheet_base_rate"), sheet.base_line),
        (words("sheet_confidence_label").capitalize(), sheet.confidence),
        (words("sheet_12_months"), sheet.year),
        (words("sheet_evidence"), sheet.newest),
    )
    yield from ((label, text) for label, text in pairs if text)
    yield from sheet.made_of


def _table(parts: Sequence[Cell | PillarPart], words: Words, first: str) -> Table:
    columns = (
        Column(first),
        Column(words("score"), number=True),
        Column(words("sheet_range"), number=True),
        Column(words("sheet_base_rate"), number=True, drop=2),
        Column(words("sheet_12_months"), drop=1),
        Column(words("sheet_evidence"), number=True),
        Column(words("band"), drop=3),
    )
    rows = tuple(
        (
            Nested(one.title, one.above) if isinstance(one, PillarPart) else one.title,
            one.mark.text if one.mark else "–",
            f"{one.mark.low_text}–{one.mark.high_text}" if one.mark else "",
            one.mark.base_text if one.mark else "",
            ARROWS[one.sign],
            one.evidence if one.mark else "",
            one.mark.band if one.mark else one.words,
        )
        for one in parts
    )
    return Table(columns, rows)
