"""What documents name and say, in a language: alerts, limits of confidence, titles."""

from __future__ import annotations

from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Phrase
from sahelrisk.report.names import (
    country_name,
    headline_of,
    indicator_text,
    indicator_title,
    pillar_path,
    pillar_title,
    rung_text,
)
from sahelrisk.report.words import Words
from sahelrisk.scoring.alerts import Alert
from sahelrisk.scoring.basis import Limit
from sahelrisk.scoring.estimate import Gap, status_of
from sahelrisk.scoring.results import CountryResult

TOP = 100.0


def alert_text(alert: Alert, dossier: Dossier, country: CountryResult, words: Words) -> str:
    """Say what an alert points at, with its figure or its item."""
    rules = dossier.framework.alerts
    if alert.kind == "pillar":
        return words(
            "alert_pillar",
            title=pillar_path(dossier, alert.id, words),
            gap=words.points(alert.figure),
        )
    title = indicator_title(dossier, alert.id, words)
    behind = None if alert.item is None else alert.item.item.evidence
    told = {} if behind is None else _told(behind, words)
    if alert.kind != "indicator" and behind is not None:
        key = "alert_turning_point" if alert.kind == "turning-point" else "alert_new_item"
        return words(key, title=title, **told)
    text = words(
        "alert_indicator" if rules.score < TOP else "alert_indicator_top",
        title=title,
        edge=words.general(rules.score),
        probability=words.percent(alert.figure),
    )
    text = words("alert_behind", text=text, **told) if told else text
    return words("alert_thin", text=text) if _is_thin(alert, dossier, country) else text


def _told(item: Evidence, words: Words) -> dict[str, str]:
    """Return what is said of the item behind an alert: its words, date and grade."""
    return {
        "statement": headline_of(item, words).rstrip("."),
        "date": item.observed.text,
        "grade": f"{item.reliability}{item.credibility}",
    }


def _is_thin(alert: Alert, dossier: Dossier, country: CountryResult) -> bool:
    """Tell whether an indicator's alert rests on too little evidence for a band."""
    outcome = next(result.outcome for result in country.indicators if result.id == alert.id)
    coverage = 0.0 if isinstance(outcome, Gap) else outcome.coverage
    return status_of(coverage, dossier.framework.coverage) == "insufficient"


def limit_text(limit: Limit, words: Words) -> str:
    """Return which condition of the next higher level of confidence fails."""
    write = words.general if limit.condition == "origins" else words.share
    return words(f"limit_{limit.condition}", figure=write(limit.figure), needed=write(limit.needed))


class DocumentTexts(NamedTuple):
    """The texts of documents in the language of some words."""

    words: Words

    def said(self, phrase: Phrase) -> str:
        """Return a phrase that is not in a language yet."""
        return phrase.text(self.words.lang)

    def country(self, iso3: str) -> str:
        """Return a country's name."""
        return country_name(iso3, self.words)

    def pillar(self, dossier: Dossier, key: str) -> str:
        """Return a pillar's title."""
        return pillar_title(dossier, key, self.words)

    def indicator(self, dossier: Dossier, key: str) -> str:
        """Return an indicator's title."""
        return indicator_title(dossier, key, self.words)

    def indicator_text(self, file: IndicatorFile, key: str) -> str | None:
        """Return a text of an indicator's file."""
        return indicator_text(file, key, self.words)

    def alert(self, alert: Alert, dossier: Dossier, country: CountryResult) -> str:
        """Say what an alert points at."""
        return alert_text(alert, dossier, country, self.words)

    def rung(self, dossier: Dossier, key: str, place: int) -> str:
        """Return the text of a rung of an indicator's ladder."""
        return rung_text(dossier, key, place, self.words)

    def limit(self, limit: Limit) -> str:
        """Say which condition of the next higher confidence fails."""
        return limit_text(limit, self.words)
