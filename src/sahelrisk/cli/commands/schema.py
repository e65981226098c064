"""The command `schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sahelrisk.cli.faults import answered

PANEL = "For analysts"


class Kind(StrEnum):
    """What there is a JSON Schema of: files, and the documents of commands."""

    FRAMEWORK = "framework"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"
    DOSSIER = "dossier"
    SCORE = "score"
    COMPARE = "compare"
    EXPLAIN = "explain"
    CHANGES = "changes"
    HISTORY = "history"
    PLAN = "plan"
    AUDIT = "audit"
    CHECK = "check"
    INDICATORS = "indicators"
    WHERE = "where"
    RULE = "rule"
    EFFECT = "effect"


def schema(
    *,
    kind: Annotated[Kind, typer.Argument(help="Which file, or the document of which command.")],
) -> None:
    """Print the JSON Schema of a file, for editors, or of a command's JSON, for programs.

    `#:schema PATH` in a file names its schema.
    """
    from sahelrisk.tasks.schema import schema as schema_text

    answered(lambda: print(schema_text(kind.value), end=""))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(schema)
