"""Whatever weights are left of old evidence, an estimate is finite or a gap, never an error."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sahelrisk.analysis.course import Course
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.scoring.assess import Scorer, base
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.pool import pool
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
    WEIGHTS, st.floats(0.0, 100.0), st.sampled_from((0.1, 0.5, 0.9)), st.sampled_from("abc")
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


def item(key: str, day: int, **more: object) -> Item:
    """Return a B2 item of a day."""
    start = Item(key, ("MLI",), "p.i", day, day, day, "B", 2, level=1.0)
    return start._replace(**more)  # type: ignore[arg-type]


def sound(outcome: Estimate | Gap) -> bool:
    """Tell whether every figure is finite and within what it can be."""
    if isinstance(outcome, Gap):
        return True
    score, error, beyond, coverage, only = outcome
    return (
        all(math.isfinite(one) for one in (score, error, beyond, coverage, only or 0.0))
        and -1e-9 <= score <= 100.0 + 1e-9
        and error >= 0.0
        and 0.0 <= coverage <= 1.0
    )


@given(st.lists(FACTS, max_size=8), PRIORS)
@example([(SMALLEST, 100.0, 0.9, "a"), (SMALLEST, 0.0, 0.1, "b")], 0.0)
@example([(SMALLEST, 3.0, 0.5, "a")], SMALLEST)
@example([], 0.0)
def test_pooling_never_divides_by_zero(
    facts: list[tuple[float, float, float, str]], prior_weight: float
) -> None:
    """Weights down to the smallest number there is, with and without a prior, give figures."""
    used = [
        Weighed(item(f"i{n}", TODAY), rating, q, 0, fresh=True, age_factor=min(1.0, weight),
                base_weight=weight, weight=weight, lineage=("", origin))
        for n, (weight, rating, q, origin) in enumerate(facts)
    ]  # fmt: skip
    pooled = pool(used, rules(prior_weight).method)
    assert sound(pooled.outcome)
    assert isinstance(pooled.outcome, Gap) is not any(one.weight for one in used)
    assert all(math.isfinite(one) for one in pooled.contributions)


@pytest.mark.parametrize("prior_weight", [0.0, 1.0])
@pytest.mark.parametrize("half_life", [0.001, 1.0, 20.0, 365.0])
def test_neither_does_a_history_of_evidence_that_fades_to_nothing(
    prior_weight: float, half_life: float
) -> None:
    """From the day an item is observed until its weight is no number, history is score."""
    framework = rules(prior_weight)
    leaf = Indicator("p.i", 1.0, half_life, ((1.0, 0.0), (5.0, 100.0)))
    tree = Tree(Node("", 1.0, framework, 0.3, (leaf,)), {"p.i": leaf}, framework)
    items = [item("a", TODAY), item("b", TODAY - 9), item("c", TODAY + 40, condition=True)]
    basis = base(tree, items, {})
    course = Course(basis, "MLI", leaf)
    for day in (*range(TODAY - 10, TODAY + 60), *range(TODAY + 60, TODAY + 24_000, 97)):
        expected = Scorer(basis, day).indicator("MLI", leaf)[1].outcome
        found = course.outcome(day)
        assert sound(found)
        assert type(found) is type(expected)
        if isinstance(found, Estimate) and isinstance(expected, Estimate):
            assert found == pytest.approx(expected, abs=1e-9)
