"""Evidence and scores as sheets: typed cells under headers, the same for CSV and Excel."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sahelrisk.model import columns, countries
from sahelrisk.model.base import Model
from sahelrisk.model.columns import Column
from sahelrisk.model.dates import Period
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import Evidence, NotApplicable

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
            flat = _flat(kind, record, dossier)
            yield tuple(_cell(flat.get(column.name)) for column in shown)

    return Sheet(columns.SHEET, shown, rows)


def _records(dossier: Dossier, codes: Collection[str] | None) -> Iterator[tuple[str, Model]]:
    def wanted(one: Evidence | NotApplicable) -> bool:
        return codes is None or not set(codes).isdisjoint(one.countries)

    items = [one for one in dossier.evidence if wanted(one)]
    ids = {one.id for one in items}
    yield from (("evidence", one) for one in items)
    # The order of later words matters: of one day's, the last one wins.
    yield from (("amendment", one) for one in dossier.amendments if one.evidence in ids)
    yield from (("not-applicable", one) for one in dossier.not_applicable if wanted(one))


def _flat(kind: str, record: Model, dossier: Dossier) -> dict[str, Any]:
    """Return a record by column: every field that its kind of row has."""
    flat: dict[str, Any] = {columns.RECORD: kind}
    for name, field in type(record).model_fields.items():
        flat[field.alias or name] = getattr(record, name)
    source = flat.pop("source", None)
    if source is not None:
        for name in type(source).model_fields:
            flat[f"source_{name}"] = getattr(source, name)
    if isinstance(record, Evidence):
        flat["tlp"] = record.tlp or dossier.file.tlp
    return flat


def _cell(value: Any) -> Cell:  # noqa: ANN401  any value of a record
    match value:
        case Period():
            return value.first if value.text == value.first.isoformat() else value.text
        case tuple():
            return "; ".join(value)
        case False:
            return None
        case _:
            return value  # type: ignore[no-any-return]


def _number(name: str) -> Column:
    return Column(name, "number", max(10, len(name) + 2))


_FIGURES = ("score", "standard_error", "low", "high", "coverage", "evidence_only")
_SUMMARY = (
    Column("iso3", width=8),
    Column("name", width=24),
    *map(_number, _FIGURES),
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
    *map(_number, _FIGURES),
    Column("status", width=14),
    Column("band", width=12),
    Column("gap", width=24),
    Column("tlp", width=14),
)


def score_sheets(document: Mapping[str, Any]) -> tuple[Sheet, Sheet]:
    """Return the sheets Summary (a row a country) and Indicators (pillars and indicators)."""
    return (
        Sheet("Summary", _SUMMARY, lambda: _summary(document)),
        Sheet("Indicators", _INDICATORS, lambda: _nodes(document)),
    )


def _figured(node: Mapping[str, Any]) -> dict[str, Any]:
    return {**node, "low": node["interval"]["low"], "high": node["interval"]["high"]}


def _summary(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for country in document["countries"]:
        more = {"confidence": country["confidence"]["level"], "tlp": document["dossier"]["tlp"]}
        flat = _figured(country) | more
        yield tuple(flat[column.name] for column in _SUMMARY)


def _nodes(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for country in document["countries"]:
        more = {"iso3": country["iso3"], "tlp": document["dossier"]["tlp"]}
        for pillar in country["pillars"]:
            yield _node(more | {"level": "pillar"}, pillar)
            for indicator in pillar["indicators"]:
                yield _node(more | {"level": "indicator"}, indicator)


def _node(more: Mapping[str, Any], node: Mapping[str, Any]) -> tuple[Cell, ...]:
    flat = _figured(node) | dict(more)
    return tuple(flat.get(column.name) for column in _INDICATORS)


def method_sheet(dossier: Dossier, document: Mapping[str, Any]) -> Sheet:
    """Return what the figures were worked out with: dates, hashes, every figure of the method."""
    facts: list[tuple[str, Cell]] = [
        ("marking", f"TLP:{document['dossier']['tlp']}"),
        ("dossier", document["dossier"]["title"]),
        ("dossier hash", document["dossier"]["hash"]),
        ("items withheld by their marking", document["dossier"]["withheld"]),
        ("notice", dossier.file.illustrative),
        ("as of", date.fromisoformat(document["as_of"])),
        ("known on", document["known_on"] or "everything recorded"),
        ("profile", document["profile"] or "none"),
        ("framework", f"{document['framework']['id']} {document['framework']['version']}"),
        ("framework hash", document["framework"]["hash"]),
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
            yield f"{name}.{key}", value


def template_sheets(dossier: Dossier) -> tuple[Sheet, Sheet, Sheet]:
    """Return the sheets of a template: Evidence to fill in, Lists to choose from, Levels."""
    keys = [key for key in dossier.indicators if not key.startswith("context.")]
    names = sorted(one.name_en for one in countries.all_countries())
    lists: dict[str, list[str]] = {"countries": names, "indicator": keys} | CHOICES
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


CHOICES: dict[str, list[str]] = {
    "kind": ["observation", "assessment", "official-statement", "nil-return"],
    "nature": ["event", "condition"],
    "turning_point": ["yes"],
    "reliability": list("ABCDEF"),
    "credibility": list("123456"),
    "tlp": ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"],
}
