"""What every pillar, indicator and item adds to the country's score, as printed: it adds up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sahelrisk.report.figures import adds_up, unit
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import adding_up
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.results import IndicatorResult, NodeResult

DIGITS = 2

Member = NodeResult | IndicatorResult


class Points(NamedTuple):
    """Points of the country on its scale: of nodes by id, the root's under "".

    `items` holds those of an indicator's items in their order; base rate + the points of the
    root's members + `remainder` = score. They are `approximate` where a node is no weighted mean.
    """

    base: float
    of: Mapping[str, float]
    items: Mapping[str, Sequence[float]]
    remainder: float
    approximate: bool


def points_of(subject: Subject) -> Points:
    """Share out the country's points from the root down, so that every sum adds up."""
    country, rules = subject.country, subject.dossier.framework
    estimate = subject.estimate
    base = score = 0.0
    if estimate is not None:
        base = subject.words.rounded(on_scale(estimate.base, rules.scale), DIGITS)
        score = subject.words.rounded(on_scale(estimate.score, rules.scale), DIGITS)
    of: dict[str, float] = {"": score - base}
    items: dict[str, Sequence[float]] = {}
    members = country.root.members
    exact = [_exact(subject, member) for member in members]
    rest = of[""] - math.fsum(exact)
    approximate = not all(adds_up(one.node.rules) for one in (country.root, *country.pillars))
    printed = adding_up([*exact, rest] if approximate else exact, DIGITS, total=of[""])
    for member, points in zip(members, printed, strict=False):
        _share_out(subject, member, points, of, items)
    return Points(base, of, items, printed[-1] if approximate else 0.0, approximate)


def _share_out(
    subject: Subject,
    result: Member,
    points: float,
    of: dict[str, float],
    items: dict[str, Sequence[float]],
) -> None:
    """Note a node's points, and share them out among what is below it."""
    of[result.id] = points
    if isinstance(result, IndicatorResult):
        size = unit(subject.dossier.framework)
        exact = [one * size for one in result.country_contributions()]
        items[result.id] = adding_up(exact, DIGITS, total=points)
        return
    exact = [_exact(subject, member) for member in result.members]
    for member, share in zip(result.members, adding_up(exact, DIGITS, total=points), strict=True):
        _share_out(subject, member, share, of, items)


def _exact(subject: Subject, result: Member) -> float:
    """Return what the items below a node add to the country's score, on its scale."""
    if isinstance(result, IndicatorResult):
        return math.fsum(result.country_contributions()) * unit(subject.dossier.framework)
    return math.fsum(_exact(subject, member) for member in result.members)
