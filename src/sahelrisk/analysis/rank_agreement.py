"""Scores beside a published index: how far both put countries in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sahelrisk.analysis.structure import correlation
from sahelrisk.scoring.weigh import settled

LARGEST = 5
FEWEST = 3
"""Countries from which on an order can be held against another."""


class Disagreement(NamedTuple):
    """A country with its place among those of both, by the score and by the index; 1 is highest."""

    iso3: str
    score_place: float
    index_place: float


class Against(NamedTuple):
    """A published index beside scores: the correlation of ranks (Spearman's), the furthest apart.

    `values` are the index's, of every country it has; the correlation needs three countries.
    """

    name: str
    values: Mapping[str, float]
    countries: int
    rank_correlation: float | None
    disagreements: tuple[Disagreement, ...]


def against(name: str, values: Mapping[str, float], scores: Mapping[str, float]) -> Against:
    """Hold scores against a published index, over the countries that both have."""
    both = sorted(values.keys() & scores.keys())
    ours = places({iso3: scores[iso3] for iso3 in both})
    theirs = places({iso3: values[iso3] for iso3 in both})
    apart = [Disagreement(iso3, ours[iso3], theirs[iso3]) for iso3 in both]
    apart = [one for one in apart if one.score_place != one.index_place]
    apart.sort(key=lambda one: (-abs(one.score_place - one.index_place), one.iso3))
    agreement = correlation(ours, theirs, FEWEST)
    return Against(name, values, len(both), agreement, tuple(apart[:LARGEST]))


def places(figures: Mapping[str, float]) -> dict[str, float]:
    """Return the place of each country, the highest first; equals share the mean of theirs."""
    ordered = sorted((settled(figure) for figure in figures.values()), reverse=True)
    first: dict[float, int] = {}
    for place, figure in enumerate(ordered, 1):
        first.setdefault(figure, place)
    return {
        iso3: first[settled(figure)] + (ordered.count(settled(figure)) - 1) / 2.0
        for iso3, figure in figures.items()
    }
