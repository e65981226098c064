"""`compare` as a user runs it: ranks, ranges and pairs from figures of a second computation."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import second
import worlds
from against import document
from second import distribution
from second.tree import Country
from second.world import State, nine, state_of

EASY = {"publishers": 1, "publisher_share": 1.0, "pillar": 0.0, "rated": 0.3, "provisional": 0.1}
SEVEN = (*worlds.COUNTRIES, "SEN", "GHA", "BEN")
NEAR = 1e-5


def made(kind: str, seed: int) -> dict[str, Any]:
    """Return a world in which some of seven countries are rated and some are not."""
    random = Random(f"ranks {kind} {seed}")
    world = worlds.maker(kind, random).world()
    if seed % 3:
        world["framework"]["coverage"] = EASY
    # a publisher or an origin may stand in every country; nobody's words shall be amended away
    for file in world["files"].values():
        for one in file.get("evidence", []):
            if "value" not in one:
                one["countries"] = random.sample(SEVEN, random.choice((1, 2, 5)))
    return world


def chance(one: Country, other: Country) -> float:
    """Return P(one > other)."""
    assert one.root.m is not None
    assert other.root.m is not None
    return distribution.outranks(one.root.m, one.root.se, other.root.m, other.root.se)


def differences(kind: str, seed: int, folder: Path) -> list[Any]:
    """Compare the order of all countries with that of the computation."""
    world = made(kind, seed)
    worlds.write(world, folder)
    found = document(folder, "compare", "--all", "--as-of", worlds.AS_OF.isoformat())
    state = state_of(world, worlds.AS_OF, None, None)
    codes = [one["iso3"] for one in found["countries"]]
    known = {code: second.assess_state(state, code) for code in codes}
    wrong: list[Any] = []
    named = {
        code
        for file in world["files"].values()
        for one in file.get("evidence", [])
        for code in one["countries"]
    }
    if set(codes) != named:
        wrong.append(("countries", codes, named))
    wrong += ranked(found, known, state)
    for pair in found["pairs"]:
        sure = chance(known[pair["above"]], known[pair["below"]])
        if abs(sure - pair["probability"]) > NEAR or (
            abs(sure - 0.9) > NEAR and pair["distinguishable"] is not (sure >= 0.9)
        ):
            wrong.append(("pair", pair, sure))
    return wrong


def ranked(found: dict[str, Any], known: dict[str, Country], state: State) -> list[Any]:
    """Compare ranks and, of ranked countries, rank ranges."""
    places = {one.iso3: one for one in second.order(state, list(known.values()))}
    edge = any(
        abs(nine(chance(one, other)) - 0.95) < NEAR
        for one in known.values()
        for other in known.values()
        if one is not other and one.root.m is not None and other.root.m is not None
    )
    wrong: list[Any] = []
    for one in found["countries"]:
        place = places.get(one["iso3"])
        if one["rank"] != (place.rank if place else None):
            wrong.append(("rank", one["iso3"], one["rank"], place))
        if place is not None and place.rank is not None and not edge:
            span = (one["rank_low"], one["rank_high"])
            if span != (place.low, place.high):
                wrong.append(("range", one["iso3"], span, place))
    return wrong


@pytest.mark.parametrize("kind", worlds.KINDS)
def test_ranks_are_those_of_a_second_computation(kind: str, tmp_path: Path) -> None:
    """Rank, range and pairs follow from the computation's figures."""
    for seed in range(4):
        assert differences(kind, seed, tmp_path / str(seed)) == [], seed


@pytest.mark.slow
@pytest.mark.parametrize("kind", worlds.KINDS)
def test_many_ranks_are_those_of_a_second_computation(kind: str, tmp_path: Path) -> None:
    """A hundred and sixty more dossiers find no difference either."""
    for seed in range(100, 140):
        assert differences(kind, seed, tmp_path / str(seed)) == [], seed


def without(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the countries of a document without their ranks."""
    ranks = dict.fromkeys(("rank", "rank_low", "rank_high"))
    return [one | ranks for one in document["countries"]]


def test_compare_gives_the_figures_of_score(tmp_path: Path) -> None:
    """One country compared, alone or among all, has every figure `score` gives it."""
    worlds.write(made("plain", 1), tmp_path)
    day = ("--as-of", worlds.AS_OF.isoformat())
    for one in without(document(tmp_path, "compare", "--all", *day))[:2]:
        code = one["iso3"]
        alone = without(document(tmp_path, "compare", code, *day))
        assert alone == [one]
        assert without(document(tmp_path, "score", code, *day)) == [one]
