"""The range bar: a score with its interval on its scale, which no library draws."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
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
    """Return the bar as pieces of text with their tones, `width` characters in all.

    A tick stands at the base rate unless the score covers it; a thin bar is broken.
    """
    low, score, high = bar_parts(bar, width)
    line = "╍" if bar.thin else "━"
    marks = [("┄", "dim")] * width
    marks[low : high + 1] = [(line, bar.tone)] * (high + 1 - low)
    if bar.base is not None:
        marks[bar_parts(bar._replace(score=bar.base), width)[1]] = ("┃", "strong")
    marks[score] = ("●", bar.tone)
    return tuple(
        ("".join(mark for mark, _ in run), tone)
        for tone, run in ((tone, list(group)) for tone, group in groupby(marks, itemgetter(1)))
    )
