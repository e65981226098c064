"""Split the difference between two dates, dossiers or revisions into its causes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sahelrisk.analysis.difference import Change, Tested
from sahelrisk.analysis.difference import changes as replays
from sahelrisk.analysis.steps import state_of
from sahelrisk.model.dates import shifted
from sahelrisk.model.documents.changes_document import (
    ChangePart,
    ChangesDocument,
    CountryChange,
    EndScore,
    HappenedItem,
    MovedItem,
    NodeVerdict,
)
from sahelrisk.model.documents.parts import Run, exact
from sahelrisk.model.dossier import TLP_ORDER, Dossier, marked_alike
from sahelrisk.model.framework import NodeRules
from sahelrisk.problems import UsageError
from sahelrisk.reading.revision import load_earlier
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.estimate import SCORED, band_of, coverage_of, figures
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import grow
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import (
    Request,
    ceiled,
    codes_of,
    open_unceiled,
    profile_of,
)
from sahelrisk.tasks.voice import Texts

DAYS = 90
"""How far back it goes where nobody says since when."""
DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}|\d{1,2}[./]\d{1,2}[./]\d{4}")


class End(NamedTuple):
    """One end of a comparison: a dossier and when it was read."""

    dossier: Dossier
    as_of: date
    known_on: date | None
    profile: str | None


class Changes(NamedTuple):
    """The replays of countries between two ends."""

    before: End
    after: End
    found: tuple[Change, ...]

    @property
    def size(self) -> float:
        """Return how many points of the printed scale one point of 0–100 is."""
        return _size(self.after.dossier.framework)

    def size_of(self, node: str) -> float:
        """Return how many points of a pillar's or an indicator's scale one of 0–100 is."""
        pillars = self.after.dossier.framework.pillars
        return next((_size(one) for one in pillars if one.id == node), 1.0)

    @property
    def label(self) -> str:
        """Return the highest TLP label of what went in at either end."""
        ends = (
            (self.before, [one.before for one in self.found]),
            (self.after, [one.after for one in self.found]),
        )
        labels = [marking(end.dossier, countries) for end, countries in ends]
        return max(labels, key=TLP_ORDER.index)

    @property
    def withheld(self) -> int:
        """Return how many items were left out for their marking, at the end with more of them."""
        return max(self.before.dossier.withheld, self.after.dossier.withheld)


def _size(rules: NodeRules) -> float:
    low, high = rules.scale
    return (high - low) / 100.0


def changes(
    request: Request,
    names: Sequence[str] = (),
    *,
    everyone: bool = False,
    since: date | None = None,
    earlier: str | None = None,
    later: str | None = None,
) -> Changes:
    """Replay countries since a date, or from one folder or revision to another.

    Without either it is the last 90 days; `everyone` is every country with evidence.
    """
    if bool(names) is everyone:
        raise UsageError("changes_whom_one" if names else "changes_whom_none")
    if earlier is not None:
        _check_name(earlier, request)
    codes = codes_of(names, request) if names else None
    then, now = _ends(request, codes, earlier, later)
    if codes is None:
        codes = sorted({code for end in (then, now) for code in _codes(end)})
    start = _start(request, since) if earlier is None else since or request.as_of
    if start > request.as_of:
        raise UsageError("since_after", since=start.isoformat(), as_of=request.as_of.isoformat())
    return _replayed((then, now), request, codes, start, dated=earlier is None or bool(since))


def lately(dossier: Dossier, request: Request) -> Changes:
    """Replay the last 90 days of every country with evidence of a dossier that is read."""
    start = _start(request, None)
    return _replayed((dossier, dossier), request, sorted(_codes(dossier)), start, dated=True)


def _replayed(
    dossiers: tuple[Dossier, Dossier],
    request: Request,
    codes: Sequence[str],
    start: date,
    *,
    dated: bool,
) -> Changes:
    """Replay countries from one dossier to another; `dated` ends know only what was recorded."""
    known = request.known_on
    early = (min(start, known) if known else start) if dated else known
    ends = []
    for dossier, day, known_on in (
        (dossiers[0], start, early),
        (dossiers[1], request.as_of, known or (request.as_of if dated else None)),
    ):
        profile = profile_of(dossier, request)
        tree = grow(dossier.framework, dossier.indicators, profile)
        end = End(dossier, day, known_on, profile.id if profile else None)
        ends.append((end, state_of(dossier, tree, day, known_on)))
    (before, old), (after, new) = ends
    return Changes(before, after, replays(codes, old, new))


def _start(request: Request, since: date | None) -> date:
    if since is not None:
        return since
    return shifted(request.as_of, -DAYS)


def _codes(dossier: Dossier) -> set[str]:
    return {code for one in dossier.evidence for code in one.countries}


def _check_name(name: str, request: Request) -> None:
    """Raise UsageError for an empty name, and for a date, which --since takes."""
    if not name.strip():
        raise UsageError("changes_from_empty")
    if DATE.fullmatch(name.strip()) and not Path(name).exists():
        try:
            load_earlier(name, request.location)
        except UsageError:
            raise UsageError("changes_from_date", date=name.strip()) from None


def _ends(
    request: Request, codes: Sequence[str] | None, earlier: str | None, later: str | None
) -> tuple[Dossier, Dossier]:
    """Read both ends; a ceiling hides at one what it hides at the other."""
    now = open_unceiled(request, codes) if later is None else load_earlier(later, request.location)
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


def has_score_at(dossier: Dossier, country: CountryResult) -> bool:
    """Tell whether a country's score is printed at one end."""
    return figures(country.outcome) is not None and (
        support_of(country, dossier.framework).status in SCORED
    )


def changes_document(changes: Changes, texts: Texts, run: Run) -> ChangesDocument:
    """Return the document, countries as they were asked for."""
    return ChangesDocument(
        schema_="sahelrisk/changes/2",
        run=run,
        from_=changes.before.as_of,
        to=changes.after.as_of,
        known_from=changes.before.known_on,
        known_to=changes.after.known_on,
        profile=changes.after.profile,
        tlp=changes.label,
        withheld=changes.withheld,
        countries=tuple(_country(changes, found, texts) for found in changes.found),
    )


def happened_items(found: Change, size: float) -> tuple[HappenedItem, ...]:
    """Return what happened, with points on a scale so many times as long as 0 to 100."""
    return tuple(
        HappenedItem(
            evidence=one.item.item.id,
            indicator=one.indicator,
            why=one.why,
            late=one.late,
            points=exact(one.points * size),
        )
        for one in found.happened
    )


def _country(changes: Changes, found: Change, texts: Texts) -> CountryChange:
    size = changes.size
    return CountryChange(
        iso3=found.after.iso3,
        name=texts.country(found.after.iso3),
        happened=happened_items(found, size),
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
        pillars=tuple(
            NodeVerdict(id=one.id, **verdict(one, changes.size_of(one.id))) for one in found.pillars
        ),
        indicators=tuple(NodeVerdict(id=one.id, **verdict(one, 1.0)) for one in found.indicators),
    )


def end_score(dossier: Dossier, country: CountryResult) -> EndScore:
    """Return the score at one end, on the printed scale."""
    rules, estimate = dossier.framework, figures(country.outcome)
    if estimate is None:
        return EndScore(
            score=None, standard_error=None, band=None, coverage=coverage_of(country.outcome)
        )
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
        "changed": one.significant,
        "direction": one.direction,
    }
