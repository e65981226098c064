"""The printed risk summary of one country, in the eleven parts of contract § 3."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.report.blocks import Block, Fields, Heading, Listing, Paragraph
from sahelrisk.report.figures import ends, place, score_of
from sahelrisk.report.names import (
    band_name,
    country_name,
    pillar_path,
)
from sahelrisk.report.score.drivers import contested, drivers, sources, unknown
from sahelrisk.report.score.mind import mind
from sahelrisk.report.score.pillar_table import pillar_table, shown_first
from sahelrisk.report.score.recent import recent
from sahelrisk.report.subject import Subject, bottom_line, marking_block
from sahelrisk.report.texts import alert_text, limit_text
from sahelrisk.scoring.basis import Limit, unrated
from sahelrisk.scoring.estimate import band_probabilities, interval


def summary_blocks(subject: Subject, *, brief: bool = False) -> Iterator[Block]:
    """Yield the page: parts 1 to 4, and unless `brief` the others."""
    yield from _marking(subject)
    yield from _bottom_line(subject)
    yield from _alerts(subject)
    yield from _score(subject)
    if brief:
        return
    yield from recent(subject)
    yield from pillar_table(subject)
    yield from shown_first(subject)
    yield from drivers(subject)
    yield from contested(subject)
    yield from unknown(subject)
    yield from mind(subject)
    yield from sources(subject)


def _marking(subject: Subject) -> Iterator[Block]:
    yield Heading(country_name(subject.country.iso3, subject.words), 1)
    yield marking_block(subject)


def _bottom_line(subject: Subject) -> Iterator[Block]:
    words = subject.words
    yield Heading(words("bottom_line"))
    yield Paragraph(" ".join(bottom_line(subject)), "strong")


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
