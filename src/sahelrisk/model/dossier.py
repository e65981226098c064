"""A whole dossier, as read: framework, indicators and everything said about countries."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from sahelrisk.model.base import Model, Tlp, private_keys
from sahelrisk.model.dates import Period
from sahelrisk.model.dossier_file import DossierFile
from sahelrisk.model.evidence_item import Amendment, Evidence, NotApplicable, amended
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.model.measure import MeasureFile, MeasureTable
from sahelrisk.model.register import RegisterEntry

TLP_ORDER: tuple[Tlp, ...] = get_args(Tlp)


Reference = Mapping[int, Mapping[str, float]]
"""Base rates by year and country, as they were on the last day of the year."""


def _no_hash() -> str:
    return ""


def _no_reference() -> Reference:
    return {}


@dataclass(frozen=True, slots=True)
class Unread:
    """The texts of files with faults, and whether of some files nothing at all could be read.

    What is missing may stand there, so it is not said to be missing.
    """

    texts: tuple[str, ...] = ()
    everything: bool = False

    def may_hold(self, key: str, value: str) -> bool:
        """Return whether the text `value` may stand there at a key; "" for any key."""
        if self.everything:
            return True
        if not self.texts:
            return False
        before = rf"\b{re.escape(key)}[\"']?[ \t]*=[ \t]*" if key else ""
        pattern = re.compile(f"{before}[\"']{re.escape(value)}[\"']")
        return any(pattern.search(text) for text in self.texts)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the files say, each list in the order of path and line.

    `indicators` maps an indicator's id to its file, in file order, `context.*` among them;
    `root` is the folder as the user would type it; paths of origins lie below it or beside it.
    `items` counts all evidence items of the files, also where only some countries were read
    (`partial`); `withheld` counts those left out for their marking,
    `doubts` the errors that let scoring go on. `unread` is what could not be read.
    The hashes are functions because only a document asks for them.
    `scenario` names files that count though they are not in the dossier: a what-if.
    `measures` are those behind base rates, by their file's stem, `statistics` the same with their
    values, of the countries that were read;
    `reference` returns the base rate of every country at each year's end.
    `drafts` are items that do not score until somebody else than their analyst has reviewed them;
    amendments of them stand among the others.
    """

    file: DossierFile
    framework: FrameworkFile
    indicators: Mapping[str, IndicatorFile]
    evidence: tuple[Evidence, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    measures: Mapping[str, MeasureFile] = field(default_factory=dict)
    root: str = "."
    items: int = 0
    withheld: int = 0
    partial: bool = False
    doubts: int = 0
    unread: Unread = Unread()
    framework_hash: Callable[[], str] = field(default=_no_hash)
    evidence_hash: Callable[[], str] = field(default=_no_hash)
    statistics: Mapping[str, MeasureTable] = field(default_factory=dict)
    reference: Callable[[], Reference] = field(default=_no_reference)
    register: tuple[RegisterEntry, ...] = ()
    scenario: tuple[str, ...] = ()
    drafts: tuple[Evidence, ...] = ()

    @property
    def entered(self) -> tuple[Evidence, ...]:
        """Return every item, those among them that nobody has reviewed yet."""
        return (*self.evidence, *self.drafts)


def markings(dossier: Dossier) -> dict[str, Tlp]:
    """Return the marking of every item by its id: the last amended, its own, or the dossier's."""
    changed = {
        one.evidence: one.tlp
        for one in sorted(dossier.amendments, key=lambda one: one.recorded)
        if one.tlp is not None
    }
    return {one.id: changed.get(one.id) or one.tlp or dossier.file.tlp for one in dossier.entered}


def amendments_of(dossier: Dossier, until: date = date.max) -> dict[str, list[Amendment]]:
    """Return the amendments recorded up to a day, by item, in the order they apply."""
    found: dict[str, list[Amendment]] = {}
    for word in sorted(dossier.amendments, key=lambda one: one.recorded):
        if word.recorded <= until:
            found.setdefault(word.evidence, []).append(word)
    return found


def worded(dossier: Dossier, until: date = date.max) -> dict[str, Evidence]:
    """Return the items by id, as the amendments recorded up to a day word them."""
    words = amendments_of(dossier, until)
    return {one.id: amended(one, words.get(one.id, ())) for one in dossier.evidence}


def under_four_eyes(dossier: Dossier) -> Dossier:
    """Return a dossier in which only items score that another person has reviewed.

    A review may be an amendment. The values of published tables are as published, and need none.
    """
    if not dossier.file.desk.four_eyes:
        return dossier
    words = amendments_of(dossier)
    scored: list[Evidence] = []
    drafts: list[Evidence] = []
    for one in dossier.entered:
        (scored if _reviewed(amended(one, words.get(one.id, ()))) else drafts).append(one)
    return replace(dossier, evidence=tuple(scored), drafts=tuple(drafts))


def _reviewed(item: Evidence) -> bool:
    if item.value is not None and item.reviewed_by is None:
        return True
    reviewer = (item.reviewed_by or "").strip().casefold()
    return bool(reviewer) and reviewer != (item.analyst or "").strip().casefold()


def marked_alike(one: Dossier, other: Dossier) -> tuple[Dossier, Dossier]:
    """Return two ends of a comparison under the stricter of their markings.

    Of each item and of the dossiers' defaults the stricter label holds at both ends, whatever an
    amendment says at one of them, so that a ceiling hides at one end what it hides at the other.
    """
    default = stricter(one.file.tlp, other.file.tlp)
    labels = markings(one)
    for name, label in markings(other).items():
        labels[name] = stricter(label, labels.get(name, label))
    return _marked(one, default, labels), _marked(other, default, labels)


def stricter(one: Tlp, other: Tlp) -> Tlp:
    """Return the stricter of two TLP labels."""
    return max(one, other, key=TLP_ORDER.index)


def _marked(dossier: Dossier, default: Tlp, labels: Mapping[str, Tlp]) -> Dossier:
    """Write the labels into the items and their amendments; the fewest of them are copied."""
    now = markings(dossier)
    other = {name for name, label in now.items() if labels[name] != label}
    evidence = tuple(
        one.model_copy(update={"tlp": labels[one.id]})
        if one.id in other or (one.tlp is None and default != dossier.file.tlp)
        else one
        for one in dossier.evidence
    )
    amendments = tuple(
        one.model_copy(update={"tlp": labels[one.evidence]})
        if one.evidence in other and one.tlp is not None
        else one
        for one in dossier.amendments
    )
    file = dossier.file.model_copy(update={"tlp": default})
    return replace(dossier, file=file, evidence=evidence, amendments=amendments)


def under_ceiling(dossier: Dossier, ceiling: Tlp) -> Dossier:
    """Return a dossier without the evidence marked above a TLP label, and count what is left out.

    Amendments are marked like the item they speak of, statements that an indicator does not apply
    like the dossier. Whatever day is asked about, an item has the texts it was released with.
    """
    highest = TLP_ORDER.index(ceiling)
    marks, words = markings(dossier), amendments_of(dossier)
    shown, drafts = (
        tuple(
            _released(one, words.get(one.id, ()), dossier.file.tlp, highest)
            for one in items
            if TLP_ORDER.index(marks[one.id]) <= highest
        )
        for items in (dossier.evidence, dossier.drafts)
    )
    ids = {one.id for one in (*shown, *drafts)}
    open_enough = TLP_ORDER.index(dossier.file.tlp) <= highest
    label = TLP_ORDER[min(highest, TLP_ORDER.index(dossier.file.tlp))]
    left = replace(
        dossier,
        file=dossier.file.model_copy(update={"tlp": label}),
        evidence=shown,
        drafts=drafts,
        amendments=tuple(word for word in dossier.amendments if word.evidence in ids),
        not_applicable=dossier.not_applicable if open_enough else (),
        withheld=len(dossier.entered) - len(ids),
    )
    return replace(left, evidence_hash=lambda: _hash_of_records(left))


_TOLD = ("statement", "headline", "fr", "source", "grade_reason", "notes")


def _released(item: Evidence, words: Sequence[Amendment], default: Tlp, highest: int) -> Evidence:
    """Return an item with the texts that it had when its marking came under a ceiling."""
    label, until = item.tlp or default, 0
    for number, word in enumerate(words, start=1):
        if word.tlp is not None:
            until = number if TLP_ORDER.index(label) > highest else until
            label = word.tlp
    said = amended(item, words[:until])
    return item.model_copy(update={key: getattr(said, key) for key in _TOLD}) if until else item


def _hash_of_records(dossier: Dossier) -> str:
    """Return SHA-256 over what a dossier shows: the bytes of its files would tell of the rest."""
    listed: tuple[Model, ...] = (*dossier.entered, *dossier.amendments, *dossier.not_applicable)
    digest = hashlib.sha256()
    for one in listed:
        digest.update(json.dumps(one, default=_told, sort_keys=True).encode() + b"\0")
    return digest.hexdigest()


def _told(value: object) -> object:
    """Return what a record says, without its private fields, as JSON can hold it."""
    if isinstance(value, Model):
        names = type(value).model_fields.keys() - private_keys(type(value))
        return {name: getattr(value, name) for name in names if getattr(value, name) is not None}
    return value.text if isinstance(value, Period) else str(value)
