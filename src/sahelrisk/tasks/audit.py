"""Audit scores: how they respond to other choices and to leaving parts out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sahelrisk.analysis.robustness import Audit, Strip
from sahelrisk.analysis.robustness import audit as tried
from sahelrisk.analysis.structure import Structure, structure_of
from sahelrisk.analysis.timeline import basis_of
from sahelrisk.model.documents.audit_document import (
    AuditDocument,
    Correlation,
    CountryAudit,
    Ends,
    IndicatorStructure,
    Matters,
    MeasureLeftOut,
)
from sahelrisk.model.documents.parts import FrameworkUsed, Run, exact, rounded
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import assess_countries
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import Request, codes_of, open_dossier, profile_of


class Audited(NamedTuple):
    """One audit and what it was made of."""

    dossier: Dossier
    assessment: Assessment
    audit: Audit
    structure: Structure

    @property
    def size(self) -> float:
        """Return what a point on 0–100 is on the country's scale."""
        low, high = self.dossier.framework.scale
        return (high - low) / 100.0


def audit(request: Request, names: Sequence[str] = ()) -> Audited:
    """Audit countries and @groups, or every country with evidence."""
    codes = codes_of(names, request)
    dossier = open_dossier(request)
    profile = profile_of(dossier, request)
    basis = basis_of(dossier, profile, request.known_on)
    everyone = sorted(basis.by_country)
    wanted = codes or everyone
    if not wanted:
        key = "audit_none_shown" if dossier.withheld else "audit_no_evidence"
        raise UsageError(key, number=dossier.withheld)
    # How indicators hang together is told by all countries, whichever are asked for.
    structure = structure_of(assess_countries(basis, request.as_of, everyone or wanted))
    results = assess_countries(basis, request.as_of, wanted)
    assessment = Assessment(basis.tree, request.as_of, request.known_on, profile, results)
    found = tried(basis, request.as_of, wanted, dossier.framework.audit.ladders)
    return Audited(dossier, assessment, found, structure)


def audit_document(found: Audited, run: Run) -> AuditDocument:
    """Return the document of an audit."""
    framework, profile = found.dossier.framework, found.assessment.profile
    return AuditDocument(
        schema_="sahelrisk/audit/1",
        run=run,
        framework=FrameworkUsed(id=framework.id, version=framework.version),
        tlp=marking(found.dossier, found.assessment.countries),
        withheld=found.dossier.withheld,
        as_of=found.assessment.as_of,
        profile=profile.id if profile else None,
        sampling=None,
        scenarios=len(found.audit.scenarios),
        matters=_matters(found, found.audit.matters),
        measures=tuple(
            MeasureLeftOut(
                measure=one.measure,
                mean=exact(one.mean * abs(found.size)),
                iso3=one.iso3,
                points=exact(one.points * found.size),
            )
            for one in found.audit.measures
        ),
        countries=tuple(_country(found, strip) for strip in found.audit.strips),
        indicators=tuple(
            IndicatorStructure(
                id=part.id,
                countries=part.countries,
                correlation_with_total=rounded(part.with_total),
                nominal_weight=rounded(part.nominal),
                effective_weight=rounded(part.effective),
            )
            for part in found.structure.parts
        ),
        correlations=tuple(
            Correlation(
                first=pair.first,
                second=pair.second,
                correlation=rounded(pair.correlation),
                countries=pair.countries,
            )
            for pair in found.structure.pairs
        ),
        redundant=tuple((pair.first, pair.second) for pair in found.structure.redundant()),
        alphas={key: rounded(alpha) for key, alpha in found.structure.alphas.items()},
    )


def _country(found: Audited, strip: Strip) -> CountryAudit:
    ends = _ends(found, strip.low, strip.high)
    return CountryAudit(
        iso3=strip.iso3,
        score=_placed(found, strip.score),
        low=ends.low,
        high=ends.high,
        band=strip.band,
        band_stability=rounded(strip.stable),
        rank=strip.rank,
        rank_low=strip.rank_low,
        rank_high=strip.rank_high,
        matters=_matters(found, strip.matters),
        by_kind={kind: _ends(found, *ends) for kind, ends in strip.by_kind.items()},
    )


def _placed(found: Audited, score: float | None) -> float | None:
    return None if score is None else exact(on_scale(score, found.dossier.framework.scale))


def _ends(found: Audited, low: float | None, high: float | None) -> Ends:
    ends = (_placed(found, low), _placed(found, high))
    first, last = ends if found.size > 0 else ends[::-1]
    return Ends(low=first, high=last)


def _matters(found: Audited, matters: tuple[str, str, float] | None) -> Matters | None:
    if matters is None:
        return None
    kind, name, points = matters
    return Matters(kind=kind, name=name or None, points=exact(points * abs(found.size)))
