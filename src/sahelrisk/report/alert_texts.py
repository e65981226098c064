"""Alerts in words."""

from __future__ import annotations

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.names import indicator_title, pillar_title
from sahelrisk.report.words import Words
from sahelrisk.scoring.alerts import Alert
from sahelrisk.scoring.assess import CountryResult


def alert_text(alert: Alert, dossier: Dossier, country: CountryResult, words: Words) -> str:
    """Say what an alert points at, with its figure or its item."""
    rules = dossier.framework.alerts
    if alert.kind == "pillar":
        return words(
            "alert_pillar",
            title=pillar_title(dossier, alert.id, words),
            gap=words.points(alert.figure),
        )
    title = indicator_title(dossier, alert.id, words)
    if alert.item is None or alert.item.item.evidence is None:
        return words(
            "alert_indicator",
            title=title,
            edge=words.general(rules.score),
            probability=words.percent(alert.figure),
        )
    item = alert.item.item
    key = "alert_turning_point" if alert.kind == "turning-point" else "alert_new_item"
    return words(key, title=title, date=item.observed, statement=alert.item.item.evidence.statement)
