"""The document of what `add`, `amend` and `not-applicable` change."""

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
