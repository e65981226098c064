"""The CSV table of `explain`: a row an item, with every factor of its weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sahelrisk.report.blocks import Plain
from sahelrisk.report.summary import Subject
from sahelrisk.scoring.weigh import Weighed

HEADER = (
    "iso3",
    "indicator",
    "id",
    "observed",
    "recorded",
    "reliability",
    "credibility",
    "kind",
    "nature",
    "rating",
    "quality",
    "age_days",
    "age_factor",
    "base_weight",
    "origin_factor",
    "publisher_factor",
    "weight",
    "contribution",
    "country_contribution",
    "silenced",
    "origin",
    "publisher",
    "statement",
    "path",
    "line",
)
TEXTS = frozenset({"id", "indicator", "origin", "publisher", "statement", "path"})


def rows(subject: Subject, indicator: str | None) -> Iterator[tuple[Plain, ...]]:
    """Yield a row for every item of a country, or of one indicator of it."""
    for result in subject.country.indicators:
        if indicator not in (None, result.id):
            continue
        shares = zip(
            result.items, result.contributions, result.country_contributions(), strict=True
        )
        for one, points, country_points in shares:
            yield _row(subject.country.iso3, result.id, one, points, country_points)


def _row(
    iso3: str, indicator: str, one: Weighed, points: float, country_points: float
) -> tuple[Plain, ...]:
    item, evidence = one.item, one.item.evidence
    said: Mapping[str, Any] = {}
    if evidence:
        said = {
            "recorded": evidence.recorded.isoformat(),
            "kind": evidence.kind,
            "nature": evidence.nature,
            "publisher": evidence.publisher,
            "statement": evidence.statement,
            "path": evidence.origin.path,
            "line": evidence.origin.line,
        }
    known: dict[str, Plain] = {
        "iso3": iso3,
        "indicator": indicator,
        "id": item.id,
        "observed": item.observed,
        "reliability": item.reliability,
        "credibility": item.credibility,
        "rating": round(one.rating, 10),
        "quality": round(one.quality, 10),
        "age_days": one.age,
        "age_factor": round(one.age_factor, 10),
        "base_weight": round(one.base_weight, 10),
        "origin_factor": round(one.origin_factor, 10),
        "publisher_factor": round(one.publisher_factor, 10),
        "weight": round(one.weight, 10),
        "contribution": round(points, 10),
        "country_contribution": round(country_points, 10),
        "silenced": one.silenced or None,
        "origin": item.origin_id,
        **said,
    }
    return tuple(known.get(column) for column in HEADER)
