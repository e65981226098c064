"""The report of `explain`: the arithmetic, down to file and line, adding up to the score."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import (
    Block,
    Column,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Plain,
    Report,
    Table,
)
from sahelrisk.report.document import Run, score_document
from sahelrisk.report.names import country_name, indicator_text, indicator_title, pillar_title
from sahelrisk.report.summary import Subject, bottom_line, marking_block, subject_of
from sahelrisk.report.words import Words, adding_up
from sahelrisk.scoring.assess import Assessment, IndicatorResult, NodeResult
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Estimate, Gap, figures, interval
from sahelrisk.scoring.pool import Workings
from sahelrisk.scoring.weigh import Weighed

DIGITS = 3
HEADER = (
    "iso3",
    "indicator",
    "id",
    "observed",
    "recorded",
    "reliability",
    "credibility",
    "kind",
    "nature",
    "rating",
    "quality",
    "age_days",
    "age_factor",
    "base_weight",
    "origin_factor",
    "publisher_factor",
    "weight",
    "contribution",
    "country_contribution",
    "silenced",
    "origin",
    "publisher",
    "statement",
    "path",
    "line",
)
TEXTS = frozenset({"id", "indicator", "origin", "publisher", "statement", "path"})


def build_explain(  # noqa: PLR0913
    dossier: Dossier,
    assessment: Assessment,
    words: Words,
    run: Run,
    *,
    indicator: str | None = None,
    private: bool = False,
) -> Report:
    """Build the arithmetic of one country, or of one indicator of it."""
    subject = subject_of(dossier, assessment, assessment.countries[0], words)
    name = country_name(subject.country.iso3, words)
    return Report(
        title=words("explain_title", name=name),
        blocks=lambda: _blocks(subject, indicator, private=private),
        document=lambda: score_document(
            dossier, assessment, words, run, factors=True, private=private
        ),
        header=HEADER,
        rows=lambda: _rows(subject, indicator),
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _blocks(subject: Subject, indicator: str | None, *, private: bool) -> Iterator[Block]:
    words = subject.words
    name = country_name(subject.country.iso3, words)
    yield Heading(words("explain_title", name=name), 1)
    yield marking_block(subject)
    if indicator is None:
        yield Paragraph(" ".join(bottom_line(subject)), "strong")
        yield from _sum_of_pillars(subject)
    for result in subject.country.indicators:
        if indicator in (None, result.id):
            yield from _indicator(subject, result, private=private, alone=indicator is not None)


def _points_of(result: NodeResult | IndicatorResult) -> float:
    """Return what everything below a node adds to the country's score."""
    if isinstance(result, IndicatorResult):
        return math.fsum(result.country_contributions())
    return math.fsum(_points_of(member) for member in result.members)


def _sum_of_pillars(subject: Subject) -> Iterator[Block]:
    """Yield the table whose points, from the prior, add up to the country's score."""
    words, rules = subject.words, subject.dossier.framework
    estimate = subject.estimate
    if estimate is None:
        return
    top = [pillar for pillar in subject.country.pillars if pillar.parent is None]
    prior = rules.method.prior_score
    points = adding_up([_points_of(pillar) for pillar in top], DIGITS)
    text = words(
        "explain_sum",
        prior=words.general(prior),
        score=words.fixed(prior + math.fsum(points), DIGITS),
    )
    yield Paragraph(text if not approximate(subject) else words("explain_approximate"))
    columns = (
        Column(words("pillar")),
        Column(words("weight"), number=True),
        Column(words("from_prior"), number=True),
        Column(words("country_points"), number=True),
    )
    rows = [
        (
            pillar_title(subject.dossier, pillar.id, words),
            words.fixed(pillar.weight, 4),
            _exact(figures(pillar.outcome), words),
            words.signed(share, DIGITS),
        )
        for pillar, share in zip(top, points, strict=True)
    ]
    total = words.signed(math.fsum(points), DIGITS)
    rows.append((words("total"), "", words.fixed(estimate.score, DIGITS), total))
    yield Table(columns, tuple(rows), words("explain_rounding"))


def approximate(subject: Subject) -> bool:
    """Tell whether points of items only approximate the score (method § 5)."""
    nodes = [subject.dossier.framework, *(p.node.rules for p in subject.country.pillars)]
    return any(
        node.aggregation not in ("arithmetic", "sum") or node.round is not None for node in nodes
    )


def _exact(estimate: Estimate | None, words: Words) -> str:
    return "–" if estimate is None else words.fixed(estimate.score, DIGITS)


def _indicator(
    subject: Subject, result: IndicatorResult, *, private: bool, alone: bool
) -> Iterator[Block]:
    words = subject.words
    yield Heading(f"{indicator_title(subject.dossier, result.id, words)} ({result.id})")
    file = subject.dossier.indicators[result.id]
    where = file.origin.path
    if alone and file.question:
        yield Paragraph(indicator_text(file, "question", words) or "")
    if result.items:
        yield _items(subject, result)
    yield Listing(tuple(_calculation(subject, result)), words("indicator"))
    if alone:
        yield Fields(((words("file"), where),))
        for one in result.items:
            yield from _in_full(subject, one, private=private)


def _items(subject: Subject, result: IndicatorResult) -> Table:
    words = subject.words
    silenced = any(one.silenced for one in result.items)
    columns = (
        Column(words("place"), whole=True),
        Column(words("item"), drop=5, whole=True),
        Column(words("rating"), number=True),
        Column(words("grade"), drop=2),
        Column(words("quality"), number=True),
        Column(words("age"), number=True),
        Column(words("base_weight"), number=True, drop=1),
        Column(words("origin_factor"), number=True, drop=4),
        Column(words("publisher_factor"), number=True, drop=3),
        Column(words("item_weight"), number=True),
        Column(words("contribution"), number=True),
        Column(words("remark"), drop=0),
    )
    points = adding_up(result.contributions, DIGITS)
    rows = [_item(one, share, words) for one, share in zip(result.items, points, strict=True)]
    total = words.signed(math.fsum(points), DIGITS)
    blank = ("",) * 8
    weight = words.fixed(math.fsum(one.weight for one in result.items), 4)
    rows.append((words("total"), *blank, weight, total, ""))
    if not silenced:
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Table(columns, tuple(rows))


def _item(one: Weighed, points: float, words: Words) -> tuple[str, ...]:
    evidence = one.item.evidence
    where = f"{evidence.origin.path}:{evidence.origin.line}" if evidence else ""
    silenced = words(f"silenced_{one.silenced}", id=one.retired_by) if one.silenced else ""
    return (
        where or one.item.id,
        one.item.id,
        words.general(round(one.rating, DIGITS)),
        f"{one.item.reliability}{one.item.credibility}",
        words.fixed(one.quality, 4),
        words("days", number=one.age),
        words.fixed(one.base_weight, 4),
        words.fixed(one.origin_factor, 4),
        words.fixed(one.publisher_factor, 4),
        words.fixed(one.weight, 4),
        words.signed(points, DIGITS),
        silenced,
    )


def _calculation(subject: Subject, result: IndicatorResult) -> Iterator[str]:
    """Yield the lines that lead from the items to score, coverage and standard error."""
    words, method = subject.words, subject.dossier.framework.method
    if isinstance(result.outcome, Gap):
        if result.outcome.reason == NOT_APPLICABLE:
            yield words("explain_not_applicable", reason=result.reason)
        else:
            yield words("explain_gap", prior=words.general(method.prior_score))
        return
    estimate, workings = result.outcome, result.workings
    if workings is None:
        yield words("explain_latest", score=words.fixed(estimate.score, DIGITS))
        return
    yield from _formulas(subject, result, estimate, workings)


def _formulas(
    subject: Subject, result: IndicatorResult, estimate: Estimate, workings: Workings
) -> Iterator[str]:
    words, rules = subject.words, subject.dossier.framework
    pulled = math.fsum(one.weight * one.rating for one in result.items)
    k, s = workings.aged_prior_weight, workings.weight
    score = words.fixed(estimate.score, DIGITS)
    yield words("calc_weight", S=words.fixed(s, 4), k=words.fixed(k, 4))
    yield words(
        "calc_score",
        prior=words.general(workings.prior),
        k=words.fixed(k, 4),
        wx=words.fixed(pulled, DIGITS),
        kS=words.fixed(k + s, 4),
        score=score,
    )
    only = words.fixed(estimate.evidence_only or 0.0, DIGITS)
    yield words("calc_coverage", coverage=words.fixed(estimate.coverage, 4), only=only)
    yield words(
        "calc_error",
        ignorance=words.fixed(workings.ignorance, DIGITS),
        v=words.fixed(workings.spread, 2),
        n=words.fixed(workings.witnesses, 4),
        tau=words.fixed(workings.quality_floor, DIGITS),
        se=words.fixed(estimate.standard_error, DIGITS),
    )
    low, high = interval(estimate, rules.method.interval)
    yield words(
        "calc_interval",
        level=words.percent(rules.method.interval),
        low=words.fixed(low, 1),
        high=words.fixed(high, 1),
    )
    points = math.fsum(result.country_contributions())
    yield words(
        "explain_points",
        effective=words.fixed(result.slope, 5),
        score=score,
        prior=words.general(workings.prior),
        points=words.signed(points, DIGITS),
    )


def _in_full(subject: Subject, one: Weighed, *, private: bool) -> Iterator[Block]:
    """Yield one item with everything its file says, but what is private."""
    words, evidence = subject.words, one.item.evidence
    if evidence is None:
        return
    source = evidence.source
    pairs = [
        (words("place"), str(evidence.origin)),
        (words("statement"), evidence.statement),
        (words("observed"), one.item.observed),
        (words("recorded"), evidence.recorded.isoformat()),
        (words("grade"), f"{one.item.reliability}{one.item.credibility}"),
        (words("kind"), words(f"kind_{evidence.kind}")),
        (words("nature"), words(f"nature_{evidence.nature}")),
        (words("origin"), evidence.origin_id or ""),
        (words("publisher"), evidence.publisher or words("no_publisher")),
    ]
    if source:
        published = source.published.text if source.published else ""
        said = ", ".join(part for part in (source.title, published, source.url) if part)
        pairs.append((words("source"), said))
    if private:
        pairs += [
            (words("analyst"), evidence.analyst or ""),
            (words("notes"), evidence.notes or ""),
        ]
    yield Heading(one.item.id, 3)
    yield Fields(tuple((label, text) for label, text in pairs if text))


def _rows(subject: Subject, indicator: str | None) -> Iterator[tuple[Plain, ...]]:
    for result in subject.country.indicators:
        if indicator not in (None, result.id):
            continue
        shares = zip(
            result.items, result.contributions, result.country_contributions(), strict=True
        )
        for one, points, country_points in shares:
            yield _row(subject.country.iso3, result.id, one, points, country_points)


def _row(
    iso3: str, indicator: str, one: Weighed, points: float, country_points: float
) -> tuple[Plain, ...]:
    item, evidence = one.item, one.item.evidence
    said: Mapping[str, Any] = {}
    if evidence:
        said = {
            "recorded": evidence.recorded.isoformat(),
            "kind": evidence.kind,
            "nature": evidence.nature,
            "publisher": evidence.publisher,
            "statement": evidence.statement,
            "path": evidence.origin.path,
            "line": evidence.origin.line,
        }
    known: dict[str, Plain] = {
        "iso3": iso3,
        "indicator": indicator,
        "id": item.id,
        "observed": item.observed,
        "reliability": item.reliability,
        "credibility": item.credibility,
        "rating": round(one.rating, 10),
        "quality": round(one.quality, 10),
        "age_days": one.age,
        "age_factor": round(one.age_factor, 10),
        "base_weight": round(one.base_weight, 10),
        "origin_factor": round(one.origin_factor, 10),
        "publisher_factor": round(one.publisher_factor, 10),
        "weight": round(one.weight, 10),
        "contribution": round(points, 10),
        "country_contribution": round(country_points, 10),
        "silenced": one.silenced or None,
        "origin": item.origin_id,
        **said,
    }
    return tuple(known.get(column) for column in HEADER)
