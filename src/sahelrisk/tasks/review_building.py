"""The document of a review, and the gates that its later end crosses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sahelrisk.analysis.difference import Change, Tested
from sahelrisk.model.documents.changes_document import NodeVerdict
from sahelrisk.model.documents.check_document import ProblemFound
from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.model.documents.review_document import (
    CountryReviewed,
    EffectLine,
    HappenedThere,
    ItemEffect,
    ItemReviewed,
    ReviewDocument,
    ReviewEnd,
    SettingChanged,
    SourceUsed,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import Profile
from sahelrisk.problems import Problem, Said
from sahelrisk.scoring.assess import assess
from sahelrisk.tasks.changes import end_score, verdict
from sahelrisk.tasks.check import problem_found
from sahelrisk.tasks.compare import order_of, rows_of, with_rank
from sahelrisk.tasks.gate_grammar import Gate
from sahelrisk.tasks.gates import Answers, asked
from sahelrisk.tasks.opening import Request
from sahelrisk.tasks.review import CountryReview, Review
from sahelrisk.tasks.review_ends import Side
from sahelrisk.tasks.review_items import ItemChange, lines_of
from sahelrisk.tasks.score_building import score_document
from sahelrisk.tasks.since_baseline import with_changes
from sahelrisk.tasks.voice import Texts

NOTHING = Answers((), ())


class Days(NamedTuple):
    """The days of two ends, and the profile they are scored by."""

    since: date
    as_of: date
    profile: Profile | None


def answers_of(found: Review, request: Request, texts: Texts, run: Run) -> Answers:
    """Ask the gates of the later end; `change` and `changed` are against the earlier one."""
    before, after = found.before.dossier, found.after.dossier
    if before is None or after is None:
        return NOTHING
    days = Days(found.since, found.as_of, found.profile)
    own = [one.change for one in found.countries]
    return gates_since(found.gates, (before, after), own, days, request, texts, run)


def gates_since(
    gates: Sequence[Gate],
    ends: tuple[Dossier, Dossier],
    changes: Iterable[Change],
    days: Days,
    request: Request,
    texts: Texts,
    run: Run,
) -> Answers:
    """Ask gates of every country with evidence at the later of two ends."""
    if not gates:
        return NOTHING
    known = request.known_on
    if days.since < days.as_of:
        known = min(days.as_of, known) if known else days.as_of
    verdicts = {one.after.iso3: _verdicts(one) for one in changes}
    codes = sorted(verdicts) if ends[0] is ends[1] else None
    now = assess(ends[1], days.as_of, known_on=known, profile=days.profile, countries=codes)
    known = min(days.since, known) if known and days.since < days.as_of else known
    old = assess(ends[0], days.since, known_on=known, profile=days.profile, countries=codes)
    documents = [
        score_document(end, each, texts, run) for end, each in zip(ends, (old, now), strict=True)
    ]
    scores = {one.iso3: one.scores() for one in documents[0].countries}
    places = order_of(rows_of(ends[1], now), ends[1])
    ranks = places if codes is None else None  # a few countries alone have no rank
    changed = tuple(
        with_changes(
            with_rank(one, ranks) if ranks else one,
            scores.get(one.iso3, {}),
            verdicts.get(one.iso3, {}),
        )
        for one in documents[1].countries
    )
    return asked(documents[1].model_copy(update={"countries": changed}), gates, ends[1])


def _verdicts(change: Change) -> dict[str, bool]:
    tested = [change.country, *change.pillars, *change.indicators]
    return {each.id: each.significant for each in tested}


def review_document(
    found: Review, texts: Texts, run: Run, answers: Answers = NOTHING, *, ceiling: bool = False
) -> ReviewDocument:
    """Return the document; under a ceiling no hash is given, which would tell of hidden items."""
    size = found.size
    return ReviewDocument(
        schema_="sahelrisk/review/1",
        run=run,
        since=found.since,
        as_of=found.as_of,
        profile=found.profile.id if found.profile else None,
        tlp=found.label,
        withheld=found.withheld,
        base=_end(found.before, ceiling=ceiling),
        head=_end(found.after, ceiling=ceiling),
        countries=tuple(_country(found, one, texts) for one in found.countries),
        unmoved=found.unmoved,
        items=tuple(_item(one, size) for one in found.items),
        framework=tuple(
            SettingChanged(kind=one.kind, name=one.name, before=one.before, after=one.after)
            for one in found.framework
        ),
        problems_new=tuple(_problem(one, texts) for one in found.new),
        problems_solved=tuple(_problem(one, texts) for one in found.solved),
        problems_unshown=found.after.unshown,
        duplicates=tuple(_problem(one, texts) for one in found.duplicates),
        sources=tuple(SourceUsed(publisher=name, evidence=key) for name, key in found.sources),
        crossed=tuple(map(texts.said, answers.crossed)),
        missing=tuple(map(texts.said, answers.missing)),
    )


def _problem(one: Problem, texts: Texts) -> ProblemFound:
    """Return a problem as documents hold it, in the language of the texts."""
    message, hint = (
        texts.said(text.phrase) if isinstance(text, Said) else text
        for text in (one.message, one.hint)
    )
    return problem_found(replace(one, message=message, hint=hint))


def _end(side: Side, *, ceiling: bool) -> ReviewEnd:
    dossier = side.dossier
    told = dossier if dossier and not ceiling else None
    return ReviewEnd(
        name=side.name,
        items=len(dossier.evidence) if dossier else 0,
        errors=side.errors,
        broken=side.is_broken,
        framework_hash=told.framework_hash() if told else None,
        evidence_hash=told.evidence_hash() if told else None,
    )


def _country(found: Review, one: CountryReview, texts: Texts) -> CountryReviewed:
    change, size = one.change, found.size
    assert found.before.dossier is not None  # noqa: S101  there are no countries without
    assert found.after.dossier is not None  # noqa: S101
    moved = [each for each in change.indicators if _has_moved(each)]
    return CountryReviewed(
        iso3=one.iso3,
        name=texts.country(one.iso3),
        before=end_score(found.before.dossier, change.before),
        after=end_score(found.after.dossier, change.after),
        **verdict(change.country, size),
        effects=tuple(
            EffectLine(
                cause=line.cause,
                evidence=line.id or None,
                points=exact(line.points * size),
                on_indicator=exact(line.on_indicator),
                why=line.why,
            )
            for line in lines_of(change)
        ),
        happened=tuple(
            HappenedThere(evidence=each.id, indicator=each.indicator, why=each.why)
            for each in one.happened
        ),
        gained=one.gained,
        pillars=tuple(_node(each, size) for each in change.pillars),
        indicators=tuple(_node(each, 1.0) for each in moved),
    )


def _has_moved(one: Tested) -> bool:
    return bool(one.touched or round(one.points, 9) or round(one.difference, 9))


def _node(one: Tested, size: float) -> NodeVerdict:
    told: dict[str, Any] = verdict(one, size)
    return NodeVerdict(id=one.id, **told)


def _item(one: ItemChange, size: float) -> ItemReviewed:
    item = one.item
    return ItemReviewed(
        state=one.state,
        id=item.id,
        path=one.place.path,
        line=one.place.line,
        countries=item.countries,
        indicator=item.indicator,
        grade=item.grade,
        observed=item.observed.text,
        statement=item.statement,
        publisher=item.publisher,
        keys=one.keys,
        reason=one.reason,
        effects=tuple(
            ItemEffect(
                country=each.iso3,
                points=exact(each.points * size),
                on_indicator=exact(each.on_indicator),
            )
            for each in one.effects
        ),
    )
