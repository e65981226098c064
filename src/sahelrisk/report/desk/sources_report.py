"""The report of `sources`: each with its letters, its record and its share of the weight."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.documents.sources_document import SourceRecord, Suggestion
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Paragraph,
    Plain,
    Report,
    Table,
)
from sahelrisk.report.names import country_name
from sahelrisk.report.subject import opening_under
from sahelrisk.report.words import Words
from sahelrisk.tasks.sources import ENOUGH, Sourced

HEADER = (
    *("tlp", "id", "publisher", "owner", "reliability", "items", "letters"),
    *("confirmed", "contradicted"),
    *("withdrawn", "judged", "suggested", "newest", "country", "share"),
)


def build_sources(found: Sourced, words: Words) -> Report:
    """Build the list of sources, or the page of one."""
    document = found.document
    return Report(
        title=words("sources_title"),
        blocks=lambda: _page(found, words) if found.alone else _list(found, words),
        document=document.as_json,
        header=HEADER,
        rows=lambda: (_row(one, document.tlp) for one in document.sources),
        texts=frozenset({"id", "publisher", "owner", "reliability", "letters", "country"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _row(one: SourceRecord, label: str) -> tuple[Plain, ...]:
    """Return a source in a line, with the country where its share is largest."""
    letters = " ".join(f"{letter}:{number}" for letter, number in one.letters.items())
    letter = one.suggestion.letter if one.suggestion else None
    largest = one.shares[0] if one.shares else None
    start = (label, one.id, one.publisher, one.owner, one.reliability, one.items, letters)
    record = (one.confirmed, one.contradicted, one.withdrawn, one.judged, letter, one.newest)
    return (*start, *record, *((largest.iso3, largest.share) if largest else (None, None)))


def _name(one: SourceRecord, words: Words) -> str:
    return one.publisher or words("no_publisher")


def _letters(one: SourceRecord) -> str:
    return ", ".join(f"{letter} {number}" for letter, number in one.letters.items())


def _opening(found: Sourced, words: Words) -> Block:
    return opening_under(found.document.tlp, found.dossier, found.assessment, words)


def _list(found: Sourced, words: Words) -> Iterator[Block]:
    records = found.document.sources
    yield Heading(words("sources_title"), 1)
    yield _opening(found, words)
    if not records:
        yield Paragraph(words("sources_none"))
        return
    columns = (
        Column(words("publisher")),
        Column(words("source_id"), drop=4, whole=True),
        Column(words("source_letter")),
        Column(words("source_items"), number=True),
        Column(words("source_letters"), drop=3),
        Column(words("source_confirmed"), number=True, drop=1),
        Column(words("source_contradicted"), number=True, drop=1),
        Column(words("source_withdrawn"), number=True, drop=2),
        Column(words("source_suggested"), drop=1),
    )
    rows = tuple(
        (
            _name(one, words),
            one.id or "",
            one.reliability or "",
            str(one.items),
            _letters(one),
            str(one.confirmed),
            str(one.contradicted),
            str(one.withdrawn),
            one.suggestion.letter if one.suggestion else "",
        )
        for one in records
    )
    yield Table(columns, rows, words("sources_note", enough=ENOUGH))


def _page(found: Sourced, words: Words) -> Iterator[Block]:
    one = found.document.sources[0]
    yield Heading(_name(one, words), 1)
    yield _opening(found, words)
    yield Fields(tuple(_facts(one, words)))
    yield Heading(words("source_record"))
    if one.suggestion:
        yield Paragraph(_reasoning(one, one.suggestion, words))
    else:
        yield Paragraph(words("source_too_few", judged=one.judged, enough=ENOUGH))
    if one.shares:
        yield Heading(words("source_shares"))
        columns = (Column(words("country")), Column(words("source_share"), number=True))
        rows = tuple((country_name(x.iso3, words), words.percent(x.share)) for x in one.shares)
        yield Table(columns, rows)


def _facts(one: SourceRecord, words: Words) -> Iterator[tuple[str, Cell]]:
    named = (
        ("source_id", one.id),
        ("owner", one.owner),
        ("source_aliases", words.apart(one.aliases)),
        ("language", one.language),
        ("source_letter", one.reliability),
        ("source_items", str(one.items)),
        ("source_letters", _letters(one)),
        ("source_confirmed", str(one.confirmed)),
        ("source_contradicted", str(one.contradicted)),
        ("source_withdrawn", str(one.withdrawn)),
        ("source_newest", one.newest),
    )
    yield from ((words(key), text) for key, text in named if text)


def _reasoning(one: SourceRecord, found: Suggestion, words: Words) -> str:
    """Say which letter the record suggests, how, and that nothing is changed by it."""
    return words(
        "source_suggestion",
        judged=one.judged,
        confirmed=one.confirmed,
        contradicted=one.contradicted,
        probability=words.share(found.probability),
        low=words.share(found.low),
        high=words.share(found.high),
        letter=found.letter,
        stands_for=words.general(found.stands_for),
    )
