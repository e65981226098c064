"""Commands for analysts: what an indicator means, which dossier is used."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_indicator
from sahelrisk.cli.options import Desk, takes

PANEL = "For analysts"


@takes(Desk)
def indicators(
    *,
    indicator: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="Only this one, in full.", autocompletion=complete_indicator
        ),
    ] = None,
    options: Desk,
) -> None:
    """List the indicators, or say what one of them means."""
    from sahelrisk.cli import session
    from sahelrisk.report.desk.catalogue import build_indicators
    from sahelrisk.report.words import words_of

    words = words_of(options.lang)
    dossier = session.open_framework(options)
    key = session.indicator_of(dossier, indicator, options.lang) if indicator else None
    session.deliver(build_indicators(dossier, words, key), options)


@takes(Desk)
def where(*, options: Desk) -> None:
    """Print which dossier is used, and why."""
    from sahelrisk.cli import session
    from sahelrisk.report.desk.catalogue import build_where
    from sahelrisk.report.words import words_of

    words = words_of(options.lang)
    session.deliver(build_where(session.whereabouts(options), words), options)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (indicators, where):
        app.command(rich_help_panel=PANEL)(command)
