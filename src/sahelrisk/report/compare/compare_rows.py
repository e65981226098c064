"""The CSV tables of `compare`: a row a country, or with `--long` a row an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelrisk.model.documents.compare_document import CompareDocument
from sahelrisk.model.documents.parts import FIGURES
from sahelrisk.model.documents.score_document import CountryScore
from sahelrisk.report.blocks import Plain

LONG_HEADER = (
    "as_of",
    "tlp",
    "withheld",
    "iso3",
    "country",
    "pillar",
    "indicator",
    "title",
    "weight",
    "effective_weight",
    *FIGURES,
    "contested",
    "gap",
    "items",
    "change",
    "has_changed",
)
_WIDE = (
    "as_of",
    "tlp",
    "withheld",
    "iso3",
    "country",
    "rank",
    "rank_low",
    "rank_high",
    "distinguishable_from_next",
    *FIGURES,
    "confidence",
    "evidence",
    "origins",
    "publishers",
    "worst_pillar",
    "alerts",
    "change",
    "has_changed",
)
TEXTS = frozenset({"country", "title", "band", "gap", "pillar", "indicator"})


def wide_header(pillars: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a row a country; each pillar has its score and coverage."""
    return (*_WIDE, *(f"{key}.{name}" for key in pillars for name in ("score", "coverage")))


def wide_rows(document: CompareDocument, pillars: Sequence[str]) -> Iterator[tuple[Plain, ...]]:
    """Yield a row a country by score, the insufficient last."""
    told = {pair.above: pair.distinguishable for pair in document.pairs}
    countries = sorted(
        document.countries, key=lambda one: (one.rank_low is None, -(one.score or 0.0), one.iso3)
    )
    for one in countries:
        nodes = {pillar.id: pillar for pillar in one.pillars}
        yield (
            *_before(document, one),
            one.rank,
            one.rank_low,
            one.rank_high,
            told.get(one.iso3),
            *one.cells,
            one.confidence.level,
            one.evidence,
            one.origins,
            one.publishers,
            one.worst_pillar,
            len(one.alerts),
            one.change,
            one.has_changed,
            *(figure for key in pillars for figure in (nodes[key].score, nodes[key].coverage)),
        )


def long_rows(document: CompareDocument) -> Iterator[tuple[Plain, ...]]:
    """Yield a row for every indicator of every country."""
    for country in document.countries:
        for pillar in country.pillars:
            for one in pillar.indicators:
                yield (
                    *_before(document, country),
                    pillar.id,
                    one.id,
                    one.title,
                    one.weight,
                    one.effective_weight,
                    *one.cells,
                    one.contested,
                    one.gap,
                    len(one.evidence),
                    one.change,
                    one.has_changed,
                )


def _before(document: CompareDocument, country: CountryScore) -> tuple[Plain, ...]:
    dossier = document.dossier
    marks = (document.as_of.isoformat(), dossier.tlp, dossier.withheld)
    return (*marks, country.iso3, country.name)
