"""How indicators hang together, for the page of `audit`: weights, alphas, near twins."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.analysis.structure import Structure
from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Block, Column, Heading, Paragraph, Table
from sahelrisk.report.fills import NOTHING
from sahelrisk.report.names import indicator_title, pillar_path
from sahelrisk.report.words import Words


def structure_blocks(dossier: Dossier, found: Structure, words: Words) -> Iterator[Block]:
    """Yield what indicators weigh, how far pillars agree in themselves, and what is redundant."""
    columns = (
        Column(words("indicator")),
        Column(words("audit_countries"), drop=1, number=True),
        Column(words("audit_with_total"), number=True),
        Column(words("audit_nominal"), number=True),
        Column(words("audit_effective"), number=True),
    )
    parts = tuple(
        (
            indicator_title(dossier, part.id, words),
            str(part.countries),
            _figure(part.with_total, words),
            words.fixed(part.nominal, 3),
            _figure(part.effective, words, 3),
        )
        for part in found.parts
    )
    yield Heading(words("audit_indicators"))
    yield Table(columns, parts)
    alphas = tuple(
        (pillar_path(dossier, key, words), _figure(alpha, words))
        for key, alpha in found.alphas.items()
    )
    yield Heading(words("pillars"))
    yield Table((Column(words("pillar")), Column(words("audit_alpha"), number=True)), alphas)
    yield Heading(words("audit_redundant"))
    yield _redundant(dossier, found, words)


def _redundant(dossier: Dossier, found: Structure, words: Words) -> Block:
    pairs = found.redundant()
    if not pairs:
        return Paragraph(words("audit_redundant_none"))
    columns = (
        Column(words("indicator")),
        Column(words("audit_other")),
        Column(words("audit_correlation"), number=True),
        Column(words("audit_countries"), number=True),
    )
    rows = tuple(
        (
            *(indicator_title(dossier, key, words) for key in (p.first, p.second)),
            _figure(p.correlation, words),
            str(p.countries),
        )
        for p in pairs
    )
    return Table(columns, rows)


def _figure(figure: float | None, words: Words, digits: int = 2) -> str:
    return NOTHING if figure is None else words.fixed(figure, digits)
