"""The independent computation held to small cases that are worked out by hand, section by section."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest
import second
from second.estimate import Line
from second.tree import Country
from second.world import period, publisher_key

AS_OF = date(2026, 6, 30)
LEVELS = [{"level": level, "text": "…"} for level in (1, 2, 3, 4, 5)]
ODDS = 7 / 3  # of B2
NINE = 9.0  # odds of A1


def item(key: str, level: Any, grade: str = "B2", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an item of the as-of date with an origin and a publisher of its own."""
    return {
        "id": key,
        "countries": ["MLI"],
        "indicator": "p.i",
        "observed": AS_OF,
        "recorded": AS_OF,
        "level": level,
        "statement": "Something.",
        "reliability": grade[0],
        "credibility": int(grade[1]),
        "origin": f"origin {key}",
        "source": {"publisher": f"publisher {key}"},
    } | more


def world(*items: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a world with one indicator."""
    found: dict[str, Any] = {
        "framework": {"id": "t", "pillars": [{"id": "p", "title": "P"}], "method": {}},
        "indicators": {"p.i": {"levels": LEVELS, "half_life_days": 365}},
        "measures": {},
        "files": {"evidence/a.toml": {"evidence": list(items)}},
    }
    return found | more


def lines(made: dict[str, Any], as_of: date = AS_OF, iso3: str = "MLI") -> dict[str, Line]:
    """Return the items of the indicator by id."""
    country = second.assess(made, as_of, iso3=iso3)
    return {line.id: line for line in country.indicators["p.i"].lines}


def score(made: dict[str, Any], as_of: date = AS_OF) -> float:
    """Return the indicator's score."""
    found = second.assess(made, as_of).indicators["p.i"].node.m
    assert found is not None
    return found


# Dates and names


def test_periods() -> None:
    """A month counts from its 15th and a year from 1 July; both begin on their first day."""
    assert period("2026-02").counted == date(2026, 2, 15)
    assert period("2024-02").last == date(2024, 2, 29)
    assert period("2025-12").last == date(2025, 12, 31)
    assert period("2025").counted == date(2025, 7, 1)
    assert (period("2025").first, period("2025").last) == (date(2025, 1, 1), date(2025, 12, 31))
    used = lines(world(item("a", 5, observed="2026"), item("b", 5, observed="2026-07")))
    assert set(used) == {"a"}
    assert used["a"].used.age == 0  # 1 July is still to come


def test_publishers_are_folded() -> None:
    """Case, blanks, accents' spelling and apostrophes make no other publisher."""
    assert publisher_key("  Agence\u00a0d\u2019\u00c9tat ") == publisher_key("agence d'E\u0301TAT")
    assert publisher_key(None) == ""


# § 1


@pytest.mark.parametrize(
    ("level", "more", "x", "openness", "reads"),
    [
        (3.5, {}, 62.5, 0.0, "exact"),
        ([2, 4], {}, 50.0, 0.5, "exact"),
        ([2, 4], {"reads": "at-least"}, 25.0, 0.0, "at-least"),
        ([2, 4], {"reads": "at-most"}, 75.0, 0.0, "at-most"),
        (4, {"kind": "nil-return"}, 75.0, 0.0, "at-most"),
        (4, {"kind": "nil-return", "reads": "exact"}, 75.0, 0.0, "exact"),
        (4, {"turning_point": True}, 75.0, 0.0, "exact"),
        (4, {"nature": "condition"}, 75.0, 0.0, "exact"),
        (4, {"kind": "assessment"}, 75.0, 0.0, "exact"),
        (4, {}, 75.0, 0.0, "at-least"),
    ],
)
def test_readings(
    level: Any,  # noqa: ANN401
    more: dict[str, Any],
    x: float,
    openness: float,
    reads: str,
) -> None:
    """Ratings, openness and readings are those of § 1; `event_reads` is of observed events."""
    made = world(item("a", level, **more))
    if (reads == "at-least" and "reads" not in more) or (reads == "exact" and level == 4):
        made["indicators"]["p.i"] = made["indicators"]["p.i"] | {"event_reads": "at-least"}
    said = lines(made)["a"].used.said
    assert said is not None
    assert (said.x, said.openness, said.reads) == (x, openness, reads)


# § 2


def test_one_origin_counts_once() -> None:
    """Two items of one origin weigh as their strongest, in proportion to b."""
    shared = {"origin": "Wire  one"}
    found = lines(
        world(item("a", 5, "A1", **shared), item("b", 3, **shared | {"origin": "wire one "}))
    )
    assert found["a"].w == pytest.approx(9 * 9 / (9 + ODDS))
    assert found["b"].w == pytest.approx(9 * ODDS / (9 + ODDS))


def test_one_publisher_is_not_many() -> None:
    """The second origin of a publisher counts 0.7, the total in proportion to the weights."""
    source = {"source": {"publisher": "X"}}
    found = lines(world(item("a", 5, "A1", **source), item("b", 5, **source)))
    total = 9 + 0.7 * ODDS
    assert found["a"].w == pytest.approx(total * 9 / (9 + ODDS))
    assert found["b"].w == pytest.approx(total * ODDS / (9 + ODDS))


def test_rumours_have_a_cap() -> None:
    """Five origins of C3 would weigh 5, and weigh 7/3; an A1 beside them keeps its 9."""
    found = lines(world(item("z", 1, "A1"), *(item(f"c{n}", 5, "C3") for n in range(5))))
    assert found["z"].w == pytest.approx(9)
    assert found["c0"].w == pytest.approx(7 / 15)


def test_conditions() -> None:
    """A condition ages with 1,825 days from its latest confirmation, and ends on its day."""
    law = item("a", 5, nature="condition", observed=date(2021, 7, 1), recorded=date(2021, 7, 1))
    made = world(law)
    assert lines(made)["a"].w == pytest.approx(ODDS * 2 ** (-1825 / 1825))
    word = {"evidence": "a", "recorded": date(2026, 1, 1), "confirmed": "2026-06"}
    made["files"]["evidence/a.toml"]["amendment"] = [word]
    assert lines(made)["a"].used.age == 15
    end = {"evidence": "a", "recorded": date(2026, 2, 1), "ended": AS_OF}
    made["files"]["evidence/a.toml"]["amendment"].append(end)
    assert lines(made)["a"].state == "ended"
    assert lines(made, AS_OF - timedelta(days=1))["a"].state == "counts"


def test_rungs() -> None:
    """A rung weighs what T grows by at it; what is under its greatest value weighs nothing."""
    sided = {"reads": "at-least", "origin": "one", "source": {"publisher": "X"}}
    found = lines(world(item("a", 5, "A1", **sided), item("b", 4, **sided)))
    assert found["a"].w == pytest.approx(9 / 2)
    assert found["b"].w == pytest.approx(0)
    alone = {"reads": "at-least"}
    found = lines(world(item("a", 5, "A1", **alone), item("b", 4, **alone)))
    assert found["b"].w == pytest.approx((9 + ODDS) * 2 / 3 - 9 / 2)
    low = {"reads": "at-most"}
    found = lines(world(item("a", 1, "A1", **low), item("b", 2, **low)))
    assert found["b"].w == pytest.approx((9 + ODDS) * 2 / 3 - 9 / 2)


def test_a_turning_point_retires_where_it_helps_itself() -> None:
    """What it retires goes where the score then lies nearer to it, and stays where it does not."""
    old = {"observed": AS_OF - timedelta(days=1)}
    turn = item("t", 4, turning_point=True)
    away = world(item("a", 1, **old), turn)
    assert lines(away)["a"].state == "retired"
    assert lines(away)["a"].retired_by == "t"
    near = world(item("a", 4, **old), turn)
    assert lines(near)["a"].state == "counts"
    same_day = world(item("a", 1), turn)
    assert lines(same_day)["a"].state == "counts"


# § 3


def test_prior_alone_and_one_item() -> None:
    """Nothing is the prior; one B2 at 100 with k = 1 is 50 + 50 · 7/3 / (10/3)."""
    nothing = second.assess(world(), AS_OF).indicators["p.i"]
    assert (nothing.node.m, nothing.node.gap, nothing.node.kappa) == (50.0, True, 0.0)
    assert nothing.node.se == pytest.approx(100 / math.sqrt(12))
    assert score(world(item("a", 5))) == pytest.approx(85)


def test_one_sided_root() -> None:
    """At-least 100 alone weighs 7/6 and pulls; at-least 25 is consistent and supports nothing."""
    made = world(item("a", 5, reads="at-least"))
    assert score(made) == pytest.approx((50 + 7 / 6 * 100) / (1 + 7 / 6))
    low = lines(world(item("a", 2, reads="at-least")))["a"]
    assert (low.state, low.contribution, low.u) == ("consistent", 0.0, 0.0)
    close = lines(world(item("a", 2.5, reads="at-least")))["a"]
    assert close.u == pytest.approx(7 / 6 * 0.5)


# § 4


def measured(rows: list[tuple[str, int, float]], **rules: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a measure, published on 1 July of the next year."""
    return {
        "file": {
            "measure": {"unit": "points", "normalise": "none"} | rules,
            "series": [{"recorded": {"month": 7, "after_years": 1}}],
        },
        "rows": [{"country": iso3, "year": year, "value": value} for iso3, year, value in rows],
    }


def based(measures: dict[str, Any], weights: dict[str, float], **more: Any) -> Country:  # noqa: ANN401
    """Return Mali with a base rate."""
    made = world(measures=measures)
    rules = {"from": weights, "spread": 15}
    made["indicators"]["p.i"] = made["indicators"]["p.i"] | {"base_rate": rules}
    return second.assess(made, **({"as_of": AS_OF} | more))


def test_base_rates_know_what_was_published() -> None:
    """On 30 June 2026 the year 2024 is the last that was published; a day later it is 2025."""
    rows = [("MLI", 2023, 30.0), ("MLI", 2024, 40.0), ("MLI", 2025, 70.0)]
    name = {"law": 1.0}
    assert based({"law": measured(rows)}, name).root.m == 40
    assert based({"law": measured(rows)}, name, as_of=date(2026, 7, 1)).root.m == 70
    known = date(2025, 6, 30)
    assert based({"law": measured(rows)}, name, known_on=known).root.m == 30
    assert based({"law": measured(rows, average=2)}, name).root.m == 35
    assert based({"law": measured(rows, average=9)}, name).root.m == 35


def test_base_rates_need_half_of_their_weights_and_have_limits() -> None:
    """Measures without a value for the country leave it, down to half of the weights."""
    one = measured([("MLI", 2024, 99.0)])
    other = measured([("NER", 2024, 10.0)])
    both = {"a": one, "b": other}
    assert based(both, {"a": 1.0, "b": 1.0}).root.p == 95
    without = based(both, {"a": 1.0, "b": 1.01})
    assert (without.root.has_base, without.root.p) == (False, 50)


def test_old_statistics_are_worth_less() -> None:
    """Four years are free; every year more is five points of spread, up to that of no knowledge."""
    day = date(2019, 12, 31) + timedelta(days=1461 + 487)
    made = based({"a": measured([("MLI", 2019, 60.0)])}, {"a": 1.0}, as_of=day)
    assert made.root.s == pytest.approx(15 + 5 * 487 / 365.25)
    assert based({"a": measured([("MLI", 2000, 60.0)])}, {"a": 1.0}).root.s == pytest.approx(
        100 / math.sqrt(12)
    )


# § 5


def test_geometric_and_maximum() -> None:
    """Points of a node that is not additive follow its gradient."""
    made = world(item("a", 5, indicator="p.i"))
    made["indicators"]["p.j"] = made["indicators"]["p.i"]
    pillar = made["framework"]["pillars"][0]
    pillar["aggregation"] = "geometric"
    assert second.assess(made, AS_OF).root.m == pytest.approx(math.sqrt(85 * 50))
    pillar["aggregation"] = "max"
    country = second.assess(made, AS_OF)
    assert country.root.m == pytest.approx(85)
    assert country.root.g == pytest.approx(country.indicators["p.i"].node.g)
    pillar["aggregation"] = "inverted-geometric"
    mean = math.sqrt((1.5 / 10 * 9 + 1) * (5 / 10 * 9 + 1))
    assert second.assess(made, AS_OF).root.m == pytest.approx((10 - mean) / 9 * 100)


# § 7


def test_editions_and_twelve_digits() -> None:
    """A later edition replaces the first; 3.3/3 and 1.1/1 are one value."""
    values = [("MLI", 3.3, 3.0), ("NER", 1.1, 1.0), ("BFA", 9.0, 1.0)]
    items = []
    for iso3, value, people in values:
        for key, number in (("p.i", value), ("context.n", people)):
            one = item(f"{iso3}-{key}", 1, countries=[iso3], indicator=key, value=number)
            del one["level"]
            items.append(one)
    first = items[0] | {"id": "first", "value": 100.0, "recorded": date(2026, 1, 1)}
    made = world(*items, first)
    made["indicators"] = {
        "p.i": {
            "measure": {
                "unit": "deaths",
                "normalise": "rank",
                "denominator": "context.n",
                "evidence": "latest",
            }
        },
        "context.n": {"measure": {"unit": "people", "normalise": "none"}},
    }
    found = lines(made)
    assert found["first"].state == "superseded"
    assert found["MLI-p.i"].used.x == 25.0
    assert lines(made, iso3="BFA")["BFA-p.i"].used.x == 100.0
    assert score(made) == 25.0


def test_missing_rules() -> None:
    """A gap left out leaves its weight to the others for the score, not for coverage."""
    made = world(item("a", 5))
    made["indicators"]["p.j"] = made["indicators"]["p.i"]
    pillar = made["framework"]["pillars"][0]
    pillar["missing"] = "drop"
    country = second.assess(made, AS_OF)
    assert country.pillars["p"].m == pytest.approx(85)
    assert country.pillars["p"].kappa == pytest.approx(0.35)
    pillar["minimum_share"] = 0.6
    assert second.assess(made, AS_OF).pillars["p"].gap
    pillar["missing"] = "withhold"
    assert second.assess(made, AS_OF).pillars["p"].gap


# § 8


def test_a_change_by_hand() -> None:
    """A first B2 at 100: λ = .7, σ² = 28.87² + .7 · τ², τ = .3 · 28.87; 35 points are noise."""
    made = world(item("a", 5))
    found = second.changes(made, AS_OF - timedelta(days=1), AS_OF)
    test = found.tests["p.i"]
    spread = 100 / math.sqrt(12)
    assert test.lam == pytest.approx(0.7)
    assert test.sigma == pytest.approx(spread * math.sqrt(1 + 0.7 * 0.3**2))
    assert test.points == pytest.approx(35)
    assert test.threshold == pytest.approx(1.96 * 0.7 * spread * math.sqrt(1 + 0.7 * 0.09))
    assert not test.changed
    assert found.part("new").items[0].points == pytest.approx(35)
    assert found.happened == {"a"}


def test_an_announced_end_belongs_to_what_was_amended() -> None:
    """An end that was known and takes effect between the dates is of step 4."""
    day = date(2026, 1, 1)
    made = world(item("a", 5, nature="condition", observed=day, recorded=day))
    end = {"evidence": "a", "recorded": date(2026, 2, 1), "ended": date(2026, 6, 20)}
    made["files"]["evidence/a.toml"]["amendment"] = [end]
    found = second.changes(made, date(2026, 6, 1), AS_OF)
    assert [one.id for one in found.part("amended").items] == ["a"]
    assert found.part("amended").points < -30
    assert abs(found.part("ageing").points) < 1
