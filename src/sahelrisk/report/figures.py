"""Scores on the scale of their node, in words and as bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sahelrisk.model.framework import Coverage, FrameworkFile, NodeRules
from sahelrisk.report.blocks import Bar, Tone
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.estimate import Estimate, band_of, band_probabilities, interval
from sahelrisk.scoring.weigh import settled

MOST_DECIMALS = 6
MEANS = ("arithmetic", "sum")
TONES: tuple[Tone, ...] = ("good", "fair", "poor", "bad", "worst")


class Scale(NamedTuple):
    """The scale that figures of a node are printed on, and how many decimals it asks for."""

    scale: tuple[float, float] = (0.0, 100.0)
    round: int | None = None


PLAIN = Scale()


def likely_bands(estimate: Estimate, framework: FrameworkFile) -> tuple[int, int]:
    """Return a band twice when it is sure enough, else with its more probable neighbour."""
    masses = band_probabilities(estimate, framework.bands)
    first = band_of(estimate.score, framework.bands)
    if settled(masses[first]) >= settled(framework.summary.sure_band) or len(masses) == 1:
        return first, first
    neighbours = [index for index in (first - 1, first + 1) if 0 <= index < len(masses)]
    other = max(neighbours, key=lambda index: masses[index])
    return min(first, other), max(first, other)


def decimals(rules: NodeRules | Scale) -> int:
    """Return how many decimals a score of a node is printed with: two or three digits in all."""
    if rules.round is not None:
        return rules.round
    span = abs(rules.scale[1] - rules.scale[0])
    return max(0, 2 - math.floor(math.log10(span))) if span else 0


def score_of(
    score: float, rules: NodeRules | Scale, words: Words, digits: int | None = None
) -> str:
    """Return a score on 0–100 as it is printed on its node's scale."""
    digits = decimals(rules) if digits is None else digits
    if rules.scale == (0.0, 100.0):
        return words.points(score, digits)
    return words.fixed(on_scale(score, rules.scale), digits)


def score_text(
    score: float, rules: NodeRules | Scale, framework: FrameworkFile, words: Words, least: int = 0
) -> str:
    """Return a score with as many decimals as keep the figure in the score's band."""
    return score_of(score, rules, words, score_digits(score, rules, framework, words, least))


def score_digits(
    score: float, rules: NodeRules | Scale, framework: FrameworkFile, words: Words, least: int = 0
) -> int:
    """Return how many decimals keep a figure in its score's band, `least` or more."""
    band = band_of(score, framework.bands)
    digits = max(least, decimals(rules))
    while digits < MOST_DECIMALS and band_printed(score, rules, framework, words, digits) != band:
        digits += 1
    return digits


def band_printed(
    score: float, rules: NodeRules | Scale, framework: FrameworkFile, words: Words, digits: int
) -> int:
    """Return the band that a score's figure is in when it is printed with so many decimals."""
    low, high = rules.scale
    printed = words.rounded(on_scale(score, rules.scale), digits)
    return band_of(
        (printed - low) / (high - low) * 100.0 if high != low else score, framework.bands
    )


def evidence_share(coverage: float, needs: Coverage, words: Words) -> str:
    """Return a coverage as a share, with a decimal where rounding would change its status."""
    for digits in range(MOST_DECIMALS):
        shown = words.rounded(100.0 * coverage, digits) / 100.0
        if _meets(shown, needs) == _meets(coverage, needs):
            return words.percent(coverage, digits)
    return words.percent(coverage, MOST_DECIMALS)


def _meets(coverage: float, needs: Coverage) -> int:
    """Return how many of the thresholds of status a coverage meets."""
    return sum(settled(coverage) >= settled(need) for need in (needs.provisional, needs.rated))


def point_decimals(rules: NodeRules | Scale) -> int:
    """Return how many decimals differences on a scale take: one more than its bare scores."""
    span = abs(rules.scale[1] - rules.scale[0])
    return max(1, 3 - math.floor(math.log10(span))) if span else 1


def scale_title(rules: Sequence[NodeRules | Scale], words: Words) -> str:
    """Return the head of a column of bars: the scale's ends, where all nodes have the same."""
    scales = {one.scale for one in rules}
    if len(scales) != 1:
        return words("bar_mixed")
    low, high = (words.general(end) for end in scales.pop())
    return words("bar", low=low, high=high)


def adds_up(rules: NodeRules) -> bool:
    """Tell whether the points of a node's members add up to its score exactly."""
    return rules.aggregation in MEANS and rules.round is None and rules.missing == "prior"


def all_adds_up(rules: FrameworkFile) -> bool:
    """Tell whether points add up to the score of a country exactly."""
    return all(map(adds_up, (rules, *rules.pillars)))


def country_points(points: float, rules: FrameworkFile, words: Words) -> str:
    """Return points on the country as printed on its scale; ≈ marks those that only come near."""
    text = words.signed(points * unit(rules), point_decimals(rules))
    return text if all_adds_up(rules) else f"≈\u00a0{text}"


def unit(rules: NodeRules | Scale) -> float:
    """Return what a point on 0–100 is on a node's own scale."""
    return (rules.scale[1] - rules.scale[0]) / 100.0


def place(score: float, rules: NodeRules | Scale, words: Words) -> str:
    """Return an edge of a band on a node's scale, as short as it can be said."""
    return words.general(round(on_scale(score, rules.scale), 9))


def ends(rules: FrameworkFile, index: int) -> tuple[float, float]:
    """Return where a band starts and ends on 0–100."""
    starts = [band.start for band in rules.bands]
    return starts[index], starts[index + 1] if index + 1 < len(starts) else 100.0


def tone_of(score: float, framework: FrameworkFile) -> Tone:
    """Return the tone of a score's band; the band's name always stands beside it."""
    index = band_of(score, framework.bands)
    return TONES[round(index * (len(TONES) - 1) / max(1, len(framework.bands) - 1))]


def bar_of(
    estimate: Estimate,
    rules: NodeRules | Scale,
    framework: FrameworkFile,
    words: Words,
    score: str,
) -> Bar:
    """Return an estimate as a bar with its interval, and in words with its `score` as printed."""
    low, high = interval(estimate, framework.method.interval)
    text = words(
        "bar_text",
        score=score,
        low=score_of(low, rules, words),
        high=score_of(high, rules, words),
    )
    return Bar(estimate.score, low, high, text, tone_of(estimate.score, framework))
