"""The agreement of two readers is worked out rightly and printed on the page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import agreement as two

ROOT = two.ROOT


def test_kappa_of_a_table_worked_by_hand() -> None:
    """Of (1, 1), (1, 2), (2, 2), (2, 2): seen 1/4; by chance 6/16 + 2/16; kappa 1/2."""
    assert two.kappa([(1, 1), (1, 2), (2, 2), (2, 2)]) == pytest.approx(0.5)
    assert two.kappa([(1, 1), (3, 3)]) == 1.0
    assert two.kappa([(1, 5), (5, 1)]) == pytest.approx(-1.0)


def test_a_range_stands_at_its_middle() -> None:
    """[3, 4] is 3.5."""
    assert two.reading([3, 4], "exact").level == 3.5


def test_forty_statements_are_paired() -> None:
    """Each statement has both readings, and levels lie on the ladder."""
    found = two.pairs()
    assert [pair.number for pair in found] == list(range(1, 41))
    assert all(1 <= one.level <= 5 for pair in found for one in (pair.first, pair.second))


def test_nearly_all_statements_still_stand_in_the_example() -> None:
    """A statement that was rewritten since is left out, not compared with another's level."""
    assert len(two.pairs(today=True)) >= 38


def test_readers_agree_within_one_level() -> None:
    """No pair is more than one level apart."""
    assert two.agreement(two.pairs()).within_one == 1.0


def test_the_page_prints_what_is_found() -> None:
    """The table of docs/validation.md is that of the program."""
    assert two.table() in (ROOT / "docs/validation.md").read_text(encoding="utf-8")
