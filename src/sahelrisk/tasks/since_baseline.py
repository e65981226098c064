"""What moved a country since an earlier JSON output (`compare --baseline`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from sahelrisk.analysis.difference import Change, change
from sahelrisk.analysis.steps import EVIDENCE_CAUSES, State, state_of
from sahelrisk.model.base import Tlp
from sahelrisk.model.documents.compare_document import BaselineUsed
from sahelrisk.model.documents.parts import Run, exact, points_of
from sahelrisk.model.documents.score_document import (
    CausePoints,
    CountryScore,
    IndicatorScore,
    PillarScore,
    ScoreDocument,
)
from sahelrisk.model.dossier import TLP_ORDER, Dossier
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Phrase, Problem, UsageError
from sahelrisk.reading.revision import load_earlier
from sahelrisk.reading.toml.guard import decode, read_bytes
from sahelrisk.scoring.alerts import Alert
from sahelrisk.scoring.basis import Limit
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.results import Assessment, CountryResult
from sahelrisk.tasks.opening import Request, assessed, ceiled, is_across
from sahelrisk.tasks.score_building import score_document

FIRST_EDITION = "sahelrisk/score/1"


class Since(NamedTuple):
    """An earlier output beside the two states that its countries are replayed between."""

    baseline: ScoreDocument
    before: State
    after: State
    across: bool


def since(dossier: Dossier, assessment: Assessment, baseline: ScoreDocument) -> Since:
    """Set up the replay from what the dossier says was known when the baseline was made.

    Between two editions of the method there is no change: of a baseline of the first edition no
    country is held against the scores of today.
    """
    if baseline.schema_ == FIRST_EDITION:
        baseline = baseline.model_copy(update={"countries": ()})
    tree = assessment.tree
    return Since(
        baseline,
        state_of(dossier, tree, baseline.as_of, baseline.known_until),
        state_of(dossier, tree, assessment.as_of, assessment.known_on),
        is_across(dossier),
    )


def baseline_used(baseline: ScoreDocument) -> BaselineUsed:
    """Return what a comparison says of its baseline."""
    return BaselineUsed(
        as_of=baseline.as_of,
        known_on=baseline.known_on,
        profile=baseline.profile,
        framework_version=baseline.framework.version,
        framework_hash=baseline.framework.hash,
    )


def changed(country: CountryScore, found: Since) -> CountryScore:
    """Return a country with `change` and `has_changed` in every node, and what moved it.

    `unexplained` holds the points that the dossier's own record does not account for: another
    framework or profile, rewritten files, or the rounding of the scores.
    """
    old = next((one for one in found.baseline.countries if one.iso3 == country.iso3), None)
    if old is None:
        return with_changes(country, {}, {})
    moved = replayed(found, country.iso3, old)
    verdicts = {one.id: one.significant for one in (*moved.pillars, *moved.indicators)}
    verdicts[""] = moved.country.significant
    whole = with_changes(country, old.scores(), verdicts)
    items: dict[str, float] = {}
    for part in moved.parts:
        if part.cause in EVIDENCE_CAUSES:
            for one in part.items:
                items[one.id] = items.get(one.id, 0.0) + one.points
    rest = None if whole.change is None else exact(whole.change - moved.country.difference)
    parts = (CausePoints(cause=one.cause, points=exact(one.points)) for one in moved.parts)
    by_size = sorted(items.items(), key=lambda one: (-abs(one[1]), one[0]))
    return whole.model_copy(
        update={"parts": tuple(parts), "moved_by": points_of(by_size), "unexplained": rest}
    )


def with_changes(
    country: CountryScore, before: Mapping[str, float | None], verdicts: Mapping[str, bool]
) -> CountryScore:
    """Return a country whose nodes say how they changed, null where nothing is known.

    `before` and `verdicts` go by the id of a node, the country's own under "".
    """

    def said(key: str, score: float | None) -> dict[str, float | bool | None]:
        old = before.get(key)
        points = None if score is None or old is None else exact(score - old)
        return {"change": points, "has_changed": verdicts.get(key)}

    def indicator(one: IndicatorScore) -> IndicatorScore:
        return one.model_copy(update=said(one.id, one.score))

    def pillar(one: PillarScore) -> PillarScore:
        own = tuple(map(indicator, one.indicators))
        return one.model_copy(update={"indicators": own, **said(one.id, one.score)})

    nothing = {"parts": (), "moved_by": (), "unexplained": None}
    pillars = {"pillars": tuple(map(pillar, country.pillars))}
    return country.model_copy(update=pillars | said("", country.score) | nothing)


def replayed(found: Since, iso3: str, old: CountryScore) -> Change:
    """Replay one country from the items its baseline listed."""
    listed = old.listed()
    begun = found.baseline.as_of.toordinal()

    def concerns(item: Item) -> bool:
        return found.across or iso3 in item.countries

    def was_known(item: Item) -> bool:
        # What was recorded in time but not listed then came into the files later, and is new.
        # Denominators are never listed.
        unlisted = iso3 not in item.countries or item.indicator.startswith("context.")
        return unlisted or item.id in listed or item.first_day > begun

    before, after = found.before, found.after
    kept = {key: one for key, one in before.items.items() if concerns(one) and was_known(one)}
    now = {key: one for key, one in after.items.items() if concerns(one)}
    return change(
        iso3,
        before._replace(items=kept),
        after._replace(items=now, recorded={key: after.recorded[key] for key in now}),
    )


class _Untold:
    """Texts of a document that is only reckoned with: ids in place of titles."""

    def said(self, phrase: Phrase) -> str:
        """Return the phrase's key."""
        return phrase.key

    def country(self, iso3: str) -> str:
        """Return the code."""
        return iso3

    def pillar(self, dossier: Dossier, key: str) -> str:  # noqa: ARG002
        """Return the id."""
        return key

    def indicator(self, dossier: Dossier, key: str) -> str:  # noqa: ARG002
        """Return the id."""
        return key

    def indicator_text(self, file: IndicatorFile, key: str) -> str | None:  # noqa: ARG002
        """Return nothing."""
        return None

    def alert(self, alert: Alert, dossier: Dossier, country: CountryResult) -> str:  # noqa: ARG002
        """Return the kind."""
        return alert.kind

    def rung(self, dossier: Dossier, key: str, place: int) -> str:  # noqa: ARG002
        """Return the place."""
        return str(place)

    def limit(self, limit: Limit) -> str:
        """Return the condition."""
        return limit.condition


def committed(name: str, request: Request) -> Dossier | None:
    """Return the dossier of a folder or a revision, None where a JSON output is named."""
    path = Path(name)
    if path.is_file() or path.suffix == ".json":
        return None
    return load_earlier(name, request.location)


def _height(ceiling: Tlp | None) -> int:
    return TLP_ORDER.index(ceiling) + 1 if ceiling else len(TLP_ORDER)


def earlier_of(
    name: str, then: Dossier | None, request: Request, codes: Sequence[str] | None
) -> ScoreDocument:
    """Return an earlier JSON output, or what a folder or revision would give on the same dates.

    Raises UsageError for an output that is marked above the ceiling.
    """
    if then is None:
        document = read_baseline(Path(name))
        label, open_enough = document.dossier.tlp, TLP_ORDER[: _height(request.tlp)]
        if request.tlp and label not in open_enough:
            shown = {"label": f"TLP:{label}", "ceiling": f"TLP:{request.tlp}"}
            raise UsageError("baseline_above", name=name, **shown)
        return document
    dossier = ceiled(then, request)
    found = assessed(dossier, request, codes)
    return score_document(dossier, found, _Untold(), Run(version="", generated=None))


def read_baseline(path: Path) -> ScoreDocument:
    """Read a score document; raises UsageError, naming the key that is wrong."""
    data = read_bytes(path, str(path))
    text = data if isinstance(data, Problem) else decode(data, str(path))
    if isinstance(text, Problem):
        raise UsageError("baseline_unread", path=path, text=text.message)
    try:
        return ScoreDocument.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        key = "baseline_wrong_at" if where else "baseline_wrong"
        raise UsageError(key, path=path, where=where, text=first["msg"]) from None
