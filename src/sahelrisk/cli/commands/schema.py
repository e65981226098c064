"""The command `schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sahelrisk.cli.faults import answered
from sahelrisk.schemas import KINDS

PANEL = "For analysts"


Kind = StrEnum("Kind", [(kind, kind) for kind in KINDS])  # type: ignore[misc]


def schema(
    *,
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="KIND", help="Kind of file, or the command whose JSON output it describes."
        ),
    ],
) -> None:
    """Print the JSON Schema of a file, for editors, or of a command's JSON output, for programs.

    `#:schema PATH` in a file names its schema.
    """
    from sahelrisk.tasks.schema import schema as schema_text

    answered(lambda: print(schema_text(kind.value), end=""))
