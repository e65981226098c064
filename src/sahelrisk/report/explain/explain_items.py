"""The items of one indicator: their weights and points in a table, each in full."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from sahelrisk.model.evidence import Evidence, amended
from sahelrisk.report.blocks import Block, Cell, Column, Fields, Heading, Listing, Span, Table
from sahelrisk.report.explain.explain_nodes import DIGITS
from sahelrisk.report.explain.explain_remarks import LaterWords, remarks, short_remark
from sahelrisk.report.explain.explain_values import level_step, value_steps
from sahelrisk.report.item_fields import said_of
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import Words, adding_up
from sahelrisk.scoring.assess import Scorer
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed

_WORKED_OUT = frozenset({"level", "value", "standard_error"})


class Told(NamedTuple):
    """What items are written from, beside their country: later words, what values derive from."""

    subject: Subject
    later: LaterWords
    scorer: Scorer
    private: bool = False


def items_table(told: Told, result: IndicatorResult) -> Table:
    """Return the items with their factors; their points add up to score - prior."""
    words = told.subject.words
    columns: tuple[Column, ...] = (
        Column(words("place"), whole=True),
        Column(words("item"), drop=5, whole=True),
        Column(words("rating"), number=True),
        Column(words("grade"), drop=2),
        Column(words("quality"), number=True),
        Column(words("age"), number=True),
        Column(words("base_weight"), number=True, drop=1),
        Column(words("origin_factor"), number=True, drop=4),
        Column(words("publisher_factor"), number=True, drop=3),
        Column(words("item_weight"), number=True),
        Column(words("contribution"), number=True),
        Column(words("remark"), drop=0),
    )
    total = _total(told.subject, result)
    points = adding_up(result.contributions, DIGITS, total=total)
    rows = [_item(told, one, share) for one, share in zip(result.items, points, strict=True)]
    weights = adding_up([one.weight for one in result.items], 4)
    rows = [(*row[:9], words.fixed(w, 4), *row[10:]) for row, w in zip(rows, weights, strict=True)]
    blank = ("",) * 8
    weight = words.fixed(math.fsum(weights), 4)
    rows.append((words("total"), *blank, weight, words.signed(math.fsum(points), DIGITS), ""))
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Table(columns, tuple(rows))


def _total(subject: Subject, result: IndicatorResult) -> float | None:
    """Return what the printed score is above the printed prior, where the formula prints both."""
    if result.workings is None:
        return None
    score = result.workings.prior + math.fsum(result.contributions)
    return subject.words.rounded(score, DIGITS) - result.workings.prior


def _item(told: Told, one: Weighed, points: float) -> tuple[str, ...]:
    words, evidence = told.subject.words, one.item.evidence
    where = f"{evidence.place.path}:{evidence.place.line}" if evidence else ""
    return (
        where or one.item.id,
        one.item.id,
        words.general(round(one.rating, DIGITS)),
        f"{one.item.reliability}{one.item.credibility}",
        words.fixed(one.quality, 4),
        words("days", number=one.age),
        words.fixed(one.base_weight, 4),
        words.fixed(one.origin_factor, 4),
        words.fixed(one.publisher_factor, 4),
        words.fixed(one.weight, 4),
        words.signed(points, DIGITS),
        short_remark(told.subject, one, told.later),
    )


def notes_on_items(told: Told, result: IndicatorResult) -> Iterator[Block]:
    """Yield below the table how the heaviest value became a rating, and what was said later."""
    words = told.subject.words
    values = [one for one in result.items if one.item.value is not None and one.weight > 0.0]
    if values:
        one = min(values, key=lambda one: (-one.weight, one.item.id))
        steps = "; ".join(value_steps(told.subject, told.scorer, result, one))
        yield Listing((f"{one.item.id}: {steps}",), words("derivation"))
    said = [
        f"{one.item.id}: {text}"
        for one in result.items
        for text in remarks(told.subject, one, told.later)
    ]
    if said:
        yield Listing(tuple(said), words("remark"))


def in_full(told: Told, result: IndicatorResult, one: Weighed) -> Iterator[Block]:
    """Yield one item with everything its file says, but what is private."""
    evidence = one.item.evidence
    if evidence is None:
        return
    yield Heading(one.item.id, 3)
    pairs: list[tuple[str, Cell]] = [
        (told.subject.words("place"), Span(str(evidence.place), whole=True)),
        *_said(told, one, evidence),
        *_worked_out(told, result, one),
    ]
    yield Fields(tuple((label, text) for label, text in pairs if text))


def _said(told: Told, one: Weighed, evidence: Evidence) -> Iterator[tuple[str, Cell]]:
    """Yield what the item says with its amendments; its rating is worked out elsewhere."""
    said = amended(evidence, told.later.get(one.item.id, ()))
    yield from said_of(said, told.subject.words, private=told.private, but=_WORKED_OUT)
    if said.publisher is None:
        yield told.subject.words("publisher"), told.subject.words("no_publisher")


def _worked_out(told: Told, result: IndicatorResult, one: Weighed) -> Iterator[tuple[str, Cell]]:
    """Yield how the item got its rating and its weight, and what was said about it later."""
    words = told.subject.words
    steps = value_steps(told.subject, told.scorer, result, one)
    yield words("rating"), level_step(result, one, words) or "; ".join(steps)
    yield words("item_weight_label"), _weight(one, result, words)
    for text in remarks(told.subject, one, told.later, private=told.private):
        yield words("remark"), text
    if one.silenced and one.silenced not in ("withdrawn", "ended"):
        yield words("remark"), words(f"silenced_{one.silenced}", id=one.retired_by)


def _weight(one: Weighed, result: IndicatorResult, words: Words) -> str:
    """Write an item's weight as the product it is."""
    if result.indicator.latest_only:
        return words("weight_latest", w=words.general(one.weight))
    quality = words.fixed(one.quality, 4)
    key = "weight_product" if not one.silenced else "weight_silenced"
    return words(
        key,
        q=quality,
        odds=words.fixed(one.quality / (1.0 - one.quality), 4),
        days=one.age,
        age=words.fixed(one.age_factor, 4),
        b=words.fixed(one.base_weight, 4),
        origin=words.fixed(one.origin_factor, 4),
        publisher=words.fixed(one.publisher_factor, 4),
        w=words.fixed(one.weight, 4),
    )
