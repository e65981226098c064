"""Ranks and rank ranges, against a computation of their own."""

from __future__ import annotations

from random import Random
from statistics import NormalDist
from typing import TYPE_CHECKING

import compare_desk as desk
import pytest
from scipy.stats import norm

from sahelrisk.model.framework import Ranking
from sahelrisk.scoring.estimate import Estimate
from sahelrisk.scoring.rank import order

if TYPE_CHECKING:
    from pathlib import Path


def by_hand(scores: dict[str, tuple[float, float]]) -> dict[str, tuple[int, int, int]]:
    """Rank by sorting, and find ranges with scipy's normal distribution."""
    distinct = sorted({m for m, _ in scores.values()}, reverse=True)
    places = {}
    for own, (m, se) in scores.items():
        others = [(m2, se2) for other, (m2, se2) in scores.items() if other != own]

        def sure(gap: float, spread: float) -> bool:
            return bool(norm.cdf(gap / spread) >= 0.95) if spread else gap > 0

        above = sum(m2 > m and sure(m2 - m, (se**2 + se2**2) ** 0.5) for m2, se2 in others)
        below = sum(m2 < m and sure(m - m2, (se**2 + se2**2) ** 0.5) for m2, se2 in others)
        before = sum(sum(x == d for x, _ in scores.values()) for d in distinct if d > m)
        places[own] = (1 + before, 1 + above, len(scores) - below)
    return places


@pytest.mark.parametrize("seed", range(200))
def test_ranks_and_ranges_agree_with_an_independent_computation(seed: int) -> None:
    """Rank, low and high are those of sorting and of scipy's normal distribution."""
    random = Random(seed)
    scores = {
        f"C{n:02}": (
            random.choice([random.uniform(0, 100), 50.0, 60.0]),
            random.choice([0.0, random.uniform(0.1, 25)]),
        )
        for n in range(random.randrange(1, 20))
    }
    found = order({key: Estimate(m, se, se, 0.9) for key, (m, se) in scores.items()}, Ranking())
    assert {key: tuple(rank) for key, rank in found.ranks.items()} == by_hand(scores)
    down = [scores[pair.above][0] - scores[pair.below][0] for pair in found.pairs]
    assert all(gap >= 0.0 for gap in down)
    for pair in found.pairs:
        (m1, e1), (m2, e2) = scores[pair.above], scores[pair.below]
        spread = (e1**2 + e2**2) ** 0.5
        if spread:
            expected = NormalDist().cdf((m1 - m2) / spread)
            assert pair.probability == pytest.approx(expected, abs=1e-12)
        assert pair.distinguishable is (round(pair.probability, 9) >= 0.9)


def test_only_rated_countries_are_ranked(tmp_path: Path) -> None:
    """A country with too little evidence has no rank and stands in no pair."""
    items = [
        desk.item(f"{iso3}{key}", desk.date(2026, 6, 1), 4, countries=[iso3], indicator=key)
        for iso3 in ("MLI", "NER")
        for key in ("p.a", "p.b", "q.a")
    ]
    items.append(desk.item("tcd", desk.date(2026, 6, 1), 5, countries=["TCD"]))
    folder = desk.write(tmp_path, {"evidence": items})
    found = desk.document("compare", "--all", "--as-of", desk.AS_OF, folder=folder)
    ranks = {country["iso3"]: country["rank"] for country in found["countries"]}
    assert ranks == {"MLI": 1, "NER": 1, "TCD": None}
    assert [(pair["above"], pair["below"]) for pair in found["pairs"]] == [("MLI", "NER")]
    assert found["pairs"][0]["probability"] == 0.5


def test_compare_of_one_country_is_its_score(tmp_path: Path) -> None:
    """Every figure of `compare` stands in `score` too, but for ranks and pairs."""
    random = Random(5)
    days = [desk.date(2026, month, 1) for month in range(1, 7)]
    folder = desk.write(tmp_path, {"evidence": desk.generated(random, 20, days)})
    score = desk.document("score", "mali", "--as-of", desk.AS_OF, folder=folder)
    compared = desk.document("compare", "mali", "--as-of", desk.AS_OF, folder=folder)
    for country in compared["countries"]:
        country |= {"rank": None, "rank_low": None, "rank_high": None}
    assert {key: compared[key] for key in score if key != "run"} == {
        key: score[key] for key in score if key != "run"
    }


def test_by_ranks_by_a_node(tmp_path: Path) -> None:
    """With --by, order and pairs are those of the pillar's or indicator's scores."""
    items = [
        desk.item(
            f"{iso3}{key}",
            desk.date(2026, 6, 1),
            level if key != "q.a" else 6 - level,
            countries=[iso3],
            indicator=key,
        )
        for iso3, level in (("MLI", 5), ("NER", 3), ("BFA", 1))
        for key in ("p.a", "p.b", "q.a")
    ]
    folder = desk.write(tmp_path, {"evidence": items})
    for by, first in (("p", "MLI"), ("q", "BFA"), ("q.a", "BFA"), ("p.b", "MLI")):
        found = desk.document("compare", "--all", "--by", by, "--as-of", desk.AS_OF, folder=folder)
        assert found["by"] == by
        assert found["pairs"][0]["above"] == first
