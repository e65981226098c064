"""Commands for consultants and CI: countries side by side, and gates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country, complete_node
from sahelrisk.cli.options import Reading, takes
from sahelrisk.problems import UsageError

PANEL = "For consultants"
CROSSED = 3


@takes(Reading)
def compare(
    *,
    countries: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COUNTRY|@GROUP …]",
            help="Names, ISO codes or @groups.",
            autocompletion=complete_country,
        ),
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", "-a", help="Every country with evidence.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Rank by this pillar or indicator.", autocompletion=complete_node
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An earlier JSON output: adds what changed since."),
    ] = None,
    fail_if: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GATE",
            help="Exit 3 if a country crosses it: 'band >= high', 'security.score > 80', "
            "'any-indicator.change > 20', 'coverage < 0.5'. May be given several times.",
        ),
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="In csv, a row an indicator.")] = False,
    options: Reading,
) -> None:
    """Rank countries side by side, and say which cannot be told apart."""
    from sahelrisk.cli import session
    from sahelrisk.reading.earlier import read_baseline
    from sahelrisk.report.compare import compare_report as comparing
    from sahelrisk.report.compare.gates import crossings, gates_of
    from sahelrisk.report.words import words_of
    from sahelrisk.scoring.assess import assess

    words = words_of(options.lang)
    if bool(countries) is everyone:
        message = (
            "name countries or @groups, or give --all"
            if not countries
            else ("--all is every country with evidence; name countries or give --all, not both")
        )
        raise UsageError(message)
    codes = None if everyone else session.codes_of(countries or [], options)
    dossier = session.open_dossier(options) if codes is None else session.open_for(options, codes)
    gates = gates_of(fail_if or (), dossier)
    earlier = read_baseline(baseline) if baseline else None
    assessment = assess(
        dossier,
        session.as_of(options),
        known_on=options.known_on,
        profile=session.profile_of(dossier, options),
        countries=codes,
    )
    node = session.node_of(dossier, by, options.lang) if by else ""
    found = comparing.compare(dossier, assessment, words, by=node, baseline=earlier)
    report = comparing.build_compare(found, session.this_run(), long=long)
    session.deliver(report, options)
    bands = [band.name for band in dossier.framework.bands]
    crossed = crossings(report.document(), gates, bands) if gates else []
    for line in crossed:
        session.say(line)
    if crossed:
        raise typer.Exit(CROSSED)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(rich_help_panel=PANEL)(compare)
