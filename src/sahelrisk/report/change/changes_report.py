"""The report of `changes`: a difference split into its causes, and what of it is a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sahelrisk.analysis.difference import Tested
from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Plain, Report
from sahelrisk.report.change.changes_page import blocks_of
from sahelrisk.report.change.replay import Changes, band_at
from sahelrisk.report.names import country_name
from sahelrisk.report.score.score_document import Run, rounded
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.estimate import figures
from sahelrisk.scoring.results import CountryResult

SCHEMA = "sahelrisk/changes/1"
HEADER = ("country", "from", "to", "tlp", "cause", "evidence", "indicator", "points")


def build_changes(changes: Changes, run: Run) -> Report:
    """Build the report of one country's change."""
    words = changes.words
    return Report(
        title=words("changes_title", name=country_name(changes.found.after.iso3, words)),
        blocks=lambda: blocks_of(changes),
        document=lambda: _document(changes, run),
        header=HEADER,
        rows=lambda: _rows(changes),
        texts=frozenset({"evidence"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _document(changes: Changes, run: Run) -> dict[str, Any]:
    found, size = changes.found, changes.size
    return {
        "schema": SCHEMA,
        "run": {"version": run.version, "generated": run.generated},
        "country": found.after.iso3,
        "name": country_name(found.after.iso3, changes.words),
        "from": changes.before.as_of.isoformat(),
        "to": changes.after.as_of.isoformat(),
        "known_from": _day(changes.before.known_on),
        "known_to": _day(changes.after.known_on),
        "profile": changes.after.profile,
        "tlp": changes.label,
        "withheld": changes.withheld,
        "before": _end(changes.before.dossier, found.before),
        "after": _end(changes.after.dossier, found.after),
        **_tested(found.country, size),
        "parts": [
            {
                "cause": part.cause,
                "points": rounded(part.points * size),
                "evidence": [
                    {"id": one.id, "points": rounded(one.points * size), "why": one.reason}
                    for one in sorted(part.items)
                ],
            }
            for part in found.parts
        ],
        "happened": [
            {
                "evidence": one.item.item.id,
                "indicator": one.indicator,
                "why": one.why,
                "late": one.late,
                "points": rounded(one.points * size),
            }
            for one in found.happened
        ],
        "pillars": [{"id": one.id, **_tested(one, size)} for one in found.pillars],
        "indicators": [{"id": one.id, **_tested(one, 1.0)} for one in found.indicators],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _end(dossier: Dossier, country: CountryResult) -> dict[str, Any]:
    rules, estimate = dossier.framework, figures(country.outcome)
    if estimate is None:
        return {"score": None, "standard_error": None, "band": None}
    size = abs(rules.scale[1] - rules.scale[0]) / 100.0
    return {
        "score": rounded(on_scale(estimate.score, rules.scale)),
        "standard_error": rounded(estimate.standard_error * size),
        "band": band_at(dossier, country),
        "coverage": rounded(estimate.coverage),
    }


def _tested(one: Tested, size: float) -> dict[str, Any]:
    return {
        "difference": rounded(one.difference * size),
        "evidence_points": rounded(one.points * size),
        "threshold": rounded(one.threshold * abs(size)),
        "significant": one.significant,
        "changed": one.significant,
        "direction": one.direction,
    }


def _rows(changes: Changes) -> Iterator[tuple[Plain, ...]]:
    """Yield a row a cause (no item) and a row for each of its items."""
    found, size = changes.found, changes.size
    ends = (found.after.iso3, changes.before.as_of.isoformat(), changes.after.as_of.isoformat())
    evidence = {
        one.id: one.indicator
        for end in (changes.before, changes.after)
        for one in end.dossier.evidence
    }
    for part in found.parts:
        yield (*ends, changes.label, part.cause, None, None, rounded(part.points * size))
        for one in part.items:
            points = rounded(one.points * size)
            yield (*ends, changes.label, part.cause, one.id, evidence.get(one.id), points)
