"""A file that is not written yet, met exactly as it will be met when it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sahelrisk.model.dossier import Dossier, under_four_eyes
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.problems import DossierError, Problem, Severity
from sahelrisk.reading.load import settled, validated
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.source_register import Register
from sahelrisk.rules import check


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new file says, the dossier as it would be with it, and warnings about the file."""

    file: EvidenceFile
    dossier: Dossier
    warnings: tuple[Problem, ...]


def propose(dossier: Dossier, text: str, shown: str) -> Proposal:
    """Read the text of a new file into a dossier; `shown` is its path below the dossier.

    Raises DossierError with every error of the file: what does not pass here is never written.
    """
    # The reader salvages what it can of a faulty file; a file that is not written yet is refused.
    reading, register = Reading(Path()), Register(dossier.register)
    reading.parse(text.encode(), shown, EvidenceFile, register.complete)
    if reading.problems:
        raise DossierError(settled(reading.problems, reading.root))
    file = validated(text, shown, register)
    return within(dossier, file, shown)


def joined(dossier: Dossier, file: EvidenceFile) -> Dossier:
    """Return the dossier with its drafts and what a file holds."""
    return replace(
        dossier,
        evidence=(*dossier.entered, *file.evidence),
        drafts=(),
        amendments=(*dossier.amendments, *file.amendment),
        not_applicable=(*dossier.not_applicable, *file.not_applicable),
        items=dossier.items + len(file.evidence),
    )


def within(dossier: Dossier, file: EvidenceFile, shown: str) -> Proposal:
    """Check a file's items, already in their places, together with the dossier and its drafts.

    Raises DossierError with every error that stands in this file.
    """
    with_it = joined(dossier, file)
    here = [one for one in check(with_it, whole=True) if one.place.path == shown]
    found = settled(here, Path())  # which gives each the severity of its rule
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        raise DossierError(errors)
    return Proposal(file, under_four_eyes(with_it), tuple(found))
