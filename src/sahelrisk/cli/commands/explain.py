"""The command `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_indicator
from sahelrisk.cli.options import OneCountry, Reading, takes

PANEL = "For consultants"


@takes(Reading)
def explain(
    *,
    country: OneCountry,
    indicator: Annotated[
        str | None,
        typer.Argument(
            metavar="INDICATOR|PILLAR",
            help="Show only this indicator, with its items in full, or only this pillar.",
            autocompletion=complete_indicator,
        ),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Show analysts and internal notes too.")
    ] = False,
    options: Reading,
) -> None:
    """Show how a score is calculated, down to file and line."""
    from sahelrisk.cli import session
    from sahelrisk.report.explain.explain_report import build_explain
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.explain import explain as explained

    found = explained(session.request(options), country, indicator)
    run = session.this_run(options)
    session.deliver(build_explain(found, words_of(options.lang), run, private=private), options)
