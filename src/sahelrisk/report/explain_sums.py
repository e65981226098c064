"""How the points of pillars add up to a country's score."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelrisk.report.blocks import Block, Column, Paragraph, Table
from sahelrisk.report.names import pillar_title
from sahelrisk.report.summary import Subject
from sahelrisk.report.words import Words, adding_up
from sahelrisk.scoring.assess import IndicatorResult, NodeResult
from sahelrisk.scoring.estimate import Estimate, figures

DIGITS = 3


def sum_of_pillars(subject: Subject) -> Iterator[Block]:
    """Yield the table whose points, from the prior, add up to the country's score."""
    words, rules = subject.words, subject.dossier.framework
    estimate = subject.estimate
    if estimate is None:
        return
    top = [pillar for pillar in subject.country.pillars if pillar.parent is None]
    prior = rules.method.prior_score
    points = adding_up([points_of(pillar) for pillar in top], DIGITS)
    text = words(
        "explain_sum",
        prior=words.general(prior),
        score=words.fixed(prior + math.fsum(points), DIGITS),
    )
    yield Paragraph(text if not approximate(subject) else words("explain_approximate"))
    columns = (
        Column(words("pillar")),
        Column(words("weight"), number=True),
        Column(words("from_prior"), number=True),
        Column(words("country_points"), number=True),
    )
    rows = [
        (
            pillar_title(subject.dossier, pillar.id, words),
            words.fixed(pillar.weight, 4),
            _exact(figures(pillar.outcome), words),
            words.signed(share, DIGITS),
        )
        for pillar, share in zip(top, points, strict=True)
    ]
    total = words.signed(math.fsum(points), DIGITS)
    rows.append((words("total"), "", words.fixed(estimate.score, DIGITS), total))
    yield Table(columns, tuple(rows), words("explain_rounding"))


def points_of(result: NodeResult | IndicatorResult) -> float:
    """Return what everything below a node adds to the country's score."""
    if isinstance(result, IndicatorResult):
        return math.fsum(result.country_contributions())
    return math.fsum(points_of(member) for member in result.members)


def approximate(subject: Subject) -> bool:
    """Tell whether points of items only approximate the score (method § 5)."""
    nodes = [subject.dossier.framework, *(p.node.rules for p in subject.country.pillars)]
    return any(
        node.aggregation not in ("arithmetic", "sum") or node.round is not None for node in nodes
    )


def _exact(estimate: Estimate | None, words: Words) -> str:
    return "–" if estimate is None else words.fixed(estimate.score, DIGITS)
