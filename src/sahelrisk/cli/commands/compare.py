"""The command `compare`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country, complete_node
from sahelrisk.cli.options import Missing, Reading, takes

PANEL = "For consultants"


@takes(Reading)
def compare(  # noqa: PLR0913  one a flag
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
    missing: Annotated[
        Missing | None,
        typer.Option(
            metavar="skip|fail",
            help="What a gate does whose figure does not exist: fail, or be passed over by name. "
            "Default: the dossier's, else fail.",
            show_default=False,
        ),
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="In csv, a row an indicator.")] = False,
    options: Reading,
) -> None:
    """Rank countries side by side, and say which cannot be told apart."""
    from sahelrisk.cli import session
    from sahelrisk.report.compare.compare_report import build_compare
    from sahelrisk.report.texts import DocumentTexts
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.compare import compare as compared
    from sahelrisk.tasks.compare import compare_document
    from sahelrisk.tasks.gates import asked

    found = compared(
        session.request(options),
        countries or (),
        everyone=everyone,
        by=by,
        baseline=baseline,
        fail_if=fail_if or (),
    )
    words, run = words_of(options.lang), session.this_run()
    document = cache(lambda: compare_document(found, DocumentTexts(words), run))
    session.deliver(build_compare(found, words, document, long=long), options)
    bands = [band.name for band in found.dossier.framework.bands]
    if found.gates:
        answers = asked(document(), found.gates, bands)
        wanted = missing.value if missing else found.dossier.file.ci.missing
        session.answer(answers, wanted)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(compare)
