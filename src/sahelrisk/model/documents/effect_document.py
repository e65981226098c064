"""The documents of what is entered: by `add`, `amend` and `not-applicable`, and by `import`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import Iso3, Kind, Part


class ProbableDuplicate(Part):
    """An item that may say the same."""

    id: str = Field(description="The item's id.")
    shared: str = Field(description="What both have.")


class WarningGiven(Part):
    """A warning about the new file."""

    rule: str = Field(description="The rule.")
    message: str = Field(description="What is doubtful.")


class NodeEffect(Part):
    """A country, pillar or indicator before and after, on its own scale."""

    iso3: Iso3
    node: Literal["country", "pillar", "indicator"] = Field(description="What it is.")
    id: str = Field(description="Which one.")
    before: float | None = Field(description="Its score without the new file.")
    after: float | None = Field(description="Its score with it.")
    difference: float | None = Field(description="The points that makes.")


class EffectDocument(Part):
    """A new file and what it changes."""

    schema_: Kind[Literal["sahelrisk/add/1", "sahelrisk/amend/1", "sahelrisk/not-applicable/1"]]
    saved: bool = Field(description="Whether the file was written.")
    path: str = Field(description="The file, below the dossier.")
    ids: tuple[str, ...] = Field(description="The ids of its items.")
    probable_duplicates: tuple[ProbableDuplicate, ...] = Field(
        description="Items that may say the same."
    )
    warnings: tuple[WarningGiven, ...] = Field(description="Warnings about the new file.")
    effect: tuple[NodeEffect, ...] | None = Field(
        description="What it changes; null where errors of the dossier forbid scoring."
    )


class RowCopied(Part):
    """A row that repeats another of the sheet."""

    row: int = Field(description="The row that was left out.")
    repeats: int = Field(description="The row it repeats.")


class RowLikely(Part):
    """A row that probably tells what an item tells already."""

    row: int = Field(description="The row.")
    id: str = Field(description="The item of the dossier, or of an earlier row.")
    shared: Literal["origin", "url", "statement"] = Field(description="What both have.")


class PassedOver(Part):
    """Rows that a map passes over."""

    why: str = Field(description="Why.")
    rows: int = Field(description="How many.")


class ImportDocument(Part):
    """What an import did."""

    schema_: Kind[Literal["sahelrisk/import/1"]]
    path: str | None = Field(description="The file it wrote, below the dossier; null for none.")
    new: int = Field(description="Rows that say something new.")
    known: int = Field(description="Rows that the dossier held already.")
    faulty: int = Field(description="Rows that were refused.")
    rest: str | None = Field(description="The file of refused rows; null for none.")
    dry_run: bool = Field(description="Whether nothing was to be written.")
    repeated: tuple[RowCopied, ...] = Field(description="Rows that repeat another of the sheet.")
    passed_over: tuple[PassedOver, ...] = Field(description="Rows that the map passes over.")
    probable_duplicates: tuple[RowLikely, ...] = Field(
        description="Rows that may tell what an item tells."
    )
    effect: tuple[NodeEffect, ...] | None = Field(
        description="What it changes; null where nothing is new or errors forbid scoring."
    )


class GuessDocument(Part):
    """What a file looks like."""

    schema_: Kind[Literal["sahelrisk/guess/1"]]
    file: str = Field(description="The file.")
    looks_like: str = Field(description="What it looks like.")
    evidence: bool = Field(description="Whether `import` reads it as it is.")
    map: str | None = Field(description="The shipped map that reads it; null for none.")
    toml: str = Field(description="The series table that would read it; empty for none.")
