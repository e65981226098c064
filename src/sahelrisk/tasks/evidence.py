"""Find evidence: list items, or show one with all that was said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sahelrisk.analysis.what_if import country_of
from sahelrisk.model.columns import said as said_by
from sahelrisk.model.documents.evidence_document import (
    EvidenceDocument,
    ItemEffect,
    ItemListed,
    ItemWhole,
    Neighbour,
)
from sahelrisk.model.documents.parts import rounded
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Amendment, Evidence, amended
from sahelrisk.problems import UsageError, or_near
from sahelrisk.rules.nearest import nearest_names
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.estimate import Estimate, Gap, figures
from sahelrisk.scoring.results import Assessment
from sahelrisk.scoring.weigh import Weighed
from sahelrisk.tasks.evidence_search import NEWEST_FIRST, SORTED, Query, is_wanted
from sahelrisk.tasks.explain import later_words
from sahelrisk.tasks.marking import behind, marking_of
from sahelrisk.tasks.opening import Request, codes_of, indicator_of, open_dossier, profile_of
from sahelrisk.tasks.plan import basis_for
from sahelrisk.writing.twins import probable_twins

DUE_DAYS = 365
"""Days after which a condition that nobody has confirmed is due."""
_NEAREST = 5
_ALIVE = frozenset({"counts", "consistent"})


class Found(NamedTuple):
    """A dossier and what was found in it; `items` and their neighbours by id, as amended."""

    dossier: Dossier
    assessment: Assessment
    document: EvidenceDocument
    items: Mapping[str, Evidence]
    words: Mapping[str, Sequence[Amendment]]


class _Known(NamedTuple):
    """What the items are told by: the scores of their countries and their amendments."""

    dossier: Dossier
    assessment: Assessment
    words: Mapping[str, Sequence[Amendment]]
    weighed: Mapping[str, Weighed]
    drafts: frozenset[str]


def evidence(request: Request, query: Query) -> Found:
    """Find items; a text that is the id of one asks for that one whole.

    Raises UsageError for an unknown country, indicator or id.
    """
    dossier = open_dossier(request)
    codes = frozenset(codes_of(query.countries, request))
    key = indicator_of(dossier, query.indicator) if query.indicator else None
    until = request.known_on or date.max
    entered = {one.id: one for one in dossier.entered if one.recorded <= until}
    whole = query.text if query.text in entered else None
    wanted = [
        one
        for one in ([entered[whole]] if whole else entered.values())
        if (not codes or not codes.isdisjoint(one.countries)) and key in (None, one.indicator)
    ]
    known = _known(dossier, request, {iso3 for one in wanted for iso3 in one.countries})
    items = {one.id: amended(one, known.words.get(one.id, ())) for one in wanted}
    listed = [_listed(one, known) for one in items.values()]
    chosen = [
        one
        for one in listed
        if whole or is_wanted(one, items[one.id], query, known.words.get(one.id, ()))
    ]
    if not chosen and query.text and " " not in query.text:
        _refuse_near_id(query.text, entered)
    chosen.sort(key=lambda one: one.id)
    chosen.sort(key=SORTED[query.sort], reverse=query.sort in NEWEST_FIRST)
    item = _whole(chosen[0], items[whole], entered[whole], known, request) if whole else None
    near = {one.id for one in item.neighbours} if item else set()
    items |= {
        one.id: amended(one, known.words.get(one.id, ()))
        for one in dossier.entered
        if one.id in near
    }
    document = EvidenceDocument(
        schema_="sahelrisk/evidence/1",
        as_of=request.as_of.isoformat(),
        tlp=marking_of(dossier, _told(chosen, item, known)),
        withheld=dossier.withheld,
        items=tuple(chosen),
        item=item,
    )
    return Found(dossier, known.assessment, document, items, known.words)


def _told(listed: Sequence[ItemListed], item: ItemWhole | None, known: _Known) -> set[str]:
    """Return the ids of all that is told of: items, neighbours, and what an effect rests on."""
    ids = {one.id for one in listed}
    if item:
        ids.update(one.id for one in item.neighbours)
    if item and item.effect:
        ids |= behind(known.assessment.countries)
    return ids


def _refuse_near_id(text: str, entered: Mapping[str, Evidence]) -> None:
    """Raise UsageError for what is nearly an id."""
    near = nearest_names(text, entered)
    if near and "-" in text:
        raise or_near(UsageError("no_item", name=repr(text)), near)


def _known(dossier: Dossier, request: Request, codes: set[str]) -> _Known:
    assessment = assess(
        dossier,
        request.as_of,
        known_on=request.known_on,
        profile=profile_of(dossier, request),
        countries=sorted(codes),
    )
    return _of(dossier, assessment)


def _of(dossier: Dossier, assessment: Assessment) -> _Known:
    words = later_words(dossier, assessment)
    drafts = frozenset(one.id for one in dossier.drafts)
    return _Known(dossier, assessment, words, _weighed(assessment), drafts)


def _weighed(assessment: Assessment) -> dict[str, Weighed]:
    """Return every item as weighed for the first country for which it is alive."""
    weighed: dict[str, Weighed] = {}
    for country in assessment.countries:
        for result in country.indicators:
            for one in result.items:
                before = weighed.get(one.item.id)
                if before is None or before.state not in _ALIVE:
                    weighed[one.item.id] = one
    return weighed


def _listed(item: Evidence, known: _Known) -> ItemListed:
    one, words = known.weighed.get(item.id), known.words.get(item.id, ())
    day = known.assessment.as_of.toordinal()
    last = date.fromordinal(one.item.counted_day).isoformat() if one else item.observed.text
    confirmed = any(word.confirmed for word in words)
    waiting = one is not None and one.item.condition and not one.silenced
    return ItemListed(
        id=item.id,
        countries=item.countries,
        indicator=item.indicator,
        observed=item.observed.text,
        recorded=item.recorded.isoformat(),
        level=item.level,
        value=item.value,
        grade=item.grade,
        publisher=item.publisher,
        headline=item.headline,
        statement=item.statement,
        state=_state(item, one, known),
        due=bool(waiting and one and day - one.item.counted_day > DUE_DAYS),
        last_seen=last if confirmed else item.observed.text,
        amendments=len(words),
        path=item.place.path,
        line=item.place.line,
    )


def _state(item: Evidence, one: Weighed | None, known: _Known) -> Any:  # noqa: ANN401  ItemState
    if item.id in known.drafts:
        return "draft"
    return one.state if one else "later"


def _whole(
    one: ItemListed, item: Evidence, entered: Evidence, known: _Known, request: Request
) -> ItemWhole:
    words = known.words.get(item.id, ())
    return ItemWhole(
        **dict(one),
        said=said_by(item),
        entered=said_by(entered),
        later_words=tuple(said_by(word) for word in words),
        effect=None if one.state == "draft" else tuple(_effects(item, known, request)),
        neighbours=tuple(_neighbours(item, known)),
    )


def _effects(item: Evidence, known: _Known, request: Request) -> Iterator[ItemEffect]:
    """Yield what each country's score would be without the item."""
    scale = known.dossier.framework.scale
    for iso3 in item.countries:
        basis = basis_for(known.dossier, known.assessment, iso3)
        country = country_of(basis, iso3, request.as_of.toordinal())
        outcomes = (country.result.outcome, country.without({item.id}))
        score, without = (_score(outcome, scale) for outcome in outcomes)
        difference = None if score is None or without is None else score - without
        yield ItemEffect(
            iso3=iso3,
            score=rounded(score),
            without=rounded(without),
            difference=rounded(difference),
        )


def _score(outcome: Estimate | Gap, scale: tuple[float, float]) -> float | None:
    estimate = figures(outcome)
    return on_scale(estimate.score, scale) if estimate else None


def _neighbours(item: Evidence, known: _Known) -> Iterator[Neighbour]:
    """Yield probable duplicates, then the nearest items of the indicator and a country."""
    others = [
        amended(one, known.words.get(one.id, ()))
        for one in known.dossier.entered
        if one.id != item.id
        and one.indicator == item.indicator
        and not set(one.countries).isdisjoint(item.countries)
    ]
    shared = {twin.item.id: twin.shared for twin in probable_twins(item, others)}

    def days(one: Evidence) -> int:
        return abs((one.observed.counted - item.observed.counted).days)

    others.sort(key=lambda one: (one.id not in shared, days(one), one.id))
    for one in others[: max(_NEAREST, len(shared))]:
        yield Neighbour(
            id=one.id,
            observed=one.observed.text,
            grade=one.grade,
            publisher=one.publisher,
            statement=one.statement,
            days=days(one),
            shared=shared.get(one.id),
        )
