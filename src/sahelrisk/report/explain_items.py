"""The items of one indicator: their weights and points in a table, each in full."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelrisk.report.blocks import Block, Column, Fields, Heading, Table
from sahelrisk.report.explain_sums import DIGITS
from sahelrisk.report.summary import Subject
from sahelrisk.report.words import Words, adding_up
from sahelrisk.scoring.assess import IndicatorResult
from sahelrisk.scoring.weigh import Weighed


def items_table(subject: Subject, result: IndicatorResult) -> Table:
    """Return the items with their factors; their points add up to score - prior."""
    words = subject.words
    silenced = any(one.silenced for one in result.items)
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
    points = adding_up(result.contributions, DIGITS)
    rows = [_item(one, share, words) for one, share in zip(result.items, points, strict=True)]
    total = words.signed(math.fsum(points), DIGITS)
    blank = ("",) * 8
    weight = words.fixed(math.fsum(one.weight for one in result.items), 4)
    rows.append((words("total"), *blank, weight, total, ""))
    if not silenced:
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Table(columns, tuple(rows))


def _item(one: Weighed, points: float, words: Words) -> tuple[str, ...]:
    evidence = one.item.evidence
    where = f"{evidence.origin.path}:{evidence.origin.line}" if evidence else ""
    silenced = words(f"silenced_{one.silenced}", id=one.retired_by) if one.silenced else ""
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
        silenced,
    )


def in_full(subject: Subject, one: Weighed, *, private: bool) -> Iterator[Block]:
    """Yield one item with everything its file says, but what is private."""
    words, evidence = subject.words, one.item.evidence
    if evidence is None:
        return
    source = evidence.source
    pairs = [
        (words("place"), str(evidence.origin)),
        (words("statement"), evidence.statement),
        (words("observed"), one.item.observed),
        (words("recorded"), evidence.recorded.isoformat()),
        (words("grade"), f"{one.item.reliability}{one.item.credibility}"),
        (words("kind"), words(f"kind_{evidence.kind}")),
        (words("nature"), words(f"nature_{evidence.nature}")),
        (words("origin"), evidence.origin_id or ""),
        (words("publisher"), evidence.publisher or words("no_publisher")),
    ]
    if source:
        published = source.published.text if source.published else ""
        said = ", ".join(part for part in (source.title, published, source.url) if part)
        pairs.append((words("source"), said))
    if private:
        pairs += [
            (words("analyst"), evidence.analyst or ""),
            (words("notes"), evidence.notes or ""),
        ]
    yield Heading(one.item.id, 3)
    yield Fields(tuple((label, text) for label, text in pairs if text))
