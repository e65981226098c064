"""The command `where`."""

from __future__ import annotations

import typer

from sahelrisk.cli.options import Desk, takes

PANEL = "For analysts"


@takes(Desk)
def where(*, options: Desk) -> None:
    """Show which dossier is in use, and why."""
    from sahelrisk.cli import session
    from sahelrisk.reading.locate import locate
    from sahelrisk.report.desk.catalogue import build_where
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.where import where as found

    location, words = locate(options.dossier), words_of(options.lang)
    session.deliver(build_where(found(location), location.reason, words), options)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(where)
