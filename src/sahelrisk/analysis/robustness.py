"""How robust a result is: other assumptions one at a time, and how indicators hang together.

Nothing is sampled: every assumption is changed once, in a fixed order, so a result is the same on
every run. Sources: OECD/JRC *Handbook on Constructing Composite Indicators* (2008), steps 5 and 7.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.analysis.scenarios import Bench, Outcomes, Scenario
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.estimate import Estimate, Gap, band_of, figures, has_score
from sahelrisk.scoring.weigh import settled

if TYPE_CHECKING:
    from sahelrisk.model.framework import FrameworkFile, Ladders


class Strip(NamedTuple):
    """What the assumptions do to one country.

    `stable` is the share of scenarios in which the band stays the same; `matters` the scenario
    that moves the score most, with the points; ranks are among the countries that have one
    without any change, None for one that has none. `by_kind` gives lowest and highest
    score of each kind of scenario.
    """

    iso3: str
    score: float | None
    band: str | None
    low: float | None
    high: float | None
    stable: float
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    matters: tuple[str, str, float] | None
    by_kind: Mapping[str, tuple[float, float]]


class Missed(NamedTuple):
    """What the absence of a measure changes: the mean size of the move, and the largest."""

    measure: str
    mean: float
    iso3: str
    points: float


class Audit(NamedTuple):
    """Everything that was tried; `scenarios` in the order they were tried.

    `measures` are those behind base rates, the one that moves scores most first.
    """

    scenarios: tuple[Scenario, ...]
    strips: tuple[Strip, ...]
    matters: tuple[str, str, float] | None
    measures: tuple[Missed, ...] = ()


def audit(
    basis: Basis, as_of: date, countries: Sequence[str], ladders: Mapping[str, Ladders]
) -> Audit:
    """Change every assumption once and see what it does to countries (alpha-3, at least one)."""
    bench = Bench(basis, as_of.toordinal(), countries)
    scenarios = tuple(bench.scenarios(ladders))
    rules = basis.tree.rules
    ranked = ("rated", "provisional")
    rated = [one.iso3 for one in bench.results if support_of(one, rules).status in ranked]
    ladders_of = [_ladder(one, rated) for one in (bench.outcomes, *(s.outcomes for s in scenarios))]
    strips = tuple(
        _strip(iso3, bench.outcomes, scenarios, (rated, ladders_of), rules) for iso3 in countries
    )
    matters = _matters(bench.outcomes, scenarios)
    return Audit(scenarios, strips, matters, _measures(bench.outcomes, scenarios))


def _measures(outcomes: Outcomes, scenarios: Iterable[Scenario]) -> tuple[Missed, ...]:
    found = []
    for one in scenarios:
        moves = _moves(outcomes, one) if one.kind == "without measure" else {}
        if moves:
            iso3 = min(moves, key=lambda key: (-abs(settled(moves[key])), key))
            mean = math.fsum(abs(move) for move in moves.values()) / len(moves)
            found.append(Missed(one.name, mean, iso3, moves[iso3]))
    return tuple(sorted(found, key=lambda one: (-settled(one.mean), one.measure)))


def _moves(outcomes: Outcomes, scenario: Scenario) -> dict[str, float]:
    """Return by how many points a scenario moves each country that has a score."""
    pairs = {iso3: (figures(o), figures(scenario.outcomes[iso3])) for iso3, o in outcomes.items()}
    return {iso3: now.score - was.score for iso3, (was, now) in pairs.items() if was and now}


def _strip(
    iso3: str,
    outcomes: Outcomes,
    scenarios: Sequence[Scenario],
    ranking: tuple[Sequence[str], Sequence[list[float]]],
    rules: FrameworkFile,
) -> Strip:
    rated, ladders = ranking
    here = figures(outcomes[iso3])
    band = _band(outcomes[iso3], rules)
    same = [_band(one.outcomes[iso3], rules) == band for one in scenarios]
    by_kind: dict[str, list[float]] = {}
    for one in scenarios:
        found = figures(one.outcomes[iso3])
        if found is not None:
            by_kind.setdefault(one.kind, []).append(found.score)
    everything = [score for scores in by_kind.values() for score in scores]
    everything += [here.score] if here else []
    every = (outcomes, *(one.outcomes for one in scenarios))
    ranks = [_rank(iso3, one, rated, ladder) for one, ladder in zip(every, ladders, strict=True)]
    known = [rank for rank in ranks if rank is not None]
    return Strip(
        iso3,
        here.score if here else None,
        band,
        min(everything, default=None),
        max(everything, default=None),
        sum(same) / len(same) if same else 1.0,
        ranks[0],
        min(known, default=None),
        max(known, default=None),
        _matters({iso3: outcomes[iso3]}, scenarios),
        {kind: (min(scores), max(scores)) for kind, scores in by_kind.items()},
    )


def _band(outcome: Estimate | Gap, rules: FrameworkFile) -> str | None:
    estimate = figures(outcome)
    if estimate is None or not has_score(outcome, rules.coverage):
        return None
    return rules.bands[band_of(estimate.score, rules.bands)].name


def _ladder(outcomes: Outcomes, rated: Sequence[str]) -> list[float]:
    """Return the scores that ranks are read from, ascending."""
    found = (figures(outcomes[one]) for one in rated)
    return sorted(settled(one.score) for one in found if one is not None)


def _rank(iso3: str, outcomes: Outcomes, rated: Sequence[str], ladder: list[float]) -> int | None:
    own = figures(outcomes[iso3]) if iso3 in rated else None
    return None if own is None else 1 + len(ladder) - bisect_right(ladder, settled(own.score))


def _matters(outcomes: Outcomes, scenarios: Iterable[Scenario]) -> tuple[str, str, float] | None:
    """Return kind, name and mean shift, in points, of the scenario that moves scores most."""
    largest: tuple[str, str, float] | None = None
    for one in scenarios:
        shifts = [abs(move) for move in _moves(outcomes, one).values()]
        mean = settled(math.fsum(shifts) / len(shifts)) if shifts else 0.0
        if mean > (largest[2] if largest else 0.0):
            largest = (one.kind, one.name, mean)
    return largest
