"""Tell which dossier is used, and why."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sahelrisk.locale import phrase
from sahelrisk.model.documents.listing_documents import WhereDocument
from sahelrisk.problems import Severity
from sahelrisk.reading.assemble import framework_folder
from sahelrisk.reading.load import read
from sahelrisk.reading.locate import Location


def where(location: Location, person: Mapping[str, Any]) -> WhereDocument:
    """Return where everything is read from, and a person's settings by key of the document.

    A dossier with problems is no reason not to say.
    """
    dossier, problems = read(location)
    folder = dossier.file.evidence if dossier else "evidence"
    framework = framework_folder(location.root, dossier.file if dossier else None)
    counts = Counter(problem.severity for problem in problems)
    return WhereDocument(
        schema_="sahelrisk/where/1",
        dossier=_whole(location.root),
        why=phrase("en", location.reason, {}),
        framework=_whole(framework),
        evidence=_whole(location.root / folder),
        items=dossier.items if dossier else 0,
        problems=counts[Severity.ERROR] + counts[Severity.WARNING],
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        **person,
    )


def _whole(path: Path) -> str:
    """Return an absolute path without dots; links stay as they are written."""
    return os.path.normpath(path.absolute())
