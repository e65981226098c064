"""The CSV table of `explain`: a row an item, with every factor of its weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sahelrisk.model.documents.parts import rounded
from sahelrisk.report.blocks import Plain
from sahelrisk.report.explain.explain_remarks import remarks
from sahelrisk.report.figures import unit
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.weigh import Weighed
from sahelrisk.tasks.explain import later_words
from sahelrisk.tasks.marking import marking

HEADER = (
    "tlp",
    "as_of",
    "iso3",
    "indicator",
    "id",
    "observed",
    "recorded",
    "reliability",
    "credibility",
    "kind",
    "nature",
    "reads",
    "rating",
    "quality",
    "age_days",
    "age_factor",
    "base_weight",
    "origin_factor",
    "publisher_factor",
    "rung_factor",
    "weight",
    "support",
    "contribution",
    "country_contribution",
    "state",
    "silenced",
    "remark",
    "origin",
    "publisher",
    "statement",
    "path",
    "line",
)
TEXTS = frozenset({"id", "indicator", "remark", "origin", "publisher", "statement", "path"})


def rows(subject: Subject, node: str) -> Iterator[tuple[Plain, ...]]:
    """Yield a row for every item of a country, or of one pillar or indicator of it.

    Points of the country are on its scale.
    """
    before = {
        "tlp": marking(subject.dossier, [subject.country]),
        "as_of": subject.assessment.as_of.isoformat(),
        "iso3": subject.country.iso3,
    }
    later = later_words(subject.dossier, subject.assessment)
    size = unit(subject.dossier.framework)
    below = _below(subject, node)
    for result in subject.country.indicators:
        if result.id not in below:
            continue
        shares = zip(
            result.items, result.contributions, result.country_contributions(), strict=True
        )
        for one, points, country_points in shares:
            said = "; ".join(remarks(subject, one, later))
            known = before | {
                "indicator": result.id,
                "contribution": rounded(points),
                "country_contribution": rounded(country_points * size),
                "remark": said or None,
                **_item(one),
            }
            yield tuple(known.get(column) for column in HEADER)


def _below(subject: Subject, node: str) -> set[str]:
    """Return the indicators of a node, however deep; "" is the country."""
    wanted = {node}
    for pillar in subject.country.pillars:  # parents come before their sub-pillars
        if not node or pillar.id in wanted:
            wanted |= {pillar.id, *(member.id for member in pillar.members)}
    return wanted


def _item(one: Weighed) -> dict[str, Plain]:
    item, evidence = one.item, one.item.evidence
    said: Mapping[str, Any] = {}
    if evidence:
        said = {
            "recorded": evidence.recorded.isoformat(),
            "kind": evidence.kind,
            "nature": evidence.nature,
            "publisher": evidence.publisher,
            "statement": evidence.statement,
            "path": evidence.place.path,
            "line": evidence.place.line,
        }
    return {
        "id": item.id,
        "observed": item.observed,
        "reliability": item.reliability,
        "credibility": item.credibility,
        "rating": rounded(one.rating),
        "quality": rounded(one.quality),
        "age_days": one.age,
        "age_factor": rounded(one.age_factor),
        "base_weight": rounded(one.base_weight),
        "origin_factor": rounded(one.origin_factor),
        "publisher_factor": rounded(one.publisher_factor),
        "rung_factor": rounded(one.rung_factor),
        "weight": rounded(one.weight),
        "support": rounded(one.support),
        "reads": one.reads,
        "state": one.state,
        "silenced": one.silenced or None,
        "origin": item.origin,
        **said,
    }
