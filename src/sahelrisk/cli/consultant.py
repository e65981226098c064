"""Commands for consultants: what is the score, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country, complete_indicator
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
    brief: Annotated[bool, typer.Option("--brief", help="Only the first four parts.")] = False,
    options: Reading,
) -> None:
    """Print the risk summary of one or more countries."""
    from sahelrisk.cli import session
    from sahelrisk.report.score.score_report import build_score
    from sahelrisk.report.words import words_of
    from sahelrisk.scoring.assess import assess

    words = words_of(options.lang)
    codes = session.codes_of(countries, options)
    dossier = session.open_for(options, codes)
    assessment = assess(
        dossier,
        session.as_of(options),
        known_on=options.known_on,
        profile=session.profile_of(dossier, options),
        countries=codes,
    )
    report = build_score(dossier, assessment, words, session.this_run(), brief=brief)
    session.deliver(report, options)


@takes(Reading)
def explain(
    *,
    country: Annotated[
        str, typer.Argument(help="A name or ISO code.", autocompletion=complete_country)
    ],
    indicator: Annotated[
        str | None,
        typer.Argument(
            metavar="[INDICATOR|PILLAR]",
            help="Only this indicator, with its items in full; or only this pillar.",
            autocompletion=complete_indicator,
        ),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Also show analysts and internal notes.")
    ] = False,
    options: Reading,
) -> None:
    """Print the arithmetic of a score, down to file and line."""
    from sahelrisk.cli import session
    from sahelrisk.report.explain.explain_report import build_explain
    from sahelrisk.report.words import words_of
    from sahelrisk.scoring.assess import assess

    words = words_of(options.lang)
    codes = session.codes_of([country], options)
    dossier = session.open_for(options, codes)
    key = session.node_of(dossier, indicator, options.lang) if indicator else ""
    assessment = assess(
        dossier,
        session.as_of(options),
        known_on=options.known_on,
        profile=session.profile_of(dossier, options),
        countries=codes,
    )
    run = session.this_run()
    report = build_explain(dossier, assessment, words, run, node=key, private=private)
    session.deliver(report, options)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (score, explain):
        app.command(rich_help_panel=PANEL)(command)
