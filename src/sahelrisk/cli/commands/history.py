"""The command `history`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from sahelrisk.cli.options import Countries, Reading, day_option, takes

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
    countries: Countries,
    first: Annotated[
        date | None,
        day_option("First date. Default: a year before the last.", "--from"),
    ] = None,
    last: Annotated[date | None, day_option("Last date. Default: the as-of date.", "--to")] = None,
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
