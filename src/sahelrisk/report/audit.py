"""The report of `audit`: how robust a result is, on one page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Block, Cell, Column, Fields, Heading, Paragraph, Plain, Report
from sahelrisk.report.blocks import Table as Rows
from sahelrisk.report.document import Run, marking, rounded
from sahelrisk.report.figures import score_of
from sahelrisk.report.names import (
    band_name,
    country_name,
    framework_title,
    indicator_title,
    pillar_path,
    profile_title,
)
from sahelrisk.report.words import Words
from sahelrisk.scoring.aggregate import on_scale
from sahelrisk.scoring.assess import Assessment
from sahelrisk.scoring.audit import Audit, Strip
from sahelrisk.scoring.structure import Structure

SCHEMA = "sahelrisk/audit/1"
NOTHING = "–"
HEADER = (
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
KINDS = {
    "weight": "audit_kind_weight",
    "power mean": "audit_kind_power",
    "half-life": "audit_kind_half_life",
    "prior weight": "audit_kind_prior",
    "ρ": "audit_kind_rho",
    "ladder": "audit_kind_ladder",
    "without pillar": "audit_kind_pillar",
    "without indicator": "audit_kind_indicator",
    "without origin": "audit_kind_origin",
    "without publisher": "audit_kind_publisher",
    "without analyst": "audit_kind_analyst",
}


def build_audit(
    dossier: Dossier,
    assessment: Assessment,
    found: Audit,
    structure: Structure,
    words: Words,
    run: Run,
) -> Report:
    """Build the page, the document and a row a country."""
    page = _Page(dossier, assessment, found, structure, words)
    return Report(
        title=words("audit_title"),
        blocks=page.blocks,
        document=lambda: page.document(run),
        header=(*HEADER, *HEADER_MATTERS),
        rows=page.rows,
        texts=frozenset({"country", "band", "matters_name"}),
        language=words.lang,
        phrases=words.phrases(),
    )


class _Page:
    """One audit with what it is said in."""

    def __init__(
        self,
        dossier: Dossier,
        assessment: Assessment,
        found: Audit,
        structure: Structure,
        words: Words,
    ) -> None:
        self.dossier = dossier
        self.assessment = assessment
        self.found = found
        self.structure = structure
        self.words = words
        self.rules = dossier.framework

    def blocks(self) -> Iterator[Block]:
        words, assessment = self.words, self.assessment
        yield Heading(words("audit_title"), 1)
        yield Fields(
            (
                (words("marking"), f"TLP:{marking(self.dossier, assessment.countries)}"),
                (words("as_of"), assessment.as_of.isoformat()),
                (words("profile"), profile_title(assessment.profile, words)),
                (words("framework"), framework_title(self.dossier, words)),
            )
        )
        yield Heading(words("bottom_line"))
        yield Paragraph(self._bottom_line(), "strong")
        yield from self._strips()
        yield from self._kinds()
        yield from self._indicators()
        yield from self._pillars()
        yield from self._redundant()
        yield Paragraph(words("audit_method", number=len(self.found.scenarios)), "dim")

    def _bottom_line(self) -> str:
        words = self.words
        banded = [strip.stable for strip in self.found.strips if strip.band]
        said = words(
            "audit_bottom",
            number=len(self.found.scenarios),
            stable=words.percent(math.fsum(banded) / len(banded)) if banded else NOTHING,
        )
        matters = self.found.matters
        if matters is None:
            return f"{said} {words('audit_nothing_matters')}"
        kind, name, points = matters
        shift = words.fixed(points * abs(self._size()), 2)
        return f"{said} {words('audit_matters', what=self._named(kind, name), points=shift)}"

    def _size(self) -> float:
        return (self.rules.scale[1] - self.rules.scale[0]) / 100.0

    def _named(self, kind: str, name: str) -> str:
        return f"{self.words(KINDS[kind])} {name}"

    def _score(self, score: float | None) -> str:
        return NOTHING if score is None else score_of(score, self.rules, self.words)

    def _range(self, low: float | None, high: float | None) -> str:
        if low is None or high is None:
            return NOTHING
        return self.words("range", low=self._score(low), high=self._score(high))

    def _strips(self) -> Iterator[Block]:
        words = self.words
        columns = (
            Column(words("audit_country")),
            Column(words("score"), number=True),
            Column(words("audit_range"), number=True),
            Column(words("audit_stable"), number=True),
            Column(words("audit_rank"), drop=2, number=True),
            Column(words("audit_most"), drop=1),
        )
        yield Heading(words("audit_strip"))
        yield Rows(columns, tuple(self._strip(strip) for strip in self.found.strips))

    def _strip(self, strip: Strip) -> tuple[Cell, ...]:
        words = self.words
        rank = NOTHING
        if strip.rank is not None:
            low, high = strip.rank_low or strip.rank, strip.rank_high or strip.rank
            rank = words("audit_rank_range", rank=strip.rank, low=low, high=high)
        matters = NOTHING
        if strip.matters:
            points = words.fixed(strip.matters[2] * abs(self._size()), 1)
            matters = f"{self._named(strip.matters[0], strip.matters[1])} ({points})"
        stable = words.percent(strip.stable) if strip.band else NOTHING
        return (
            country_name(strip.iso3, words),
            self._score(strip.score),
            self._range(strip.low, strip.high),
            stable,
            rank,
            matters,
        )

    def _kinds(self) -> Iterator[Block]:
        """Say by kind of assumption how far the widest country moves."""
        words = self.words
        kinds = list(dict.fromkeys(one.kind for one in self.found.scenarios))
        rows = []
        for kind in kinds:
            widths = [
                (high - low, strip.iso3, low, high)
                for strip in self.found.strips
                if (ends := strip.by_kind.get(kind)) and strip.score is not None
                for low, high in [(min(ends[0], strip.score), max(ends[1], strip.score))]
            ]
            width, iso3, low, high = max(widths, default=(0.0, "", None, None))
            tried = sum(one.kind == kind for one in self.found.scenarios)
            country = country_name(iso3, words) if width else NOTHING
            where = self._range(low, high) if width else NOTHING
            rows.append((words(KINDS[kind]), str(tried), country, where))
        columns = (
            Column(words("audit_assumption")),
            Column(words("audit_tried"), number=True),
            Column(words("audit_most_moved")),
            Column(words("audit_range"), number=True),
        )
        yield Heading(words("audit_assumptions"))
        yield Rows(columns, tuple(rows))

    def _indicators(self) -> Iterator[Block]:
        words = self.words
        columns = (
            Column(words("indicator")),
            Column(words("audit_countries"), drop=1, number=True),
            Column(words("audit_with_total"), number=True),
            Column(words("audit_nominal"), number=True),
            Column(words("audit_effective"), number=True),
        )
        rows = tuple(
            (
                indicator_title(self.dossier, part.id, words),
                str(part.countries),
                self._figure(part.with_total),
                words.fixed(part.nominal, 3),
                NOTHING if part.effective is None else words.fixed(part.effective, 3),
            )
            for part in self.structure.parts
        )
        yield Heading(words("audit_indicators"))
        yield Rows(columns, rows)

    def _figure(self, figure: float | None) -> str:
        return NOTHING if figure is None else self.words.fixed(figure, 2)

    def _pillars(self) -> Iterator[Block]:
        words = self.words
        columns = (Column(words("pillar")), Column(words("audit_alpha"), number=True))
        rows = tuple(
            (pillar_path(self.dossier, key, words), self._figure(found))
            for key, found in self.structure.alphas.items()
        )
        yield Heading(words("pillars"))
        yield Rows(columns, rows)

    def _redundant(self) -> Iterator[Block]:
        words = self.words
        yield Heading(words("audit_redundant"))
        pairs = self.structure.redundant()
        if not pairs:
            yield Paragraph(words("audit_redundant_none"))
            return
        columns = (
            Column(words("indicator")),
            Column(words("audit_other")),
            Column(words("audit_correlation"), number=True),
            Column(words("audit_countries"), number=True),
        )
        rows = tuple(
            (p.first, p.second, self._figure(p.correlation), str(p.countries)) for p in pairs
        )
        yield Rows(columns, rows)

    def _placed(self, score: float | None) -> float | None:
        return None if score is None else rounded(on_scale(score, self.rules.scale))

    def _ordered(self, low: float | None, high: float | None) -> Sequence[float | None]:
        ends = (self._placed(low), self._placed(high))
        return ends if self._size() > 0 else ends[::-1]

    def rows(self) -> Iterator[tuple[Plain, ...]]:
        for strip in self.found.strips:
            low, high = self._ordered(strip.low, strip.high)
            kind, name, points = strip.matters or (None, None, None)
            yield (
                strip.iso3,
                country_name(strip.iso3, self.words),
                self._placed(strip.score),
                low,
                high,
                self._band(strip),
                rounded(strip.stable),
                strip.rank,
                strip.rank_low,
                strip.rank_high,
                kind,
                name,
                None if points is None else rounded(points * abs(self._size())),
            )

    def _band(self, strip: Strip) -> str | None:
        found = (band for band in self.rules.bands if band.name == strip.band)
        return next((band_name(band, self.words) for band in found), None)

    def document(self, run: Run) -> dict[str, Any]:
        """Return the JSON document; nothing is sampled, so there is no seed to state."""
        return {
            "schema": SCHEMA,
            "run": {"version": run.version, "generated": run.generated},
            "framework": {"id": self.rules.id, "version": self.rules.version},
            "as_of": self.assessment.as_of.isoformat(),
            "profile": self.assessment.profile.id if self.assessment.profile else None,
            "sampling": None,
            "scenarios": len(self.found.scenarios),
            "matters": self._matters_document(self.found.matters),
            "countries": [self._country_document(strip) for strip in self.found.strips],
            "indicators": [
                {
                    "id": part.id,
                    "countries": part.countries,
                    "correlation_with_total": rounded(part.with_total),
                    "nominal_weight": rounded(part.nominal),
                    "effective_weight": rounded(part.effective),
                }
                for part in self.structure.parts
            ],
            "correlations": [
                {
                    "first": pair.first,
                    "second": pair.second,
                    "correlation": rounded(pair.correlation),
                    "countries": pair.countries,
                }
                for pair in self.structure.pairs
            ],
            "redundant": [[pair.first, pair.second] for pair in self.structure.redundant()],
            "alphas": {key: rounded(found) for key, found in self.structure.alphas.items()},
        }

    def _matters_document(self, matters: tuple[str, str, float] | None) -> dict[str, Any] | None:
        if matters is None:
            return None
        points = rounded(matters[2] * abs(self._size()))
        return {"kind": matters[0], "name": matters[1], "points": points}

    def _country_document(self, strip: Strip) -> dict[str, Any]:
        low, high = self._ordered(strip.low, strip.high)
        return {
            "iso3": strip.iso3,
            "score": self._placed(strip.score),
            "low": low,
            "high": high,
            "band": strip.band,
            "band_stability": rounded(strip.stable),
            "rank": strip.rank,
            "rank_low": strip.rank_low,
            "rank_high": strip.rank_high,
            "matters": self._matters_document(strip.matters),
            "by_kind": {
                kind: dict(zip(("low", "high"), self._ordered(*ends), strict=True))
                for kind, ends in strip.by_kind.items()
            },
        }
