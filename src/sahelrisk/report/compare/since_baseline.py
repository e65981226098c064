"""What moved a country since an earlier JSON output (`compare --baseline`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sahelrisk.analysis.difference import EVIDENCE_CAUSES, Change, State, change, state_of
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.earlier_run import Baseline, EarlierCountry
from sahelrisk.report.score.score_document import rounded
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.results import Assessment


class Since(NamedTuple):
    """An earlier output beside the two states that its countries are replayed between."""

    baseline: Baseline
    before: State
    after: State
    across: bool


def since(dossier: Dossier, assessment: Assessment, baseline: Baseline) -> Since:
    """Set up the replay from what the dossier says was known when the baseline was made."""
    tree = assessment.tree
    return Since(
        baseline,
        state_of(dossier, tree, baseline.as_of, baseline.known_until),
        state_of(dossier, tree, assessment.as_of, assessment.known_on),
        any(leaf.measure and leaf.measure.normalise in ACROSS for leaf in tree.indicators.values()),
    )


def add_changes(document: dict[str, Any], found: Since) -> None:
    """Add `change` and `has_changed` to every node, and to countries what moved them.

    `unexplained` holds the points that the dossier's own record does not account for: another
    framework or profile, rewritten files, or the rounding of the scores.
    """
    earlier = {country.iso3: country for country in found.baseline.countries}
    document["baseline"] = {
        "as_of": found.baseline.as_of.isoformat(),
        "known_on": found.baseline.known_on.isoformat() if found.baseline.known_on else None,
        "profile": found.baseline.profile,
        "framework_hash": found.baseline.framework.hash,
    }
    for country in document["countries"]:
        old = earlier.get(country["iso3"])
        if old is None:
            _unchanged(country)
        else:
            _add(country, old, replayed(found, country["iso3"], old))


def replayed(found: Since, iso3: str, old: EarlierCountry) -> Change:
    """Replay one country from the items its baseline listed."""
    listed = old.listed()
    begun = found.baseline.as_of.toordinal()

    def concerns(item: Item) -> bool:
        return found.across or iso3 in item.countries

    def was_known(item: Item) -> bool:
        # What was recorded in time but not listed then came into the files later, and is new.
        return iso3 not in item.countries or item.id in listed or item.first_day > begun

    before, after = found.before, found.after
    kept = {key: one for key, one in before.items.items() if concerns(one) and was_known(one)}
    now = {key: one for key, one in after.items.items() if concerns(one)}
    return change(
        iso3,
        before._replace(items=kept),
        after._replace(items=now, recorded={key: after.recorded[key] for key in now}),
    )


def _unchanged(country: dict[str, Any]) -> None:
    country |= {
        "change": None,
        "has_changed": None,
        "parts": [],
        "moved_by": [],
        "unexplained": None,
    }
    for node in _nodes(country):
        node |= {"change": None, "has_changed": None}


def _nodes(country: Mapping[str, Any]) -> list[dict[str, Any]]:
    pillars: list[dict[str, Any]] = country["pillars"]
    return [*pillars, *(one for pillar in pillars for one in pillar["indicators"])]


def _add(country: dict[str, Any], old: EarlierCountry, moved: Change) -> None:
    scores = old.scores()
    verdicts = {one.id: one.significant for one in (*moved.pillars, *moved.indicators)}
    difference = _difference(country["score"], scores[""])
    items: dict[str, float] = {}
    for part in moved.parts:
        if part.cause in EVIDENCE_CAUSES:
            for one in part.items:
                items[one.id] = items.get(one.id, 0.0) + one.points
    country |= {
        "change": difference,
        "has_changed": moved.country.significant,
        "parts": [{"cause": one.cause, "points": rounded(one.points)} for one in moved.parts],
        "moved_by": [
            {"id": key, "points": rounded(points)}
            for key, points in sorted(items.items(), key=lambda one: (-abs(one[1]), one[0]))
        ],
        "unexplained": None
        if difference is None
        else rounded(difference - moved.country.difference),
    }
    for node in _nodes(country):
        node |= {
            "change": _difference(node["score"], scores.get(node["id"])),
            "has_changed": verdicts.get(node["id"]),
        }


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else rounded(now - before)
