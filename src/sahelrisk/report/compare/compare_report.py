"""The report of `compare`: ranked countries, who cannot be told apart, who is not ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sahelrisk.analysis.difference import EVIDENCE_CAUSES
from sahelrisk.model.documents.score_document import CompareDocument
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Paragraph,
    Report,
    Table,
)
from sahelrisk.report.compare.compare_rows import (
    LONG_HEADER,
    TEXTS,
    long_rows,
    wide_header,
    wide_rows,
)
from sahelrisk.report.figures import PLAIN, bar_of, scale_title, score_of
from sahelrisk.report.names import (
    band_name,
    country_name,
    framework_title,
    is_index,
    node_title,
    pillar_title,
    profile_title,
)
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.estimate import band_of, figures, interval
from sahelrisk.scoring.results import NodeResult
from sahelrisk.tasks.compare import Comparison, Row
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.since_baseline import Since, replayed

NOTHING = "–"
APART = "≈"


def build_compare(
    found: Comparison, words: Words, document: Callable[[], CompareDocument], *, long: bool = False
) -> Report:
    """Build the comparison; `long` gives a CSV row an indicator instead of one a country."""
    pillars = [pillar.id for pillar in found.dossier.framework.pillars]
    return Report(
        title=words("compare_title"),
        blocks=lambda: _blocks(found, words),
        document=lambda: document().as_json(),
        header=LONG_HEADER if long else wide_header(pillars),
        rows=lambda: long_rows(document()) if long else wide_rows(document(), pillars),
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _blocks(found: Comparison, words: Words) -> Iterator[Block]:
    yield Heading(words("compare_title"), 1)
    yield _marking(found, words)
    ranks = found.order.ranks
    ranked = sorted(
        (row for row in found.rows if row.country.iso3 in ranks),
        key=lambda row: (ranks[row.country.iso3].rank, row.country.iso3),
    )
    rest = [row for row in found.rows if row.country.iso3 not in ranks]
    # By name within a status: an order by score would say what the evidence cannot.
    rest.sort(key=lambda row: (row.status == "insufficient", country_name(row.country.iso3, words)))
    yield Heading(words("compare_ranked"))
    if ranked:
        yield Paragraph(_reading(found, words))
        yield _table(found, words, ranked, ranked=True)
    else:
        yield Paragraph(words("compare_none_ranked"))
    if rest:
        yield Heading(words("compare_unranked"))
        yield Paragraph(words("compare_unranked_reading"))
        yield _table(found, words, rest, ranked=False)


def _reading(found: Comparison, words: Words) -> str:
    rules = found.dossier.framework
    node = found.rows[0].node
    low, top = (node.node.rules if isinstance(node, NodeResult) else PLAIN).scale
    reading = words(
        "compare_scale" if is_index(found.dossier) else "compare_scale_worst",
        low=words.general(low),
        top=words.general(top),
    )
    return words(
        "compare_reading",
        scale=reading,
        level=words.percent(rules.method.interval),
        order=words.percent(rules.ranking.order),
        apart=words.percent(rules.ranking.distinguishable),
        mark=APART,
    )


def _marking(found: Comparison, words: Words) -> Fields:
    dossier, assessment = found.dossier, found.assessment
    known_on = assessment.known_on
    pairs = [
        (words("marking"), f"TLP:{marking(dossier, assessment.countries)}"),
        (words("as_of"), assessment.as_of.isoformat()),
        (words("known_on"), known_on.isoformat() if known_on else words("known_everything")),
        (words("profile"), profile_title(assessment.profile, words)),
        (words("framework"), framework_title(dossier, words)),
    ]
    if found.by:
        pairs.append((words("compare_by"), node_title(dossier, found.by, words)))
    if found.since:
        pairs.append((words("compare_baseline"), found.since.baseline.as_of.isoformat()))
    if dossier.file.illustrative:
        pairs.append((words("notice"), dossier.file.illustrative))
    if dossier.withheld:
        pairs.append((words("notice"), words.count("withheld", dossier.withheld)))
    return Fields(tuple(pairs))


def _table(found: Comparison, words: Words, rows: list[Row], *, ranked: bool) -> Table:
    level = words.percent(found.dossier.framework.method.interval)
    nodes = [row.node for row in rows]
    scales = [node.node.rules if isinstance(node, NodeResult) else PLAIN for node in nodes]
    pillars = [] if found.by else [p.id for p in found.dossier.framework.pillars if not p.parent]
    columns = [
        Column(words("country")),
        Column(words("score"), number=True),
        Column(scale_title(scales, words), drop=1),
        Column(words("interval", level=level), number=True),
        Column(words("band"), drop=4),
        Column(words("coverage"), number=True, drop=3),
        Column(words("compare_status"), drop=0 if not ranked else 6),
    ]
    if ranked:
        columns.insert(0, Column(words("compare_rank")))
        columns.insert(2, Column(words("compare_range"), drop=2))
    if found.since:
        columns += [Column(words("compare_change")), Column(words("compare_moved"), drop=5)]
    columns += [
        Column(pillar_title(found.dossier, key, words), number=True, drop=7) for key in pillars
    ]
    cells = tuple(tuple(_cells(found, words, row, pillars, ranked=ranked)) for row in rows)
    return Table(tuple(columns), cells)


def _cells(
    found: Comparison, words: Words, row: Row, pillars: list[str], *, ranked: bool
) -> Iterator[Cell]:
    framework = found.dossier.framework
    iso3, estimate = row.country.iso3, row.estimate
    rank = found.order.ranks.get(iso3)
    if ranked and rank:
        blurred = any(p.above == iso3 and not p.distinguishable for p in found.order.pairs)
        yield f"{rank.rank} {APART}" if blurred else str(rank.rank)
    yield country_name(iso3, words)
    if ranked and rank:
        low, high = str(rank.low), str(rank.high)
        yield low if low == high else words("range", low=low, high=high)
    rules = row.node.node.rules if isinstance(row.node, NodeResult) else PLAIN
    if estimate is None:
        yield from (NOTHING, NOTHING, NOTHING, NOTHING)
    else:
        ends = [
            score_of(end, rules, words) for end in interval(estimate, framework.method.interval)
        ]
        yield score_of(estimate.score, rules, words)
        yield bar_of(estimate, rules, framework, words)
        yield words("range", low=ends[0], high=ends[1])
        shown = row.status != "insufficient"
        band = framework.bands[band_of(estimate.score, framework.bands)]
        yield band_name(band, words) if shown else NOTHING
    yield words.share(estimate.coverage) if estimate else NOTHING
    yield words(f"compare_status_{row.status}")
    if found.since:
        yield from _change(found, words, found.since, row)
    scores = {pillar.id: pillar for pillar in row.country.pillars}
    for key in pillars:
        inner = figures(scores[key].outcome)
        yield score_of(inner.score, scores[key].node.rules, words) if inner else NOTHING


def _change(found: Comparison, words: Words, base: Since, row: Row) -> Iterator[str]:
    """Yield the change since the baseline with its verdict, and the item that moved most."""
    iso3 = row.country.iso3
    old = next((one for one in base.baseline.countries if one.iso3 == iso3), None)
    before = old.scores().get(found.by) if old else None
    if old is None or before is None or row.estimate is None:
        yield from (NOTHING, NOTHING)
        return
    moved = replayed(base, iso3, old)
    tests = {"": moved.country} | {one.id: one for one in (*moved.pillars, *moved.indicators)}
    scale = row.node.node.rules.scale if isinstance(row.node, NodeResult) else (0.0, 100.0)
    points = on_scale(row.estimate.score, scale) - before
    verdict = "compare_is_change" if tests[found.by].significant else "compare_is_noise"
    yield words(verdict, points=words.signed(points))
    parts = [one for cause in EVIDENCE_CAUSES for one in moved.part(cause).items]
    strongest = min(parts, key=lambda one: (-abs(one.points), one.id), default=None)
    yield (
        words("compare_item", id=strongest.id, points=words.signed(strongest.points))
        if strongest
        else NOTHING
    )
