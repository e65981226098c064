"""What a country's score stands on: its coverage and status, its basis, analytic confidence."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.report.names import pillar_path
from sahelrisk.report.subject import Subject
from sahelrisk.report.texts import limit_text
from sahelrisk.scoring.basis import Limit, unrated
from sahelrisk.scoring.estimate import applies


def footing(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield what stands for the whole of a country, each with what it lacks for the next level.

    Confidence is about the basis and stands apart from every probability (ICD 203).
    """
    words, support = subject.words, subject.support
    status = _status(subject)
    coverage = words("coverage_line", coverage=words.share(support.coverage), status=status)
    yield words("coverage"), coverage if applies(subject.country.outcome) else status
    yield (
        words("basis"),
        words(
            "basis_line",
            items=support.evidence,
            origins=support.origins,
            publishers=support.publishers,
        ),
    )
    level = words(f"confidence_{support.confidence}")
    limits = words.listed([limit_text(limit, words) for limit in support.limits])
    yield (
        words("confidence"),
        words("confidence_limits", level=level, limits=limits) if limits else level,
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
