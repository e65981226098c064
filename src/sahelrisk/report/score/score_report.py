"""The report of `score`: a page a country, the document, and a row a node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Block, Plain, Report
from sahelrisk.report.names import country_name
from sahelrisk.report.score.score_document import Run, score_document
from sahelrisk.report.score.summary import summary_blocks
from sahelrisk.report.subject import subject_of
from sahelrisk.report.words import Words
from sahelrisk.scoring.results import Assessment

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
    "score",
    "standard_error",
    "low",
    "high",
    "coverage",
    "evidence_only",
    "status",
    "band",
    "gap",
)
TEXTS = frozenset({"country", "title", "band", "gap"})


def build_score(
    dossier: Dossier, assessment: Assessment, words: Words, run: Run, *, brief: bool = False
) -> Report:
    """Build the risk summary of the countries of an assessment."""

    def document() -> dict[str, Any]:
        return score_document(dossier, assessment, words, run)

    return Report(
        title=", ".join(country_name(country.iso3, words) for country in assessment.countries),
        blocks=lambda: _blocks(dossier, assessment, words, brief=brief),
        document=document,
        header=HEADER,
        rows=lambda: rows(document()),
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _blocks(
    dossier: Dossier, assessment: Assessment, words: Words, *, brief: bool
) -> Iterator[Block]:
    for country in assessment.countries:
        yield from summary_blocks(subject_of(dossier, assessment, country, words), brief=brief)


def rows(document: Mapping[str, Any]) -> Iterator[tuple[Plain, ...]]:
    """Yield a row for every country, pillar and indicator of a score document."""
    for country in document["countries"]:
        start = (document["as_of"], document["dossier"]["tlp"])
        before = (*start, country["iso3"], country["name"])
        yield (*before, "country", country["iso3"], country["name"], 1.0, 1.0, *_figures(country))
        for pillar in country["pillars"]:
            yield (*before, "pillar", *_names(pillar), *_figures(pillar))
            for indicator in pillar["indicators"]:
                yield (*before, "indicator", *_names(indicator), *_figures(indicator))


def _names(node: Mapping[str, Any]) -> tuple[Plain, ...]:
    return (node["id"], node["title"], node["weight"], node["effective_weight"])


def _figures(node: Mapping[str, Any]) -> tuple[Plain, ...]:
    return (
        node["score"],
        node["standard_error"],
        node["interval"]["low"],
        node["interval"]["high"],
        node["coverage"],
        node["evidence_only"],
        node["status"],
        node["band"],
        node.get("gap"),
    )
