"""What documents name and say, in a language: alerts, limits of confidence, titles."""

from __future__ import annotations

from textwrap import shorten
from typing import NamedTuple

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Phrase
from sahelrisk.report.figures import MOST_DECIMALS, point_decimals, score_text, unit
from sahelrisk.report.fills import NOTHING
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
from sahelrisk.scoring.estimate import Gap, figures, status_of
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.weigh import Weighed, settled

TOP = 100.0
MOST_LETTERS = 90
"""Of the statement of an item without a headline."""


def alert_text(alert: Alert, dossier: Dossier, country: CountryResult, words: Words) -> str:
    """Say what an alert points at, with its figure or its item."""
    rules = dossier.framework.alerts
    if alert.kind == "pillar":
        return _pillar_text(alert, dossier, country, words)
    title = indicator_title(dossier, alert.id, words)
    told = _told(alert.item, words) if alert.item else {}
    if alert.kind != "indicator" and told:
        key = "alert_turning_point" if alert.kind == "turning-point" else "alert_new_item"
        return words(key, title=title, **told)
    text = words(
        "alert_indicator" if rules.score < TOP else "alert_indicator_top",
        title=title,
        edge=words.general(rules.score),
        probability=words.percent(alert.figure),
    )
    if told:
        text = words("alert_behind" if alert.below else "alert_latest", text=text, **told)
    if alert.strongest:
        text = words("alert_strongest", text=text, **_told(alert.strongest, words))
    return words("alert_thin", text=text) if _is_thin(alert, dossier, country) else text


def _pillar_text(alert: Alert, dossier: Dossier, country: CountryResult, words: Words) -> str:
    """Say how far a pillar lies above the country, or that it lies in a higher band."""
    framework, title = dossier.framework, pillar_path(dossier, alert.id, words)
    if settled(alert.figure) >= settled(framework.alerts.pillar_gap):
        plain = framework.scale == (0.0, 100.0)
        digits, size = 0 if plain else point_decimals(framework), abs(unit(framework))
        return words("alert_pillar", title=title, gap=words.fixed(alert.figure * size, digits))
    pillar = next(one for one in country.pillars if one.id == alert.id)
    rules, estimate = pillar.node.rules, figures(pillar.outcome)
    return words(
        "alert_pillar_band",
        title=title,
        score=score_text(estimate.score, rules, framework, words) if estimate else NOTHING,
        gap=_small(alert.figure * unit(rules), words),
    )


def _small(points: float, words: Words) -> str:
    """Return points with as few decimals as leave something of them."""
    digits = next((one for one in range(MOST_DECIMALS) if words.rounded(points, one)), 0)
    return words.signed(points, digits)


def _told(one: Weighed, words: Words) -> dict[str, str]:
    """Return what is said of the item behind an alert: its words, date and grade."""
    item, evidence = one.item, one.item.evidence
    text = headline_of(evidence, words) if evidence else item.id
    return {
        "statement": shorten(text, MOST_LETTERS, placeholder=" …").rstrip("."),
        "date": item.observed,
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
