"""The command `changes`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from sahelrisk.cli.options import CountriesOrGroups, Everyone, Reading, day_option, takes

PANEL = "For consultants"


@takes(Reading)
def changes(
    *,
    countries: CountriesOrGroups = None,
    everyone: Everyone = False,
    since: Annotated[
        date | None,
        day_option(
            "Start from what was known on this date. Default: 90 days before the as-of date."
        ),
    ] = None,
    earlier: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DIR|REV", help="Start from another dossier or a git revision."
        ),
    ] = None,
    later: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="DIR|REV",
            help="End with this dossier or revision instead of the one in use.",
        ),
    ] = None,
    options: Reading,
) -> None:
    """Split the difference between two dates, dossiers or revisions into its causes."""
    from sahelrisk.cli import session
    from sahelrisk.report.change.changes_report import build_changes
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.changes import changes as changed

    request = session.request(options)
    found = changed(
        request, countries or (), everyone=everyone, since=since, earlier=earlier, later=later
    )
    session.deliver(
        build_changes(found, words_of(options.lang), session.this_run(options)), options
    )
