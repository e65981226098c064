"""The tree of a score, from the country to its items: base rate and points add up to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sahelrisk.report.blocks import Branch, Cell, Span
from sahelrisk.report.explain.explain_points import DIGITS, Member, Points
from sahelrisk.report.explain.explain_remarks import LaterWords, declared_by, remarks
from sahelrisk.report.explain.explain_values import rung_words, value_steps
from sahelrisk.report.figures import score_digits
from sahelrisk.report.fills import NOTHING, fill_of, rules_of
from sahelrisk.report.measured import value_in_unit
from sahelrisk.report.names import (
    country_name,
    indicator_title,
    measure_title,
    pillar_title,
    statement_of,
)
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import Scorer
from sahelrisk.scoring.base_rate import MIDDLE, BaseSource
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Gap, figures
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed, settled

BASE_DIGITS = 1


class Told(NamedTuple):
    """What trees are written from, beside their country: points, later words, derivations."""

    subject: Subject
    points: Points
    later: LaterWords
    scorer: Scorer
    private: bool = False

    def figure(self, points: float) -> str:
        """Return points of the country as they are printed."""
        text = self.subject.words.signed(points, DIGITS)
        return f"≈ {text}" if self.points.approximate else text


def country_branch(told: Told) -> Branch:
    """Return the country: its base rate, its pillars, and what aggregation leaves over."""
    subject, words = told.subject, told.subject.words
    estimate = subject.estimate
    shown = subject.support.status != "insufficient" and estimate is not None
    below = [branch_of(told, member) for member in subject.country.root.members]
    if estimate is not None:
        base = estimate.base_rate is not None
        key = "explain_base_country" if base else "explain_prior_country"
        below.insert(0, Branch(words(key), words.fixed(told.points.base, DIGITS)))
    if settled(told.points.remainder):
        below.append(Branch(words("cause_aggregation"), told.figure(told.points.remainder)))
    total = words.fixed(told.points.base + told.points.of[""], DIGITS) if shown else NOTHING
    return Branch(country_name(subject.country.iso3, words), total, "strong", below=tuple(below))


def branch_of(told: Told, result: Member) -> Branch:
    """Return a pillar or an indicator with all that is below it."""
    if isinstance(result, IndicatorResult):
        return _indicator(told, result)
    title = pillar_title(told.subject.dossier, result.id, told.subject.words)
    below = tuple(branch_of(told, member) for member in result.members)
    figure = told.figure(told.points.of.get(result.id, 0.0))
    return Branch(_titled(told, result, title), figure, below=below)


def _titled(told: Told, result: Member, title: str) -> str:
    """Return a node's title with score, base rate, evidence and weight; a dash without a score."""
    words, framework = told.subject.words, told.subject.dossier.framework
    estimate, rules = figures(result.outcome), rules_of(result)
    fill = fill_of(result.outcome, rules, framework, words)
    if estimate is None or not fill.tone:
        return words("explain_node_none", title=title, dash=NOTHING, why=fill.band)
    digits = score_digits(estimate.score, rules, framework, words, least=1)
    base = words.rounded(on_scale(estimate.base, rules.scale), digits)
    score = words.rounded(on_scale(estimate.score, rules.scale), digits)
    return words(
        "explain_node" if estimate.base_rate is not None else "explain_node_start",
        title=title,
        score=words.fixed(score, digits),
        band=fill.band,
        base=words.fixed(base, digits),
        points=words.signed(score - base, digits),
        coverage=words.percent(estimate.coverage),
        weight=words.percent(result.effective_weight),
    )


def _indicator(told: Told, result: IndicatorResult) -> Branch:
    subject, words = told.subject, told.subject.words
    title = f"{indicator_title(subject.dossier, result.id, words)} ({result.id})"
    if isinstance(result.outcome, Gap) and result.outcome.reason == NOT_APPLICABLE:
        return Branch(title, lines=(not_applicable(subject, result, private=told.private),))
    base = base_branch(subject, result)
    below = ([base] if base else []) + list(_items(told, result))
    points = told.points.of.get(result.id, 0.0)
    based = result.prior is not None and result.prior.base is not None
    nothing = words("explain_no_items" if based else "explain_no_items_start")
    lines = () if result.items else (nothing,)
    return Branch(
        _titled(told, result, title), told.figure(points), lines=lines, below=tuple(below)
    )


def not_applicable(subject: Subject, result: IndicatorResult, *, private: bool) -> str:
    """Say since when and why an indicator does not apply."""
    words, statement = subject.words, declared_by(subject, result)
    if statement is None:
        return words("explain_not_applicable", reason=result.reason)
    date = statement.recorded.isoformat()
    text = words("explain_not_applicable_since", date=date, reason=result.reason)
    if private and statement.analyst:
        text = words("remark_analyst", remark=text, analyst=statement.analyst)
    return text


def _items(told: Told, result: IndicatorResult) -> Iterator[Branch]:
    """Yield the items, those that move the score most first."""
    shares = told.points.items.get(result.id, (0.0,) * len(result.items))
    rows = list(zip(result.items, result.contributions, shares, strict=True))
    rows.sort(key=lambda row: (-abs(settled(row[1])), -row[0].weight, row[0].item.id))
    for one, own, points in rows:
        yield Branch(
            _what(told, result, one), told.figure(points), lines=tuple(_lines(told, one, own))
        )


def _what(told: Told, result: IndicatorResult, one: Weighed) -> str:
    """Say which rung an item supports, in the rung's words, or how its value was rated."""
    text = rung_words(told.subject, result, one)
    steps = value_steps(told.subject, told.scorer, result, one)
    return text or told.subject.words.apart(steps) or one.item.id


def _lines(told: Told, one: Weighed, own: float) -> Iterator[Cell]:
    words, evidence = told.subject.words, one.item.evidence
    if evidence:
        yield statement_of(evidence, words)
    publisher = evidence.witness if evidence else None
    silent = one.state == "consistent" and not settled(one.support)
    state = words(f"explain_state_{'silent' if silent else one.state}", id=one.retired_by)
    yield words(
        "explain_item",
        grade=f"{one.item.reliability}{one.item.credibility}",
        date=one.item.observed,
        publisher=publisher or words("no_publisher"),
        reads=words(f"reads_{one.reads}"),
        rating=words.general(round(one.rating, 1)),
        weight=words.fixed(one.weight, 2),
        support=words.fixed(one.support, 2),
        contribution=words.signed(own, 2),
        state=state,
    )
    yield from remarks(told.subject, one, told.later, private=told.private)
    place = f"{evidence.place.path}:{evidence.place.line} " if evidence else ""
    yield Span(f"{place}{one.item.id}", "dim", whole=True)


def chosen(told: Told, node: str) -> Branch:
    """Return the tree of the country, or of one pillar or indicator of it."""
    if not node:
        return country_branch(told)
    nodes: list[Member] = [*told.subject.country.pillars, *told.subject.country.indicators]
    return branch_of(told, next(one for one in nodes if one.id == node))


def base_branch(subject: Subject, result: IndicatorResult) -> Branch | None:
    """Return the base rate as 50 and what each measure adds to it; None where nothing is known."""
    words, prior = subject.words, result.prior
    if prior is None or result.indicator.latest_only:
        return None
    if prior.base is None:
        return Branch(words("explain_no_base", prior=words.general(prior.score)))
    base = prior.base
    title = words(
        "explain_base",
        score=words.fixed(base.score, BASE_DIGITS),
        spread=words.general(round(base.spread, 1)),
    )
    lines = [_source(subject, one) for one in base.sources]
    if settled(base.cut):
        lines.append(words("explain_base_cut", points=words.signed(base.cut, BASE_DIGITS)))
    middle = words("explain_base_middle", middle=words.general(MIDDLE))
    return Branch(title, lines=(middle, *lines))


def _source(subject: Subject, one: BaseSource) -> Cell:
    words, newest = subject.words, one.values[-1]
    table = subject.dossier.measures.get(one.measure)
    text = words(
        "explain_measure",
        points=words.signed(one.points, BASE_DIGITS),
        title=measure_title(table, words) if table else one.measure,
        value=value_in_unit(newest.value, table, words) if table else words.grouped(newest.value),
        year=newest.period,
        rating=words.fixed(one.rating, BASE_DIGITS),
        share=words.percent(one.share),
        place=f"{newest.path}:{newest.line}",
    )
    if len(one.values) == 1:
        return text
    return words("explain_measure_mean", text=text, number=len(one.values))
