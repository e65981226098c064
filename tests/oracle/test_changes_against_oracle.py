"""`changes` held against a replay by an independent computation of the method."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import second
import worlds
from against import clocks, document
from second.change import Changes
from second.world import nine

AS_OF = worlds.AS_OF
KINDS = ("plain", "measured")  # where the steps are the differences of scores


class Replayed:
    """Where one country of a document of `changes` and a replay differ."""

    def __init__(self, expected: Changes) -> None:
        """Start without a difference."""
        self.expected = expected
        self.differences: list[tuple[str, Any, Any]] = []

    def same(self, place: str, found: Any, expected: Any) -> None:  # noqa: ANN401
        """Note a difference."""
        numbers = isinstance(found, float | int) and isinstance(expected, float | int)
        if numbers and not isinstance(expected, bool):
            if abs(found - expected) > 1e-5:
                self.differences.append((place, found, expected))
        elif found != expected:
            self.differences.append((place, found, expected))

    def whole(self, found: dict[str, Any]) -> list[tuple[str, Any, Any]]:
        """Compare a country; return the differences."""
        expected = self.expected
        roots = [one.root for one in expected.countries]
        additive = not any(one.approximate for one in expected.countries)
        if additive and all(one.m is not None for one in roots):
            total = sum(part["points"] for part in found["parts"])
            self.same("difference", found["difference"], sum(p.points for p in expected.parts))
            self.same("sum of parts", total, found["difference"])
            for part in found["parts"]:
                self.part(part)
        for key in ("pillars", "indicators"):
            for one in found[key]:
                self.test(one["id"], one)
        self.test("", found)
        happened = {one["evidence"] for one in found["happened"]}
        self.same("happened", happened, expected.happened)
        return self.differences

    def part(self, found: dict[str, Any]) -> None:
        """Compare a step: its points, and those of every item."""
        cause = found["cause"]
        if cause == "aggregation":
            self.same(cause, found["points"], 0.0)
            return
        expected = self.expected.part(cause)
        self.same(cause, found["points"], expected.points)
        given = {one["id"]: one for one in found["evidence"]}
        points = {one.id: one.points for one in expected.items}
        for key in given.keys() | points.keys():
            size = given[key]["points"] if key in given else 0.0
            self.same(f"{cause} {key}", size, points.get(key, 0.0))
        if cause in {"new", "amended", "withdrawn"}:
            about = {one.id for one in expected.items if one.why is None}
            listed = {one.id for one in expected.items if nine(one.points) == 0 and not one.why}
            self.same(f"{cause} lists those without points", listed & about - given.keys(), set())

    def test(self, key: str, found: dict[str, Any]) -> None:
        """Compare the test of a node."""
        expected = self.expected.tests.get(key)
        if expected is None:
            return
        if not expected.tested:
            self.same(f"{key} changed", bool(found["changed"]), expected=False)
            return
        self.same(f"{key} difference", found["difference"], expected.difference)
        self.same(f"{key} evidence_points", found["evidence_points"], expected.points)
        self.same(f"{key} threshold", found["threshold"], expected.threshold)
        clear = abs(abs(expected.points) - expected.threshold) > 1e-4
        if clear or expected.points == expected.threshold == 0:
            self.same(f"{key} changed", found["changed"], expected.changed)


def compare(kind: str, seed: int, folder: Path) -> list[Any]:
    """Hold `changes` of one generated dossier against a replay; return the differences."""
    random = Random(f"changes {kind} {seed}")
    world = worlds.maker(kind, random, orderly=True).world()
    for node in (world["framework"], *world["framework"]["pillars"]):
        for key in ("round", "missing", "minimum_share"):
            node.pop(key, None)
        if node.get("aggregation") == "max":
            node.pop("aggregation")
    worlds.write(world, folder)
    since = AS_OF - timedelta(days=random.choice((1, 30, 90, 400)))
    profile = random.choice((None, "client"))
    given = ["--since", since.isoformat(), *clocks(AS_OF, None, profile)]
    found = document(folder, "changes", "MLI", "NER", *given)
    assert found["schema"] == "sahelrisk/changes/2"
    differences = []
    for country in found["countries"]:
        iso3 = country.get("iso3", country.get("country"))
        expected = second.changes(world, since, AS_OF, profile, iso3)
        differences += [(iso3, *one) for one in Replayed(expected).whole(country)]
    return differences


@pytest.mark.parametrize("kind", KINDS)
def test_changes_are_what_a_replay_finds(kind: str, tmp_path: Path) -> None:
    """Steps, items, and change or noise of every node are those of the method; steps add up."""
    for seed in range(8):
        assert compare(kind, seed, tmp_path / str(seed)) == [], seed


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_many_changes_are_what_a_replay_finds(kind: str, tmp_path: Path) -> None:
    """Thirty more dossiers find no difference either."""
    for seed in range(100, 115):
        assert compare(kind, seed, tmp_path / str(seed)) == [], seed
