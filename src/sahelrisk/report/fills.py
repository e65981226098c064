"""Scores, their bands in words, fills and bars: a figure and its band never disagree."""

from __future__ import annotations

from collections.abc import Sequence

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import FrameworkFile, NodeRules
from sahelrisk.report.blocks import Bar, Fill
from sahelrisk.report.figures import (
    PLAIN,
    Scale,
    bar_of,
    likely_bands,
    score_digits,
    score_of,
    score_text,
    tone_of,
)
from sahelrisk.report.names import indicator_title, named_bands, pillar_title
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import (
    Estimate,
    Gap,
    applies,
    figures,
    has_score,
    interval,
)
from sahelrisk.scoring.results import IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import settled

NOTHING = "–"


def rules_of(node: NodeResult | IndicatorResult) -> NodeRules | Scale:
    """Return the scale that a node's figures are printed on."""
    return node.node.rules if isinstance(node, NodeResult) else PLAIN


def column_digits(
    nodes: Sequence[NodeResult | IndicatorResult], framework: FrameworkFile, words: Words
) -> int:
    """Return how many decimals the scores of a column take, all of them the same."""
    shown = [
        (estimate.score, rules_of(one))
        for one in nodes
        if (estimate := figures(one.outcome)) and has_score(one.outcome, framework.coverage)
    ]
    least, digits = -1, 0
    while digits > least:
        least = digits
        needed = (score_digits(score, rules, framework, words, least) for score, rules in shown)
        digits = max(needed, default=0)
    return digits


def band_text(estimate: Estimate, framework: FrameworkFile, words: Words) -> str:
    """Name the band alone when it is sure enough, else with its more probable neighbour."""
    return named_bands(likely_bands(estimate, framework), framework, words)


def is_thin(estimate: Estimate, framework: FrameworkFile) -> bool:
    """Tell whether less of a score is evidence than a provisional one needs."""
    return settled(estimate.coverage) < settled(framework.coverage.provisional)


def fill_of(
    outcome: Estimate | Gap,
    rules: NodeRules | Scale,
    framework: FrameworkFile,
    words: Words,
    least: int = 0,
) -> Fill:
    """Return a node's score on the colour of its band; a dash where there is none to print."""
    estimate = figures(outcome)
    if not applies(outcome):
        return Fill(NOTHING, band=words("compare_status_not-applicable"))
    if estimate is None or not has_score(outcome, framework.coverage):
        return Fill(NOTHING, band=words("compare_status_insufficient"))
    return Fill(
        score_text(estimate.score, rules, framework, words, least),
        tone_of(estimate.score, framework),
        band_text(estimate, framework, words),
        is_thin(estimate, framework),
    )


def range_bar_of(
    estimate: Estimate,
    rules: NodeRules | Scale,
    framework: FrameworkFile,
    words: Words,
    least: int = 0,
) -> Bar:
    """Return the range of a score with its base rate as a tick, its figure as in `fill_of`."""
    score = score_text(estimate.score, rules, framework, words, least)
    bar = bar_of(estimate, rules, framework, words, score)
    return bar._replace(base=estimate.base_rate, thin=is_thin(estimate, framework))


def range_text(
    estimate: Estimate, rules: NodeRules | Scale, framework: FrameworkFile, words: Words
) -> str:
    """Return the interval of a score: `62–87`."""
    low, high = interval(estimate, framework.method.interval)
    return words("range", low=score_of(low, rules, words), high=score_of(high, rules, words))


def short_title(dossier: Dossier, key: str, words: Words) -> str:
    """Return the short title of a pillar or an indicator for heads of columns."""
    for pillar in dossier.framework.pillars:
        if pillar.id == key:
            own = pillar.fr.short if words.lang == "fr" and pillar.fr else None
            return own or pillar.short or pillar_title(dossier, key, words)
    file = dossier.indicators[key]
    own = file.fr.short if words.lang == "fr" and file.fr else None
    return own or file.short or indicator_title(dossier, key, words)
