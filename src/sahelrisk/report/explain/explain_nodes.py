"""The formulas of a pillar and of the country, with their figures put in."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelrisk.report.figures import unit
from sahelrisk.report.names import indicator_title, pillar_title
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.estimate import Estimate, interval
from sahelrisk.scoring.results import IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import settled

DIGITS = 3
MEANS = ("arithmetic", "sum")


def title_of(subject: Subject, result: NodeResult | IndicatorResult) -> str:
    """Return the title of a pillar or an indicator."""
    if isinstance(result, IndicatorResult):
        return indicator_title(subject.dossier, result.id, subject.words)
    return pillar_title(subject.dossier, result.id, subject.words)


def node_steps(subject: Subject, node: NodeResult, estimate: Estimate) -> Iterator[str]:
    """Yield the lines from a node's members to its score, coverage, error and interval.

    All on the node's own scale.
    """
    words, rules, method = subject.words, node.node.rules, subject.dossier.framework.method
    size = abs(unit(rules))
    way = words(
        f"calc_way_{rules.aggregation}",
        exponent=words.general(1.0 if rules.exponent is None else rules.exponent),
    )
    score = words.fixed(on_scale(estimate.score, rules.scale), DIGITS)
    yield words("calc_node_score", way=way, score=score)
    if rules.scale != (0.0, 100.0):
        low, high = (words.general(end) for end in rules.scale)
        yield words("calc_node_scale", low=low, high=high)
    yield words("calc_node_coverage", coverage=words.fixed(estimate.coverage, 4))
    ignorance = method.prior_spread * (1.0 - estimate.coverage)
    whole = math.hypot(estimate.evidence_error, ignorance)
    yield words(
        "calc_node_error",
        of=words("weight").lower() if rules.aggregation in MEANS else "∂f/∂m",
        rho=words.general(node.node.correlation),
        E=words.fixed(estimate.evidence_error * size, DIGITS),
        ignorance=words.fixed(ignorance * size, DIGITS),
        se=words.fixed(whole * size, DIGITS),
    )
    if settled(estimate.standard_error) < settled(whole):
        yield words("calc_capped", se=words.fixed(estimate.standard_error * size, DIGITS))
    low_end, high_end = sorted(
        on_scale(end, rules.scale) for end in interval(estimate, method.interval)
    )
    yield words(
        "calc_interval",
        level=words.percent(method.interval),
        low=words.fixed(low_end, DIGITS),
        high=words.fixed(high_end, DIGITS),
    )
