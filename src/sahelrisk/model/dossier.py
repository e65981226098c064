"""A whole dossier, as read: framework, indicators and everything said about countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sahelrisk.model.evidence import Amendment, DossierFile, Evidence, NotApplicable
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile


def _no_hash() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the files say, each list in the order of path and line.

    `indicators` maps an indicator's id to its file, in file order, `context.*` among them.
    `root` is the folder as the user would type it; paths of origins lie below it or beside it.
    `items` counts all evidence items of the files, also where only some countries were read.
    The hashes are functions because only a document asks for them.
    """

    file: DossierFile
    framework: FrameworkFile
    indicators: Mapping[str, IndicatorFile]
    evidence: tuple[Evidence, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    root: str = "."
    items: int = 0
    framework_hash: Callable[[], str] = field(default=_no_hash)
    evidence_hash: Callable[[], str] = field(default=_no_hash)
