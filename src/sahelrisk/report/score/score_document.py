"""Results to the JSON document that `score` and `compare` share (contract § 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sahelrisk.model.dossier import TLP_ORDER, Dossier
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.report.names import country_name, indicator_title, pillar_title
from sahelrisk.report.score.alert_texts import alert_text
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.alerts import alerts_of
from sahelrisk.scoring.basis import Limit, Support, support_of, worst_pillar
from sahelrisk.scoring.disagreement import disagreement
from sahelrisk.scoring.estimate import (
    NOT_APPLICABLE,
    Estimate,
    Gap,
    band_of,
    band_probabilities,
    figures,
    interval,
)
from sahelrisk.scoring.estimate import outcome_status as status_by_coverage
from sahelrisk.scoring.results import Assessment, CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.weigh import Weighed

SCHEMA = "sahelrisk/score/1"
DECIMALS = 10


class Run(NamedTuple):
    """What differs from run to run: the program's version and when it ran, in UTC."""

    version: str
    generated: str


class Detail(NamedTuple):
    """What the items of a document carry beyond the common keys."""

    factors: bool = False
    private: bool = False


PLAIN_DETAIL = Detail()


def rounded(figure: float | None) -> float | None:
    """Round a figure as every document does."""
    return None if figure is None else round(figure, DECIMALS) + 0.0


def score_document(
    dossier: Dossier,
    assessment: Assessment,
    words: Words,
    run: Run,
    *,
    factors: bool = False,
    private: bool = False,
) -> dict[str, Any]:
    """Return the document of an assessment; with `factors`, `explain`'s.

    `private` adds what no other document shows: the analyst and the notes.
    """
    detail = Detail(factors=factors, private=private)
    return {
        "schema": SCHEMA,
        "run": {"version": run.version, "generated": run.generated},
        "framework": {
            "id": dossier.framework.id,
            "version": dossier.framework.version,
            "hash": dossier.framework_hash(),
        },
        "dossier": {
            "title": dossier.file.title,
            "hash": dossier.evidence_hash(),
            "evidence": dossier.items,
            "withheld": dossier.withheld,
            "tlp": marking(dossier, assessment.countries),
        },
        "as_of": assessment.as_of.isoformat(),
        "known_on": assessment.known_on.isoformat() if assessment.known_on else None,
        "profile": assessment.profile.id if assessment.profile else None,
        "countries": [
            country_document(dossier, assessment, country, words, detail=detail)
            for country in assessment.countries
        ],
    }


def marking(dossier: Dossier, results: Iterable[CountryResult]) -> str:
    """Return the highest TLP label of what went in; without evidence, the dossier's own."""
    labels = {
        (one.item.evidence.tlp if one.item.evidence else None) or dossier.file.tlp
        for country in results
        for result in country.indicators
        for one in result.items
    }
    return max(labels or {dossier.file.tlp}, key=TLP_ORDER.index)


def country_document(
    dossier: Dossier,
    assessment: Assessment,
    country: CountryResult,
    words: Words,
    *,
    detail: Detail = PLAIN_DETAIL,
) -> dict[str, Any]:
    """Return one country's part of the document."""
    rules = dossier.framework
    support = support_of(country, rules)
    scale = rules.scale
    worst = worst_pillar(country, rules)
    return {
        "iso3": country.iso3,
        "name": country_name(country.iso3, words),
        **_figures(
            country.outcome, rules, scale, support.status, confidence=_confidence(support, words)
        ),
        "origins": support.origins,
        "evidence": support.evidence,
        "publishers": support.publishers,
        "largest_publisher_share": rounded(support.largest_publisher_share),
        "worst_pillar": worst.id if worst else None,
        "alerts": [
            {
                "kind": alert.kind,
                "id": alert.id,
                "evidence": alert.item.item.id if alert.item else None,
                "text": alert_text(alert, dossier, country, words),
            }
            for alert in alerts_of(country, rules, assessment.as_of.toordinal())
        ],
        "rank": None,
        "rank_low": None,
        "rank_high": None,
        "pillars": [
            _pillar(pillar, country, dossier, words, detail=detail) for pillar in country.pillars
        ],
    }


def _confidence(support: Support, words: Words) -> dict[str, Any]:
    return {
        "level": support.confidence,
        "limits": [limit_text(limit, words) for limit in support.limits],
    }


def limit_text(limit: Limit, words: Words) -> str:
    """Return which condition of the next higher level of confidence fails."""
    write = words.general if limit.condition == "origins" else words.share
    return words(f"limit_{limit.condition}", figure=write(limit.figure), needed=write(limit.needed))


def _figures(
    outcome: Estimate | Gap,
    rules: FrameworkFile,
    scale: tuple[float, float],
    status: str | None = None,
    confidence: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the figures that countries, pillars and indicators share, null where missing."""
    estimate = figures(outcome)
    size = (scale[1] - scale[0]) / 100.0
    level = rules.method.interval
    low, high = interval(estimate, level) if estimate else (None, None)
    own = status or outcome_status(outcome, rules)
    bands = band_probabilities(estimate, rules.bands) if estimate else []

    def placed(score: float | None) -> float | None:
        return None if score is None else rounded(on_scale(score, scale))

    document: dict[str, Any] = {
        "score": placed(estimate.score if estimate else None),
        "base_rate": placed(estimate.base_rate if estimate else None),
        "base_spread": rounded(estimate.base_spread * abs(size))
        if estimate and estimate.base_rate is not None
        else None,
        "ignorance": rounded(estimate.ignorance * abs(size)) if estimate else None,
        "evidence_error": rounded(estimate.evidence_error * abs(size)) if estimate else None,
        "standard_error": rounded(estimate.standard_error * abs(size)) if estimate else None,
        "interval": {"level": level, "low": placed(low), "high": placed(high)},
        "coverage": rounded(estimate.coverage)
        if estimate
        else (None if isinstance(outcome, Gap) and outcome.reason == NOT_APPLICABLE else 0.0),
        "evidence_only": placed(estimate.evidence_only if estimate else None),
        "status": own,
        "band": rules.bands[band_of(estimate.score, rules.bands)].name
        if estimate and own != "insufficient"
        else None,
        "bands": [
            {"name": band.name, "probability": rounded(mass)}
            for band, mass in zip(rules.bands, bands, strict=False)
        ],
    }
    if confidence is not None:
        document["confidence"] = confidence
    return document


def outcome_status(outcome: Estimate | Gap, rules: FrameworkFile) -> str:
    """Return the status of a pillar or an indicator."""
    return status_by_coverage(outcome, rules.coverage)


def _pillar(
    pillar: NodeResult, country: CountryResult, dossier: Dossier, words: Words, *, detail: Detail
) -> dict[str, Any]:
    rules = dossier.framework
    node = pillar.node.rules
    scale = node.scale
    own = {member.id for member in pillar.members}
    return {
        "id": pillar.id,
        "title": pillar_title(dossier, pillar.id, words),
        **({"parent": pillar.parent} if pillar.parent else {}),
        "weight": rounded(pillar.weight),
        "effective_weight": rounded(pillar.effective_weight),
        **_figures(pillar.outcome, rules, scale),
        **_gap(pillar.outcome, ""),
        "indicators": [
            _indicator(result, dossier, words, detail=detail)
            for result in country.indicators
            if result.id in own
        ],
    }


def _gap(outcome: Estimate | Gap, reason: str) -> dict[str, str | None]:
    if not isinstance(outcome, Gap):
        return {"gap": None}
    return {"gap": f"{outcome.reason}: {reason}" if reason else outcome.reason}


def _indicator(
    result: IndicatorResult, dossier: Dossier, words: Words, *, detail: Detail
) -> dict[str, Any]:
    rules = dossier.framework
    size = (rules.scale[1] - rules.scale[0]) / 100.0
    contested = disagreement(result.items, rules.contested, result.indicator.half_life)
    return {
        "id": result.id,
        "title": indicator_title(dossier, result.id, words),
        "weight": rounded(result.weight),
        "effective_weight": rounded(result.effective_weight),
        **_figures(result.outcome, rules, (0.0, 100.0)),
        "contested": contested is not None,
        "base_rate_from": [
            {
                "measure": one.measure,
                "weight": rounded(one.weight),
                "rating": rounded(one.rating),
                "value": one.values[-1].value,
                "year": one.values[-1].period,
                "path": one.values[-1].path,
                "line": one.values[-1].line,
            }
            for one in (result.base.sources if result.base else ())
        ],
        **_gap(result.outcome, result.reason),
        "evidence": [
            _item(one, points, points * result.slope * size, detail=detail)
            for one, points in zip(result.items, result.contributions, strict=True)
        ],
    }


def _item(one: Weighed, points: float, country_points: float, *, detail: Detail) -> dict[str, Any]:
    evidence = one.item.evidence
    place = evidence.place if evidence else None
    document: dict[str, Any] = {
        "id": one.item.id,
        "observed": one.item.observed,
        "age_days": one.age,
        "rating": rounded(one.rating),
        "rating_low": rounded(one.low),
        "rating_high": rounded(one.high),
        "reads": one.reads,
        "case": one.item.case,
        "state": one.state,
        "support": rounded(one.support),
        "reliability": one.item.reliability,
        "credibility": one.item.credibility,
        "quality": rounded(one.quality),
        "base_weight": rounded(one.base_weight),
        "weight": rounded(one.weight),
        "contribution": rounded(points),
        "country_contribution": rounded(country_points),
        "path": place.path if place else None,
        "line": place.line if place else None,
    }
    if detail.factors:
        document |= {
            "age_factor": rounded(one.age_factor),
            "origin_factor": rounded(one.origin_factor),
            "publisher_factor": rounded(one.publisher_factor),
            "weak_factor": rounded(one.weak_factor),
            "silenced": one.silenced or None,
            "retired_by": one.retired_by or None,
        }
    if detail.private and evidence:
        document |= {"analyst": evidence.analyst, "notes": evidence.notes}
    return document
