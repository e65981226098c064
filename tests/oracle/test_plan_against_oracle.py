"""`plan` held against brute force over a second computation of the method."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import second
import worlds
from against import clocks, document
from second.tree import Country
from second.world import Item, State, nine, state_of

KINDS = ("plain", "shaped", "measured")
COUNTRY = "MLI"
KNOWN = (None, None, worlds.AS_OF, worlds.AS_OF - timedelta(days=100))
NEW = "\uffffnew"


def fresh(state: State, indicator: str, rating: float) -> Item:
    """Return an exact B2 item of the as-of date with an origin and publisher of its own."""
    return Item(
        {
            "id": NEW,
            "countries": [COUNTRY],
            "indicator": indicator,
            "observed": state.as_of,
            "recorded": state.as_of,
            "rated": rating,
            "reliability": "B",
            "credibility": 2,
            "origin": NEW,
            "source": {"publisher": NEW},
        }
    )


def width(state: State, country: Country) -> float:
    """Return the width of a country's printed interval."""
    interval = country.root.interval(state.framework)
    return abs(interval[1] - interval[0]) if interval else 0.0


def next_best(state: State, now: Country) -> dict[str, float]:
    """Return by how much the interval would narrow, for each indicator that applies."""
    found = {}
    for key, indicator in now.indicators.items():
        if not indicator.node.applicable:
            continue
        rating = indicator.node.p if indicator.node.m is None else indicator.node.m
        more = replace(state, items=(*state.items, fresh(state, key, rating)))
        found[key] = width(state, now) - width(more, second.assess_state(more, COUNTRY))
    return found


def coverages(state: State, day: date) -> dict[str | None, float]:
    """Return the coverage of the country and of every indicator on a day."""
    published = day if state.published == state.as_of else state.published
    then = replace(state, as_of=day, published=published, begun_by=day, ended_by=day)
    country = second.assess_state(then, COUNTRY)
    return {None: nine(country.root.kappa)} | {
        key: nine(one.node.kappa) for key, one in country.indicators.items()
    }


class Plans:
    """What `plan` prints of a generated dossier, and the computation of it."""

    def __init__(self, kind: str, seed: int, folder: Path) -> None:
        """Write the dossier and run the command."""
        random = Random(f"plan {kind} {seed}")
        world = worlds.maker(kind, random).world()
        worlds.write(world, folder)
        known_on, profile = random.choice(KNOWN), random.choice((None, "client"))
        self.found = document(folder, "plan", COUNTRY, *clocks(worlds.AS_OF, known_on, profile))
        self.state = state_of(world, worlds.AS_OF, known_on, profile)
        self.now = second.assess_state(self.state, COUNTRY)
        self.differences: list[Any] = []

    def next_best(self) -> None:
        """Compare the points of every indicator, and their order."""
        expected = next_best(self.state, self.now)
        found = {one["indicator"]: one["interval_points"] for one in self.found["next_best"]}
        if set(found) != set(expected):
            self.differences.append(("next_best", set(found) ^ set(expected)))
        for key in found.keys() & expected.keys():
            if abs(found[key] - expected[key]) > 2e-4:
                self.differences.append(("next_best", key, found[key], expected[key]))

    def expiry(self) -> None:
        """Look at the days on both sides of every date."""
        needed = nine(self.state.table("coverage", "provisional"))
        named = {one["indicator"]: one["lapses_on"] for one in self.found["expiry"]}
        now = coverages(self.state, self.state.as_of)
        for key, said in (*named.items(), (None, self.found["band_lapses_on"])):
            if said is None:
                continue
            day = date.fromisoformat(said)
            before = coverages(self.state, day - timedelta(days=1))[key]
            after = coverages(self.state, day)[key]
            if not (now[key] >= needed and before >= needed > after):
                self.differences.append(("expiry", key, said, now[key], before, after))

    def left_out(self) -> None:
        """Compare the scores without each origin and publisher that bears weight."""
        lines = [
            line
            for one in self.now.indicators.values()
            for line in one.lines
            if one.node.effective * line.u > 0
        ]
        found = {
            (one["kind"], round(one["score"], 4))
            for one in self.found["left_out"]
            if one["score"] is not None
        }
        without = [
            ("origin", [i for i in self.state.items if i.origin != name])
            for name in {line.used.item.origin for line in lines}
        ] + [
            ("publisher", [i for i in self.state.items if i.publisher != name])
            for name in {line.used.item.publisher for line in lines}
        ]
        if len(without) != len(self.found["left_out"]):
            self.differences.append(("left out", len(self.found["left_out"]), len(without)))
        for kind, items in without:
            root = second.assess_state(replace(self.state, items=tuple(items)), COUNTRY).root
            score = root.printed(root.m)
            near = any(k == kind and abs(s - (score or 0.0)) < 1e-3 for k, s in found)
            if score is not None and root.status != "insufficient" and not near:
                self.differences.append(("left out", kind, score))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(2))
def test_plans_are_what_brute_force_finds(kind: str, seed: int, tmp_path: Path) -> None:
    """Next best evidence, expiry, and what is left out are as the text says."""
    plans = Plans(kind, seed, tmp_path)
    plans.next_best()
    plans.expiry()
    plans.left_out()
    assert plans.differences == []
