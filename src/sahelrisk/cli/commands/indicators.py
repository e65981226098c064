"""The command `indicators`."""

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
            metavar="ID",
            help="Show only this indicator, in full.",
            autocompletion=complete_indicator,
        ),
    ] = None,
    options: Desk,
) -> None:
    """List the indicators, or show one of them in full."""
    from sahelrisk.cli import session
    from sahelrisk.report.desk.catalogue import build_indicators
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.indicators import indicators as listed

    found = listed(session.request(options), indicator)
    session.deliver(build_indicators(found, words_of(options.lang)), options)
