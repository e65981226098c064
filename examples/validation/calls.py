"""How often a change is called, over every country and year of the example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sahelrisk.analysis.difference import DOWN, UP, Change, Tested, changes
from sahelrisk.analysis.steps import state_of
from validation.sources import World, name_of

ENDS = (*(date(year, 12, 31) for year in range(2014, 2026)), date(2026, 9, 28))
COUP = ("sovereignty.regime-cohesion", "sovereignty.constitutional-order")
QUIET = ("GHA", "SEN")
TOP = 5


class Called(NamedTuple):
    """What one year did to one country."""

    year: int
    iso3: str
    change: Change


def years(world: World) -> list[Called]:
    """Return every change of a year of every country of the example."""
    codes = world.example()
    states = [state_of(world.dossier, world.tree, day) for day in ENDS]
    return [
        Called(day.year, iso3, one)
        for before, after, day in zip(states, states[1:], ENDS[1:], strict=False)
        for iso3, one in zip(codes, changes(codes, before, after), strict=True)
    ]


def _level(tests: list[Tested]) -> str:
    count = len(tests)
    touched = sum(one.touched for one in tests)
    called = [one for one in tests if one.significant]
    up, down = (sum(one.direction == way for one in called) for way in (UP, DOWN))
    share = len(called) / touched if touched else 0.0
    return f"{count:,} | {touched:,} | {len(called)} | {up} | {down} | {share:.0%} |"


def page(world: World) -> Iterator[str]:
    """Yield how many changes are called and which, coup by coup."""
    found = years(world)
    yield "| level | node-years | with new evidence | called | up | down | of those with evidence |"
    yield "|---|---|---|---|---|---|---|"
    yield f"| country | {_level([one.change.country for one in found])}"
    pillars = [test for one in found for test in one.change.pillars]
    indicators = [test for one in found for test in one.change.indicators]
    yield f"| pillar | {_level(pillars)}"
    yield f"| indicator | {_level(indicators)}"
    yield ""
    quiet = [one for one in found if one.iso3 in QUIET]
    calls = [
        f"{name_of(one.iso3)} {one.year}, `{test.id}` ({test.points:+.1f})"
        for one in quiet
        for test in (one.change.country, *one.change.pillars, *one.change.indicators)
        if test.significant
    ]
    names = " and ".join(name_of(one) for one in QUIET)
    yield f"In the {len(quiet)} years of {names}: {'; '.join(calls) or 'no call'}.\n"
    countries = [one for one in found if one.change.country.significant]
    if countries:
        yield (
            "Countries called: "
            + "; ".join(
                f"{name_of(one.iso3)} {one.year} ({one.change.country.points:+.1f})"
                for one in countries
            )
            + ".\n"
        )
    most = Counter(test.id for one in found for test in one.change.indicators if test.significant)
    yield (
        "Most often called: "
        + ", ".join(f"`{key}` ({n})" for key, n in most.most_common(TOP))
        + ".\n"
    )
    yield from _coups(found)


def _coups(found: list[Called]) -> Iterator[str]:
    """Yield of every year with a takeover in the example whether it is called and stands on the page."""
    yield "| coup or attempt | grade | under *what happened* | fractured regime | power outside the constitution |"
    yield "|---|---|---|---|---|"
    for one in found:
        taken = [
            item
            for leaf in one.change.after.indicators
            if leaf.id == COUP[0]
            for item in leaf.items
            if date.fromordinal(item.item.first_day).year == one.year
            and (item.item.turning_point or (item.item.level or 0) >= TOP)
        ]
        happened = {happening.item.item.id for happening in one.change.happened}
        tests = {test.id: test for test in one.change.indicators}
        for item in taken:
            cells = " | ".join(f"{tests[key].points:+.1f} {_word(tests[key])}" for key in COUP)
            grade = f"{item.item.reliability}{item.item.credibility}"
            shown = "yes" if item.item.id in happened else "no"
            yield f"| {name_of(one.iso3)}, {item.item.observed} | {grade} | {shown} | {cells} |"
    yield ""


def _word(test: Tested) -> str:
    return "called" if test.significant else "not called"
