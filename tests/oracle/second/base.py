"""Base rates: § 4."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from second.rating import CROSS, normalised, transformed, twelve
from second.world import State, nine, period


@dataclass(frozen=True)
class Source:
    """A measure behind a base rate."""

    measure: str
    weight: float
    rating: float
    excess: float  # years by which it is too old


@dataclass(frozen=True)
class Base:
    """The base rate of an indicator of a country, as the profile reads it."""

    p: float
    s: float
    sources: tuple[Source, ...]


def recorded(file: dict[str, Any], row: dict[str, Any]) -> date:
    """Return the day a row was published."""
    rule = file["series"][0]["recorded"]
    if isinstance(rule, date):
        return rule
    if "column" in rule:
        found: date = row["published"]
        return found
    return date(int(row["year"]) + int(rule["after_years"]), int(rule["month"]), 1)


def values(state: State, name: str, iso3: str) -> list[tuple[date, float]]:
    """Return the values of a country that count, by the end of their period."""
    measure = (state.rows or state.world["measures"])[name]
    found = []
    for row in measure["rows"]:
        last = period(str(row["year"])).last
        known = recorded(measure["file"], row) <= min(state.as_of, state.published)
        if row["country"] == iso3 and last <= state.as_of and known:
            found.append((last, float(row["value"])))
    return sorted(found)


def measure_rating(state: State, name: str, iso3: str) -> Source | None:
    """Return a measure's rating of a country, with weight 0 for now."""
    measure = (state.rows or state.world["measures"])[name]
    rules = state.world["measures"][name]["file"]["measure"]
    known = values(state, name, iso3)
    if not known:
        return None
    transform = rules.get("transform", "none")
    others: list[float] = []
    if rules["normalise"] in CROSS:
        for country in sorted({row["country"] for row in measure["rows"]}):
            theirs = values(state, name, country)
            if theirs:
                value = transformed(transform, theirs[-1][1])
                assert value is not None
                others.append(twelve(value))
    ratings = []
    for _, raw in known[-int(rules.get("average", 1)) :]:
        value = transformed(transform, raw)
        assert value is not None
        ratings.append(normalised(rules, value, others))
    age = (state.as_of - known[-1][0]).days
    excess = max(0.0, (age - float(rules.get("max_age_days", 1461))) / 365.25)
    return Source(name, 0.0, math.fsum(ratings) / len(ratings), excess)


def base_rate(state: State, iso3: str, indicator: str) -> Base | None:
    """Return the base rate of an indicator of a country, or None without one."""
    rules = state.world["indicators"][indicator].get("base_rate")
    if rules is None:
        return None
    sources = []
    for name, weight in rules["from"].items():
        found = measure_rating(state, name, iso3)
        if found is not None:
            sources.append(Source(name, float(weight), found.rating, found.excess))
    carried = math.fsum(one.weight for one in sources)
    whole = math.fsum(float(weight) for weight in rules["from"].values())
    if not sources or nine(carried) < nine(whole / 2):
        return None
    low, high = state.constant("base_limits")
    p = math.fsum(one.weight * one.rating for one in sources) / carried
    p = min(float(high), max(float(low), p))
    e = math.fsum(one.weight * one.excess for one in sources) / carried
    s0 = float(state.constant("prior_spread"))
    s = min(s0, float(rules.get("spread", s0)) + float(state.constant("base_ageing")) * e)
    return Base(100 - p if state.flips(indicator) else p, s, tuple(sources))
