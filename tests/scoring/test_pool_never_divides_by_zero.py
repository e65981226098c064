"""Whatever weights and half-lives there are, an estimate is finite or a gap, never an error."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sahelrisk.model.framework import FrameworkFile
from sahelrisk.scoring.assess import Scorer, base
from sahelrisk.scoring.base_rate import Prior
from sahelrisk.scoring.estimate import Estimate, Gap, figures
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import pool
from sahelrisk.scoring.readings import AT_LEAST, AT_MOST, EXACT
from sahelrisk.scoring.tree import Indicator, Node, Tree
from sahelrisk.scoring.weigh import Weighed

TODAY = date(2026, 6, 30).toordinal()
SMALLEST = 5e-324
WEIGHTS = st.one_of(
    st.sampled_from((0.0, SMALLEST, 1e-310, 1e-300, 1e-162, 1e-160, 1e-16, 1.0, 19.0)),
    st.floats(0.0, 20.0),
)
PRIORS = st.sampled_from((0.0, SMALLEST, 1e-300, 1e-16, 0.5, 1.0, 1e6))
FACTS = st.tuples(
    WEIGHTS,
    st.floats(0.0, 100.0),
    st.sampled_from((0.1, 0.5, 0.9)),
    st.sampled_from("abc"),
    st.sampled_from((EXACT, AT_LEAST, AT_MOST)),
)


def rules(prior_weight: float) -> FrameworkFile:
    """Return a framework with a prior of some weight, or none."""
    return FrameworkFile.model_validate(
        {
            "schema": 1,
            "id": "t",
            "version": "1",
            "title": "T",
            "method": {"prior_weight": prior_weight},
            "pillars": [{"id": "p", "title": "P"}],
        }
    )


def item(key: str, day: int, **more: Any) -> Item:  # noqa: ANN401
    """Return a B2 item of a day."""
    return Item(key, ("MLI",), "p.i", day, day, day, "B", 2, level=1.0)._replace(**more)


def sound(outcome: Estimate | Gap) -> bool:
    """Tell whether every figure is finite and within what it can be."""
    one = figures(outcome)
    if one is None:
        return True
    return (
        all(math.isfinite(figure or 0.0) for figure in one)
        and -1e-9 <= one.score <= 100.0 + 1e-9
        and one.standard_error >= 0.0
        and 0.0 <= one.coverage <= 1.0
    )


@given(st.lists(FACTS, max_size=8), PRIORS)
@example([(SMALLEST, 100.0, 0.9, "a", EXACT), (SMALLEST, 0.0, 0.1, "b", EXACT)], 0.0)
@example([(SMALLEST, 3.0, 0.5, "a", AT_LEAST)], SMALLEST)
@example([(1.0, 80.0, 0.9, "a", AT_LEAST), (1.0, 20.0, 0.9, "b", AT_MOST)], SMALLEST)
@example([], 0.0)
def test_pooling_never_divides_by_zero(
    facts: list[tuple[float, float, float, str, str]], prior_weight: float
) -> None:
    """Weights down to the smallest number there is, with and without a prior, give figures."""
    used = [
        Weighed(
            item(f"i{place}", TODAY),
            rating,
            q,
            0,
            fresh=True,
            age_factor=min(1.0, weight),
            base_weight=weight,
            weight=weight,
            lineage=("", origin),
            reads=reads if prior_weight else EXACT,
        )
        for place, (weight, rating, q, origin, reads) in enumerate(facts)
    ]
    pooled = pool(used, Prior(50.0, 20.0), rules(prior_weight).method)
    assert sound(pooled.outcome)
    assert all(math.isfinite(one) for one in pooled.contributions)


@pytest.mark.parametrize("prior_weight", [0.0, SMALLEST, 1e-300, 1.0])
@pytest.mark.parametrize("half_life", [SMALLEST, 1e-300, 0.001, 1.0, 365.0, 1e50])
def test_neither_does_evidence_that_fades_to_nothing(prior_weight: float, half_life: float) -> None:
    """From the year 1 to the year 9999, whatever the half-life and the indicator's weight."""
    framework = rules(prior_weight)
    rungs = ((1.0, 0.0), (5.0, 100.0))
    for weight in (SMALLEST, 1e-300, 1.0):
        leaf = Indicator("p.i", weight, half_life, rungs, event_reads=AT_LEAST)
        node = Node("p", weight, framework.pillars[0], 0.3, (leaf,))
        tree = Tree(Node("", 1.0, framework, 0.3, (node,)), {"p.i": leaf}, framework)
        items = [
            item("a", 1),
            item("b", TODAY - 9, level=4.0),
            item("c", TODAY, condition=True, level=5.0),
            item("d", TODAY, turning_point=True, level=2.0),
        ]
        basis = base(tree, items, {})
        for day in (1, 400, TODAY, TODAY + 1, TODAY + 40_000, date.max.toordinal()):
            country = Scorer(basis, day).country("MLI")
            assert sound(country.outcome)
            shares = [share for one in country.indicators for share in one.country_contributions()]
            assert all(map(math.isfinite, shares))
