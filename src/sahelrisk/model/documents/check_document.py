"""The document of `check`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import Kind, Part


class ProblemFound(Part):
    """A problem and its place."""

    path: str = Field(description="The file.")
    line: int = Field(description="The line, from 1.")
    column: int = Field(description="The column, from 1.")
    severity: Literal["error", "warning", "note"] = Field(description="How much it matters.")
    rule: str = Field(description="The rule.")
    message: str = Field(description="What is wrong.")
    hint: str = Field(description="What would be right.")


class Tally(Part):
    """How many files were read and how many problems they have."""

    files: int = Field(description="The files read.")
    errors: int = Field(description="The errors.")
    warnings: int = Field(description="The warnings.")
    notes: int = Field(description="The notes.")
    accepted: int = Field(0, description="Problems that dossier.toml accepts.")


class CheckDocument(Part):
    """Every problem of the files, by place."""

    schema_: Kind[Literal["sahelrisk/check/1"]]
    problems: tuple[ProblemFound, ...] = Field(description="The problems, by place.")
    summary: Tally = Field(description="How many there are.")
