"""Laws of the method, tested on the independent computation with worlds of chance."""

from __future__ import annotations

import copy
import math
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import second
import worlds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from second.tree import Country
from second.weight import retired, used
from second.world import State, nine, state_of

AS_OF = worlds.AS_OF
SEEDS = st.integers(0, 10**9)
moderate = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def grounded(random: Random, kind: str = "plain") -> dict[str, Any]:
    """Return a world with some evidence on Mali."""
    while True:
        world = worlds.maker(kind, random, orderly=True).world()
        if sum(len(file.get("evidence", [])) for file in world["files"].values()) > 2:
            return world


def evidence(world: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all items of a world."""
    return [one for file in world["files"].values() for one in file.get("evidence", [])]


def with_items(world: dict[str, Any], *items: dict[str, Any]) -> dict[str, Any]:
    """Return a world with more items."""
    more = copy.deepcopy(world)
    more["files"]["evidence/more.toml"] = {"evidence": list(items)}
    return more


def scores(country: Country) -> dict[str, float]:
    """Return every node's score that there is."""
    nodes = {"": country.root} | country.pillars
    nodes |= {key: one.node for key, one in country.indicators.items()}
    return {key: node.m for key, node in nodes.items() if node.m is not None}


def judged(world: dict[str, Any]) -> list[str]:
    """Return the judged indicators."""
    return [key for key, file in world["indicators"].items() if "levels" in file]


def no_turning_points(world: dict[str, Any]) -> None:
    """Make no item a turning point."""
    for one in evidence(world):
        one.pop("turning_point", None)


def plain_item(random: Random, indicator: str, level: Any, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an item of its own origin and publisher."""
    observed = AS_OF - timedelta(days=random.choice((0, 10, 100, 700)))
    return {
        "id": "zz-new",
        "countries": ["MLI"],
        "indicator": indicator,
        "observed": observed,
        "recorded": observed,
        "level": level,
        "statement": "Something.",
        "reliability": random.choice("ABCDEF"),
        "credibility": random.randint(1, 6),
        "origin": "an origin of its own",
        "source": {"publisher": "A publisher of its own"},
    } | more


def some_level(random: Random, world: dict[str, Any], indicator: str) -> float:
    """Return one of an indicator's levels."""
    return float(random.choice(world["indicators"][indicator]["levels"])["level"])


@moderate
@given(SEEDS)
def test_bad_news_never_lowers_and_good_news_never_raises(seed: int) -> None:
    """An at-least item with an origin and publisher of its own never lowers any score."""
    random = Random(seed)
    world = grounded(random)
    no_turning_points(world)
    indicator = random.choice(judged(world))
    level = some_level(random, world, indicator)
    for reads, sign in (("at-least", 1), ("at-most", -1)):
        item = plain_item(random, indicator, level, reads=reads)
        before = scores(second.assess(world, AS_OF))
        after = scores(second.assess(with_items(world, item), AS_OF))
        for key, score in before.items():
            assert sign * (after[key] - score) > -1e-8, (reads, key)


@moderate
@given(SEEDS)
def test_shared_names_cost_two_points_at_most(seed: int) -> None:
    """Through a shared origin or publisher bad news lowers by two points at most."""
    random = Random(seed)
    world = grounded(random)
    no_turning_points(world)
    item = random.choice(evidence(world))
    if "level" not in item:
        return
    key = item["indicator"]
    indicator = next(
        now for now, file in world["indicators"].items() if key in (now, *file.get("formerly", []))
    )
    level = some_level(random, world, indicator)
    more = plain_item(random, indicator, level, reads="at-least")
    more |= {name: item[name] for name in ("origin", "source") if name in item}
    before = scores(second.assess(world, AS_OF))
    after = scores(second.assess(with_items(world, more), AS_OF))
    assert all(after[name] - score > -2.0 for name, score in before.items())


@moderate
@given(SEEDS, st.sampled_from(("plain", "shaped", "bare")))
def test_one_sided_items_contribute_to_their_side(seed: int, kind: str) -> None:
    """No at-least item takes points away and no at-most item adds any; contributions add up."""
    random = Random(seed)
    country = second.assess(grounded(random, kind), AS_OF, profile=random.choice((None, "client")))
    for indicator in country.indicators.values():
        if indicator.result is None or indicator.result.m is None:
            continue
        for line in indicator.lines:
            if line.used.said is not None:
                assert line.used.reads != "at-least" or line.contribution >= 0
                assert line.used.reads != "at-most" or line.contribution <= 0
        total = math.fsum(line.contribution for line in indicator.lines)
        assert abs(indicator.result.p + total - indicator.result.m) < 1e-9


@moderate
@given(SEEDS, st.sampled_from(("plain", "measured")))
def test_base_rate_and_contributions_are_the_score(seed: int, kind: str) -> None:
    """In an additive tree every point of a country leads to an item or to the base rate."""
    random = Random(seed)
    country = second.assess(grounded(random, kind), AS_OF, profile=random.choice((None, "client")))
    if country.approximate or country.root.m is None:
        return
    total = math.fsum(
        line.contribution * indicator.node.leverage
        for indicator in country.indicators.values()
        for line in indicator.lines
    )
    assert abs(country.root.p + total - country.root.m) < 1e-9


@moderate
@given(SEEDS, st.sampled_from(("plain", "bare")))
def test_a_flip_is_a_mirror(seed: int, kind: str) -> None:
    """With every indicator flipped, scores mirror, errors stay, contributions change sign."""
    world = grounded(Random(seed), kind)
    if kind == "bare":
        for node in (world["framework"], *world["framework"]["pillars"]):
            for key in ("aggregation", "round", "exponent"):
                node.pop(key, None)
    world["framework"]["profiles"] = [
        {"id": "straight"},
        {"id": "flipped", "flip": sorted(world["indicators"])},
    ]
    one = second.assess(world, AS_OF, profile="straight")
    other = second.assess(world, AS_OF, profile="flipped")
    for key, score in scores(one).items():
        assert abs(scores(other)[key] - (100 - score)) < 1e-9
    for key, indicator in one.indicators.items():
        turned = other.indicators[key]
        # the cap at the very ends is the root of a last digit
        assert abs(indicator.node.se - turned.node.se) < 1e-5
        for line, mirrored in zip(indicator.lines, turned.lines, strict=True):
            assert abs(line.contribution + mirrored.contribution) < 1e-9
            assert abs(line.w - mirrored.w) < 1e-12
    assert abs(one.root.se - other.root.se) < 1e-5


@moderate
@given(SEEDS)
def test_a_range_as_wide_as_the_ladder_changes_nothing(seed: int) -> None:
    """An exact item that says nothing moves nothing, where the ladder spans all of 0 to 100."""
    random = Random(seed)
    world = grounded(random)
    indicator = random.choice(judged(world))
    levels = world["indicators"][indicator]["levels"]
    for rung in levels:
        rung.pop("score", None)
    ends = [levels[0]["level"], levels[-1]["level"]]
    item = plain_item(random, indicator, ends, reads="exact")
    before = second.assess(world, AS_OF)
    after = second.assess(with_items(world, item), AS_OF)
    assert scores(after) == scores(before)
    assert after.root.se == before.root.se
    assert after.root.kappa == before.root.kappa


@moderate
@given(SEEDS)
def test_splitting_an_item_in_its_origin_changes_nothing(seed: int) -> None:
    """Two halves of one report, of one origin and publisher, say what the report said."""
    random = Random(seed)
    world = grounded(random)
    indicator = random.choice(judged(world))
    level = some_level(random, world, indicator)
    reads = random.choice(("exact", "at-least", "at-most"))
    item = plain_item(random, indicator, level, reads=reads)
    one = second.assess(with_items(world, item), AS_OF)
    two = second.assess(with_items(world, item, item | {"id": "zz-other"}), AS_OF)
    for key, score in scores(one).items():
        assert abs(scores(two)[key] - score) < 1e-9
    assert abs(one.root.se - two.root.se) < 1e-9
    assert abs(one.root.kappa - two.root.kappa) < 1e-9


@moderate
@given(SEEDS)
def test_order_and_files_change_nothing(seed: int) -> None:
    """Evidence may stand in any file and order."""
    random = Random(seed)
    kind = random.choice(worlds.KINDS)
    world = grounded(random, kind)
    items = evidence(world)
    random.shuffle(items)
    moved = copy.deepcopy(world)
    for file in moved["files"].values():
        file.pop("evidence", None)
    moved["files"]["evidence/moved/here.toml"] = {"evidence": items}
    one, two = second.assess(world, AS_OF), second.assess(moved, AS_OF)
    assert scores(one) == scores(two)
    assert one.root.se == two.root.se


def forgotten(world: dict[str, Any], day: date) -> dict[str, Any]:
    """Return a world without what was recorded or published after a day."""
    from second.base import recorded

    known = copy.deepcopy(world)
    for file in known["files"].values():
        for kind, tables in file.items():
            file[kind] = [one for one in tables if one["recorded"] <= day]
    for measure in known["measures"].values():
        measure["rows"] = [row for row in measure["rows"] if recorded(measure["file"], row) <= day]
    return known


@moderate
@given(SEEDS)
def test_known_on_is_deleting_what_came_later(seed: int) -> None:
    """What was recorded or published after the day has no say on it."""
    random = Random(seed)
    kind = random.choice(worlds.KINDS)
    world = grounded(random, kind)
    day = AS_OF - timedelta(days=random.choice((0, 20, 100, 500)))
    as_of = random.choice((day, AS_OF))
    one = second.assess(world, as_of, known_on=day)
    two = second.assess(forgotten(world, day), as_of)
    assert scores(one) == scores(two)
    assert one.root.se == two.root.se
    assert one.root.kappa == two.root.kappa


def eventful(world: dict[str, Any], day: date) -> bool:
    """Tell whether anything may begin, end, be published or retire on a day or the day before."""
    days = set()
    for file in world["files"].values():
        for tables in file.values():
            for one in tables:
                days |= {one.get(key) for key in ("observed", "confirmed", "ended")}
    firsts = {second.world.period(one).first for one in days if one is not None}
    return bool({day, day - timedelta(days=1)} & firsts)


@moderate
@given(SEEDS)
def test_a_day_without_events_moves_no_score_by_more_than_a_point(seed: int) -> None:
    """Scores are continuous in time, where half-lives are 60 days or more."""
    random = Random(seed)
    world = grounded(random)
    no_turning_points(world)
    for file in world["indicators"].values():
        file["half_life_days"] = random.choice((60, 180, 365))
    day = AS_OF - timedelta(days=random.choice((0, 40, 300)))
    known = state_of(world, day, day, None)
    if eventful(world, day):
        return
    following = replace(known, as_of=day + timedelta(days=1))
    if eventful(world, following.as_of):
        return
    before = scores(second.assess_state(known, "MLI"))
    after = scores(second.assess_state(following, "MLI"))
    assert all(abs(after[key] - score) <= 1 for key, score in before.items())


@moderate
@given(SEEDS)
def test_scores_return_to_the_base_rate(seed: int) -> None:
    """Exact evidence of one half-life lets go as days pass, and coverage falls."""
    random = Random(seed)
    world = grounded(random)
    no_turning_points(world)
    world["framework"]["weak"] = {"quality": 0.0}
    for one in evidence(world):
        one.pop("nature", None)
        if "level" in one:
            one["reads"] = "exact"
    for file in world["files"].values():
        file["amendment"] = []
    state = frozen(state_of(world, AS_OF, AS_OF, None))
    earlier = second.assess_state(state, "MLI")
    later = second.assess_state(
        replace(state, as_of=AS_OF + timedelta(days=random.choice((1, 30, 400)))), "MLI"
    )
    for key, indicator in earlier.indicators.items():
        one, two = indicator.result, later.indicators[key].result
        if one is None or two is None or one.m is None or two.m is None:
            continue
        assert abs(two.m - two.p) <= abs(one.m - one.p) + 1e-9
        assert two.kappa <= one.kappa + 1e-9


def frozen(state: State) -> State:
    """Return a state in which no item has an age still to come and no base rate grows old."""
    world = copy.deepcopy(state.world)
    for one in world["indicators"].values():
        one.pop("base_rate", None)
    items = tuple(item for item in state.items if item.counted <= state.as_of)
    return replace(state, world=world, items=items)


@moderate
@given(SEEDS)
def test_the_only_turning_point_helps_itself(seed: int) -> None:
    """A turning point with names of its own never moves the score away from its rating."""
    random = Random(seed)
    world = grounded(random)
    no_turning_points(world)
    indicator = random.choice(judged(world))
    item = plain_item(random, indicator, some_level(random, world, indicator), turning_point=True)
    item |= {"reliability": "A", "credibility": 2}
    if random.random() < 0.3:
        item["case"] = "mine"
    before = second.assess(world, AS_OF).indicators[indicator]
    after = second.assess(with_items(world, item), AS_OF).indicators[indicator]
    if before.node.m is None or after.node.m is None:
        return
    rating = next(line.used.x for line in after.lines if line.id == "zz-new")
    assert abs(after.node.m - rating) <= abs(before.node.m - rating) + 1e-9


@moderate
@given(SEEDS)
def test_steps_of_a_change_add_up(seed: int) -> None:
    """Items and base rates make up each step, and the steps the difference."""
    random = Random(seed)
    world = grounded(random)
    since = AS_OF - timedelta(days=random.choice((1, 30, 90, 400)))
    found = second.changes(world, since, AS_OF, random.choice((None, "client")))
    first, last = found.countries[0].root, found.countries[-1].root
    if any(one.root.m is None for one in found.countries):
        return
    assert first.m is not None
    assert last.m is not None
    total = math.fsum(part.points for part in found.parts)
    assert abs(total - last.length(last.m - first.m)) < 1e-9
    for part in found.parts:
        if part.cause == "framework":
            continue
        points = math.fsum([*(one.points for one in part.items), part.base])
        # weights that are equal at 9 decimals are unchanged, and have no points
        assert abs(points - part.points) < 1e-7


@moderate
@given(SEEDS)
def test_the_end_of_a_replay_is_the_score(seed: int) -> None:
    """The last state of a replay is what the dossier says on the later day, and the first too."""
    random = Random(seed)
    world = grounded(random, random.choice(worlds.KINDS))
    since = AS_OF - timedelta(days=random.choice((1, 30, 400)))
    found = second.changes(world, since, AS_OF)
    for country, day in ((found.countries[0], since), (found.countries[-1], AS_OF)):
        assert scores(country) == scores(second.assess(world, day, known_on=day))
    five, six = found.countries[5:]
    if all(file.get("not-applicable", []) == [] for file in world["files"].values()):
        assert scores(five) == scores(six)


@moderate
@given(SEEDS)
def test_what_is_new_is_credited_to_what_is_new(seed: int) -> None:
    """An exact item with names of its own gets all points of its arrival."""
    random = Random(seed)
    world = grounded(random)
    no_turning_points(world)
    for one in evidence(world):
        one["recorded"] = min(one["recorded"], AS_OF - timedelta(days=5))
        if "level" in one:
            one["reads"] = "exact"
    world["framework"]["weak"] = {"quality": 0.0}
    for file in world["files"].values():
        file.pop("amendment", None)
        file.pop("not-applicable", None)
    indicator = random.choice(judged(world))
    item = plain_item(random, indicator, some_level(random, world, indicator))
    day = AS_OF + timedelta(days=1)
    item |= {"observed": day, "recorded": day}
    part = second.changes(with_items(world, item), AS_OF, day).part("new")
    assert [one.id for one in part.items if nine(one.points) != 0] in ([], ["zz-new"])
    assert "zz-new" in [one.id for one in part.items]
    assert abs(part.points - math.fsum(one.points for one in part.items)) < 1e-7


def test_retired_by_the_case_alone() -> None:
    """A turning point that names a case retires only that case."""
    random = Random(1)
    world = grounded(random)
    indicator = judged(world)[0]
    level = world["indicators"][indicator]["levels"][0]["level"]
    old = {"observed": date(2026, 1, 1), "recorded": date(2026, 1, 1)}
    items = [
        plain_item(random, indicator, level, **old, case="mine") | {"id": "zz-a", "origin": "a"},
        plain_item(random, indicator, level, **old) | {"id": "zz-b", "origin": "b"},
        plain_item(random, indicator, level, turning_point=True, case="mine")
        | {"id": "zz-t", "observed": AS_OF},
    ]
    world["files"] = {}
    state = state_of(with_items(world, *items), AS_OF, None, None)
    assert retired(used(state, "MLI", indicator)) == {"zz-a": "zz-t"}
