"""Small worlds for laws of the arithmetic: two pillars, three indicators, facts of chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from hypothesis import strategies as st

from sahelrisk.model.framework import FrameworkFile, Profile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.model.measure import MeasureFile, MeasureTable, MeasureValue
from sahelrisk.scoring.assess import Basis, Scorer, base
from sahelrisk.scoring.estimate import Estimate, figures
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.results import CountryResult, IndicatorResult
from sahelrisk.scoring.tree import Tree, grow

TODAY = date(2026, 6, 30).toordinal()
ISO3 = "MLI"
KEYS = ("p.one", "p.two", "q.three")
LADDER = [{"level": float(level)} for level in range(1, 6)]
RULES = FrameworkFile.model_validate(
    {
        "schema": 1,
        "id": "t",
        "version": "1",
        "title": "T",
        "method": {"prior_weight": 2.0, "reading_error": 10.0, "ignorance_correlation": 0.3},
        "pillars": [{"id": "p", "title": "P"}, {"id": "q", "title": "Q", "weight": 2.0}],
        "profiles": [{"id": "mirror", "flip": list(KEYS)}],
    }
)
MIRROR: Profile = RULES.profiles[0]
FILES: Mapping[str, IndicatorFile] = {
    key: IndicatorFile.model_validate(
        {
            "levels": LADDER,
            "half_life_days": life,
            "base_rate": {"from": {"deaths": 1.0}, "spread": spread},
        }
    )
    for key, life, spread in (
        ("p.one", 60.0, 15.0),
        ("p.two", 365.0, 12.0),
        ("q.three", 730.0, 25.0),
    )
}
MEASURE = MeasureFile.model_validate(
    {
        "title": "Deaths",
        "measure": {"unit": "points", "normalise": "none"},
        "series": [
            {
                "file": "deaths.csv",
                "country": "iso3",
                "observed": {"column": "year"},
                "recorded": {"month": 7, "after_years": 1},
                "columns": {"value": "base.deaths"},
            }
        ],
    }
)


class Fact(NamedTuple):
    """What an item says, when, and who says it."""

    level: float
    high: float | None = None
    reads: str = "exact"
    days: int = 0
    grade: str = "B2"
    origin: str | None = None
    publisher: str = ""
    condition: bool = False
    turning_point: bool = False
    indicator: str = "p.one"


def item(key: str, fact: Fact) -> Item:
    """Return a fact as an item."""
    day = TODAY - fact.days
    return Item(
        id=key,
        countries=(ISO3,),
        indicator=fact.indicator,
        first_day=day,
        counted_day=day,
        recorded=day,
        reliability=fact.grade[0],
        credibility=int(fact.grade[1]),
        level=fact.level,
        level_high=fact.high,
        reads="exact" if fact.turning_point else fact.reads,
        condition=fact.condition,
        turning_point=fact.turning_point,
        origin=fact.origin,
        publisher=fact.publisher,
    )


def items(facts: Sequence[Fact]) -> list[Item]:
    """Return facts as items."""
    return [item(f"i{place:03}", fact) for place, fact in enumerate(facts)]


def deaths(rate: float, out: int = TODAY - 100) -> dict[str, MeasureTable]:
    """Return a measure that gives Mali a base rate."""
    value = MeasureValue(TODAY - 300, out, rate, "2025", "deaths.csv", 2)
    return {"deaths": MeasureTable(MEASURE, {ISO3: (value,)})}


def tree_of(profile: Profile | None = None, rules: FrameworkFile = RULES) -> Tree:
    """Return the tree."""
    return grow(rules, FILES, profile)


def basis(listed: Iterable[Item], rate: float = 60.0, profile: Profile | None = None) -> Basis:
    """Return items with a base rate as what scores are worked out from."""
    return base(tree_of(profile), listed, {}, measures=deaths(rate))


def scored(
    listed: Iterable[Item], rate: float = 60.0, day: int = TODAY, profile: Profile | None = None
) -> CountryResult:
    """Score items."""
    return Scorer(basis(listed, rate, profile), day).country(ISO3)


def estimates(country: CountryResult) -> dict[str, Estimate]:
    """Return the figures of every node and indicator, the country's under ""."""
    results = (country.root, *country.pillars, *country.indicators)
    found = {one.id: figures(one.outcome) for one in results}
    return {key: estimate for key, estimate in found.items() if estimate is not None}


def one_of(country: CountryResult, key: str = "p.one") -> IndicatorResult:
    """Return an indicator."""
    return next(one for one in country.indicators if one.id == key)


LEVELS = st.sampled_from((1.0, 1.5, 2.0, 3.0, 4.0, 4.5, 5.0))
GRADES = st.sampled_from(("A1", "A2", "B2", "B3", "C3", "D4", "E5", "F6"))
READS = st.sampled_from(("exact", "at-least", "at-most"))
RATES = st.floats(5.0, 95.0)


@st.composite
def facts(draw: st.DrawFn, **fixed: Any) -> Fact:  # noqa: ANN401
    """Draw a fact; some share an origin or a publisher."""
    low = draw(LEVELS)
    fact = Fact(
        level=low,
        high=draw(
            st.none() | st.sampled_from([one for one in (3.0, 4.0, 5.0) if one > low] or [None])
        ),
        reads=draw(READS),
        days=draw(st.integers(0, 2000)),
        grade=draw(GRADES),
        origin=draw(st.none() | st.sampled_from(("a", "b", "c"))),
        publisher=draw(st.sampled_from(("", "x", "y"))),
        condition=draw(st.booleans()),
        indicator=draw(st.sampled_from(KEYS)),
    )
    return fact._replace(**fixed)


WORLDS = st.lists(facts(), max_size=9)
EXACT_WORLDS = st.lists(facts(reads="exact"), min_size=1, max_size=8)
