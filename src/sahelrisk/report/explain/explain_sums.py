"""How the members of a node add up to its score: points that add up as they are printed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sahelrisk.report.blocks import Block, Column, Listing, Paragraph, Table
from sahelrisk.report.explain.explain_nodes import DIGITS, MEANS, node_steps, title_of
from sahelrisk.report.figures import PLAIN, Scale, unit
from sahelrisk.report.subject import Subject
from sahelrisk.report.words import adding_up
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.estimate import Estimate, figures
from sahelrisk.scoring.results import IndicatorResult, NodeResult

Member = NodeResult | IndicatorResult


class Points(NamedTuple):
    """What every node adds to the country's score, by id, on its scale and as printed.

    `remainders` holds what a node has over its members' points, the root's under "";
    `approximate` names the nodes below which points only approximate (method § 5).
    """

    of: Mapping[str, float]
    remainders: Mapping[str, float]
    approximate: frozenset[str]


def points_of(subject: Subject) -> Points:
    """Share out the country's points from the root down, so that every column adds up."""
    of: dict[str, float] = {"": _total(subject)}
    remainders: dict[str, float] = {}
    approximate: set[str] = set()

    def share_out(node: NodeResult, *, inexact: bool) -> None:
        inexact = inexact or not is_mean(node)
        if inexact:
            approximate.update({node.id, *(member.id for member in node.members)})
        exact = [_exact(subject, member) for member in node.members]
        rest = _exact(subject, node) - math.fsum(exact)
        has_rest = round(rest, DIGITS) != 0.0
        printed = adding_up([*exact, rest] if has_rest else exact, DIGITS, total=of[node.id])
        if has_rest:
            remainders[node.id] = printed[-1]
        for member, points in zip(node.members, printed, strict=False):
            of[member.id] = points
            if isinstance(member, NodeResult):
                share_out(member, inexact=inexact)

    share_out(subject.country.root, inexact=False)
    return Points(of, remainders, frozenset(approximate))


def is_mean(node: NodeResult) -> bool:
    """Tell whether a node is a weighted mean of its members, so that their points are exact."""
    rules = node.node.rules
    return rules.aggregation in MEANS and rules.round is None


def _total(subject: Subject) -> float:
    """Return what the printed score is above the printed prior."""
    estimate, words = subject.estimate, subject.words
    if estimate is None:
        return 0.0
    score = words.rounded(on_scale(estimate.score, subject.dossier.framework.scale), DIGITS)
    return score - words.rounded(_start(subject), DIGITS)


def _start(subject: Subject) -> float:
    rules = subject.dossier.framework
    return on_scale(rules.method.prior_score, rules.scale)


def _exact(subject: Subject, result: Member) -> float:
    """Return what a node adds to the country's score, on the country's scale."""
    rules = subject.dossier.framework
    if isinstance(result, IndicatorResult):
        return math.fsum(result.country_contributions()) * unit(rules)
    estimate = figures(result.outcome)
    score = estimate.score if estimate else rules.method.prior_score
    return result.slope * (score - rules.method.prior_score) * unit(rules)


def sum_of(subject: Subject, node: NodeResult, points: Points) -> Iterator[Block]:
    """Yield a node's members, whose points add up to its own, and the formulas of its figures."""
    words = subject.words
    estimate = figures(node.outcome)
    if estimate is None:
        yield Paragraph(words("bottom_no_score_here"))
        return
    if not node.id:
        yield Paragraph(_reading(subject, estimate, points))
    yield _table(subject, node, points)
    yield Listing(tuple(node_steps(subject, node, estimate)), words("calculation"))


def _reading(subject: Subject, estimate: Estimate, points: Points) -> str:
    words, rules = subject.words, subject.dossier.framework
    text = words(
        "explain_sum",
        prior=words.general(round(_start(subject), 9)),
        score=words.fixed(on_scale(estimate.score, rules.scale), DIGITS),
    )
    return f"{text} {words('explain_approximate')}" if points.approximate else text


def _table(subject: Subject, node: NodeResult, points: Points) -> Table:
    words = subject.words
    key = "country_points_about" if node.id in points.approximate else "country_points"
    columns = (
        Column(_members_title(subject, node)),
        Column(words("weight"), number=True),
        Column(words("score"), number=True),
        Column(words("coverage"), number=True, drop=1),
        Column(words("evidence_error"), number=True, drop=2),
        Column(words(key), number=True),
    )
    blank = ("",) * 4
    rows = [_row(subject, node, member, points.of[member.id]) for member in node.members]
    if node.id in points.remainders:
        rest = words.signed(points.remainders[node.id], DIGITS)
        rows.append((words("remainder"), *blank, rest))
    if node.id:
        total = words.signed(points.of[node.id], DIGITS)
        return Table(columns, (*rows, (words("total"), *blank, total)))
    start = words.fixed(_start(subject), DIGITS)
    score = words.fixed(words.rounded(_start(subject), DIGITS) + points.of[""], DIGITS)
    rows = [(words("prior"), *blank, start), *rows, (words("total"), *blank, score)]
    return Table(columns, tuple(rows), words("explain_rounding"))


def _members_title(subject: Subject, node: NodeResult) -> str:
    kinds = {isinstance(member, NodeResult) for member in node.members}
    return subject.words("member" if len(kinds) > 1 else "pillar" if True in kinds else "indicator")


def _row(subject: Subject, node: NodeResult, member: Member, points: float) -> tuple[str, ...]:
    words = subject.words
    estimate = figures(member.outcome)
    nothing = "–"
    scale = member.node.rules if isinstance(member, NodeResult) else PLAIN
    size = abs(unit(Scale(node.node.rules.scale)))
    return (
        title_of(subject, member),
        words.fixed(member.weight, 4),
        words.fixed(on_scale(estimate.score, scale.scale), DIGITS) if estimate else nothing,
        words.fixed(estimate.coverage, 4) if estimate else nothing,
        words.fixed(estimate.evidence_error * size, DIGITS) if estimate else nothing,
        words.signed(points, DIGITS),
    )
