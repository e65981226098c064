"""Evidence as a STIX 2.1 bundle: items as reports, publishers as identities, TLP 2.0 markings.

Every id is made of what the object is about, so that a platform takes a later export for a later
version. Nothing private goes in, and no draft.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from textwrap import shorten
from typing import Any, NamedTuple

from sahelrisk.model.base import Tlp
from sahelrisk.model.columns import said
from sahelrisk.model.dossier import TLP_ORDER, Dossier, amendments_of, markings
from sahelrisk.model.evidence_item import Amendment, Evidence, amended
from sahelrisk.model.likeness import publisher_key
from sahelrisk.report.desk.stix_objects import (
    CONFIDENCE,
    EXTENSION,
    GRADING,
    PROGRAM,
    Object,
    external_references,
    identity,
    location,
    marking,
    marking_id,
    stix_id,
    timestamp,
)

NAME_LENGTH = 80
ELSEWHERE = frozenset(
    {
        *("countries", "recorded", "statement", "tlp", "level", "value"),
        *("source_title", "source_publisher", "source_url", "source_archived", "source_sha256"),
    }
)
"""Columns of an item that stand in properties of STIX, or are put in by themselves."""


class _Known(NamedTuple):
    """An item as it stands, its amendments and its marking."""

    item: Evidence
    words: Sequence[Amendment]
    label: Tlp

    @property
    def key(self) -> str:
        """Return the publisher's name as it is compared; "" for none."""
        return publisher_key(self.item.publisher)


def stix_bundle(dossier: Dossier, codes: Collection[str] | None = None) -> Object:
    """Return the evidence about countries (alpha-3; None for all) as a bundle.

    Of each item the bundle has the version that stands: amended, and revoked where it was
    withdrawn.
    """
    words, labels = amendments_of(dossier), markings(dossier)
    known = [
        _Known(amended(one, words.get(one.id, ())), words.get(one.id, ()), labels[one.id])
        for one in sorted(dossier.evidence, key=lambda one: one.id)
        if codes is None or not set(codes).isdisjoint(one.countries)
    ]
    desk = _desk(dossier)
    publishers = dict(_publishers(known))
    seen = {code for one in known for code in one.item.countries}
    used = {one.label for one in known} | {dossier.file.tlp}
    objects = [
        *(marking(label) for label in TLP_ORDER if label in used),
        PROGRAM,
        EXTENSION,
        desk,
        *(location(code) for code in sorted(seen)),
        *(publishers[key] for key in sorted(publishers)),
        *(_report(one, desk["id"], publishers.get(one.key)) for one in known),
    ]
    versions = " ".join(f"{one['id']}@{one.get('modified', '')}" for one in objects)
    return {"type": "bundle", "id": stix_id("bundle", versions), "objects": objects}


def _desk(dossier: Dossier) -> Object:
    """Return who made the reports: the desk, marked like its dossier."""
    name = dossier.file.report.name or dossier.file.title
    made = identity("desk", name, label=dossier.file.tlp)
    if dossier.file.illustrative:
        made["description"] = dossier.file.illustrative
    return made


def _publishers(known: Sequence[_Known]) -> Iterator[tuple[str, Object]]:
    """Yield the publishers, each marked like the most open item that names it.

    What a ceiling hides is marked higher, so a publisher is the same object under any ceiling that
    shows it.
    """
    by_key: dict[str, list[_Known]] = {}
    for one in known:
        if one.key:
            by_key.setdefault(one.key, []).append(one)
    for key, items in by_key.items():
        first = min(
            items,
            key=lambda one: (TLP_ORDER.index(one.label), one.item.recorded, one.item.id),
        )
        name = (first.item.publisher or "").strip()
        yield key, identity("publisher", name, first.label, key=key, day=first.item.recorded)


def _report(one: _Known, desk: str, publisher: Object | None) -> Object:
    item, days = one.item, [word.recorded for word in one.words]
    confidence = CONFIDENCE.get(item.credibility)
    made: Object = {
        "type": "report",
        "spec_version": "2.1",
        "id": stix_id("report", item.id),
        "created_by_ref": desk,
        "created": timestamp(item.recorded),
        # Of several amendments of one day each is later by a millisecond.
        "modified": timestamp(max(item.recorded, *days), len(days))
        if days
        else timestamp(item.recorded),
        "name": item.headline or _name(item.statement),
        "description": item.statement,
        "published": timestamp(item.recorded),
        "labels": [item.indicator],
        "object_refs": [
            *(location(code)["id"] for code in sorted(item.countries)),
            *([publisher["id"]] if publisher else []),
        ],
        "external_references": list(external_references(item)),
        "object_marking_refs": [marking_id(one.label)],
        "extensions": {GRADING: {"extension_type": "property-extension", **_graded(one)}},
    }
    if confidence is not None:
        made["confidence"] = confidence
    if any(word.withdrawn for word in one.words):
        made["revoked"] = True
    return made


def _name(statement: str) -> str:
    """Return the beginning of a statement, cut between words, or within one that fills it."""
    found = shorten(statement, NAME_LENGTH, placeholder="…")
    return f"{statement.strip()[: NAME_LENGTH - 1]}…" if found == "…" else found


def _graded(one: _Known) -> dict[str, Any]:
    """Return what STIX has no property for: the grade, the reading, how long it held."""
    item = one.item
    found = {name: value for name, value in said(item).items() if name not in ELSEWHERE}
    if item.level is not None:
        found["level"] = list(item.level) if isinstance(item.level, tuple) else item.level
    if item.value is not None:
        found["value"] = item.value
    for word in one.words:
        for name in ("confirmed", "ended"):
            day = getattr(word, name)
            if day is not None:
                found[name] = day.text
    return found
