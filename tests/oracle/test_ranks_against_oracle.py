"""`compare` as a user runs it: ranks, ranges and pairs from figures of a second reading."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import compare_desk as desk
import foresight
import pytest
import worlds

from oracle import Oracle, nine

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("plain", "shaped", "measured")
EASY = {"publishers": 1, "publisher_share": 1.0, "pillar": 0.0, "rated": 0.3, "provisional": 0.1}
SEVEN = (*worlds.COUNTRIES, "SEN", "GHA", "BEN")
NEAR = 1e-6


def made(kind: str, seed: int) -> dict[str, Any]:
    """Return a world in which some of seven countries are rated and some are not."""
    chance = Random(f"ranks {kind} {seed}")
    world = worlds.Maker(chance, kind == "plain", kind == "measured").world()
    if seed % 3:
        world["framework"]["coverage"] = EASY
    for file in world["files"].values():
        for one in file.get("evidence", []):
            one["countries"] = chance.sample(SEVEN, chance.choice((1, 2, 5)))
    return world


def inside(oracle: Oracle, country: str, key: str) -> tuple[str, float | None, float]:
    """Return status, unrounded score and standard error on 0–100 of a country or a node."""
    whole = oracle.country(country)
    if not key:
        top = oracle.node(oracle.tree(), country)
        return whole["status"], top["score"], top["se"]
    one = (whole["pillars"] | whole["indicators"])[key]
    return one["printed"]["status"], one["score"], one["se"]


def differences(kind: str, seed: int, folder: Path) -> list[Any]:
    """Rank by the country, a pillar and an indicator, and compare each with the oracle."""
    world = made(kind, seed)
    worlds.write(world, folder)
    oracle = Oracle(world, worlds.AS_OF)
    wrong = []
    indicators = [key for key in world["indicators"] if not key.startswith("context.")]
    for by in ("", world["framework"]["pillars"][-1]["id"], indicators[0], indicators[-1]):
        given = ["--by", by] if by else []
        day = worlds.AS_OF.isoformat()
        found = desk.document("compare", "--all", "--as-of", day, *given, folder=folder)
        with_evidence = {
            iso3
            for file in world["files"].values()
            for one in file.get("evidence", [])
            for iso3 in one["countries"]
        }
        if {one["iso3"] for one in found["countries"]} != with_evidence:
            wrong.append((by, "countries", with_evidence))
        nodes = {iso3: inside(oracle, iso3, by) for iso3 in with_evidence}
        rated = {
            iso3: (score, se)
            for iso3, (status, score, se) in nodes.items()
            if status == "rated" and score is not None
        }
        wrong += [(by, *one) for one in ordered(found, rated)]
    return wrong


def ordered(found: dict[str, Any], rated: dict[str, tuple[float, float]]) -> list[Any]:
    """Compare ranks, ranges and pairs with those of rated countries' figures."""
    settled = {iso3: (nine(score), se) for iso3, (score, se) in rated.items()}
    expected = foresight.ranks(settled)
    ranks = {
        one["iso3"]: (one["rank"], one["rank_low"], one["rank_high"])
        for one in found["countries"]
        if one["rank"] is not None
    }
    wrong: list[Any] = [] if ranks == expected else [("ranks", ranks, expected, rated)]
    unranked = [one for one in found["countries"] if one["iso3"] not in rated]
    wrong += [one for one in unranked if one["rank_low"] or one["rank_high"]]
    down = sorted(settled, key=lambda iso3: (-settled[iso3][0], iso3))
    pairs = [(one["above"], one["below"]) for one in found["pairs"]]
    if pairs != list(pairwise(down)):
        wrong.append(("pairs", pairs, down))
        return wrong
    for one in found["pairs"]:
        sure = foresight.order_of(settled[one["above"]], settled[one["below"]])
        close = abs(sure - 0.9) < NEAR
        if abs(sure - one["probability"]) > NEAR or (
            not close and one["distinguishable"] is not (sure >= 0.9)
        ):
            wrong.append(("pair", one, sure))
    return wrong


def without(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the countries of a document without their ranks."""
    ranks = dict.fromkeys(("rank", "rank_low", "rank_high"))
    return [one | ranks for one in document["countries"]]


@pytest.mark.parametrize("kind", KINDS)
def test_ranks_are_those_of_a_second_reading(kind: str, tmp_path: Path) -> None:
    """Rank, range and pairs by country, pillar and indicator follow from the oracle's figures."""
    for seed in range(8):
        assert differences(kind, seed, tmp_path / str(seed)) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_many_ranks_are_those_of_a_second_reading(kind: str, tmp_path: Path) -> None:
    """A hundred and eighty more dossiers find no difference either."""
    for seed in range(100, 160):
        assert differences(kind, seed, tmp_path / str(seed)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_compare_gives_the_figures_of_score(kind: str, tmp_path: Path) -> None:
    """One country compared, alone or among all, has every figure `score` gives it."""
    for seed in range(4):
        folder = tmp_path / str(seed)
        worlds.write(made(kind, seed), folder)
        day = ("--as-of", worlds.AS_OF.isoformat())
        everyone = desk.document("compare", "--all", *day, folder=folder)
        for one in without(everyone):
            code = one["iso3"]
            alone = without(desk.document("compare", code, *day, folder=folder))
            assert alone == desk.document("score", code, *day, folder=folder)["countries"] == [one]
