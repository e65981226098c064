"""Which columns fit, and the range bar."""

from __future__ import annotations

import pytest
from render_specimens import pillar_table

from sahelrisk.rendering.column_widths import fit, widest_number
from sahelrisk.rendering.range_bar import LEAST, MOST, bar_marks, bar_parts
from sahelrisk.report.blocks import Bar, Column, Table


def test_numbers_are_told_from_words() -> None:
    """A number is a word with digits and no letters."""
    assert widest_number("from 1,234.5 to −7 in ml-2026") == 7
    assert widest_number("none") == 0


def test_columns_go_by_their_drop() -> None:
    """The highest `drop` goes first, and only as far as the width asks."""
    shown = [list(fit(pillar_table(), width) or ()) for width in (140, 80, 60, 40)]
    assert shown == [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5], [0, 1, 3, 5], [0, 1, 5]]


def test_columns_that_never_go_may_not_fit() -> None:
    """Where even they need more room, there is no table."""
    table = Table((Column("A", number=True), Column("B", number=True)), (("1" * 30, "2" * 30),))
    assert fit(table, 62) == {0: 30, 1: 30}
    assert fit(table, 61) is None


def test_a_column_goes_before_text_gets_tall() -> None:
    """A long text is given the room of columns that may go, rather than many lines."""
    text = "word " * 40
    table = Table((Column("A"), Column("B", drop=1), Column("C")), (("a", "b" * 30, text),))
    assert fit(table, 60) == {0: 1, 2: 57}


@pytest.mark.parametrize("width", [74, 80, 100, 130, 200])
def test_bars_take_spare_room(width: int) -> None:
    """A bar is drawn between its least and its most columns."""
    widths = fit(pillar_table(), width)
    assert widths is not None
    assert LEAST <= widths[2] <= MOST
    assert sum(widths.values()) + 2 * (len(widths) - 1) <= width


@pytest.mark.parametrize(
    ("bar", "parts"),
    [
        (Bar(50, 25, 75, ""), (5, 10, 15)),
        (Bar(0, 0, 100, ""), (0, 0, 20)),
        (Bar(130, 90, 140, ""), (18, 20, 20)),
        (Bar(0, -10, 10, "", floor=-10, ceiling=10), (0, 10, 20)),
    ],
)
def test_bars_stand_on_their_scale(bar: Bar, parts: tuple[int, int, int]) -> None:
    """The parts follow floor and ceiling; what lies outside is drawn at the edge."""
    assert bar_parts(bar, 21) == parts
    marks = "".join(text for text, _ in bar_marks(bar, 21))
    low, score, high = parts
    assert (len(marks), marks.index("●")) == (21, score)
    assert marks.strip("┄") == "━" * (score - low) + "●" + "━" * (high - score)
