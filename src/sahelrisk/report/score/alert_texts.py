"""Alerts in words."""

from __future__ import annotations

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.names import indicator_title, pillar_path
from sahelrisk.report.words import Words
from sahelrisk.scoring.alerts import Alert
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
    evidence = alert.item.item.evidence if alert.item else None
    if alert.kind == "indicator" or alert.item is None or evidence is None:
        text = words(
            "alert_indicator" if rules.score < TOP else "alert_indicator_top",
            title=title,
            edge=words.general(rules.score),
            probability=words.percent(alert.figure),
        )
        return words("alert_thin", text=text) if _is_thin(alert, dossier, country) else text
    item = alert.item.item
    key = "alert_turning_point" if alert.kind == "turning-point" else "alert_new_item"
    return words(key, title=title, date=item.observed, statement=evidence.statement)


def _is_thin(alert: Alert, dossier: Dossier, country: CountryResult) -> bool:
    """Tell whether an indicator's alert rests on too little evidence for a band."""
    outcome = next(result.outcome for result in country.indicators if result.id == alert.id)
    coverage = 0.0 if isinstance(outcome, Gap) else outcome.coverage
    return status_of(coverage, dossier.framework.coverage) == "insufficient"
