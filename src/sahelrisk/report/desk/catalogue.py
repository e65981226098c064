"""The reports of `indicators` and `where`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Paragraph,
    Report,
    Span,
    Table,
)
from sahelrisk.report.desk.measure_texts import measure_fields
from sahelrisk.report.names import framework_title, indicator_text, indicator_title, pillar_path
from sahelrisk.report.words import Words
from sahelrisk.scoring.tree import Indicator, grow

HEADER = ("id", "title", "question", "pillar", "weight", "half_life_days", "path")
TEXTS = frozenset({"id", "title", "question", "pillar", "path"})


def build_indicators(dossier: Dossier, words: Words, key: str | None = None) -> Report:
    """Build the list of indicators, or the page of one."""
    leaves = grow(dossier.framework, dossier.indicators).indicators
    shown = [leaf for leaf in leaves.values() if key in (None, leaf.id)]

    def blocks() -> Iterator[Block]:
        return _list(dossier, words, shown) if key is None else page(dossier, words, shown[0])

    return Report(
        title=words("indicators_title"),
        blocks=blocks,
        document=lambda: {
            "schema": "sahelrisk/indicators/1",
            "framework": {"id": dossier.framework.id, "version": dossier.framework.version},
            "indicators": [_document(dossier, words, leaf) for leaf in shown],
        },
        header=HEADER,
        rows=lambda: (
            (
                leaf.id,
                indicator_title(dossier, leaf.id, words),
                indicator_text(dossier.indicators[leaf.id], "question", words),
                leaf.id.rpartition(".")[0],
                leaf.weight,
                leaf.half_life,
                dossier.indicators[leaf.id].place.path,
            )
            for leaf in shown
        ),
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _list(dossier: Dossier, words: Words, leaves: list[Indicator]) -> Iterator[Block]:
    yield Heading(framework_title(dossier, words), 1)
    columns = (
        Column(words("id")),
        Column(words("half_life"), number=True, drop=1),
        Column(words("question")),
    )
    for pillar in dossier.framework.pillars:
        own = [leaf for leaf in leaves if leaf.id.rpartition(".")[0] == pillar.id]
        yield Heading(pillar_path(dossier, pillar.id, words))
        rows = tuple(
            (
                leaf.id,
                words("days", number=words.general(leaf.half_life)),
                indicator_text(dossier.indicators[leaf.id], "question", words) or "",
            )
            for leaf in own
        )
        yield Table(columns, rows)


def page(dossier: Dossier, words: Words, leaf: Indicator) -> Iterator[Block]:
    """Yield what an indicator means: texts, ladder, measure, file."""
    file = dossier.indicators[leaf.id]
    yield Heading(indicator_title(dossier, leaf.id, words), 1)
    question = indicator_text(file, "question", words)
    if question:
        yield Paragraph(question, "strong")
    pairs = [(words("id"), leaf.id)]
    for key in ("rationale", "meaning_of_0", "meaning_of_100", "includes", "excludes"):
        text = indicator_text(file, key, words)
        if text:
            pairs.append((words(key), text))
    half_life = words("half_life_days", days=words.general(leaf.half_life))
    pairs += [(words("half_life"), half_life), (words("weight"), words.general(leaf.weight))]
    pairs.append((words("file"), file.place.path))
    yield Fields(tuple(pairs))
    if file.levels:
        yield Heading(words("levels"))
        yield _ladder(file, leaf, words)
    if file.measure:
        yield Heading(words("measure"))
        yield Fields(tuple(measure_fields(file.measure, words)))


def _ladder(file: IndicatorFile, leaf: Indicator, words: Words) -> Table:
    translated = file.fr.levels if words.lang == "fr" and file.fr else ()
    columns = (
        Column(words("level"), number=True),
        Column(words("score"), number=True),
        Column(words("anchor")),
    )
    rows = []
    for index, (rung, (level, score)) in enumerate(
        zip(file.levels or (), leaf.ladder, strict=True)
    ):
        text = translated[index] if index < len(translated) else rung.text
        rows.append((words.general(level), words.general(score), text or ""))
    return Table(columns, tuple(rows))


def _document(dossier: Dossier, words: Words, leaf: Indicator) -> dict[str, Any]:
    file = dossier.indicators[leaf.id]
    texts = ("question", "rationale", "meaning_of_0", "meaning_of_100", "includes", "excludes")
    return {
        "id": leaf.id,
        "title": indicator_title(dossier, leaf.id, words),
        **{key: indicator_text(file, key, words) for key in texts},
        "weight": leaf.weight,
        "half_life_days": leaf.half_life,
        "levels": [
            {"level": level, "score": score, "text": rung.text}
            for rung, (level, score) in zip(file.levels or (), leaf.ladder, strict=True)
        ],
        "measure": file.measure.model_dump(mode="json") if file.measure else None,
        "path": file.place.path,
    }


def build_where(facts: dict[str, str | int], words: Words) -> Report:
    """Build the answer to `where`; `facts` hold the paths, the reason and the counts."""
    faults = words("where_faults", errors=facts["errors"], warnings=facts["warnings"])
    shown = ("dossier", "why", "framework", "evidence", "items")
    paths = ("dossier", "framework", "evidence")
    pairs: tuple[tuple[str, Cell], ...] = (
        *((words(f"where_{key}"), Span(str(facts[key]), whole=key in paths)) for key in shown),
        (words("where_problems"), faults if facts["problems"] else words("where_none")),
    )
    return Report(
        title=words("where_title"),
        blocks=lambda: (Heading(words("where_title"), 1), Fields(pairs)),
        document=lambda: {"schema": "sahelrisk/where/1", **facts},
        header=tuple(facts),
        rows=lambda: (tuple(facts.values()),),
        texts=frozenset(facts),
        language=words.lang,
        phrases=words.phrases(),
    )
