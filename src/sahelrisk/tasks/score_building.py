"""A score document: countries, their pillars, their indicators and the items of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sahelrisk.model.columns import said
from sahelrisk.model.documents.parts import Run, exact, rounded
from sahelrisk.model.documents.score_document import (
    AlertRaised,
    BandShare,
    Confidence,
    CountryScore,
    DossierScored,
    EvidenceItem,
    FrameworkScored,
    IndicatorScore,
    Interval,
    MeasureBehind,
    PillarScore,
    ScoreDocument,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Amendment
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.alerts import alerts_of
from sahelrisk.scoring.basis import support_of, worst_pillar
from sahelrisk.scoring.disagreement import disagreement
from sahelrisk.scoring.estimate import (
    SCORED,
    Estimate,
    Gap,
    band_of,
    band_probabilities,
    coverage_of,
    figures,
    interval,
    outcome_status,
)
from sahelrisk.scoring.results import Assessment, CountryResult, IndicatorResult, NodeResult
from sahelrisk.scoring.standing import standing
from sahelrisk.scoring.weigh import Weighed
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.voice import Texts


class Detail(NamedTuple):
    """What items carry beyond the common keys.

    `private` adds what no other document shows: the analyst and the notes.
    """

    factors: bool = False
    private: bool = False
    later: Mapping[str, Sequence[Amendment]] | None = None


PLAIN = Detail()


def score_document(
    dossier: Dossier, assessment: Assessment, texts: Texts, run: Run, detail: Detail = PLAIN
) -> ScoreDocument:
    """Return the document of an assessment."""
    return ScoreDocument(
        schema_="sahelrisk/score/2",
        run=run,
        framework=FrameworkScored(
            id=dossier.framework.id,
            version=dossier.framework.version,
            hash=dossier.framework_hash(),
        ),
        dossier=DossierScored(
            title=dossier.file.title,
            hash=dossier.evidence_hash(),
            evidence=dossier.items,
            withheld=dossier.withheld,
            tlp=marking(dossier, assessment.countries),
            scenario=dossier.scenario,
        ),
        as_of=assessment.as_of,
        known_on=assessment.known_on,
        profile=assessment.profile.id if assessment.profile else None,
        countries=tuple(
            _country(dossier, assessment, country, texts, detail)
            for country in assessment.countries
        ),
    )


def _country(
    dossier: Dossier, assessment: Assessment, country: CountryResult, texts: Texts, detail: Detail
) -> CountryScore:
    """Return one country's part of the document."""
    rules = dossier.framework
    support, worst = support_of(country, rules), worst_pillar(country, rules)
    return CountryScore(
        iso3=country.iso3,
        name=texts.country(country.iso3),
        **_figures(country.outcome, rules, rules.scale, support.status),
        confidence=Confidence(
            level=support.confidence,
            limits=tuple(texts.limit(limit) for limit in support.limits),
        ),
        origins=support.origins,
        evidence=support.evidence,
        **_standing(dossier, assessment, country),
        newest_evidence=_newest(country),
        publishers=support.publishers,
        largest_publisher_share=rounded(
            support.largest_publisher_share if support.publisher_shares else None
        ),
        worst_pillar=worst.id if worst else None,
        alerts=tuple(
            AlertRaised(
                kind=alert.kind,
                id=alert.id,
                evidence=alert.item.item.id if alert.item else None,
                text=texts.alert(alert, dossier, country),
            )
            for alert in alerts_of(country, rules, assessment.as_of.toordinal())
        ),
        rank=None,
        rank_low=None,
        rank_high=None,
        pillars=tuple(
            _pillar(pillar, country, dossier, texts, detail) for pillar in country.pillars
        ),
    )


def _standing(
    dossier: Dossier, assessment: Assessment, country: CountryResult
) -> dict[str, float | int | None]:
    found = standing(dossier, assessment, country)
    if found is None:
        return {"standing": None}
    return {
        "standing": exact(found.share),
        "standing_countries": found.countries,
        "standing_year": found.year,
    }


def _newest(country: CountryResult) -> str | None:
    """Return the date of the newest item that is neither withdrawn nor unusable."""
    items = (one.item for result in country.indicators for one in result.items if not one.silenced)
    newest = max(items, key=lambda item: (item.first_day, item.observed), default=None)
    return newest.observed if newest else None


def _figures(
    outcome: Estimate | Gap,
    rules: FrameworkFile,
    scale: tuple[float, float],
    status: str | None = None,
) -> dict[str, Any]:
    """Return the figures that countries, pillars and indicators share, null where missing."""
    estimate = figures(outcome)
    size = (scale[1] - scale[0]) / 100.0
    level = rules.method.interval
    low, high = interval(estimate, level) if estimate else (None, None)
    own = status or outcome_status(outcome, rules.coverage)
    masses = band_probabilities(estimate, rules.bands) if estimate else []
    base = estimate.base_rate if estimate else None

    def placed(score: float | None) -> float | None:
        return None if score is None else exact(on_scale(score, scale))

    return {
        "score": placed(estimate.score if estimate else None),
        "standard_error": exact(estimate.standard_error * abs(size)) if estimate else None,
        "interval": Interval(level=level, low=placed(low), high=placed(high)),
        "coverage": rounded(coverage_of(outcome)),
        "evidence_only": placed(estimate.evidence_only if estimate else None),
        "base_rate": placed(base),
        "base_spread": exact(estimate.base_spread * abs(size))
        if estimate and base is not None
        else None,
        "ignorance": exact(estimate.ignorance * abs(size)) if estimate else None,
        "evidence_error": exact(estimate.evidence_error * abs(size)) if estimate else None,
        "status": own,
        "band": rules.bands[band_of(estimate.score, rules.bands)].name
        if estimate and own in SCORED
        else None,
        "bands": tuple(
            BandShare(name=band.name, probability=exact(mass))
            for band, mass in zip(rules.bands, masses, strict=False)
        ),
    }


def _pillar(
    pillar: NodeResult, country: CountryResult, dossier: Dossier, texts: Texts, detail: Detail
) -> PillarScore:
    own = {member.id for member in pillar.members}
    return PillarScore(
        id=pillar.id,
        title=texts.pillar(dossier, pillar.id),
        **({"parent": pillar.parent} if pillar.parent else {}),
        weight=rounded(pillar.weight),
        effective_weight=rounded(pillar.effective_weight),
        **_figures(pillar.outcome, dossier.framework, pillar.node.rules.scale),
        gap=_gap(pillar.outcome, ""),
        indicators=tuple(
            _indicator(result, dossier, texts, detail)
            for result in country.indicators
            if result.id in own
        ),
    )


def _gap(outcome: Estimate | Gap, reason: str) -> str | None:
    if not isinstance(outcome, Gap):
        return None
    return f"{outcome.reason}: {reason}" if reason else outcome.reason


def _indicator(
    result: IndicatorResult, dossier: Dossier, texts: Texts, detail: Detail
) -> IndicatorScore:
    rules = dossier.framework
    size = (rules.scale[1] - rules.scale[0]) / 100.0
    contested = disagreement(result.items, rules.contested, result.indicator.half_life)
    return IndicatorScore(
        id=result.id,
        title=texts.indicator(dossier, result.id),
        weight=rounded(result.weight),
        effective_weight=rounded(result.effective_weight),
        **_figures(result.outcome, rules, (0.0, 100.0)),
        base_rate_from=tuple(
            MeasureBehind(
                measure=one.measure,
                weight=exact(one.weight),
                rating=exact(one.rating),
                value=one.values[-1].value,
                year=one.values[-1].period,
                path=one.values[-1].path,
                line=one.values[-1].line,
            )
            for one in (result.base.sources if result.base else ())
        ),
        contested=contested is not None,
        gap=_gap(result.outcome, result.reason),
        evidence=tuple(
            _item(one, points, points * result.slope * size, detail)
            for one, points in zip(result.items, result.contributions, strict=True)
        ),
    )


def _item(one: Weighed, points: float, country_points: float, detail: Detail) -> EvidenceItem:
    evidence = one.item.evidence
    place = evidence.place if evidence else None
    return EvidenceItem(
        id=one.item.id,
        observed=one.item.observed,
        age_days=one.age,
        rating=rounded(one.rating),
        rating_low=rounded(one.low),
        rating_high=rounded(one.high),
        reads=one.reads,
        case=one.item.case,
        state=one.state,
        statement=evidence.statement if evidence else None,
        publisher=evidence.publisher if evidence else None,
        url=evidence.source.url if evidence and evidence.source else None,
        reliability=one.item.reliability,
        credibility=one.item.credibility,
        quality=exact(one.quality),
        base_weight=exact(one.base_weight),
        weight=exact(one.weight),
        support=exact(one.support),
        contribution=exact(points),
        country_contribution=exact(country_points),
        path=place.path if place else None,
        line=place.line if place else None,
        **(_detail(one, detail) if detail.factors else {}),
    )


def _detail(one: Weighed, detail: Detail) -> dict[str, Any]:
    evidence = one.item.evidence
    more: dict[str, Any] = {
        "age_factor": rounded(one.age_factor),
        "origin_factor": rounded(one.origin_factor),
        "publisher_factor": rounded(one.publisher_factor),
        "weak_factor": rounded(one.weak_factor),
        "silenced": one.silenced or None,
        "retired_by": one.retired_by or None,
        "rung_factor": rounded(one.rung_factor),
        "openness": rounded(one.openness),
    }
    if detail.private and evidence:
        more |= {"analyst": evidence.analyst, "notes": evidence.notes}
    if detail.later is not None:
        words = detail.later.get(one.item.id, ())
        if evidence:
            more["said"] = said(evidence, private=detail.private)
        more["later_words"] = tuple(said(word, private=detail.private) for word in words)
    return more
