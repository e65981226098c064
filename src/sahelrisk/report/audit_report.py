"""The report of `audit`: how robust a result is, on one page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from sahelrisk.analysis.robustness import Strip
from sahelrisk.model.documents.audit_document import AuditDocument
from sahelrisk.model.documents.parts import Run
from sahelrisk.report.audit_structure import structure_blocks
from sahelrisk.report.blocks import Block, Cell, Column, Heading, Paragraph, Plain, Report
from sahelrisk.report.blocks import Table as Rows
from sahelrisk.report.figures import score_text
from sahelrisk.report.names import (
    band_name,
    country_name,
    measure_title,
    node_title,
)
from sahelrisk.report.subject import opening
from sahelrisk.report.words import Words
from sahelrisk.tasks.audit import Audited, audit_document

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
    "matters_kind",
    "matters_name",
    "matters_points",
)
NOTHING = "–"
KINDS = {
    "weight": "audit_kind_weight",
    "aggregation": "audit_kind_power",
    "worst pillar": "audit_kind_worst",
    "half-life": "audit_kind_half_life",
    "prior weight": "audit_kind_prior",
    "reading error": "audit_kind_reading",
    "base rates": "audit_kind_base",
    "without measure": "audit_kind_measure",
    "every item exact": "audit_kind_exact",
    "ρ": "audit_kind_rho",
    "ladder": "audit_kind_ladder",
    "without pillar": "audit_kind_pillar",
    "without indicator": "audit_kind_indicator",
    "without origin": "audit_kind_origin",
    "without publisher": "audit_kind_publisher",
}
NAMES = {
    "arithmetic": "audit_mean_arithmetic",
    "quadratic": "audit_mean_quadratic",
    "geometric": "audit_mean_geometric",
    "harmonic": "audit_mean_harmonic",
    "alone": "audit_alone",
    "none": "audit_base_none",
    "− 1 spread": "audit_base_less",
    "+ 1 spread": "audit_base_more",
}
"""Means and shifts of base rates, by their name in a document."""


def build_audit(found: Audited, words: Words, run: Run) -> Report:
    """Build the page, the document and a row a country."""
    document = cache(lambda: audit_document(found, run))
    return Report(
        title=words("audit_title"),
        blocks=_Page(found, words).blocks,
        document=lambda: document().as_json(),
        header=HEADER,
        rows=lambda: _rows(found, document(), words),
        texts=frozenset({"country", "band", "matters_name"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _rows(found: Audited, document: AuditDocument, words: Words) -> Iterator[tuple[Plain, ...]]:
    """Yield the row of every country, on the country's scale."""
    bands = {band.name: band_name(band, words) for band in found.dossier.framework.bands}
    for one in document.countries:
        matters = one.matters
        yield (
            document.tlp,
            one.iso3,
            country_name(one.iso3, words),
            one.score,
            one.low,
            one.high,
            bands.get(one.band or ""),
            one.band_stability,
            one.rank,
            one.rank_low,
            one.rank_high,
            *((matters.kind, matters.name, matters.points) if matters else (None, None, None)),
        )


class _Page:
    """One audit with what it is said in."""

    def __init__(self, audited: Audited, words: Words) -> None:
        self.dossier, self.assessment, self.found, self.structure = audited
        self.size = audited.size
        self.words = words
        self.rules = audited.dossier.framework

    def blocks(self) -> Iterator[Block]:
        words = self.words
        yield Heading(words("audit_title"), 1)
        yield opening(self.dossier, self.assessment, self.assessment.countries, words)
        yield Heading(words("bottom_line"))
        yield Paragraph(self._bottom_line(), "strong")
        yield from self._strips()
        yield from self._kinds()
        yield from self._measures()
        yield from structure_blocks(self.dossier, self.structure, words)
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
        shift = words.fixed(points * abs(self.size), 2)
        return f"{said} {words('audit_matters', what=self._named(kind, name), points=shift)}"

    def _named(self, kind: str, name: str) -> str:
        return f"{self.words(KINDS[kind])} {self._name(kind, name)}".rstrip()

    def _name(self, kind: str, name: str) -> str:
        """Return what was changed, as a page calls it; a document has its id."""
        match kind:
            case "aggregation" | "worst pillar" | "base rates":
                return self.words(NAMES[name])
            case "without measure":
                return self._measure(name)
            case "weight" | "without pillar" | "without indicator":
                key, _, change = name.partition(" ")
                return f"{node_title(self.dossier, key, self.words)} {change}".rstrip()
            case _:
                return name

    def _measure(self, key: str) -> str:
        return measure_title(self.dossier.measures[key], self.words)

    def _score(self, score: float | None) -> str:
        rules = self.rules
        return NOTHING if score is None else score_text(score, rules, rules, self.words)

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
            points = words.fixed(strip.matters[2] * abs(self.size), 1)
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

    def _measures(self) -> Iterator[Block]:
        """Say what the absence of each measure behind base rates changes."""
        words, size = self.words, self.size
        if not self.found.measures:
            return
        columns = (
            Column(words("audit_measure")),
            Column(words("audit_mean"), number=True),
            Column(words("audit_most_moved")),
            Column(words("points"), number=True),
        )
        rows = tuple(
            (
                self._measure(one.measure),
                words.fixed(one.mean * abs(size), 2),
                country_name(one.iso3, words),
                words.signed(one.points * size, 2),
            )
            for one in self.found.measures
        )
        yield Heading(words("audit_measures"))
        yield Rows(columns, rows)
