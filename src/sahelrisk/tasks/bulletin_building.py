"""The document of a bulletin."""

from __future__ import annotations

from sahelrisk.analysis.credit import evidence_points
from sahelrisk.analysis.steps import EVIDENCE_CAUSES
from sahelrisk.model.documents.bulletin_document import (
    BulletinDocument,
    ConditionDue,
    CountryWatched,
    LapsingSoon,
    NewAlert,
    SpokenItem,
)
from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.model.documents.review_document import SourceUsed
from sahelrisk.tasks.bulletin import Bulletin, Watched
from sahelrisk.tasks.changes import end_score, happened_items, verdict
from sahelrisk.tasks.gates import Answers
from sahelrisk.tasks.opening import Request
from sahelrisk.tasks.review_building import NOTHING, Days, gates_since
from sahelrisk.tasks.voice import Texts


def bulletin_answers(found: Bulletin, request: Request, texts: Texts, run: Run) -> Answers:
    """Ask the gates; `change` and `changed` are since the first day."""
    days = Days(found.since, found.as_of, found.profile)
    own = [one.change for one in found.countries]
    ends = (found.dossier, found.dossier)
    return gates_since(found.gates, ends, own, days, request, texts, run)


def bulletin_document(
    found: Bulletin, texts: Texts, run: Run, answers: Answers = NOTHING
) -> BulletinDocument:
    """Return the document, countries in the order asked for."""
    return BulletinDocument(
        schema_="sahelrisk/bulletin/1",
        run=run,
        title=found.dossier.file.title,
        since=found.since,
        as_of=found.as_of,
        known_on=found.known_on,
        profile=found.profile.id if found.profile else None,
        tlp=found.label,
        withheld=found.dossier.withheld,
        quiet=found.is_quiet,
        countries=tuple(_country(found, one, texts) for one in found.countries),
        sources=tuple(SourceUsed(publisher=name, evidence=key) for name, key in found.sources),
        crossed=tuple(map(texts.said, answers.crossed)),
        missing=tuple(map(texts.said, answers.missing)),
    )


def _country(found: Bulletin, one: Watched, texts: Texts) -> CountryWatched:
    change, size = one.change, found.size
    return CountryWatched(
        iso3=one.iso3,
        name=texts.country(one.iso3),
        before=end_score(found.dossier, change.before),
        after=end_score(found.dossier, change.after),
        **verdict(change.country, size),
        quiet=one.is_quiet,
        items=spoken_items(found, one),
        happened=happened_items(change, size),
        alerts=tuple(
            NewAlert(
                kind=each.kind,
                id=each.id,
                evidence=each.item.item.id if each.item else None,
                text=texts.alert(each, found.dossier, change.after),
            )
            for each in one.alerts
        ),
        lapsing=tuple(LapsingSoon(id=each.id, day=each.day) for each in one.lapsing),
        due=tuple(
            ConditionDue(evidence=each.item.id, indicator=each.item.indicator, last=each.last)
            for each in one.due
        ),
    )


def spoken_items(found: Bulletin, one: Watched) -> tuple[SpokenItem, ...]:
    """Return what was added, amended or withdrawn, the largest move first."""
    parts = (part.items for part in one.change.parts if part.cause in EVIDENCE_CAUSES)
    points = evidence_points(parts)
    known = found.worded
    items = [
        SpokenItem(
            evidence=key,
            cause=cause,
            indicator=known[key].indicator,
            statement=known[key].headline or known[key].statement,
            points=exact(points.get(key, 0.0) * found.size),
        )
        for key, cause in one.spoken.items()
    ]
    return tuple(sorted(items, key=lambda each: (-abs(each.points), each.evidence)))
