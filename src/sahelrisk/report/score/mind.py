"""Part 10 of the summary: what would change our mind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sahelrisk.analysis.flips import COUNTRY, Flip, flips
from sahelrisk.analysis.outlook import next_best
from sahelrisk.analysis.timeline import basis_of
from sahelrisk.analysis.what_if import country_of
from sahelrisk.report.blocks import Block, Heading, Listing
from sahelrisk.report.names import band_name, indicator_title, rung_text
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.rate import ACROSS

FEW = 3


def basis_for(subject: Subject) -> Basis:
    """Return what the plan is worked out from: the evidence the page is written from."""
    assessment, iso3, dossier = subject.assessment, subject.country.iso3, subject.dossier
    across = any(
        leaf.measure and leaf.measure.normalise in ACROSS
        for leaf in assessment.tree.indicators.values()
    )
    if not across:
        own = tuple(one for one in dossier.evidence if iso3 in one.countries)
        dossier = replace(dossier, evidence=own)
    return basis_of(dossier, assessment.profile, assessment.known_on)


def size_of(subject: Subject) -> float:
    """Return how many points of the printed scale one point of 0–100 is."""
    low, high = subject.dossier.framework.scale
    return abs(high - low) / 100.0


def flip_text(subject: Subject, flip: Flip) -> str:
    """Say what would have to be seen, and which band that would lead to."""
    words, dossier = subject.words, subject.dossier
    seen = (
        words("plan_flip_rated", rating=words.points(flip.rating))
        if flip.rung is None
        else words("plan_flip_rung", text=rung_text(dossier, flip.indicator, flip.rung, words))
    )
    whose = "country" if flip.node == COUNTRY else "indicator"
    return words(
        f"plan_flip_{whose}_{flip.direction}",
        seen=seen,
        title=indicator_title(dossier, flip.indicator, words),
        band=band_name(dossier.framework.bands[flip.band], words),
    )


def mind(subject: Subject) -> Iterator[Block]:
    """Yield part 10 of the summary: the nearest flips, and where to look next."""
    words = subject.words
    country = country_of(
        basis_for(subject), subject.country.iso3, subject.assessment.as_of.toordinal()
    )
    lines = [flip_text(subject, flip) for flip in flips(country)[:FEW]]
    lines = lines or [words("plan_no_flip")]
    best = [one for one in next_best(country) if one.points > 0.0][:FEW]
    if best:
        titles = [indicator_title(subject.dossier, one.indicator, words) for one in best]
        points = words.fixed(best[0].points * size_of(subject), 1)
        lines.append(words("plan_mind_next", titles=words.listed(titles), points=points))
    lines.append(words("plan_mind_rest", iso3=subject.country.iso3.lower()))
    yield Heading(words("plan_mind"))
    yield Listing(tuple(lines), words("plan_mind"))
