"""A whole dossier, as read: framework, indicators and everything said about countries."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sahelrisk.model.base import Tlp
from sahelrisk.model.evidence import Amendment, DossierFile, Evidence, NotApplicable
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.model.measure import MeasureFile

TLP_ORDER: tuple[Tlp, ...] = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def _no_hash() -> str:
    return ""


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
    `measures` those behind base rates, by their file's stem.
    `root` is the folder as the user would type it; paths of origins lie below it or beside it.
    `items` counts all evidence items of the files, also where only some countries were read
    (`partial`); `withheld` counts those left out for their marking,
    `doubts` the errors that let scoring go on. `unread` is what could not be read.
    The hashes are functions because only a document asks for them.
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


def marked_alike(one: Dossier, other: Dossier) -> tuple[Dossier, Dossier]:
    """Return two ends of a comparison under the stricter of their markings.

    Of each item and of the dossiers' defaults the stricter label holds at both ends, so that a
    ceiling hides at one end what it hides at the other.
    """
    default = stricter(one.file.tlp, other.file.tlp)
    labels: dict[str, Tlp] = {}
    for dossier in (one, other):
        for item in dossier.evidence:
            label = item.tlp or dossier.file.tlp
            labels[item.id] = stricter(label, labels.get(item.id, label))
    return _marked(one, default, labels), _marked(other, default, labels)


def stricter(one: Tlp, other: Tlp) -> Tlp:
    """Return the stricter of two TLP labels."""
    return max(one, other, key=TLP_ORDER.index)


def _marked(dossier: Dossier, default: Tlp, labels: Mapping[str, Tlp]) -> Dossier:
    evidence = []
    for one in dossier.evidence:
        label = labels[one.id]
        if label != (one.tlp or default):
            marked = one.model_copy(update={"tlp": label})
            evidence.append(marked)
        else:
            evidence.append(one)
    file = dossier.file.model_copy(update={"tlp": default})
    return replace(dossier, file=file, evidence=tuple(evidence))


def under_ceiling(dossier: Dossier, ceiling: Tlp) -> Dossier:
    """Return a dossier without the evidence marked above a TLP label, and count what is left out.

    Amendments are marked like the item they speak of, statements that an indicator does not apply
    like the dossier.
    """
    highest = TLP_ORDER.index(ceiling)
    shown = tuple(
        one for one in dossier.evidence if TLP_ORDER.index(one.tlp or dossier.file.tlp) <= highest
    )
    ids = {one.id for one in shown}
    open_enough = TLP_ORDER.index(dossier.file.tlp) <= highest
    label = TLP_ORDER[min(highest, TLP_ORDER.index(dossier.file.tlp))]
    return replace(
        dossier,
        file=dossier.file.model_copy(update={"tlp": label}),
        evidence=shown,
        amendments=tuple(word for word in dossier.amendments if word.evidence in ids),
        not_applicable=dossier.not_applicable if open_enough else (),
        withheld=len(dossier.evidence) - len(shown),
    )
