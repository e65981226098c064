"""What an import did, in words; and what a file looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sahelrisk.model.documents.effect_document import (
    GuessDocument,
    ImportDocument,
    PassedOver,
    RowCopied,
    RowLikely,
)
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import in_words
from sahelrisk.reading.tables.guess import Guess
from sahelrisk.report.blocks import Block, Fields, Heading, Listing, Paragraph, Report, Span
from sahelrisk.report.desk.effect import Step, effect_table, node_of, steps_of
from sahelrisk.report.words import Words
from sahelrisk.tasks.import_ import Imported

_NAMED = 3
"""Rows that are named; of the others the number."""
_STEPS = 12
"""Rows of effects that a page shows whole; of more only those of countries."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """An import, the rows its map passed over, the files it wrote (None: none)."""

    found: Imported
    passed: dict[str, int]
    path: str | None
    rest: str | None
    dry_run: bool


def build_imported(result: ImportReport, dossier: Dossier, words: Words) -> Report:
    """Build the report of an import."""
    steps = tuple(steps_of(result.found.effect, result.found.touched, dossier, words))
    document = cache(lambda: import_document(result, steps))
    counts = ("path", "new", "known", "faulty", "rest", "dry_run")
    return Report(
        title=words("import_title"),
        blocks=lambda: _blocks(result, steps, words),
        document=lambda: document().as_json(),
        header=counts,
        rows=lambda: (tuple(getattr(document(), name) for name in counts),),
        texts=frozenset({"path", "rest"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _blocks(result: ImportReport, steps: tuple[Step, ...], words: Words) -> Iterator[Block]:
    yield Heading(words("import_title"), 1)
    yield Listing(tuple(_lines(result, words)), words("import_title"))
    if result.found.twins:
        yield Heading(words("twins"))
        yield Listing(tuple(_twins(result.found, words)), words("twin"))
    if steps:
        yield Heading(words("effect"))
        shown = steps if len(steps) <= _STEPS else [one for one in steps if one.node == "country"]
        yield effect_table(shown, words)


def _lines(result: ImportReport, words: Words) -> Iterator[str]:
    found = result.found
    yield words.count("imported", found.new)
    yield words.count("known_already", found.known)
    for row, first in list(found.copies.items())[:_NAMED]:
        yield words("row_repeats", row=row, first=first)
    if len(found.copies) > _NAMED:
        yield words.count("rows_repeat", len(found.copies) - _NAMED)
    for why, number in sorted(result.passed.items(), key=lambda one: (-one[1], one[0]))[:_NAMED]:
        yield words.count("passed_over", number, why=why)
    if len(result.passed) > _NAMED:
        others = sum(sorted(result.passed.values(), reverse=True)[_NAMED:])
        yield words.count("passed_over_others", others)
    if found.faulty:
        yield words.count("faulty", len(found.faulty))
    if result.rest:
        yield words("rest_written", path=result.rest)
    if result.dry_run:
        yield words("dry_run")


def _twins(found: Imported, words: Words) -> Iterator[str]:
    for one in found.twins[:_NAMED]:
        item = one.twin.item
        shared = words(f"twin_{one.twin.shared}")
        yield words("row_twin", row=one.row, id=item.id, shared=shared, statement=item.statement)
    if len(found.twins) > _NAMED:
        yield words.count("row_twins", len(found.twins) - _NAMED)


def import_document(result: ImportReport, steps: tuple[Step, ...]) -> ImportDocument:
    """Return the document of an import."""
    found = result.found
    return ImportDocument(
        schema_="sahelrisk/import/1",
        path=result.path,
        new=found.new,
        known=found.known,
        faulty=len(found.faulty),
        rest=result.rest,
        dry_run=result.dry_run,
        repeated=tuple(RowCopied(row=row, repeats=one) for row, one in found.copies.items()),
        passed_over=tuple(
            PassedOver(why=why, rows=number) for why, number in sorted(result.passed.items())
        ),
        probable_duplicates=tuple(
            RowLikely(row=one.row, id=one.twin.item.id, shared=one.twin.shared)
            for one in found.twins
        ),
        effect=None if found.effect is None else tuple(map(node_of, steps)),
    )


def build_guess(found: Guess, file: str, words: Words) -> Report:
    """Build the report of what a file looks like; its TOML can be copied as it stands."""
    document = GuessDocument(
        schema_="sahelrisk/guess/1",
        file=file,
        looks_like=in_words(found.looks_like, words.lang),
        evidence=found.evidence,
        map=found.map,
        toml=in_words(found.toml, words.lang),
    )
    facts = document.as_json()
    return Report(
        title=words("guess_title"),
        blocks=lambda: _guess(document, words),
        document=lambda: facts,
        header=tuple(key for key in facts if key != "schema"),
        rows=lambda: (tuple(value for key, value in facts.items() if key != "schema"),),
        texts=frozenset({"file", "looks_like", "toml"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _guess(found: GuessDocument, words: Words) -> Iterator[Block]:
    yield Heading(words("guess_title"), 1)
    where = Span(found.file, whole=True)
    yield Fields(((words("file"), where), (words("looks_like"), found.looks_like)))
    if found.evidence:
        yield Paragraph(words("guess_evidence", file=found.file))
    elif found.map:
        yield Paragraph(words("guess_map", map=found.map, file=found.file))
    elif found.toml:
        yield Heading(words("guess_series"))
        yield Listing(tuple(found.toml.rstrip("\n").split("\n")), words("guess_series"))
