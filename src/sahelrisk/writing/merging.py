"""Which imported records are new, and under which ids, so that importing twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sahelrisk.model import columns
from sahelrisk.model.base import Model, Tlp
from sahelrisk.model.dates import parse_period
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.writing.ids import content_id
from sahelrisk.writing.toml_text import plain


def row_of(record: Model, tlp: Tlp) -> dict[str, Any]:
    """Return a record as a row gives it: a column a value, its marking spelt out."""
    marked = {"tlp": tlp} if isinstance(record, Evidence) and record.tlp is None else {}
    return columns.flat(record) | marked


@dataclass(slots=True)
class Known:
    """What a dossier holds, found by what rows say; grows with the rows that are taken."""

    tlp: Tlp
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def holds(self, kind: str, given: Mapping[str, Any], key: str) -> bool:
        """Tell whether all that a row gives is in the dossier; `key` is an item's id."""
        if kind == "evidence":
            return key in self.items and not self.differences(given, key)
        return any(_differing(given, word) == [] for word in self.words.get(_about(given), ()))

    def differences(self, given: Mapping[str, Any], key: str) -> list[str]:
        """Return the columns in which a row says something else than the item of its id."""
        return _differing(given, self.items[key]) if key in self.items else []

    def take(self, record: Model) -> None:
        """Remember a record."""
        table = row_of(record, self.tlp)
        if isinstance(record, Evidence):
            self.items.setdefault(record.id, table)
        else:
            self.words.setdefault(_about(table), []).append(table)

    def new_id(self, given: Mapping[str, Any]) -> str:
        """Return the id of a row's content; the same content always gets the same."""
        content = {key: _comparable(value) for key, value in given.items() if key != "id"}
        observed = parse_period(str(plain(given["observed"]))).first
        attempt = 0
        while True:
            key = content_id(str(given["countries"][0]), observed, content, attempt)
            if not self.differences(given, key):
                return key
            attempt += 1


def known_of(dossier: Dossier) -> Known:
    """Gather what a dossier holds."""
    known = Known(dossier.file.tlp)
    records: Iterable[Model] = (
        *dossier.entered,
        *dossier.amendments,
        *dossier.not_applicable,
    )
    for record in records:
        known.take(record)
    return known


def _about(table: Mapping[str, Any]) -> str:
    """Return what a later word is about: the item, or countries and indicator."""
    return str(table.get("evidence") or (plain(table.get("countries")), table.get("indicator")))


def _differing(given: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    return [
        key for key, value in given.items() if _comparable(value) != _comparable(known.get(key))
    ]


def _comparable(value: object) -> object:
    value = plain(value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
