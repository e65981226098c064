"""`amend`: an amendment of what the dossier holds, as a new file."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_evidence
from sahelrisk.cli.field_flags import PANEL, Writing, given_by, with_fields
from sahelrisk.cli.options import takes


@takes(with_fields(Writing, "Amendment", but=("evidence",), panel="The amendment"))
def amend(
    *,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID…",
            help="Evidence items; several only with --confirmed.",
            autocompletion=complete_evidence,
        ),
    ],
    options: Writing,
) -> None:
    """Withdraw, re-grade or correct an item, or confirm or end a condition, in a new file."""
    from sahelrisk.cli import saving
    from sahelrisk.model.columns import nested
    from sahelrisk.model.evidence import Amendment
    from sahelrisk.tasks import amend as task

    with saving.opened(options) as (work, words):
        items = task.items_of(work, ids)
        given = nested(given_by(options, "amendment"), Amendment)
        task.refuse_senseless(items, given)
        optional = set(task.changes_of(given)) == {"confirmed"}
        said = saving.signed(given, work, words, options, needs_reason=not optional)
        saving.show_then_save(task.amend(work, items, said), work, options, words)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(amend)
