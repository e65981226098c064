"""The document and the table of `audit`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sahelrisk.analysis.robustness import Audit, Strip
from sahelrisk.analysis.structure import Structure
from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Plain
from sahelrisk.report.figures import unit
from sahelrisk.report.names import band_name, country_name
from sahelrisk.report.score.score_document import Run, marking, rounded
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.results import Assessment

SCHEMA = "sahelrisk/audit/1"
HEADER = (
    "tlp",
    "iso3",
    "country",
    "score",
    "low",
    "high",
    "band",
    "stable",
    "rank",
    "rank_low",
    "rank_high",
)
HEADER_MATTERS = ("matters_kind", "matters_name", "matters_points")


class Findings(NamedTuple):
    """One audit with what it was made of and the words it is said in."""

    dossier: Dossier
    assessment: Assessment
    audit: Audit
    structure: Structure
    words: Words

    @property
    def size(self) -> float:
        """Return what a point on 0–100 is on the country's scale."""
        return unit(self.dossier.framework)


def _placed(found: Findings, score: float | None) -> float | None:
    return None if score is None else rounded(on_scale(score, found.dossier.framework.scale))


def _ordered(found: Findings, low: float | None, high: float | None) -> Sequence[float | None]:
    ends = (_placed(found, low), _placed(found, high))
    return ends if found.size > 0 else ends[::-1]


def rows(found: Findings) -> Iterator[tuple[Plain, ...]]:
    """Yield the row of every country, on the country's scale."""
    label = marking(found.dossier, found.assessment.countries)
    for strip in found.audit.strips:
        low, high = _ordered(found, strip.low, strip.high)
        kind, name, points = strip.matters or ("", None, None)
        yield (
            label,
            strip.iso3,
            country_name(strip.iso3, found.words),
            _placed(found, strip.score),
            low,
            high,
            _band(found, strip),
            rounded(strip.stable),
            strip.rank,
            strip.rank_low,
            strip.rank_high,
            kind or None,
            name or None,
            None if points is None else rounded(points * abs(found.size)),
        )


def _band(found: Findings, strip: Strip) -> str | None:
    bands = (band for band in found.dossier.framework.bands if band.name == strip.band)
    return next((band_name(band, found.words) for band in bands), None)


def document(found: Findings, run: Run) -> dict[str, Any]:
    """Return the JSON document; nothing is sampled, so there is no seed to state."""
    return {
        "schema": SCHEMA,
        "run": {"version": run.version, "generated": run.generated},
        "framework": {"id": found.dossier.framework.id, "version": found.dossier.framework.version},
        "tlp": marking(found.dossier, found.assessment.countries),
        "withheld": found.dossier.withheld,
        "as_of": found.assessment.as_of.isoformat(),
        "profile": found.assessment.profile.id if found.assessment.profile else None,
        "sampling": None,
        "scenarios": len(found.audit.scenarios),
        "matters": _matters_document(found, found.audit.matters),
        "measures": [
            {
                "measure": one.measure,
                "mean": rounded(one.mean * abs(found.size)),
                "largest": {"iso3": one.iso3, "points": rounded(one.points * found.size)},
            }
            for one in found.audit.measures
        ],
        "countries": [_country_document(found, strip) for strip in found.audit.strips],
        "indicators": [
            {
                "id": part.id,
                "countries": part.countries,
                "correlation_with_total": rounded(part.with_total),
                "nominal_weight": rounded(part.nominal),
                "effective_weight": rounded(part.effective),
            }
            for part in found.structure.parts
        ],
        "correlations": [
            {
                "first": pair.first,
                "second": pair.second,
                "correlation": rounded(pair.correlation),
                "countries": pair.countries,
            }
            for pair in found.structure.pairs
        ],
        "redundant": [[pair.first, pair.second] for pair in found.structure.redundant()],
        "alphas": {key: rounded(alpha) for key, alpha in found.structure.alphas.items()},
    }


def _matters_document(
    found: Findings, matters: tuple[str, str, float] | None
) -> dict[str, Any] | None:
    if matters is None:
        return None
    points = rounded(matters[2] * abs(found.size))
    return {"kind": matters[0], "name": matters[1] or None, "points": points}


def _country_document(found: Findings, strip: Strip) -> dict[str, Any]:
    low, high = _ordered(found, strip.low, strip.high)
    return {
        "iso3": strip.iso3,
        "score": _placed(found, strip.score),
        "low": low,
        "high": high,
        "band": strip.band,
        "band_stability": rounded(strip.stable),
        "rank": strip.rank,
        "rank_low": strip.rank_low,
        "rank_high": strip.rank_high,
        "matters": _matters_document(found, strip.matters),
        "by_kind": {
            kind: dict(zip(("low", "high"), _ordered(found, *ends), strict=True))
            for kind, ends in strip.by_kind.items()
        },
    }
