"""What an import did, in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sahelrisk.report.blocks import Heading, Listing, Report
from sahelrisk.report.words import Words


@dataclass(frozen=True, slots=True)
class ImportReport:
    """An import: the file it wrote (None: none), and how many rows were new, known, faulty."""

    path: str | None
    new: int
    known: int
    faulty: int
    rest: str | None
    dry_run: bool


def build_imported(result: ImportReport, words: Words) -> Report:
    """Build the report of an import."""
    lines = [words.count("imported", result.new), words.count("known_already", result.known)]
    if result.faulty:
        lines.append(words.count("faulty", result.faulty))
    if result.rest:
        lines.append(words("rest_written", path=result.rest))
    if result.dry_run:
        lines.append(words("dry_run"))
    facts = asdict(result)
    return Report(
        title=words("import_title"),
        blocks=lambda: (
            Heading(words("import_title"), 1),
            Listing(tuple(lines), words("import_title")),
        ),
        document=lambda: {"schema": "sahelrisk/import/1", **facts},
        header=tuple(facts),
        rows=lambda: (tuple(facts.values()),),
        texts=frozenset({"path", "rest"}),
        language=words.lang,
        phrases=words.phrases(),
    )
