"""The report of `plan`, and part 10 of the summary: what would change our mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sahelrisk.report.blocks import (
    Block,
    Column,
    Heading,
    Listing,
    Paragraph,
    Plain,
    Report,
    Table,
)
from sahelrisk.report.document import Run, marking, rounded
from sahelrisk.report.figures import score_of
from sahelrisk.report.names import band_name, country_name, indicator_title
from sahelrisk.report.subject import Subject, bottom_line, marking_block
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import Basis
from sahelrisk.scoring.flips import Flip, flips, found_at_once, smallest_withdrawal
from sahelrisk.scoring.plan import Lapse, LeftOut, Plan, next_best, plan
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.series import basis_of
from sahelrisk.scoring.what_if import Added, Country, country_of, with_new_items

SCHEMA = "sahelrisk/plan/1"
FEW, MOST = 3, 8
HEADER = (
    "country",
    "as_of",
    "tlp",
    "part",
    "kind",
    "indicator",
    "evidence",
    "from",
    "to",
    "points",
    "band",
)


def _basis(subject: Subject) -> Basis:
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


def plan_of(subject: Subject) -> Plan:
    """Work out a country's whole plan."""
    as_of = subject.assessment.as_of.toordinal()
    return plan(_basis(subject), subject.country.iso3, as_of)


def build_plan(subject: Subject, run: Run) -> Report:
    """Build the plan of one country."""
    words, found = subject.words, plan_of(subject)
    return Report(
        title=words("plan_title", name=country_name(subject.country.iso3, words)),
        blocks=lambda: _blocks(subject, found),
        document=lambda: _document(subject, found, run),
        header=HEADER,
        rows=lambda: _rows(subject, found),
        texts=frozenset({"evidence", "band", "kind"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _size(subject: Subject) -> float:
    low, high = subject.dossier.framework.scale
    return abs(high - low) / 100.0


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def _band_of(subject: Subject, place: int | None) -> str | None:
    return None if place is None else subject.dossier.framework.bands[place].name


def _document(subject: Subject, found: Plan, run: Run) -> dict[str, Any]:
    assessment, size = subject.assessment, _size(subject)
    flips = [_flip(subject, flip) for flip in found.flips]
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
            {"indicator": one.indicator, "interval_points": rounded(one.points * size)}
            for one in found.next_best
        ],
        "expiry": [
            {"indicator": one.indicator, "lapses_on": _day(one.day)}
            for one in sorted(found.expiry, key=lambda one: one.indicator)
        ],
        "band_lapses_on": _day(found.lapses),
        "flip": flips[0] if flips else None,
        "flips": flips,
        "left_out": [_left_out(subject, one) for one in found.left_out],
    }


def _flip(subject: Subject, flip: Flip) -> dict[str, Any]:
    return {
        "kind": flip.kind,
        "indicator": flip.indicator,
        "evidence": flip.evidence or None,
        "from": _said(flip.before),
        "to": _said(flip.after),
        "size": rounded(flip.size),
        "band": _band_of(subject, flip.band),
    }


def _said(value: str | float) -> str | float | None:
    return (value or None) if isinstance(value, str) else rounded(value)


def _left_out(subject: Subject, one: LeftOut) -> dict[str, Any]:
    scale = subject.dossier.framework.scale
    return {
        "kind": one.kind,
        "name": _name(subject, one) or None,
        "items": one.items,
        "score": None if one.score is None else rounded(on_scale(one.score, scale)),
        "points": None
        if one.points is None
        else rounded(one.points * (scale[1] - scale[0]) / 100.0),
        "band": _band_of(subject, one.band),
    }


def _name(subject: Subject, one: LeftOut) -> str:
    """Return an origin's id, or a publisher as it is written in its first item."""
    if one.kind == "publisher":
        for result in subject.country.indicators:
            for item in result.items:
                if item.item.publisher == one.name and item.item.evidence:
                    return (item.item.evidence.publisher or "").strip()
    return one.name


def _blocks(subject: Subject, found: Plan) -> Iterator[Block]:
    words = subject.words
    yield Heading(words("plan_title", name=country_name(subject.country.iso3, words)), 1)
    yield marking_block(subject)
    yield Heading(words("bottom_line"))
    yield Paragraph(" ".join(bottom_line(subject)), "strong")
    yield Heading(words("plan_flips"))
    yield from _flip_blocks(subject, found)
    yield Heading(words("plan_next"))
    yield _next_table(subject, found)
    yield Heading(words("plan_expiry"))
    yield Paragraph(_lapse_text(subject, found))
    yield from _expiry_table(subject, found)
    yield Heading(words("plan_left_out"))
    yield from _left_out_table(subject, found)


def _flip_blocks(subject: Subject, found: Plan) -> Iterator[Block]:
    words = subject.words
    if not found.flips:
        yield Paragraph(words("plan_no_flip"))
        return
    yield Listing(tuple(flip_text(subject, flip) for flip in found.flips), words("plan_flip"))


def flip_text(subject: Subject, flip: Flip) -> str:
    """Say what a change would be, and which band it would lead to."""
    words, rules = subject.words, subject.dossier.framework
    band = words("plan_no_band") if flip.band is None else band_name(rules.bands[flip.band], words)
    before, after = (
        words.general(one) if isinstance(one, float) else one for one in (flip.before, flip.after)
    )
    if flip.kind == "new-item":
        before = words.points(float(flip.before or 0.0))
        after = words.points(float(flip.after))
    return words(
        f"plan_flip_{flip.kind}",
        title=indicator_title(subject.dossier, flip.indicator, words),
        id=flip.evidence,
        before=before,
        after=after,
        band=band,
    )


def _next_table(subject: Subject, found: Plan) -> Table:
    words = subject.words
    columns = (Column(words("indicator")), Column(words("plan_narrower"), number=True))
    rows = tuple(
        (
            indicator_title(subject.dossier, one.indicator, words),
            words.signed(-one.points * _size(subject), 2),
        )
        for one in found.next_best
    )
    return Table(columns, rows, words("plan_next_note"))


def _lapse_text(subject: Subject, found: Plan) -> str:
    words = subject.words
    if found.lapses is not None:
        return words("plan_band_lapses", date=_day(found.lapses))
    thin = subject.support.status == "insufficient"
    return words("plan_band_thin" if thin else "plan_band_stays")


def _lapsing(found: Plan) -> list[Lapse]:
    known = [one for one in found.expiry if one.day is not None]
    return sorted(known, key=lambda one: (one.day or 0, one.indicator))


def _expiry_table(subject: Subject, found: Plan) -> Iterator[Block]:
    words = subject.words
    lapsing = _lapsing(found)
    if not lapsing:
        return
    columns = (Column(words("plan_lapses_on")), Column(words("indicator")))
    rows = tuple(
        (_day(one.day) or "", indicator_title(subject.dossier, one.indicator, words))
        for one in lapsing
    )
    yield Table(columns, rows)


def _left_out_table(subject: Subject, found: Plan) -> Iterator[Block]:
    words, rules = subject.words, subject.dossier.framework
    if not found.left_out:
        yield Paragraph(words("plan_nothing_to_leave"))
        return
    columns = (
        Column(words("plan_without")),
        Column(words("kind"), drop=2),
        Column(words("changes_number"), number=True, drop=1),
        Column(words("score"), number=True),
        Column(words("points"), number=True),
        Column(words("band")),
    )
    rows = tuple(
        (
            _name(subject, one) or words("no_publisher"),
            words(f"plan_{one.kind}"),
            str(one.items),
            "–" if one.score is None else score_of(one.score, rules, words),
            "–" if one.points is None else words.signed(one.points * _size(subject), 2),
            words("plan_no_band") if one.band is None else band_name(rules.bands[one.band], words),
        )
        for one in found.left_out[:MOST]
    )
    yield Table(columns, rows, words("plan_left_out_note"))


def mind(subject: Subject) -> Iterator[Block]:
    """Yield part 10 of the summary: what of the plan can be told at once.

    The calendar and what the score hangs on take longer to work out than the rest of the page, and
    so do all flips where indicators are many, measured or drawn together in other ways; `plan`
    has them.
    """
    words = subject.words
    country = country_of(
        _basis(subject), subject.country.iso3, subject.assessment.as_of.toordinal()
    )
    added = with_new_items(country)
    all_kinds = found_at_once(country)
    lines = list(_minds(subject, country, added if all_kinds else None))
    best = [one for one in next_best(country, added) if one.points > 0.0][:FEW]
    if best:
        titles = [indicator_title(subject.dossier, one.indicator, words) for one in best]
        points = words.fixed(best[0].points * _size(subject), 1)
        lines.append(words("plan_mind_next", titles=words.listed(titles), points=points))
    rest = "plan_mind_rest" if all_kinds else "plan_mind_more"
    lines.append(words(rest, iso3=subject.country.iso3.lower()))
    yield Heading(words("plan_mind"))
    yield Listing(tuple(lines), words("plan_mind"))


def _minds(subject: Subject, country: Country, added: Mapping[str, Added] | None) -> Iterator[str]:
    """Yield the smallest flip of each kind, or only the smallest withdrawal."""
    words = subject.words
    if subject.support.status == "insufficient":
        yield words("plan_mind_no_band")
        return
    if added is None:
        flip = smallest_withdrawal(country)
        yield flip_text(subject, flip) if flip else words("plan_mind_no_withdrawal")
        return
    found = flips(country, added)
    if not found:
        yield words("plan_no_flip")
    for one in found:
        yield flip_text(subject, one)


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
        keys = ("kind", "indicator", "evidence", "from", "to", "size", "band")
        yield (*start, "flip", *(one[key] for key in keys))
    for one in document["left_out"]:
        what = (one["kind"], None, one["name"], None, one["score"], one["points"], one["band"])
        yield (*start, "left-out", *what)
