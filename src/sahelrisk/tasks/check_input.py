"""Check an evidence file that is not in a dossier yet, as `check -` is given it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.problems import DossierError, Problem, Severity
from sahelrisk.reading.chosen import stand
from sahelrisk.reading.load import read, settled
from sahelrisk.reading.locate import Location
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.register import Register
from sahelrisk.reading.toml.parse import Document
from sahelrisk.rules import check as run_checks
from sahelrisk.tasks.check import Checked, Choice


def check_input(
    location: Location, data: bytes, shown: str, today: date, chosen: Choice
) -> Checked:
    """Return the problems of a file as if it lay in a dossier; those of the others are not told.

    Raises DossierError where the dossier itself cannot be read.
    """
    dossier, problems = read(location, today=today)
    if dossier is None:
        raise DossierError([one for one in problems if one.severity is Severity.ERROR])
    reading = Reading(Path(), today)
    parsed = reading.parse(data, shown, EvidenceFile, Register(dossier.register).complete)
    found = list(reading.problems)
    if parsed is not None:
        found += _within(dossier, parsed, shown, today)
    own = [one for one in settled(found, Path()) if chosen.takes(one)]
    return Checked(own, 1)


def _within(
    dossier: Dossier, parsed: tuple[Document, EvidenceFile], shown: str, today: date
) -> list[Problem]:
    document, file = parsed
    stand(document, file)
    together = replace(
        dossier,
        evidence=(*dossier.entered, *file.evidence),
        drafts=(),
        amendments=(*dossier.amendments, *file.amendment),
        not_applicable=(*dossier.not_applicable, *file.not_applicable),
    )
    problems = run_checks(together, whole=True, today=today)
    return [one for one in problems if one.place.path == shown]
