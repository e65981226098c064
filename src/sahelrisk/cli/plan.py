"""A command for analysts: what to look for next, and what the score hangs on."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.options import Reading, takes
from sahelrisk.problems import UsageError

PANEL = "For analysts"


@takes(Reading)
def plan(
    *,
    country: Annotated[
        str, typer.Argument(help="A name or ISO code.", autocompletion=complete_country)
    ],
    options: Reading,
) -> None:
    """Say what to look for next, what lapses when, and what would move the band."""
    from sahelrisk.cli import session
    from sahelrisk.report.plan.plan_report import build_plan
    from sahelrisk.report.subject import subject_of
    from sahelrisk.report.words import words_of
    from sahelrisk.scoring.assess import assess

    words = words_of(options.lang)
    codes = session.codes_of([country], options)
    if len(codes) != 1:
        message = "plan takes one country"
        raise UsageError(message)
    dossier = session.open_for(options, codes)
    assessment = assess(
        dossier,
        session.as_of(options),
        known_on=options.known_on,
        profile=session.profile_of(dossier, options),
        countries=codes,
    )
    subject = subject_of(dossier, assessment, assessment.countries[0], words)
    session.deliver(build_plan(subject, session.this_run()), options)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(plan)
