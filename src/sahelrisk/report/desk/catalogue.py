"""The reports of `indicators` and `where`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sahelrisk.model.documents.listing_documents import WhereDocument
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.report.blocks import (
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Paragraph,
    Plain,
    Report,
    Span,
    Table,
)
from sahelrisk.report.measured import measure_fields
from sahelrisk.report.names import framework_title, indicator_text, indicator_title, pillar_path
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.scoring.tree import Indicator
from sahelrisk.tasks.indicators import Listed, indicators_document

HEADER = ("id", "title", "question", "pillar", "weight", "half_life_days", "path")
TEXTS = frozenset({"id", "title", "question", "pillar", "path"})


def build_indicators(found: Listed, words: Words) -> Report:
    """Build the list of indicators, or the page of one."""
    dossier, shown, alone = found
    document = cache(lambda: indicators_document(found, DocumentTexts(words)))

    def rows() -> Iterator[tuple[Plain, ...]]:
        for one in document().indicators:
            pillar = one.id.rpartition(".")[0]
            figures = (one.weight, one.half_life_days)
            yield (one.id, one.title, one.question, pillar, *figures, one.path)

    return Report(
        title=words("indicators_title"),
        blocks=lambda: page(dossier, words, shown[0]) if alone else _list(dossier, words, shown),
        document=lambda: document().as_json(),
        header=HEADER,
        rows=rows,
        texts=TEXTS,
        language=words.lang,
        phrases=words.phrases(),
    )


def _list(dossier: Dossier, words: Words, leaves: Sequence[Indicator]) -> Iterator[Block]:
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


def matching(typed: str, dossier: Dossier, words: Words) -> list[str]:
    """Return the indicators whose id or title has every word typed; all of them for nothing."""
    keys = [key for key in dossier.indicators if not key.startswith("context.")]
    exact = [key for key in keys if typed in (key, key.rpartition(".")[2])]
    if len(exact) == 1 or typed in ("", "?"):
        return exact or keys
    parts = typed.lower().split()
    return [
        key
        for key in keys
        if all(part in f"{key} {indicator_title(dossier, key, words)}".lower() for part in parts)
    ]


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
        rows.append((words.general(level), words.general(round(score, 2)), text or ""))
    return Table(columns, tuple(rows))


def build_where(found: WhereDocument, reason: str, words: Words) -> Report:
    """Build the answer to `where`."""
    whole = found.as_json()
    facts = {key: value for key, value in whole.items() if key != "schema"}
    faults = words("where_faults", errors=found.errors, warnings=found.warnings)
    there = "" if found.settings_read else words("where_not_there")
    pairs: tuple[tuple[str, Cell], ...] = (
        (words("where_dossier"), Span(found.dossier, whole=True)),
        (words("where_why"), Span(words(reason))),
        (words("where_framework"), Span(found.framework, whole=True)),
        (words("where_evidence"), Span(found.evidence, whole=True)),
        (words("where_items"), Span(str(found.items))),
        (words("where_problems"), faults if found.problems else words("where_none")),
        (words("where_settings"), Span(found.settings + there, whole=True)),
        (words("where_lang"), _setting(found.lang, found.lang_from, words)),
        (words("where_color"), _setting(found.color, found.color_from, words)),
        (words("where_analyst"), _setting(found.analyst, found.analyst_from, words)),
    )
    return Report(
        title=words("where_title"),
        blocks=lambda: (Heading(words("where_title"), 1), Fields(pairs)),
        document=lambda: whole,
        header=tuple(facts),
        rows=lambda: (tuple(facts.values()),),
        texts=frozenset(facts),
        language=words.lang,
        phrases=words.phrases(),
    )


def _setting(value: str | None, origin: str, words: Words) -> str:
    """Return a setting with where it comes from."""
    if value is None:
        return words("where_analyst_unset")
    return words("where_setting", value=value, origin=origin or words("where_default"))
