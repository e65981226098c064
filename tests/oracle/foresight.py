"""What `plan`, `changes`, `history` and `compare` should say, by brute force over the oracle.

Written from method §§ 5 and 8 and the contract's text: a question about a changed dossier is
answered by changing it and scoring it again, one about a day by scoring that day.
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from scipy.stats import norm

import oracle
from oracle import Item, Oracle, nine

NEW = "\uffffnew"
LETTERS = "ABCDEF"
GRID = 400


@dataclass
class Changed(Oracle):
    """An oracle with one indicator's items changed; what the others say is worked out once."""

    about: str = ""
    told: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def indicator(self, indicator: str, country: str) -> dict[str, Any]:
        """Return the figures of an indicator, those of an unchanged one from memory."""
        if indicator == self.about:
            return super().indicator(indicator, country)
        if (indicator, country) not in self.told:
            self.told[indicator, country] = super().indicator(indicator, country)
        return dict(self.told[indicator, country])


def variant(world: Oracle, items: list[Item], about: str = "") -> Changed:
    """Return the oracle with other items, in one indicator if it is named."""
    told = getattr(world, "told", {}) if about else {}
    other = Changed(world.world, world.as_of, world.known_on, world.profile, about=about, told=told)
    other.items = items
    return other


def remembering(world: Oracle) -> Changed:
    """Return the oracle with a memory for what its variants share."""
    return variant(world, world.items)


def root_of(world: Oracle, country: str) -> dict[str, Any]:
    """Return the figures of a country alone."""
    return world.node(world.tree(), country)


def printed_band(world: Oracle, country: str) -> str | None:
    """Return the band that `score` would print."""
    top = root_of(world, country)
    band: str | None = world.printed(top, world.world["framework"])["band"]
    return band


def own_indicators(world: Oracle, country: str) -> list[str]:
    """Return the indicators of the tree that apply to a country."""
    return [
        key
        for key in world.world["indicators"]
        if not key.startswith("context.") and (country, key) not in world.absent
    ]


def prior(world: Oracle, indicator: str) -> float:
    """Return the prior as the profile reads it."""
    p: float = world.rules.method["prior_score"]
    return 100 - p if indicator in world.reading.get("flip", []) else p


@dataclass
class Fixed(Changed):
    """An oracle with one more item whose rating is given and not read from a ladder."""

    fixed: float = 50.0

    def rate(self, lines: list[oracle.Line], indicator: str, country: str) -> None:
        """Rate the new item as given (before a profile reads it the other way)."""
        added = [line for line in lines if line.item.given["id"] == NEW]
        others = [line for line in lines if line.item.given["id"] != NEW]
        super().rate(others, indicator, country)
        flip = indicator in self.reading.get("flip", [])
        for line in added:
            line.rating = 100 - self.fixed if flip else self.fixed

    def reference(self, indicator: str, measure: dict[str, Any]) -> dict[str, float]:
        """Return the reference set, in which a rating has no value."""
        kept = [item for item in self.items if item.given["id"] != NEW]
        return variant(self, kept).reference(indicator, measure)


def with_new(world: Oracle, country: str, indicator: str, rating: float) -> Fixed:
    """Return the oracle with one more B2 item of the as-of date, its own origin and publisher."""
    given = {
        "id": NEW,
        "countries": [country],
        "indicator": indicator,
        "observed": world.as_of,
        "recorded": world.as_of,
        "level": 0,
        "reliability": "B",
        "credibility": 2,
        "source": {"publisher": NEW},
    }
    told = getattr(world, "told", {})
    added = Fixed(
        world.world,
        world.as_of,
        world.known_on,
        world.profile,
        about=indicator,
        told=told,
        fixed=rating,
    )
    added.items = [*world.items, Item(given, "new", 0)]
    return added


# Next-best evidence


def width(world: Oracle, country: str) -> float:
    """Return the width of the country's printed interval."""
    figures = world.printed(root_of(world, country), world.world["framework"])
    return 0.0 if figures["low"] is None else abs(figures["high"] - figures["low"])


def next_best(world: Oracle, country: str) -> dict[str, float]:
    """Return by how much the interval would narrow, for each indicator."""
    now = width(world, country)
    found = {}
    for key in own_indicators(world, country):
        score = world.indicator(key, country)["score"]
        rating = prior(world, key) if score is None else score
        found[key] = now - width(with_new(world, country, key, rating), country)
    return found


# Expiry


def on_day(world: Oracle, day: date) -> Oracle:
    """Return the oracle as of another day."""
    other = Oracle(world.world, day, world.known_on, world.profile)
    other.items = world.items
    return other


def coverage_of(world: Oracle, country: str, indicator: str | None) -> float:
    """Return the coverage of an indicator, or of the country."""
    one = root_of(world, country) if indicator is None else world.indicator(indicator, country)
    return float(one["coverage"])


def lapses(world: Oracle, country: str, indicator: str | None, days: int) -> date | str | None:
    """Return the first day under provisional, walking day by day; "later" if not within `days`."""
    needed = world.rules.tables["coverage"]["provisional"]
    if nine(coverage_of(world, country, indicator)) < needed:
        return None
    for ahead in range(1, days + 1):
        day = world.as_of + timedelta(days=ahead)
        if nine(coverage_of(on_day(world, day), country, indicator)) < needed:
            return day
    return "later"


# Flips


def counting(world: Oracle, country: str) -> list[Item]:
    """Return the items listed for a country that say something about it."""
    keys = set(own_indicators(world, country))
    return [
        item
        for item in world.items
        if item.given["indicator"] in keys
        and country in item.given["countries"]
        and item.first() <= world.as_of
        and not item.withdrawn
    ]


def changed(world: Oracle, item: Item, **more: Any) -> Oracle:  # noqa: ANN401
    """Return the oracle with one item changed."""
    other = copy.copy(item)
    other.withdrawn = more.pop("withdrawn", item.withdrawn)
    other.given = item.given | more
    items = [other if one is item else one for one in world.items]
    return variant(world, items, item.given["indicator"])


def rungs(level: float, levels: list[float]) -> float:
    """Return the place of a level on its ladder."""
    for place, (low, high) in enumerate(pairwise(levels)):
        if low <= level <= high:
            return place + (level - low) / (high - low)
    return 0.0


def level_tries(world: Oracle, country: str) -> list[tuple[float, str, Any, Oracle]]:
    """Return every other rung of every item."""
    found = []
    for item in counting(world, country):
        file = world.world["indicators"][item.given["indicator"]]
        if "level" not in item.given:
            continue
        levels = [rung["level"] for rung in file["levels"]]
        for rung in levels:
            size = nine(abs(rungs(rung, levels) - rungs(item.given["level"], levels)))
            if size:
                found.append((size, item.given["id"], rung, changed(world, item, level=rung)))
    return found


def grade_tries(world: Oracle, country: str) -> list[tuple[float, str, Any, Oracle]]:
    """Return every other grade of every item; a turning point keeps the quality it needs."""
    found = []
    method, needed = world.rules.method, world.rules.tables["turning_point"]["quality"]
    for item in counting(world, country):
        for letter in LETTERS:
            for digit in range(1, 7):
                was = item.given["reliability"], item.given["credibility"]
                size = abs(LETTERS.index(letter) - LETTERS.index(was[0])) + abs(digit - was[1])
                q = math.sqrt(method["reliability"][letter] * method["credibility"][str(digit)])
                if not size or (item.given.get("turning_point") and nine(q) < needed):
                    continue
                other = changed(world, item, reliability=letter, credibility=digit)
                found.append((float(size), item.given["id"], f"{letter}{digit}", other))
    return found


def withdrawal_tries(world: Oracle, country: str) -> list[tuple[float, str, Any, Oracle]]:
    """Return every withdrawal."""
    return [
        (1.0, item.given["id"], "withdrawn", changed(world, item, withdrawn=True))
        for item in counting(world, country)
    ]


def smallest(
    world: Oracle, country: str, tries: list[tuple[float, str, Any, Oracle]]
) -> tuple[float, str, set[Any]] | None:
    """Return size, id and the outcomes of the smallest change that moves the band."""
    now = printed_band(world, country)
    for size, key in sorted({(size, key) for size, key, _, _ in tries}):
        hits = {
            (to, printed_band(other, country))
            for s, k, to, other in tries
            if (s, k) == (size, key) and printed_band(other, country) != now
        }
        if hits:
            return size, key, hits
    return None


def nearest_new(world: Oracle, country: str) -> tuple[float, float, str] | None:
    """Return the least distance known to flip, the largest known not to, and the indicator.

    Ratings are looked at on a grid outwards from each indicator's score.
    """
    now = printed_band(world, country)
    found = []
    for key in own_indicators(world, country):
        score = world.indicator(key, country)["score"]
        score = prior(world, key) if score is None else score
        for end in (0.0, 100.0):
            hit = first_hit(world, country, key, (score, end), now)
            if hit is not None:
                found.append((*hit, key))
    return min(found, default=None)


def first_hit(
    world: Oracle, country: str, key: str, span: tuple[float, float], now: str | None
) -> tuple[float, float] | None:
    """Return the first distance on the grid that flips, and the one before it."""
    score, end = span
    before = 0.0
    for step in range(GRID + 1):
        rating = score + (end - score) * step / GRID
        if printed_band(with_new(world, country, key, rating), country) != now:
            return abs(rating - score), before
        before = abs(rating - score)
    return None


# Leaving out


def left_out(world: Oracle, country: str) -> dict[tuple[str, str], tuple[float, str | None]]:
    """Return score and band without each origin and each publisher that bears weight."""
    whole = world.country(country)
    lines = [
        line
        for one in whole["indicators"].values()
        for line in one["lines"]
        if one["effective_weight"] * line.weight > 0
    ]
    found = {}
    for written, name in {line.item.origin for line in lines}:
        kept = [item for item in world.items if item.origin != (written, name)]
        found["origin", name, written] = outcome(variant(world, kept), country)
    for name in {line.item.publisher for line in lines}:
        kept = [item for item in world.items if item.publisher != name]
        found["publisher", name, True] = outcome(variant(world, kept), country)
    return found


def outcome(world: Oracle, country: str) -> tuple[float, str | None]:
    """Return a country's printed score and band."""
    figures = world.printed(root_of(world, country), world.world["framework"])
    return figures["score"], figures["band"]


# Ranks


def ranks(
    scored: dict[str, tuple[float, float]], order: float = 0.95
) -> dict[str, tuple[int, int, int]]:
    """Return rank and rank range of countries by unscaled score and standard error."""
    found = {}
    for key, (m, se) in scored.items():
        rank = 1 + sum(other > m for other, _ in scored.values())
        others = [one for name, one in scored.items() if name != key]
        above = sum(nine(order_of((m2, s2), (m, se))) >= order for m2, s2 in others)
        below = sum(nine(order_of((m, se), (m2, s2))) >= order for m2, s2 in others)
        found[key] = (rank, 1 + above, len(scored) - below)
    return found


def order_of(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return P(first > second)."""
    spread = math.hypot(first[1], second[1])
    if spread == 0:
        return 0.5 if first[0] == second[0] else float(first[0] > second[0])
    return float(norm.cdf((first[0] - second[0]) / spread))
