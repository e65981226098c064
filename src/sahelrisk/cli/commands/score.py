"""The command `score`."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.options import Reading, takes

PANEL = "For consultants"


@takes(Reading)
def score(
    *,
    countries: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY…",
            help="Names, ISO codes or @groups of the dossier.",
            autocompletion=complete_country,
        ),
    ],
    full: Annotated[
        bool,
        typer.Option("--full", help="Print every part: alerts, indicators, items and sources."),
    ] = False,
    brief: Annotated[  # noqa: ARG001  what is printed without it, too
        bool, typer.Option("--brief", help="Deprecated: the brief is the default.", hidden=True)
    ] = False,
    options: Reading,
) -> None:
    """Score one or more countries: a brief on one screen, or a sheet in a file."""
    from sahelrisk.cli import session
    from sahelrisk.report.score.score_report import build_score
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.score import score as scored

    found = scored(session.request(options), countries)
    run = session.this_run()
    session.deliver(build_score(found, words_of(options.lang), run, full=full), options)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(score)
