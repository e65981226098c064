"""What only the whole page has: alerts, bands, contested, due, and the pages behind the first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sahelrisk.analysis.lapsing import YEAR
from sahelrisk.report.names import band_name, indicator_short, pillar_path
from sahelrisk.report.sheet.details import Parts
from sahelrisk.report.sheet.glossary import method_of, terms
from sahelrisk.report.sheet.telling import Telling, grade
from sahelrisk.report.sheet_view import Sentence
from sahelrisk.report.subject import Subject
from sahelrisk.report.texts import alert_text, limit_text
from sahelrisk.report.words import day_text
from sahelrisk.scoring.basis import Limit, unrated
from sahelrisk.scoring.disagreement import disagreement
from sahelrisk.scoring.estimate import applies, band_probabilities


def full_parts(subject: Subject) -> dict[str, Any]:
    """Return the parts that only the whole page has: footing, alerts, bands, contested, due."""
    words, dossier, rules = subject.words, subject.dossier, subject.dossier.framework
    alerts = [
        Sentence(alert_text(one, dossier, subject.country, words), ((one.id, f"#{one.id}"),))
        for one in subject.alerts
    ]
    estimate = None if subject.support.status == "insufficient" else subject.estimate
    masses = band_probabilities(estimate, rules.bands) if estimate else []
    names = [band_name(band, words) for band in rules.bands]
    return {
        "footing": tuple(footing(subject)),
        "alerts": tuple(alerts),
        "probabilities": tuple(
            (name, words.percent(mass)) for name, mass in zip(names, masses, strict=False)
        ),
        "contested": tuple(_contested(subject)),
        "due": tuple(_due(subject)),
    }


def _contested(subject: Subject) -> Iterator[Sentence]:
    words, telling = subject.words, Telling(subject)
    for result in subject.country.indicators:
        rules = subject.dossier.framework.contested
        found = disagreement(result.items, rules, result.indicator.half_life)
        if found is None:
            continue
        title = indicator_short(subject.dossier, result.id, words)
        sides = [
            words(
                "sheet_side",
                rating=words.points(one.rating),
                headline=telling.headline(one.item).rstrip("."),
                grade=grade(one),
            )
            for one in found
        ]
        text = words("sheet_contested", title=title, above=sides[0], below=sides[1])
        yield Sentence(text, ((title, f"#{result.id}"),))


def _due(subject: Subject) -> Iterator[Sentence]:
    """Yield the standing conditions that nobody has confirmed for a year."""
    words, telling = subject.words, Telling(subject)
    day = subject.assessment.as_of.toordinal()
    seen = set()
    for result in subject.country.indicators:
        for one in result.items:
            item = one.item
            old = item.condition and not one.silenced and day - item.counted_day > YEAR
            if not old or item.id in seen:
                continue
            seen.add(item.id)
            last = day_text(date.fromordinal(item.counted_day), words)
            text = words("sheet_due_item", headline=telling.headline(item).rstrip("."), date=last)
            yield Sentence(text, ((telling.headline(item).rstrip("."), f"#{item.id}"),))


def pages_behind(parts: Parts) -> dict[str, Any]:
    """Return what follows the first page: indicators, sources, method, glossary."""
    words = parts.words
    dossier = parts.subject.dossier
    return {
        "indicators": tuple(parts.indicators()),
        "sources": tuple(parts.sources.parts()),
        "method": method_of(dossier, words),
        "glossary": tuple(terms(words, dossier).values()),
    }


def footing(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield what stands for the whole of a country, each with what it lacks for the next level.

    Confidence is about the basis and stands apart from every probability (ICD 203).
    """
    words, support = subject.words, subject.support
    status = _status(subject)
    coverage = words("coverage_line", coverage=words.share(support.coverage), status=status)
    yield words("coverage"), coverage if applies(subject.country.outcome) else status
    yield (
        words("material"),
        words(
            "basis_line",
            items=support.evidence,
            origins=support.origins,
            publishers=support.publishers,
        ),
    )
    level = words(f"confidence_{support.confidence}")
    limits = words.listed([limit_text(limit, words) for limit in support.limits])
    limited = limits and applies(subject.country.outcome)  # else nothing is there to be known
    yield (
        words("confidence"),
        words("confidence_limits", level=level, limits=limits) if limited else level,
    )


def _status(subject: Subject) -> str:
    words = subject.words
    status = words(f"status_{subject.support.status}")
    lacking = unrated(subject.country, subject.support, subject.dossier.framework)
    why = words.listed([_lacking(limit, subject) for limit in lacking])
    return words("status_why", status=status, why=why) if why else status


def _lacking(limit: Limit, subject: Subject) -> str:
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
