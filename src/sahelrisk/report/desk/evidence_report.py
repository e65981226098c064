"""The report of `evidence`: a list of items, or one whole with its amendments and its effect."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sahelrisk.model.documents.evidence_document import ItemListed, ItemWhole
from sahelrisk.model.evidence_item import REPLACED, Amendment
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Plain,
    Report,
    Span,
    Table,
)
from sahelrisk.report.item_fields import field_name, said_of, value_text
from sahelrisk.report.names import country_name, headline_of, indicator_title, statement_of
from sahelrisk.report.subject import opening_under
from sahelrisk.report.words import Words
from sahelrisk.tasks.evidence import Found

_ITEM = tuple(ItemListed.model_fields)
HEADER = ("tlp", *_ITEM)
_NUMBERS = frozenset({"value", "due", "amendments", "line"})
_SAID = ("confirmed", "ended")


def build_evidence(found: Found, words: Words) -> Report:
    """Build the list of items, or the page of one."""
    document = found.document
    return Report(
        title=words("evidence_title"),
        blocks=lambda: _page(found, document.item, words) if document.item else _list(found, words),
        document=document.as_json,
        header=HEADER,
        rows=lambda: (_row(one, document.tlp) for one in document.items),
        texts=frozenset(HEADER) - _NUMBERS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _row(one: ItemListed, label: str) -> tuple[Plain, ...]:
    return (label, *map(_plain, (getattr(one, name) for name in _ITEM)))


def _plain(value: object) -> Plain:
    match value:
        case (float() as low, float() as high):
            return f"{low:g}–{high:g}"
        case tuple():
            return "; ".join(map(str, value))
        case None | str() | int() | float():
            return value
        case _:
            return str(value)


def build_due(found: Found, words: Words, *, numbered: bool) -> Report:
    """Build the table of conditions that are due, with numbers to choose by where asked."""
    return build_evidence(found, words)._replace(
        title=words("due_title"), blocks=lambda: _due(found, words, numbered=numbered)
    )


def _due(found: Found, words: Words, *, numbered: bool) -> Iterator[Block]:
    items = found.document.items
    yield Heading(words("due_title"), 1)
    yield _opening(found, words)
    if not items:
        yield Paragraph(words("due_none"))
        return
    number = (Column("#", number=True),) if numbered else ()
    columns = (
        *number,
        Column(words("last_seen")),
        Column(words("grade"), drop=1),
        Column(words("statement")),
        Column(words("id"), whole=True),
    )
    rows = tuple(
        (
            *((str(index),) if numbered else ()),
            one.last_seen,
            one.grade,
            headline_of(found.items[one.id], words),
            one.id,
        )
        for index, one in enumerate(items, 1)
    )
    yield Table(columns, rows, "" if numbered else words("due_note"))


def _list(found: Found, words: Words) -> Iterator[Block]:
    items = found.document.items
    yield Heading(words("evidence_title"), 1)
    yield _opening(found, words)
    yield Paragraph(words.count("evidence_found", len(items)))
    if not items:
        return
    columns = (
        Column(words("observed")),
        Column(words("evidence_about"), drop=2),
        Column(words("level"), number=True, drop=3),
        Column(words("grade"), drop=1),
        Column(words("statement")),
        Column(words("publisher"), drop=4),
        Column(words("state"), drop=2),
        Column(words("id"), whole=True),
    )
    yield Table(columns, tuple(_cells(found, one, words) for one in items))


def _opening(found: Found, words: Words) -> Block:
    return opening_under(found.document.tlp, found.dossier, found.assessment, words)


def _cells(found: Found, one: ItemListed, words: Words) -> tuple[str, ...]:
    rated = one.level if one.level is not None else one.value
    return (
        one.observed,
        f"{', '.join(one.countries)} {one.indicator}",
        value_text(rated, words),
        one.grade,
        headline_of(found.items[one.id], words),
        one.publisher or "",
        _state(one, words),
        one.id,
    )


def _state(one: ItemListed, words: Words) -> str:
    state = words(f"state_{one.state}")
    return f"{state}, {words('state_due')}" if one.due else state


def _page(found: Found, one: ItemWhole, words: Words) -> Iterator[Block]:
    item = found.items[one.id]
    yield Heading(one.id, 1)
    yield _opening(found, words)
    countries = words.listed([country_name(iso3, words) for iso3 in one.countries])
    title = indicator_title(found.dossier, one.indicator, words)
    pairs: list[tuple[str, Cell]] = [
        (words("place"), Span(f"{one.path}:{one.line}", whole=True)),
        (words("countries"), countries),
        (words("indicator"), f"{title} ({one.indicator})"),
        *said_of(item, words),
        (words("state"), _state(one, words)),
    ]
    yield Fields(tuple(pairs))
    yield from _amendments(found.words.get(one.id, ()), one, words)
    yield from _effect(one, words)
    yield from _neighbours(found, one, words)


def _amendments(said: Sequence[Amendment], one: ItemWhole, words: Words) -> Iterator[Block]:
    if said:
        yield Heading(words("evidence_amendments"))
        before = dict(one.entered)
        lines = []
        for word, given in zip(said, one.later_words, strict=True):
            lines.append(_amendment(word, before, words))
            before |= given
        yield Listing(tuple(lines), words("evidence_amendments"))


def _amendment(word: Amendment, before: dict[str, object], words: Words) -> str:
    """Say when an amendment was recorded, what it changes, from what, and why."""
    parts = [words("amended_withdrawn")] if word.withdrawn else []
    for name in (*REPLACED, *_SAID):
        value = getattr(word, name)
        if value is not None and name != "reviewed_by":
            old = before.get(name)
            text = f"{field_name(name, words)} {value_text(value, words)}"
            was = words("amended_was", text=text, before=_text(old, words))
            parts.append(was if old is not None else text)
    if getattr(word, "reviewed_by") is not None:  # noqa: B009  made from the item's model
        parts.append(words("amended_reviewed"))
    text = words.after(word.recorded.isoformat(), words.apart(parts))
    return f"{text}. {word.reason}" if word.reason else text


def _text(value: object, words: Words) -> str:
    """Return a value of the document in words."""
    match value:
        case str():
            return value
        case bool():
            return words("yes") if value else words("no")
        case int() | float():
            return words.general(value)
        case [low, high]:
            return f"{_text(low, words)}–{_text(high, words)}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _effect(one: ItemWhole, words: Words) -> Iterator[Block]:
    yield Heading(words("evidence_effect"))
    if one.effect is None:
        yield Paragraph(words("evidence_draft"))
        return
    columns = (
        Column(words("country")),
        Column(words("evidence_with"), number=True),
        Column(words("evidence_without"), number=True),
        Column(words("difference"), number=True),
    )
    rows = tuple(
        (
            country_name(effect.iso3, words),
            _figure(effect.score, words),
            _figure(effect.without, words),
            "" if effect.difference is None else words.signed(effect.difference),
        )
        for effect in one.effect
    )
    yield Table(columns, rows)


def _figure(score: float | None, words: Words) -> str:
    return words("no_score") if score is None else words.fixed(score, 1)


def _neighbours(found: Found, one: ItemWhole, words: Words) -> Iterator[Block]:
    if not one.neighbours:
        return
    yield Heading(words("evidence_neighbours"))
    columns = (
        Column(words("observed")),
        Column(words("grade"), drop=2),
        Column(words("statement")),
        Column(words("publisher"), drop=3),
        Column(words("twin"), drop=1),
        Column(words("id"), whole=True),
    )
    rows = tuple(
        (
            near.observed,
            near.grade,
            statement_of(found.items[near.id], words),
            near.publisher or "",
            words(f"twin_{near.shared}") if near.shared else "",
            near.id,
        )
        for near in one.neighbours
    )
    yield Table(columns, rows)
