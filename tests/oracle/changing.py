"""A difference between two dossiers replayed by the oracle, and dossiers that differ (method § 8).

Written from the method's and the contract's text. What is in the earlier dossier and not in the
later one is taken away with what was withdrawn.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import courses

from oracle import Oracle, known_items, nine, noise, unamended

if TYPE_CHECKING:
    from random import Random

    from oracle import World

CAUSES = ("ageing", "new", "amended", "withdrawn", "framework")


class End(NamedTuple):
    """One end: a world, its as-of date, and what was known."""

    world: World
    as_of: date
    known_on: date | None
    profile: str | None

    def oracle(self) -> Oracle:
        """Return the world as it was read then."""
        return Oracle(self.world, self.as_of, self.known_on, self.profile)


def steps(before: End, after: End) -> list[dict[str, Any]]:
    """Return the country before and after each cause, one after the other."""
    first, last = before.oracle(), after.oracle()
    was = {item.given["id"]: item for item in first.items}
    now = {item.given["id"]: item for item in last.items}
    fresh = known_items(after.world | {"files": unamended(after.world)}, after.known_on)
    begun = [item for item in first.items if item.first() <= before.as_of]
    added = [item for item in fresh if item.given["id"] not in was]
    amended = [
        replace(item, withdrawn=key in was and was[key].withdrawn) for key, item in now.items()
    ]
    gone = [item for key, item in was.items() if key not in now]
    found = [first]
    for items in (begun, first.items + added, amended + gone, last.items):
        step = replace(first, as_of=after.as_of)
        step.items = items
        found.append(step)
    return [one.country("MLI") for one in (*found, last)]


def points(country: dict[str, Any]) -> dict[str, float]:
    """Return what each item adds to the country's printed score."""
    found: dict[str, float] = {}
    for indicator in country["indicators"].values():
        for line in indicator["lines"]:
            key = line.item.given["id"]
            found[key] = found.get(key, 0.0) + line.country_contribution
    return found


def scores(country: dict[str, Any]) -> dict[str, float | None]:
    """Return the printed score of every node, the country's under ""."""
    nodes = country["pillars"] | country["indicators"]
    return {"": country["score"]} | {key: one["printed"]["score"] for key, one in nodes.items()}


class Replay(NamedTuple):
    """The causes of a difference: points, points of items, and the test of every node."""

    scores: list[dict[str, float | None]]
    items: list[dict[str, float]]
    noise: dict[str, float]

    def whole(self, key: str) -> bool:
        """Tell whether a node has a score at every step."""
        return all(step.get(key) is not None for step in self.scores)

    def ends(self, key: str) -> tuple[float | None, float | None]:
        """Return a node's score before and after."""
        return self.scores[0].get(key), self.scores[-1].get(key)

    def part(self, place: int) -> float:
        """Return the points of one cause."""
        return self.scores[place + 1][""] - self.scores[place][""]

    def moved(self, key: str) -> float:
        """Return the points of new, amended and withdrawn evidence."""
        return self.scores[4][key] - self.scores[1][key]

    def difference(self, key: str) -> float:
        """Return the points of all causes."""
        return self.scores[-1][key] - self.scores[0][key]


def replay(before: End, after: End) -> Replay:
    """Replay the way from one end to another, one cause at a time."""
    found = steps(before, after)
    by_item = [
        {key: b.get(key, 0.0) - a.get(key, 0.0) for key in a.keys() | b.keys()}
        for a, b in pairwise([points(one) for one in found])
    ]
    return Replay(
        [scores(one) for one in found], by_item, noise(before.oracle(), after.oracle(), "MLI")
    )


def later(world: World, random: Random, *, framework: bool) -> World:
    """Return a dossier some weeks on: words, items and, if asked for, another framework."""
    maker = courses.Spread(random, plain=True, kind="")
    new = copy.deepcopy(world)
    items = [one for file in new["files"].values() for one in file.get("evidence", [])]
    for number in range(random.choice((0, 1, 5))):
        more = maker.item(number, new, "B2")
        more["id"] = f"later{number}"
        more["countries"] = ["MLI"]
        maker.put(new["files"], "evidence", more)
    for item in random.sample(items, min(len(items), random.choice((0, 2, 6)))):
        maker.put(new["files"], "amendment", maker.amendment(item, new))
    if items and random.random() < 0.4:
        regraded(random.choice(items))
    if items and random.random() < 0.4:
        dropped(new, random.choice(items)["id"])
    if framework:
        pillar = random.choice(new["framework"]["pillars"])
        pillar["weight"] = 2.5
        new["framework"].setdefault("method", {})["publisher_discount"] = 0.4
        maker.absences(new["files"], new["indicators"])
    return new


def regraded(item: dict[str, Any]) -> None:
    """Write another grade over the first, as in another dossier someone may."""
    item |= {"reliability": "A", "credibility": 2, "recorded": date(2026, 1, 1)}


def dropped(world: World, key: str) -> None:
    """Take an item and the words about it out of the files."""
    for file in world["files"].values():
        for kind, name in (("evidence", "id"), ("amendment", "evidence")):
            if kind in file:
                file[kind] = [one for one in file[kind] if one[name] != key]


def differences(found: dict[str, Any], expected: Replay) -> list[Any]:
    """Return where a document of `changes` is not what the replay says."""
    wrong: list[Any] = []

    def same(place: str, one: float, other: float) -> None:
        if abs(one - other) > 1e-8:
            wrong.append((place, one, other))

    if expected.whole(""):
        same("difference", found["difference"], expected.difference(""))
        for place, part in enumerate(found["parts"]):
            same(part["cause"], part["points"], expected.part(place))
        total = sum(part["points"] for part in found["parts"])
        if abs(total - found["difference"]) > 1e-9:
            wrong.append(("sum", total, found["difference"]))
    for items, part in zip(expected.items, found["parts"], strict=True):
        given = {one["id"]: one["points"] for one in part["evidence"]}
        for key in items.keys() | given.keys():
            same(f"{part['cause']} {key}", given.get(key, 0.0), items.get(key, 0.0))
    return wrong + judged(found, expected)


def judged(found: dict[str, Any], expected: Replay) -> list[Any]:
    """Hold change or noise of every node against the replay; without a score it is neither."""
    wrong: list[Any] = []
    for one in ({**found, "id": ""}, *found["pillars"], *found["indicators"]):
        if expected.whole(one["id"]):
            wrong += tested(one, expected)
        elif None in expected.ends(one["id"]) and one["changed"]:
            wrong.append((one["id"], "is called a change without a score at both ends"))
    return wrong


def tested(one: dict[str, Any], expected: Replay) -> list[Any]:
    """Hold the test of one node against the replay."""
    key = one["id"]
    wrong = []
    moved, threshold = expected.moved(key), 1.645 * expected.noise[key]
    if abs(one["difference"] - expected.difference(key)) > 1e-8:
        wrong.append((key, "difference", one["difference"], expected.difference(key)))
    if abs(one["evidence_points"] - moved) > 1e-8:
        wrong.append((key, "evidence", one["evidence_points"], moved))
    if abs(one["threshold"] - threshold) > 1e-6:
        wrong.append((key, "threshold", one["threshold"], threshold))
    clear = abs(abs(moved) - threshold) > 1e-5 or moved == threshold == 0.0
    if clear and one["changed"] is not (nine(abs(moved)) > nine(threshold)):
        wrong.append((key, "changed", one["changed"], moved, threshold))
    return wrong
