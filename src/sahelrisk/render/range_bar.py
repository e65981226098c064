"""The range bar: a score with its interval on its scale, which no library draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelrisk.report.blocks import Bar

LEAST, MOST = 12, 30
"""Columns of a bar in a terminal."""


def bar_parts(bar: Bar, width: int) -> tuple[int, int, int]:
    """Return the columns, from 0, of the start of the interval, the score, the end of the interval.

    Raises ZeroDivisionError for a scale without extent.
    """

    def column(value: float) -> int:
        share = (value - bar.floor) / (bar.ceiling - bar.floor)
        return round(min(1.0, max(0.0, share)) * (width - 1))

    low, score, high = column(bar.low), column(bar.score), column(bar.high)
    return min(low, score), score, max(high, score)


def bar_marks(bar: Bar, width: int) -> tuple[tuple[str, str], ...]:
    """Return the bar as pieces of text with their tones, `width` characters in all."""
    low, score, high = bar_parts(bar, width)
    return (
        ("┄" * low, "dim"),
        ("━" * (score - low), bar.tone),
        ("●", bar.tone),
        ("━" * (high - score), bar.tone),
        ("┄" * (width - 1 - high), "dim"),
    )
