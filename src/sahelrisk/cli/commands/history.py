"""The command `history`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.options import Reading, day, takes

PANEL = "For consultants"


class Every(StrEnum):
    """How far the dates of a series lie apart."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@takes(Reading)
def history(
    *,
    countries: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY",
            help="Names, ISO codes or @groups.",
            autocompletion=complete_country,
        ),
    ],
    first: Annotated[
        date | None,
        typer.Option(
            "--from",
            metavar="DATE",
            parser=day,
            help="First date. Default: a year before the last.",
        ),
    ] = None,
    last: Annotated[
        date | None,
        typer.Option(
            "--to", metavar="DATE", parser=day, help="Last date. Default: the as-of date."
        ),
    ] = None,
    every: Annotated[Every, typer.Option(help="Step between the dates.")] = Every.MONTH,
    options: Reading,
) -> None:
    """Show a score and its interval over time, using all that is known now."""
    from sahelrisk.cli import session
    from sahelrisk.report.change.history_report import build_history
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.history import history as followed

    request = session.request(options)
    found = followed(request, countries, first=first, last=last, every=every.value)
    session.deliver(
        build_history(found, words_of(options.lang), session.this_run(options)), options
    )


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(history)
