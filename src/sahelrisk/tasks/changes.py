"""Split the difference between two dates, dossiers or revisions into its causes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sahelrisk.analysis.difference import Change, Tested, change, state_of
from sahelrisk.model.documents.changes_document import (
    ChangePart,
    ChangesDocument,
    EndScore,
    HappenedItem,
    MovedItem,
    NodeVerdict,
)
from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.model.dossier import TLP_ORDER, Dossier, marked_alike
from sahelrisk.problems import UsageError
from sahelrisk.reading.revision import load_earlier
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.estimate import band_of, figures
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import grow
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import Request, ceiled, one_of, open_for, profile_of
from sahelrisk.tasks.voice import Texts


class End(NamedTuple):
    """One end of a comparison: a dossier and when it was read."""

    dossier: Dossier
    as_of: date
    known_on: date | None
    profile: str | None


class Changes(NamedTuple):
    """A country's replay between two ends."""

    before: End
    after: End
    found: Change

    @property
    def size(self) -> float:
        """Return how many points of the printed scale one point of 0–100 is."""
        low, high = self.after.dossier.framework.scale
        return (high - low) / 100.0

    @property
    def label(self) -> str:
        """Return the highest TLP label of what went in at either end."""
        ends = ((self.before, self.found.before), (self.after, self.found.after))
        labels = [marking(end.dossier, [country]) for end, country in ends]
        return max(labels, key=TLP_ORDER.index)

    @property
    def withheld(self) -> int:
        """Return how many items were left out for their marking, at the end with more of them."""
        return max(self.before.dossier.withheld, self.after.dossier.withheld)


def changes(
    request: Request,
    name: str,
    *,
    since: date | None = None,
    earlier: str | None = None,
    later: str | None = None,
) -> Changes:
    """Replay a country since a date, or from one folder or revision to another."""
    if since is None and earlier is None:
        message = "give --since DATE, --from DIR_OR_REVISION, or both"
        raise UsageError(message)
    iso3 = one_of(name, request, "changes")
    then, now = _ends(request, iso3, earlier, later)
    start = since or request.as_of
    if start > request.as_of:
        message = f"--since {start} is after the as-of date {request.as_of}"
        raise UsageError(message)
    known = min(since, request.known_on) if since and request.known_on else since
    ends = []
    for dossier, day, known_on in (
        (then, start, known or request.known_on),
        (now, request.as_of, request.known_on or (request.as_of if since else None)),
    ):
        profile = profile_of(dossier, request)
        tree = grow(dossier.framework, dossier.indicators, profile)
        end = End(dossier, day, known_on, profile.id if profile else None)
        ends.append((end, state_of(dossier, tree, day, known_on)))
    (before, old), (after, new) = ends
    return Changes(before, after, change(iso3, old, new))


def _ends(
    request: Request, iso3: str, earlier: str | None, later: str | None
) -> tuple[Dossier, Dossier]:
    """Read both ends; a ceiling hides at one what it hides at the other."""
    if later is None:
        now = open_for(replace(request, tlp=None), [iso3])
    else:
        now = load_earlier(later, request.location)
    then = now if earlier is None else load_earlier(earlier, request.location)
    if then is not now:
        then, now = marked_alike(then, now)
    return ceiled(then, request), ceiled(now, request)


def band_at(dossier: Dossier, country: CountryResult) -> str | None:
    """Return the name of a country's band; None without a score or with insufficient evidence."""
    rules, estimate = dossier.framework, figures(country.outcome)
    if estimate is None or support_of(country, rules).status == "insufficient":
        return None
    return rules.bands[band_of(estimate.score, rules.bands)].name


def changes_document(changes: Changes, texts: Texts, run: Run) -> ChangesDocument:
    """Return the document of one country's change."""
    found, size = changes.found, changes.size
    return ChangesDocument(
        schema_="sahelrisk/changes/1",
        run=run,
        country=found.after.iso3,
        name=texts.country(found.after.iso3),
        from_=changes.before.as_of,
        to=changes.after.as_of,
        known_from=changes.before.known_on,
        known_to=changes.after.known_on,
        profile=changes.after.profile,
        tlp=changes.label,
        withheld=changes.withheld,
        before=end_score(changes.before.dossier, found.before),
        after=end_score(changes.after.dossier, found.after),
        **verdict(found.country, size),
        parts=tuple(
            ChangePart(
                cause=part.cause,
                points=exact(part.points * size),
                evidence=tuple(
                    MovedItem(id=one.id, points=exact(one.points * size), why=one.reason)
                    for one in sorted(part.items)
                ),
            )
            for part in found.parts
        ),
        happened=tuple(
            HappenedItem(
                evidence=one.item.item.id,
                indicator=one.indicator,
                why=one.why,
                late=one.late,
                points=exact(one.points * size),
            )
            for one in found.happened
        ),
        pillars=tuple(NodeVerdict(id=one.id, **verdict(one, size)) for one in found.pillars),
        indicators=tuple(NodeVerdict(id=one.id, **verdict(one, 1.0)) for one in found.indicators),
    )


def end_score(dossier: Dossier, country: CountryResult) -> EndScore:
    """Return the score at one end, on the printed scale."""
    rules, estimate = dossier.framework, figures(country.outcome)
    if estimate is None:
        return EndScore(score=None, standard_error=None, band=None)
    size = abs(rules.scale[1] - rules.scale[0]) / 100.0
    return EndScore(
        score=exact(on_scale(estimate.score, rules.scale)),
        standard_error=exact(estimate.standard_error * size),
        band=band_at(dossier, country),
        coverage=exact(estimate.coverage),
    )


def verdict(one: Tested, size: float) -> dict[str, Any]:
    """Return how far a node moved and whether that is a change; a point prints as `size`."""
    return {
        "difference": exact(one.difference * size),
        "evidence_points": exact(one.points * size),
        "threshold": exact(one.threshold * abs(size)),
        "significant": one.significant,
        "changed": one.significant,
        "direction": one.direction,
    }
