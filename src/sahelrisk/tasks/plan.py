"""Plan what to collect next for a country, and find what its score hangs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sahelrisk.analysis.flips import COUNTRY, Flip
from sahelrisk.analysis.outlook import LeftOut, Plan
from sahelrisk.analysis.outlook import plan as outlook
from sahelrisk.analysis.timeline import basis_of
from sahelrisk.model.documents.parts import Run, exact, rounded
from sahelrisk.model.documents.plan_document import (
    Expiry,
    FlipFound,
    NextBest,
    PlanDocument,
    WithoutPart,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import Request, assessed, is_across, one_of, open_for
from sahelrisk.tasks.voice import Texts


class Planned(NamedTuple):
    """A country's plan, and what it was worked out from."""

    dossier: Dossier
    assessment: Assessment
    plan: Plan

    @property
    def country(self) -> CountryResult:
        """Return the country."""
        return self.assessment.countries[0]


def plan(request: Request, name: str) -> Planned:
    """Work out the whole plan of a country."""
    iso3 = one_of(name, request, "plan")
    dossier = open_for(request, [iso3])
    assessment = assessed(dossier, request, [iso3])
    basis = basis_for(dossier, assessment, iso3)
    return Planned(dossier, assessment, outlook(basis, iso3, assessment.as_of.toordinal()))


def basis_for(dossier: Dossier, assessment: Assessment, iso3: str) -> Basis:
    """Return what a country's plan is worked out from: the evidence its page is written from."""
    if not is_across(dossier):
        own = tuple(one for one in dossier.evidence if iso3 in one.countries)
        dossier = replace(dossier, evidence=own)
    return basis_of(dossier, assessment.profile, assessment.known_on)


def size_of(dossier: Dossier) -> float:
    """Return how many points of the printed scale one point of 0–100 is."""
    low, high = dossier.framework.scale
    return abs(high - low) / 100.0


def day_of(ordinal: int | None) -> date | None:
    """Return the day of an ordinal."""
    return None if ordinal is None else date.fromordinal(ordinal)


def name_of(country: CountryResult, one: LeftOut) -> str:
    """Return an origin's id, or a publisher as it is written in its first item."""
    if one.kind == "publisher":
        for result in country.indicators:
            for item in result.items:
                if item.item.publisher == one.name and item.item.evidence:
                    return (item.item.evidence.publisher or "").strip()
    return one.name


def plan_document(planned: Planned, texts: Texts, run: Run) -> PlanDocument:
    """Return the document of a plan; points are of the country's scale."""
    dossier, assessment, found = planned
    size, iso3 = size_of(dossier), planned.country.iso3
    flips = tuple(_flip(planned, flip, texts) for flip in found.flips)
    return PlanDocument(
        schema_="sahelrisk/plan/1",
        run=run,
        country=iso3,
        name=texts.country(iso3),
        as_of=assessment.as_of,
        known_on=assessment.known_on,
        profile=assessment.profile.id if assessment.profile else None,
        tlp=marking(dossier, [planned.country]),
        withheld=dossier.withheld,
        next_best=tuple(
            NextBest(
                indicator=one.indicator,
                interval_points=exact(one.points * size),
                standard_error_points=exact(one.error * size),
                coverage=exact(one.coverage),
            )
            for one in found.next_best
        ),
        expiry=tuple(
            Expiry(
                indicator=one.indicator,
                lapses_on=day_of(one.day),
                rated_until=day_of(one.rated),
            )
            for one in sorted(found.expiry, key=lambda one: one.indicator)
        ),
        band_lapses_on=day_of(found.lapse.day),
        rated_until=day_of(found.lapse.rated),
        flip=next((one for one in flips if one.node is None), None),
        flips=flips,
        left_out=tuple(_left_out(planned, one) for one in found.left_out),
    )


def _band_of(dossier: Dossier, place: int | None) -> str | None:
    return None if place is None else dossier.framework.bands[place].name


def _flip(planned: Planned, flip: Flip, texts: Texts) -> FlipFound:
    """Write a flip down; `after` is on 0–100, as ratings are."""
    ladder = planned.assessment.tree.indicators[flip.indicator].ladder
    rung = flip.rung
    return FlipFound(
        kind=flip.direction,
        node=None if flip.node == COUNTRY else flip.node,
        indicator=flip.indicator,
        from_=rounded(flip.score),
        to=rounded(flip.rating),
        level=None if rung is None else ladder[rung][0],
        text=None if rung is None else texts.rung(planned.dossier, flip.indicator, rung),
        size=exact(flip.size),
        after=rounded(flip.after),
        band=_band_of(planned.dossier, flip.band),
    )


def _left_out(planned: Planned, one: LeftOut) -> WithoutPart:
    low, high = scale = planned.dossier.framework.scale
    return WithoutPart(
        kind=one.kind,
        name=name_of(planned.country, one) or None,
        items=one.items,
        score=None if one.estimate is None else exact(on_scale(one.estimate.score, scale)),
        points=None if one.points is None else exact(one.points * (high - low) / 100.0),
        band=_band_of(planned.dossier, one.band),
    )
