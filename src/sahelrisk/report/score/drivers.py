"""Parts 7 to 9 and 11 of the summary: drivers, disagreement, what is not known, sources."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sahelrisk.report.blocks import Block, Column, Fields, Heading, Listing, Paragraph, Table
from sahelrisk.report.figures import point_decimals, unit
from sahelrisk.report.names import indicator_title
from sahelrisk.scoring.basis import bearing
from sahelrisk.scoring.disagreement import Disagreement, disagreement
from sahelrisk.scoring.estimate import NOT_APPLICABLE, Gap, status_of
from sahelrisk.scoring.items import UNNAMED
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed

if TYPE_CHECKING:
    from sahelrisk.report.subject import Subject

MOST = 5


def drivers(subject: Subject) -> Iterator[Block]:
    """Yield the indicators that move the country's score most, up and down."""
    words = subject.words
    moving = [(math.fsum(one.country_contributions()), one) for one in subject.country.indicators]
    size, digits = unit(subject.dossier.framework), point_decimals(subject.dossier.framework)
    for key, sign in (("drivers_up", 1.0), ("drivers_down", -1.0)):
        own = sorted(
            (
                (sign * points, one)
                for points, one in moving
                if sign * words.rounded(points * size, digits) > 0.0
            ),
            key=lambda entry: (-entry[0], entry[1].id),
        )
        yield Heading(words(key))
        if not own:
            yield Paragraph(words("drivers_none"))
            continue
        columns = (
            Column(words("indicator")),
            Column(words("points"), number=True),
            Column(words("strongest_item")),
        )
        rows = tuple(
            (
                indicator_title(subject.dossier, one.id, words),
                words.signed(sign * points * size, digits),
                item_text(subject, _strongest(one, sign)),
            )
            for points, one in own[:MOST]
        )
        yield Table(columns, rows)


def _strongest(result: IndicatorResult, sign: float) -> Weighed:
    """Return the item that pulls hardest the way its indicator does."""
    pulls = zip(result.contributions, result.items, strict=True)
    return min(pulls, key=lambda entry: (-sign * entry[0], entry[1].item.id))[1]


def item_text(subject: Subject, one: Weighed) -> str:
    """Return an item in a line: statement, date, grade, publisher, kind."""
    words, evidence = subject.words, one.item.evidence
    if evidence is None:
        return one.item.id
    return words(
        "driver_item",
        statement=evidence.statement,
        date=one.item.observed,
        grade=f"{one.item.reliability}{one.item.credibility}",
        publisher=evidence.publisher or words("no_publisher"),
        kind=words(f"kind_{evidence.kind}"),
    )


def contested(subject: Subject) -> Iterator[Block]:
    """Yield the indicators whose sources disagree, both sides by name; changes apart."""
    words, rules = subject.words, subject.dossier.framework.contested
    now: list[str] = []
    over_time: list[str] = []
    for result in subject.country.indicators:
        recent = disagreement(result.items, rules, result.indicator.half_life)
        ever = recent or disagreement(result.items, rules)
        if ever:
            (now if recent else over_time).append(_sides(subject, result, ever))
    yield Heading(words("contested"))
    if now:
        yield Listing(tuple(now), words("contested"))
    else:
        none = "contested_none" if subject.support.evidence else "contested_no_evidence"
        yield Paragraph(words(none))
    if over_time:
        yield Heading(words("changed_over_time"))
        yield Listing(tuple(over_time), words("changed_over_time"))


def _sides(subject: Subject, result: IndicatorResult, found: Disagreement) -> str:
    words = subject.words
    return words(
        "contested_sides",
        title=indicator_title(subject.dossier, result.id, words),
        above=_side(subject, found.above),
        below=_side(subject, found.below),
    )


def _side(subject: Subject, one: Weighed) -> str:
    words, evidence = subject.words, one.item.evidence
    return words(
        "contested_side",
        rating=words.points(one.rating),
        publisher=(evidence.publisher if evidence else None) or words("no_publisher"),
        date=one.item.observed,
        grade=f"{one.item.reliability}{one.item.credibility}",
        statement=evidence.statement if evidence else one.item.id,
    )


def unknown(subject: Subject) -> Iterator[Block]:
    """Yield gaps, thin and single-publisher indicators, and conditions due for confirmation."""
    words = subject.words
    yield Heading(words("unknown"))
    pairs = [(label, text) for label, text in _unknown(subject) if text]
    if pairs:
        yield Fields(tuple(pairs))
    due = [text for result in subject.country.indicators for text in _due(subject, result)]
    if due:
        yield Paragraph(words("due"))
        yield Listing(tuple(due), words("due"))
    if not pairs and not due:
        yield Paragraph(words("unknown_nothing"))


def _unknown(subject: Subject) -> Iterator[tuple[str, str]]:
    words, rules = subject.words, subject.dossier.framework
    gaps, excluded, thin, single = [], [], [], []
    for result in subject.country.indicators:
        title = indicator_title(subject.dossier, result.id, words)
        match result.outcome:
            case Gap(reason=reason) if reason == NOT_APPLICABLE:
                excluded.append(words("not_applicable_reason", title=title, reason=result.reason))
            case Gap():
                gaps.append(title)
            case estimate:
                if status_of(estimate.coverage, rules.coverage) == "insufficient":
                    coverage = words.share(estimate.coverage)
                    thin.append(words("thin_entry", title=title, coverage=coverage))
                if len({one.item.publisher for one in result.items if one.weight > 0.0}) == 1:
                    single.append(title)
    yield words("gap"), ", ".join(gaps)
    yield words("not_applicable"), ", ".join(excluded)
    yield words("thin"), ", ".join(thin)
    yield words("single_publisher"), ", ".join(single)


def _due(subject: Subject, result: IndicatorResult) -> Iterator[str]:
    """Yield conditions that nobody has confirmed within their indicator's half-life."""
    words = subject.words
    for one in result.items:
        if one.weight > 0.0 and one.item.condition and one.age > result.indicator.half_life:
            evidence = one.item.evidence
            yield words(
                "due_entry",
                id=one.item.id,
                statement=evidence.statement if evidence else "",
                date=subject.assessment.as_of.fromordinal(one.item.counted_day).isoformat(),
            )


def sources(subject: Subject) -> Iterator[Block]:
    """Yield how many items bear which grade, and the share of the largest publisher."""
    words = subject.words
    yield Heading(words("sources"))
    items = {one.item.id: one for _, one, _ in bearing(subject.country)}
    grades = Counter(f"{one.item.reliability}{one.item.credibility}" for one in items.values())
    if not grades:
        yield Paragraph(words("drivers_none"))
        return
    entries = [
        words("grade_entry", grade=grade, number=number) for grade, number in sorted(grades.items())
    ]
    shares = subject.support.publisher_shares
    largest = min(shares, key=lambda publisher: (-shares[publisher], publisher))
    line = words(
        "largest_publisher_line",
        publisher=_as_written(largest, items.values()) or words("no_publisher"),
        share=words.percent(shares[largest]),
    )
    yield Fields(((words("grades"), ", ".join(entries)), (words("largest_publisher"), line)))


def _as_written(publisher: str, items: Iterable[Weighed]) -> str:
    """Return a publisher as its items write it."""
    if publisher == UNNAMED:
        return ""
    written = sorted(
        one.item.evidence.publisher.strip()
        for one in items
        if one.item.publisher == publisher and one.item.evidence and one.item.evidence.publisher
    )
    return written[0] if written else publisher
