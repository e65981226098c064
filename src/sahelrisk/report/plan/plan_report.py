"""The report of `plan`: what to do next, and what would change our mind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sahelrisk.analysis.flips import COUNTRY, Flip
from sahelrisk.analysis.outlook import LeftOut, Plan, plan
from sahelrisk.report.blocks import Plain, Report
from sahelrisk.report.names import country_name, rung_text
from sahelrisk.report.plan.plan_page import blocks_of, day_of, name_of
from sahelrisk.report.score.mind import basis_for, size_of
from sahelrisk.report.score.score_document import Run, marking, rounded
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.aggregate import on_scale

SCHEMA = "sahelrisk/plan/1"
HEADER = (
    "country",
    "as_of",
    "tlp",
    "part",
    "kind",
    "indicator",
    "name",
    "from",
    "to",
    "points",
    "band",
)


def plan_of(subject: Subject) -> Plan:
    """Work out a country's whole plan."""
    as_of = subject.assessment.as_of.toordinal()
    return plan(basis_for(subject), subject.country.iso3, as_of)


def build_plan(subject: Subject, run: Run) -> Report:
    """Build the plan of one country."""
    words, found = subject.words, plan_of(subject)
    return Report(
        title=words("plan_title", name=country_name(subject.country.iso3, words)),
        blocks=lambda: blocks_of(subject, found),
        document=lambda: _document(subject, found, run),
        header=HEADER,
        rows=lambda: _rows(subject, found),
        texts=frozenset({"name", "band", "kind"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _band_of(subject: Subject, place: int | None) -> str | None:
    return None if place is None else subject.dossier.framework.bands[place].name


def _document(subject: Subject, found: Plan, run: Run) -> dict[str, Any]:
    assessment, size = subject.assessment, size_of(subject)
    flips = [_flip(subject, flip) for flip in found.flips]
    nearest = next((one for one in flips if one["node"] is None), None)
    return {
        "schema": SCHEMA,
        "run": {"version": run.version, "generated": run.generated},
        "country": subject.country.iso3,
        "name": country_name(subject.country.iso3, subject.words),
        "as_of": assessment.as_of.isoformat(),
        "known_on": assessment.known_on.isoformat() if assessment.known_on else None,
        "profile": assessment.profile.id if assessment.profile else None,
        "tlp": marking(subject.dossier, [subject.country]),
        "withheld": subject.dossier.withheld,
        "next_best": [
            {
                "indicator": one.indicator,
                "interval_points": rounded(one.points * size),
                "standard_error_points": rounded(one.error * size),
                "coverage": rounded(one.coverage),
            }
            for one in found.next_best
        ],
        "expiry": [
            {
                "indicator": one.indicator,
                "lapses_on": day_of(one.day),
                "rated_until": day_of(one.rated),
            }
            for one in sorted(found.expiry, key=lambda one: one.indicator)
        ],
        "band_lapses_on": day_of(found.lapse.day),
        "rated_until": day_of(found.lapse.rated),
        "flip": nearest,
        "flips": flips,
        "left_out": [_left_out(subject, one) for one in found.left_out],
    }


def _flip(subject: Subject, flip: Flip) -> dict[str, Any]:
    """Write a flip down; `after` is on 0–100, as ratings are."""
    own = flip.rung is not None
    ladder = subject.assessment.tree.indicators[flip.indicator].ladder
    return {
        "kind": flip.direction,
        "node": None if flip.node == COUNTRY else flip.node,
        "indicator": flip.indicator,
        "from": rounded(flip.score),
        "to": rounded(flip.rating),
        "level": ladder[flip.rung][0] if flip.rung is not None else None,
        "text": rung_text(subject.dossier, flip.indicator, flip.rung or 0, subject.words)
        if own
        else None,
        "size": rounded(flip.size),
        "after": rounded(flip.after),
        "band": _band_of(subject, flip.band),
    }


def _left_out(subject: Subject, one: LeftOut) -> dict[str, Any]:
    scale = subject.dossier.framework.scale
    return {
        "kind": one.kind,
        "name": name_of(subject, one) or None,
        "items": one.items,
        "score": None if one.score is None else rounded(on_scale(one.score, scale)),
        "points": None
        if one.points is None
        else rounded(one.points * (scale[1] - scale[0]) / 100.0),
        "band": _band_of(subject, one.band),
    }


def _rows(subject: Subject, found: Plan) -> Iterator[tuple[Plain, ...]]:
    """Yield a row for everything the plan names; points are of the country's scale."""
    document = _document(subject, found, Run("", ""))
    start = (document["country"], document["as_of"], document["tlp"])
    for one in document["next_best"]:
        points = one["interval_points"]
        yield (*start, "next-best", None, one["indicator"], None, None, None, points, None)
    for one in document["expiry"]:
        yield (*start, "expiry", None, one["indicator"], None, None, one["lapses_on"], None, None)
    yield (*start, "expiry", "band", None, None, None, document["band_lapses_on"], None, None)
    for one in document["flips"]:
        keys = ("kind", "indicator", "node", "from", "to", "size", "band")
        yield (*start, "flip", *(one[key] for key in keys))
    for one in document["left_out"]:
        what = (one["kind"], None, one["name"], None, one["score"], one["points"], one["band"])
        yield (*start, "left-out", *what)
