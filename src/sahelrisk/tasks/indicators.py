"""List the indicators of a framework, or tell what one of them means."""

from __future__ import annotations

from typing import NamedTuple

from sahelrisk.model.documents.listing_documents import (
    IndicatorListed,
    IndicatorsDocument,
    LevelListed,
)
from sahelrisk.model.documents.parts import FrameworkUsed
from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.tree import Indicator, grow
from sahelrisk.tasks.opening import Request, indicator_of, open_framework
from sahelrisk.tasks.voice import Texts


class Listed(NamedTuple):
    """The indicators asked for; `alone` where one was named."""

    dossier: Dossier
    shown: tuple[Indicator, ...]
    alone: bool


def indicators(request: Request, name: str | None = None) -> Listed:
    """Read the indicators of the dossier's framework."""
    dossier = open_framework(request)
    return listed(dossier, indicator_of(dossier, name) if name else None)


def listed(dossier: Dossier, key: str | None = None) -> Listed:
    """Return all indicators of a dossier, or one."""
    leaves = grow(dossier.framework, dossier.indicators).indicators.values()
    return Listed(dossier, tuple(leaf for leaf in leaves if key in (None, leaf.id)), bool(key))


def indicators_document(found: Listed, texts: Texts) -> IndicatorsDocument:
    """Return the document of the indicators."""
    framework = found.dossier.framework
    return IndicatorsDocument(
        schema_="sahelrisk/indicators/1",
        framework=FrameworkUsed(id=framework.id, version=framework.version),
        indicators=tuple(_indicator(found.dossier, texts, leaf) for leaf in found.shown),
    )


def _indicator(dossier: Dossier, texts: Texts, leaf: Indicator) -> IndicatorListed:
    file = dossier.indicators[leaf.id]
    return IndicatorListed(
        id=leaf.id,
        title=texts.indicator(dossier, leaf.id),
        question=texts.indicator_text(file, "question"),
        rationale=texts.indicator_text(file, "rationale"),
        meaning_of_0=texts.indicator_text(file, "meaning_of_0"),
        meaning_of_100=texts.indicator_text(file, "meaning_of_100"),
        includes=texts.indicator_text(file, "includes"),
        excludes=texts.indicator_text(file, "excludes"),
        weight=leaf.weight,
        half_life_days=leaf.half_life,
        levels=tuple(
            LevelListed(level=level, score=score, text=rung.text)
            for rung, (level, score) in zip(file.levels or (), leaf.ladder, strict=True)
        ),
        measure=file.measure.model_dump(mode="json") if file.measure else None,
        path=file.place.path,
    )
