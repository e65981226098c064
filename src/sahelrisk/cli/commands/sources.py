"""The command `sources`."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.options import Reading, takes

PANEL = "For analysts"


@takes(Reading)
def sources(
    *,
    source: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Only this one, in full: its id or its publisher."),
    ] = None,
    options: Reading,
) -> None:
    """List the sources: items, letters, what others confirm or contradict, share of the weight."""
    from sahelrisk.cli import session
    from sahelrisk.report.desk.sources_report import build_sources
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.sources import sources as found

    made = found(session.request(options), source)
    session.deliver(build_sources(made, words_of(options.lang)), options)
