"""The printed risk summary of one country, in the eleven parts of contract § 3."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.alert_texts import alert_text
from sahelrisk.report.blocks import Block, Fields, Heading, Listing, Paragraph
from sahelrisk.report.document import limit_text, marking
from sahelrisk.report.figures import ends, place, point_decimals, score_of, unit
from sahelrisk.report.findings import contested, drivers, sources, unknown
from sahelrisk.report.names import (
    band_name,
    country_name,
    framework_title,
    is_index,
    pillar_path,
    pillar_title,
    profile_title,
)
from sahelrisk.report.pillars import pillar_table, shown_first
from sahelrisk.report.words import Words
from sahelrisk.scoring.alerts import Alert, alerts_of
from sahelrisk.scoring.assess import Assessment, CountryResult
from sahelrisk.scoring.basis import Limit, Support, support_of, unrated, worst_pillar
from sahelrisk.scoring.change import EVIDENCE_CAUSES, Change, change, state_of
from sahelrisk.scoring.estimate import Estimate, band_of, band_probabilities, figures, interval
from sahelrisk.scoring.weigh import settled

WINDOW = 90
ITEMS_OF_CHANGE = 3


class Subject(NamedTuple):
    """One country of an assessment, with all that its page is written from."""

    dossier: Dossier
    assessment: Assessment
    country: CountryResult
    words: Words
    support: Support
    alerts: tuple[Alert, ...]

    @property
    def estimate(self) -> Estimate | None:
        """Return the country's figures, None where it has no score at all."""
        return figures(self.country.outcome)


def subject_of(
    dossier: Dossier, assessment: Assessment, country: CountryResult, words: Words
) -> Subject:
    """Gather what a country's page is written from."""
    rules = dossier.framework
    return Subject(
        dossier,
        assessment,
        country,
        words,
        support_of(country, rules),
        alerts_of(country, rules, assessment.as_of.toordinal()),
    )


def summary_blocks(subject: Subject, *, brief: bool = False) -> Iterator[Block]:
    """Yield the page: parts 1 to 4, and unless `brief` the others."""
    yield from _marking(subject)
    yield from _bottom_line(subject)
    yield from _alerts(subject)
    yield from _score(subject)
    if brief:
        return
    yield from _changed(subject)
    yield from pillar_table(subject)
    yield from shown_first(subject)
    yield from drivers(subject)
    yield from contested(subject)
    yield from unknown(subject)
    # The plan is written from a subject too, so that it can only be asked for here.
    from sahelrisk.report.plan import mind  # noqa: PLC0415

    yield from mind(subject)
    yield from sources(subject)


def _marking(subject: Subject) -> Iterator[Block]:
    yield Heading(country_name(subject.country.iso3, subject.words), 1)
    yield marking_block(subject)


def marking_block(subject: Subject) -> Fields:
    """Return what every page starts with: marking, dates, profile, framework, notices."""
    words, dossier, assessment = subject.words, subject.dossier, subject.assessment
    known_on = assessment.known_on.isoformat() if assessment.known_on else words("known_everything")
    label = marking(dossier, [subject.country])
    pairs = [
        (words("marking"), f"TLP:{label}"),
        (words("as_of"), assessment.as_of.isoformat()),
        (words("known_on"), known_on),
        (words("profile"), profile_title(assessment.profile, words)),
        (words("framework"), framework_title(dossier, words)),
    ]
    if dossier.file.illustrative:
        pairs.append((words("notice"), dossier.file.illustrative))
    if dossier.withheld:
        pairs.append((words("notice"), words.count("withheld", dossier.withheld)))
    return Fields(tuple(pairs))


def _bottom_line(subject: Subject) -> Iterator[Block]:
    words = subject.words
    yield Heading(words("bottom_line"))
    yield Paragraph(" ".join(bottom_line(subject)), "strong")


def bottom_line(subject: Subject) -> Iterator[str]:
    """Yield the sentences of the bottom line, made from the data."""
    words, rules = subject.words, subject.dossier.framework
    name, estimate = country_name(subject.country.iso3, words), subject.estimate
    if estimate is None:
        yield words("bottom_no_score", name=name)
        return
    score, top = score_of(estimate.score, rules, words), words.general(rules.scale[1])
    if subject.support.status == "insufficient":
        key = "bottom_insufficient" if rules.method.prior_weight else "bottom_insufficient_bare"
        yield words(key, name=name, score=score, top=top)
    else:
        yield words(
            "bottom_score", name=name, score=score, top=top, **band_words(subject, estimate)
        )
    worst = worst_pillar(subject.country)
    worst_figures = figures(worst.outcome) if worst else None
    if worst and worst_figures and subject.support.evidence:
        title = pillar_title(subject.dossier, worst.id, words)
        worst_score = score_of(worst_figures.score, worst.node.rules, words)
        key = "bottom_highest" if is_index(subject.dossier) else "bottom_worst"
        yield words(key, title=title, score=worst_score)
    number = len(subject.alerts)
    yield words.count("bottom_alerts", number) if number else words("bottom_alerts_none")
    # At full coverage a difference comes from the aggregation, not from missing evidence.
    if estimate.evidence_only is not None and settled(estimate.coverage) < 1.0:
        alone = score_of(estimate.evidence_only, rules, words)
        key = "bottom_evidence_same" if alone == score else "bottom_evidence"
        yield words(key, score=alone)


def band_words(subject: Subject, estimate: Estimate) -> dict[str, str]:
    """Name the band alone when it is sure enough, else with its more probable neighbour."""
    words, rules = subject.words, subject.dossier.framework
    masses = band_probabilities(estimate, rules.bands)
    first = last = band_of(estimate.score, rules.bands)
    if settled(masses[first]) < settled(rules.summary.sure_band) and len(masses) > 1:
        neighbours = [index for index in (first - 1, first + 1) if 0 <= index < len(masses)]
        other = max(neighbours, key=lambda index: masses[index])
        first, last = min(first, other), max(first, other)
    names = [band_name(rules.bands[index], words) for index in (first, last)]
    low, high = ends(rules, first)[0], ends(rules, last)[1]
    return {
        "band": names[0] if first == last else words("or_band", first=names[0], last=names[1]),
        "probability": words.percent(sum(masses[first : last + 1])),
        "low": score_of(low, rules, words),
        "high": score_of(high, rules, words),
    }


def _alerts(subject: Subject) -> Iterator[Block]:
    words = subject.words
    yield Heading(words("alerts"))
    if not subject.alerts:
        yield Paragraph(words("alerts_none"))
        return
    texts = [alert_text(one, subject.dossier, subject.country, words) for one in subject.alerts]
    yield Listing(tuple(texts), words("alerts"))


def _score(subject: Subject) -> Iterator[Block]:
    words, support = subject.words, subject.support
    yield Heading(words("score"))
    pairs = list(_score_pairs(subject))
    basis = words(
        "basis_line",
        items=support.evidence,
        origins=support.origins,
        publishers=support.publishers,
    )
    coverage = words(
        "coverage_line",
        coverage=words.share(support.coverage),
        status=_status(subject),
    )
    level = words(f"confidence_{support.confidence}")
    limits = words.listed([limit_text(limit, words) for limit in support.limits])
    confidence = words("confidence_limits", level=level, limits=limits) if limits else level
    yield Fields((*pairs, (words("coverage"), coverage), (words("basis"), basis)))
    yield Fields(((words("confidence"), confidence),))


def _status(subject: Subject) -> str:
    """Return the country's status and what keeps it from being rated."""
    words, support = subject.words, subject.support
    status = words(f"status_{support.status}")
    missing = [
        _unrated(limit, subject)
        for limit in unrated(subject.country, support, subject.dossier.framework)
    ]
    return words("status_why", status=status, why=words.listed(missing)) if missing else status


def _unrated(limit: Limit, subject: Subject) -> str:
    words = subject.words
    if limit.condition == "publishers":
        figure, needed = words.general(limit.figure), words.general(limit.needed)
    elif limit.condition == "publisher_share":
        figure, needed = words.percent(limit.figure), words.percent(limit.needed)
    else:
        figure, needed = words.share(limit.figure), words.share(limit.needed)
    if limit.condition in ("coverage", "publishers", "publisher_share"):
        return words(f"unrated_{limit.condition}", figure=figure, needed=needed)
    pillar = pillar_path(subject.dossier, limit.condition, words)
    return words("unrated_pillar", pillar=pillar, figure=figure, needed=needed)


def _score_pairs(subject: Subject) -> Iterator[tuple[str, str]]:
    words, rules, estimate = subject.words, subject.dossier.framework, subject.estimate
    if estimate is None:
        return
    low, high = interval(estimate, rules.method.interval)
    line = words(
        "score_line",
        score=score_of(estimate.score, rules, words),
        top=words.general(rules.scale[1]),
        level=words.percent(rules.method.interval),
        low=score_of(low, rules, words),
        high=score_of(high, rules, words),
    )
    yield words("score"), line
    if subject.support.status == "insufficient":
        return
    masses = band_probabilities(estimate, rules.bands)
    entries = [
        words(
            "band_entry",
            name=band_name(band, words),
            probability=words.percent(mass),
            low=place(ends(rules, index)[0], rules, words),
            high=place(ends(rules, index)[1], rules, words),
        )
        for index, (band, mass) in enumerate(zip(rules.bands, masses, strict=True))
    ]
    yield words("bands"), ", ".join(entries)


def _changed(subject: Subject) -> Iterator[Block]:
    words, assessment = subject.words, subject.assessment
    since = assessment.as_of - timedelta(days=WINDOW)
    found = change_since(subject, since)
    yield Heading(words("changed", days=WINDOW))
    parts = [part for part in found.parts if part.cause in EVIDENCE_CAUSES and part.items]
    tested, size = found.country, unit(subject.dossier.framework)
    digits = point_decimals(subject.dossier.framework)
    if not parts:
        yield Paragraph(words("changed_nothing"))
    else:
        key = "changed_is" if tested.significant else "changed_not"
        verdict = words(key, threshold=words.fixed(tested.threshold * size, digits))
        points = words.signed(tested.points * size, digits)
        yield Paragraph(words("changed_total", points=points, date=since, verdict=verdict))
        moved = tuple(_moved(subject, found))
        if moved:
            yield Listing(moved, words("changed", days=WINDOW))
    ageing = words.signed(found.parts[0].points * size, digits)
    yield Paragraph(words("changed_ageing", points=ageing), "dim")


def change_since(subject: Subject, since: date) -> Change:
    """Replay what happened to a country since a date."""
    assessment, iso3 = subject.assessment, subject.country.iso3
    own = tuple(one for one in subject.dossier.evidence if iso3 in one.countries)
    dossier = replace(subject.dossier, evidence=own)
    known = min(since, assessment.known_on) if assessment.known_on else since
    before = state_of(dossier, assessment.tree, since, known)
    after = state_of(dossier, assessment.tree, assessment.as_of, assessment.known_on)
    return change(iso3, before, after)


def _moved(subject: Subject, found: Change) -> Iterator[str]:
    """Yield the items that moved the score most, by any cause but ageing and framework."""
    words = subject.words
    items = {one.id: one for one in subject.dossier.evidence}
    size = unit(subject.dossier.framework)
    digits = point_decimals(subject.dossier.framework)
    shares: dict[str, list[float]] = {}
    for part in found.parts:
        for key, points in part.items if part.cause in EVIDENCE_CAUSES else ():
            shares.setdefault(key, []).append(points * size)
    moved = [(math.fsum(points), key) for key, points in shares.items()]
    moved.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    for points, key in moved[:ITEMS_OF_CHANGE]:
        if not words.rounded(points, digits):
            break
        one = items[key]
        yield words(
            "changed_item",
            points=words.signed(points, digits),
            statement=one.statement,
            indicator=one.indicator,
            date=one.observed.text,
            grade=one.grade,
        )
