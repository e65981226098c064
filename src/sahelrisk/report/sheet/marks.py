"""Scores as marks on the scale, with figures that agree with their band."""

from __future__ import annotations

from collections.abc import Sequence

from sahelrisk.model.framework import Band, FrameworkFile, NodeRules
from sahelrisk.report.figures import PLAIN, Scale, ends, likely_bands, place, score_of, score_text
from sahelrisk.report.fills import is_thin
from sahelrisk.report.names import band_name, named_bands
from sahelrisk.report.sheet_view import Mark, Stretch
from sahelrisk.report.words import Words
from sahelrisk.scoring.estimate import (
    Estimate,
    Gap,
    band_of,
    figures,
    has_score,
    interval,
)

TONES = 5


def mark_of(
    outcome: Estimate | Gap,
    framework: FrameworkFile,
    words: Words,
    rules: NodeRules | Scale = PLAIN,
) -> Mark | None:
    """Return the mark of a node, None where it is insufficient or does not apply."""
    estimate = figures(outcome)
    if estimate is None or not has_score(outcome, framework.coverage):
        return None
    low, high = interval(estimate, framework.method.interval)
    texts = [score_of(end, rules, words) for end in (low, high)]
    base = estimate.base_rate
    return Mark(
        score=_inside(estimate.score),
        text=score_text(estimate.score, rules, framework, words),
        low=_inside(low),
        high=_inside(high),
        low_text=texts[0],
        high_text=texts[1],
        range=words(
            "sheet_range_of",
            level=words.percent(framework.method.interval),
            low=texts[0],
            high=texts[1],
        ),
        base=None if base is None else _inside(base),
        base_text="" if base is None else score_of(base, rules, words),
        tone=tone_of(estimate.score, framework.bands),
        band=named_bands(likely_bands(estimate, framework), framework, words),
        broken=is_thin(estimate, framework),
    )


def _inside(score: float) -> float:
    return min(max(score, 0.0), 100.0)


def tone_of(score: float, bands: Sequence[Band]) -> int:
    """Return the tone of the band of a score, 1 to 5."""
    return 1 + round(band_of(score, bands) * (TONES - 1) / max(1, len(bands) - 1))


def stretches(framework: FrameworkFile, words: Words) -> tuple[Stretch, ...]:
    """Return the bands of the scale."""
    return tuple(
        Stretch(
            band_name(band, words),
            *ends(framework, index),
            tone_of(band.start, framework.bands),
            place(ends(framework, index)[0], framework, words),
        )
        for index, band in enumerate(framework.bands)
    )
