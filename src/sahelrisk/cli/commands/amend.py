"""`amend`: an amendment of what the dossier holds, as a new file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_evidence
from sahelrisk.cli.field_flags import HOW, Writing, flag, with_fields
from sahelrisk.cli.options import takes

PANEL = "For analysts"


@dataclass(frozen=True, slots=True)
class Amending(Writing):
    """Also which items, where none is named."""

    due: Annotated[
        bool,
        flag("--due", "List the conditions due for confirmation, and ask which hold.", panel=HOW),
    ] = False


@takes(with_fields(Amending, "Amendment", but=("evidence",), panel="The amendment"))
def amend(
    *,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            help="Evidence items; several only with --confirmed or --reviewed-by.",
            autocompletion=complete_evidence,
            show_default=False,
        ),
    ] = None,
    options: Amending,
) -> None:
    """Withdraw, re-grade or correct an item, confirm or end a condition; nothing is rewritten."""
    from sahelrisk.cli import amending

    amending.amend(ids or (), options)
