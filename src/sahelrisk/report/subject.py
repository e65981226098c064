"""One country of an assessment, and what every page about it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Fields
from sahelrisk.report.figures import ends, likely_bands, score_of, score_text
from sahelrisk.report.names import (
    country_name,
    framework_title,
    is_index,
    named_bands,
    pillar_title,
    profile_title,
)
from sahelrisk.report.words import Words
from sahelrisk.scoring.alerts import Alert, alerts_of
from sahelrisk.scoring.basis import Support, support_of, worst_pillar
from sahelrisk.scoring.estimate import Estimate, band_probabilities, figures
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.tasks.marking import marking


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


def marking_block(subject: Subject) -> Fields:
    """Return what a country's page starts with."""
    return opening(subject.dossier, subject.assessment, [subject.country], subject.words)


def opening(
    dossier: Dossier, assessment: Assessment, countries: Sequence[CountryResult], words: Words
) -> Fields:
    """Return what a page about countries starts with, under the highest label of their items."""
    return opening_under(marking(dossier, countries), dossier, assessment, words)


def opening_under(label: str, dossier: Dossier, assessment: Assessment, words: Words) -> Fields:
    """Return what every page starts with: marking, dates, profile, framework, notices."""
    known_on = assessment.known_on.isoformat() if assessment.known_on else words("known_everything")
    pairs = [
        (words("marking"), f"TLP:{label}"),
        (words("as_of"), assessment.as_of.isoformat()),
        (words("known_on"), known_on),
        (words("profile"), profile_title(assessment.profile, words)),
        (words("framework"), framework_title(dossier, words)),
    ]
    if dossier.scenario:
        pairs.append((words("notice"), words("scenario", files=", ".join(dossier.scenario))))
    if notice := dossier.file.notice(words.lang):
        pairs.append((words("notice"), notice))
    if dossier.withheld:
        pairs.append((words("notice"), words.count("withheld", dossier.withheld)))
    return Fields(tuple(pairs))


def bottom_line(subject: Subject) -> Iterator[str]:
    """Yield the sentences of the bottom line, made from the data."""
    words, rules = subject.words, subject.dossier.framework
    name, estimate = country_name(subject.country.iso3, words), subject.estimate
    if estimate is None or subject.support.status == "insufficient":
        yield words("bottom_no_score", name=name)
        return
    score, top = score_text(estimate.score, rules, rules, words), words.general(rules.scale[1])
    yield words("bottom_score", name=name, score=score, top=top, **band_words(subject, estimate))
    worst = worst_pillar(subject.country, rules)
    worst_figures = figures(worst.outcome) if worst else None
    if worst and worst_figures and subject.support.evidence:
        title = pillar_title(subject.dossier, worst.id, words)
        worst_score = score_text(worst_figures.score, worst.node.rules, rules, words)
        key = "bottom_highest" if is_index(subject.dossier) else "bottom_worst"
        yield words(key, title=title, score=worst_score)
    number = len(subject.alerts)
    yield words.count("bottom_alerts", number) if number else words("bottom_alerts_none")


def band_words(subject: Subject, estimate: Estimate) -> dict[str, str]:
    """Return the bands to name, how probable they are together, and their ends."""
    words, rules = subject.words, subject.dossier.framework
    first, last = bands = likely_bands(estimate, rules)
    masses = band_probabilities(estimate, rules.bands)
    return {
        "band": named_bands(bands, rules, words),
        "probability": words.percent(sum(masses[first : last + 1])),
        "low": score_of(ends(rules, first)[0], rules, words),
        "high": score_of(ends(rules, last)[1], rules, words),
    }
