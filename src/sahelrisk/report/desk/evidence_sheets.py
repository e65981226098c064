"""Evidence and scores as sheets: typed cells under headers, the same for CSV and Excel."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sahelrisk.model import columns, countries
from sahelrisk.model.base import Model
from sahelrisk.model.columns import Column
from sahelrisk.model.dates import Period
from sahelrisk.model.documents.parts import NUMBERS, Run
from sahelrisk.model.documents.score_document import (
    IndicatorScore,
    PillarScore,
    ScoreDocument,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence, NotApplicable
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words
from sahelrisk.tasks.export import Exported
from sahelrisk.tasks.score_building import score_document
from sahelrisk.writing.toml_text import plain

Cell = str | float | date | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name; rows are worked out when they are written."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[tuple[Cell, ...]]]


def evidence_sheet(
    dossier: Dossier, codes: Collection[str] | None, *, private: bool = False
) -> Sheet:
    """Return every record about countries (alpha-3; None for all), lossless but for who wrote it.

    `private` adds analysts and notes. Items bear their marking even where it is the dossier's.
    """
    hidden = frozenset() if private else columns.PRIVATE
    shown = tuple(one for one in columns.ALL if one.name not in hidden)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for kind, record in _records(dossier, codes):
            values = {columns.RECORD: kind} | columns.flat(record)
            if isinstance(record, Evidence):
                values["tlp"] = record.tlp or dossier.file.tlp
            elif kind == "amendment":  # which says of an item that it does not
                given = record.model_fields_set
                values |= {name: "no" for name in given if values.get(name) is False}
            yield tuple(_cell(values.get(column.name)) for column in shown)

    return Sheet(columns.SHEET, shown, rows)


def exported_sheets(
    exported: Exported, words: Words, run: Run, *, private: bool = False
) -> tuple[Sheet, ...]:
    """Return the four sheets of an export: Summary, Indicators, Evidence, Method."""
    document = score_document(exported.dossier, exported.assessment, DocumentTexts(words), run)
    evidence = evidence_sheet(exported.known, exported.codes, private=private)
    method = method_sheet(exported.dossier, document)
    return (*score_sheets(document), evidence, method)


def _records(dossier: Dossier, codes: Collection[str] | None) -> Iterator[tuple[str, Model]]:
    def wanted(one: Evidence | NotApplicable) -> bool:
        return codes is None or not set(codes).isdisjoint(one.countries)

    items = [one for one in dossier.entered if wanted(one)]
    ids = {one.id for one in items}
    yield from (("evidence", one) for one in items)
    # The order of later words matters: of one day's, the last one wins.
    yield from (("amendment", one) for one in dossier.amendments if one.evidence in ids)
    yield from (("not-applicable", one) for one in dossier.not_applicable if wanted(one))


def _cell(value: Any) -> Cell:  # noqa: ANN401  any value of a record
    match value:
        case Period():
            return value.first if value.text == value.first.isoformat() else value.text
        case (float() | int() as low, float() | int() as high):
            return f"{plain(low)}–{plain(high)}"
        case tuple():
            return "; ".join(value)
        case False:
            return None
        case _:
            return value  # type: ignore[no-any-return]


def _number(name: str) -> Column:
    return Column(name, "number", max(10, len(name) + 2))


_SUMMARY = (
    Column("iso3", width=8),
    Column("name", width=24),
    *map(_number, NUMBERS),
    Column("status", width=14),
    Column("band", width=12),
    Column("confidence", width=12),
    _number("evidence"),
    _number("origins"),
    _number("publishers"),
    Column("worst_pillar", width=20),
    Column("tlp", width=14),
)
_INDICATORS = (
    Column("iso3", width=8),
    Column("level", width=11),
    Column("id", width=36),
    Column("title", width=36),
    _number("weight"),
    _number("effective_weight"),
    *map(_number, NUMBERS),
    Column("status", width=14),
    Column("band", width=12),
    Column("gap", width=24),
    Column("tlp", width=14),
)


def score_sheets(document: ScoreDocument) -> tuple[Sheet, Sheet]:
    """Return the sheets Summary (a row a country) and Indicators (pillars and indicators)."""
    return (
        Sheet("Summary", _SUMMARY, lambda: _summary(document)),
        Sheet("Indicators", _INDICATORS, lambda: _nodes(document)),
    )


def _summary(document: ScoreDocument) -> Iterator[tuple[Cell, ...]]:
    for one in document.countries:
        numbers = (one.evidence, one.origins, one.publishers)
        rest = (one.confidence.level, *numbers, one.worst_pillar, document.dossier.tlp)
        yield (one.iso3, one.name, *one.cells, *rest)


def _nodes(document: ScoreDocument) -> Iterator[tuple[Cell, ...]]:
    for country in document.countries:
        for pillar in country.pillars:
            yield (country.iso3, "pillar", *_node(pillar), document.dossier.tlp)
            for indicator in pillar.indicators:
                yield (country.iso3, "indicator", *_node(indicator), document.dossier.tlp)


def _node(node: PillarScore | IndicatorScore) -> tuple[Cell, ...]:
    names = (node.id, node.title, node.weight, node.effective_weight)
    return (*names, *node.cells, node.gap)


def method_sheet(dossier: Dossier, document: ScoreDocument) -> Sheet:
    """Return what the figures were worked out with: dates, hashes, every figure of the method."""
    facts: list[tuple[str, Cell]] = [
        ("marking", f"TLP:{document.dossier.tlp}"),
        ("dossier", document.dossier.title),
        ("dossier hash", document.dossier.hash),
        ("items withheld by their marking", document.dossier.withheld),
        ("notice", dossier.file.illustrative),
        ("as of", document.as_of),
        ("known on", str(document.known_on or "everything recorded")),
        ("profile", document.profile or "none"),
        ("framework", f"{document.framework.id} {document.framework.version}"),
        ("framework hash", document.framework.hash),
        ("aggregation", dossier.framework.aggregation),
    ]
    facts += [(f"pillar {one.id}: weight", one.weight) for one in dossier.framework.pillars]
    facts += [(f"band {one.name}: from", one.start) for one in dossier.framework.bands]
    for table in ("method", "coverage", "weak", "contested", "turning_point"):
        facts += _figures_of(table, getattr(dossier.framework, table).model_dump())
    return Sheet("Method", (Column("what", width=40), Column("figure", width=70)), lambda: facts)


def _figures_of(name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _figures_of(f"{name}.{key}", value)
        elif isinstance(value, tuple):
            yield f"{name}.{key}", "–".join(f"{end:g}" for end in value)
        else:
            yield f"{name}.{key}", _cell(value)


def template_sheets(dossier: Dossier) -> tuple[Sheet, Sheet, Sheet]:
    """Return the sheets of a template: Evidence to fill in, Lists to choose from, Levels."""
    keys = [key for key in dossier.indicators if not key.startswith("context.")]
    names = sorted(one.name_en for one in countries.all_countries())
    lists: dict[str, Sequence[str]] = {"countries": names, "indicator": keys} | {
        one.name: one.choices or ("yes",)
        for one in columns.ENTRY
        if one.choices or one.content == "yes"
    }
    longest = max(map(len, lists.values()))

    def listed() -> Iterator[tuple[Cell, ...]]:
        for row in range(longest):
            yield tuple(some[row] if row < len(some) else None for some in lists.values())

    def rungs() -> Iterator[tuple[Cell, ...]]:
        for key in keys:
            for rung in dossier.indicators[key].levels or ():
                yield key, rung.level, rung.text

    widths = {"countries": 30, "indicator": 36}
    list_columns = tuple(Column(name, width=widths.get(name, 20)) for name in lists)
    level_columns = (Column("indicator", width=36), _number("level"), Column("text", width=100))
    return (
        Sheet(columns.SHEET, columns.ENTRY, lambda: ()),
        Sheet("Lists", list_columns, listed),
        Sheet("Levels", level_columns, rungs),
    )
