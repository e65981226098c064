"""The heat map of `compare`: a row a country, a coloured cell a pillar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sahelrisk.analysis.steps import EVIDENCE_CAUSES
from sahelrisk.report.blocks import Cell, Column, Heat, Short
from sahelrisk.report.figures import evidence_share, scale_title
from sahelrisk.report.fills import (
    NOTHING,
    column_digits,
    fill_of,
    range_bar_of,
    range_text,
    rules_of,
    short_title,
)
from sahelrisk.report.names import country_name, indicator_title, pillar_title
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.rank import Rank
from sahelrisk.scoring.results import IndicatorResult, NodeResult
from sahelrisk.tasks.compare import Comparison, Row
from sahelrisk.tasks.since_baseline import replayed

BARS, MOVED, RANGES, NAMES, STATUS = 9, 8, 7, 6, 5
"""What gives way first where it is narrow."""


def heat_of(found: Comparison, words: Words) -> Heat:
    """Return the heat map; of a pillar its members take the pillars' place."""
    parts = _parts(found)
    digits = _digits(found, words, parts)
    return Heat(
        _before(found, words),
        tuple((_title(found, key, words), short_title(found.dossier, key, words)) for key in parts),
        _after(found, words),
        tuple(tuple(_cells(found, words, row, digits)) for row in found.in_order),
    )


def _parts(found: Comparison) -> Sequence[str]:
    """Return the ids of the parts: pillars below the root, or the members of one that is asked."""
    if not found.by:
        return [one.id for one in found.dossier.framework.pillars if not one.parent]
    node = found.rows[0].node
    return [member.id for member in node.members] if isinstance(node, NodeResult) else []


def _nodes(row: Row) -> dict[str, NodeResult | IndicatorResult]:
    """Return pillars and indicators of a country by id, and under "" what it is ranked by."""
    nodes: dict[str, NodeResult | IndicatorResult] = {"": row.node}
    nodes |= {one.id: one for one in row.country.pillars}
    nodes |= {one.id: one for one in row.country.indicators}
    return nodes


def _digits(found: Comparison, words: Words, parts: Sequence[str]) -> Mapping[str, int]:
    """Return the decimals of the column of each part, and under "" of the scores."""
    framework, rows = found.dossier.framework, [_nodes(row) for row in found.rows]
    return {
        key: column_digits([row[key] for row in rows], framework, words) for key in ("", *parts)
    }


def _title(found: Comparison, key: str, words: Words) -> str:
    is_indicator = key in found.dossier.indicators
    return (indicator_title if is_indicator else pillar_title)(found.dossier, key, words)


def _before(found: Comparison, words: Words) -> tuple[Column, ...]:
    scales = [rules_of(row.node) for row in found.rows]
    level = words.percent(found.dossier.framework.method.interval)
    return (
        Column(words("country"), NAMES, short=words("compare_iso")),
        Column(words("compare_rank"), RANGES),
        Column(words("score"), number=True),
        Column(scale_title(scales, words), BARS),
        Column(level, RANGES, number=True),
    )


def _after(found: Comparison, words: Words) -> tuple[Column, ...]:
    columns = []
    if found.since:
        columns += [
            Column(words("compare_change"), STATUS),
            Column(words("compare_moved"), MOVED),
        ]
    if found.against:
        columns.append(Column(found.against.name, number=True, short=words("compare_index")))
    return (
        *columns,
        Column(words("compare_12_months")),
        Column(words("compare_evidence"), number=True, short=words("compare_evidence_short")),
        Column(words("compare_status"), STATUS),
    )


def _cells(found: Comparison, words: Words, row: Row, digits: Mapping[str, int]) -> Iterator[Cell]:
    framework, rules, iso3 = found.dossier.framework, rules_of(row.node), row.country.iso3
    rank, estimate = found.order.ranks.get(iso3), row.estimate
    yield Short(country_name(iso3, words), iso3)
    yield _rank(rank, words)
    nodes, least = _nodes(row), digits[""]
    yield fill_of(row.node.outcome, rules, framework, words, least)
    shown = estimate is not None and rank is not None
    yield range_bar_of(estimate, rules, framework, words, least) if shown and estimate else ""
    yield range_text(estimate, rules, framework, words) if shown and estimate else ""
    for key in filter(None, digits):
        yield fill_of(nodes[key].outcome, rules_of(nodes[key]), framework, words, digits[key])
    yield from _change(found, words, row)
    if found.against:
        value = found.against.values.get(iso3)
        yield NOTHING if value is None else words.general(value)
    yield found.signs().get(iso3, "") if rank else NOTHING
    yield evidence_share(estimate.coverage, framework.coverage, words) if estimate else NOTHING
    yield words(f"compare_status_{row.status}")


def _rank(rank: Rank | None, words: Words) -> Cell:
    """Return a rank with the places that are possible; a country on its base rate has no rank."""
    if rank is None:
        return NOTHING
    low, high = str(rank.low), str(rank.high)
    span = low if low == high else words("range", low=low, high=high)
    own = NOTHING if rank.rank is None else str(rank.rank)
    return Short(words("compare_rank_range", rank=own, range=span), own)


def _change(found: Comparison, words: Words, row: Row) -> Iterator[Cell]:
    """Yield the change since the baseline with its verdict, and the item that moved most."""
    base = found.since
    if base is None:
        return
    iso3 = row.country.iso3
    old = next((one for one in base.baseline.countries if one.iso3 == iso3), None)
    before = old.scores().get(found.by) if old else None
    if old is None or before is None or row.estimate is None or iso3 not in found.order.ranks:
        yield from (NOTHING, NOTHING)
        return
    moved = replayed(base, iso3, old)
    tests = {"": moved.country} | {one.id: one for one in (*moved.pillars, *moved.indicators)}
    points = words.signed(on_scale(row.estimate.score, rules_of(row.node).scale) - before)
    verdict = "compare_is_change" if tests[found.by].significant else "compare_is_noise"
    yield Short(words(verdict, points=points), points)
    parts = [one for cause in EVIDENCE_CAUSES for one in moved.part(cause).items]
    strongest = min(parts, key=lambda one: (-abs(one.points), one.id), default=None)
    yield (
        words("compare_item", id=strongest.id, points=words.signed(strongest.points))
        if strongest
        else NOTHING
    )
