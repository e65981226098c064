"""The report of `compare`: a heat map of countries, in the order of their scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sahelrisk.model.documents.compare_document import CompareDocument
from sahelrisk.report.blocks import Block, Fields, Heading, Listing, Paragraph, Report
from sahelrisk.report.compare.compare_heat import heat_of
from sahelrisk.report.compare.compare_rows import (
    LONG_HEADER,
    TEXTS,
    long_rows,
    wide_header,
    wide_rows,
)
from sahelrisk.report.fills import rules_of
from sahelrisk.report.names import country_name, is_index, node_title
from sahelrisk.report.subject import opening
from sahelrisk.report.words import Words
from sahelrisk.tasks.compare import Comparison

FEW = 6


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
    yield _opening(found, words)
    if not found.rows:
        yield Paragraph(words("compare_nobody"))
        return
    yield heat_of(found, words)
    yield Paragraph(reading_of(found, words), "dim")
    if found.named and 1 < len(found.order.ranks) <= FEW:
        yield Heading(words("compare_firm"))
        yield Listing(tuple(_pairs(found, words)), words("compare_firm"))
    if found.against:
        yield from _index(found, words)


def _opening(found: Comparison, words: Words) -> Fields:
    countries = [row.country for row in found.rows]
    pairs = list(opening(found.dossier, found.assessment, countries, words).pairs)
    if found.by:
        pairs.append((words("compare_by"), node_title(found.dossier, found.by, words)))
    if found.since:
        pairs.append((words("compare_baseline"), found.since.baseline.as_of.isoformat()))
    return Fields(tuple(pairs))


def reading_of(found: Comparison, words: Words) -> str:
    """Say how a heat map is read: the scale, the order, what is not ranked."""
    framework = found.dossier.framework
    low, top = rules_of(found.rows[0].node).scale
    key = "compare_scale" if is_index(found.dossier) else "compare_scale_worst"
    based = bool(found.dossier.measures)
    return words(
        "compare_reading",
        unranked=f" {words('compare_unranked')}" if based else "",
        rest=words("compare_rest" if based else "compare_rest_start"),
        scale=words(key, low=words.general(low), top=words.general(top)),
        order=words.percent(framework.ranking.order),
        least=words.percent(framework.coverage.provisional),
    )


def _pairs(found: Comparison, words: Words) -> Iterator[str]:
    """Yield how firm the order of each two neighbours is."""
    for pair in found.order.pairs:
        yield words(
            "compare_apart" if pair.distinguishable else "compare_not_apart",
            above=country_name(pair.above, words),
            below=country_name(pair.below, words),
            probability=words.percent(pair.probability),
        )


def _index(found: Comparison, words: Words) -> Iterator[Block]:
    against = found.against
    if against is None:
        return
    yield Heading(words("compare_against", name=against.name))
    if against.rank_correlation is None:
        yield Paragraph(words("compare_against_few", number=against.countries))
        return
    yield Paragraph(
        words(
            "compare_against_rank",
            number=against.countries,
            correlation=words.fixed(against.rank_correlation, 2),
        )
    )
    if against.disagreements:
        yield Listing(
            tuple(
                words(
                    "compare_against_apart",
                    country=country_name(one.iso3, words),
                    ours=words.general(one.score_place),
                    theirs=words.general(one.index_place),
                    value=words.general(against.values[one.iso3]),
                )
                for one in against.disagreements
            ),
            words("compare_against_apart_label"),
        )
