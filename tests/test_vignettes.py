"""The anchoring vignettes: invented situations with the level that a ladder demands."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
INDICATORS = TESTS.parent / "indicators"


def read(path: Path) -> dict[str, Any]:
    """Parse a TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


VIGNETTES = read(TESTS / "vignettes.toml")["vignette"]


def test_every_level_of_eight_ladders_has_one() -> None:
    """Eight indicators, two of each pillar, have one situation a level."""
    levels: defaultdict[str, list[int]] = defaultdict(list)
    for vignette in VIGNETTES:
        levels[vignette["indicator"]].append(vignette["level"])
    assert len(levels) == 8
    assert all(found == [1, 2, 3, 4, 5] for found in levels.values())


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda it: f"{it['indicator']}-{it['level']}")
def test_the_words_stand_in_the_rung(vignette: dict[str, Any]) -> None:
    """A vignette quotes the very words of the level that it demands, and of no other level."""
    ladder = read(INDICATORS / f"{vignette['indicator'].replace('.', '/')}.toml")["levels"]
    met = [rung["level"] for rung in ladder if vignette["why"] in rung["text"]]
    assert met == [vignette["level"]]
