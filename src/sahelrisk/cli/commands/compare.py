"""The command `compare`."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_node
from sahelrisk.cli.options import CountriesOrGroups, Everyone, MissingFigure, Reading, takes

PANEL = "For consultants"


@takes(Reading)
def compare(  # noqa: PLR0913  an option each
    *,
    countries: CountriesOrGroups = None,
    everyone: Everyone = False,
    world: Annotated[bool, typer.Option("--world", help="Every country with a base rate.")] = False,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Rank by this pillar or indicator.", autocompletion=complete_node
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|REV",
            help="Earlier JSON output or git revision: adds what changed since.",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="INDEX|FILE",
            help="Published index to show beside the scores: inform-2025, or a CSV file of "
            "country,value.",
        ),
    ] = None,
    fail_if: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GATE",
            help="Exit 3 if a country crosses this gate: 'band >= high', 'security.score > 80', "
            "'P(band >= high) > 0.4', 'status < provisional'. Repeat for several; replaces those "
            "of dossier.toml.",
        ),
    ] = None,
    missing: MissingFigure = None,
    long: Annotated[bool, typer.Option("--long", help="CSV: one row per indicator.")] = False,
    options: Reading,
) -> None:
    """Rank countries side by side and show which cannot be told apart."""
    from sahelrisk.cli import session
    from sahelrisk.report.compare.compare_report import build_compare
    from sahelrisk.report.texts import DocumentTexts
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.compare import Whom, compare_document
    from sahelrisk.tasks.compare import compare as compared
    from sahelrisk.tasks.gates import asked

    found = compared(
        session.request(options),
        Whom(countries or (), everyone, world),
        by=by,
        baseline=baseline,
        yardstick=against,
        fail_if=fail_if or (),
    )
    words, run = words_of(options.lang), session.this_run(options)
    document = cache(lambda: compare_document(found, DocumentTexts(words), run))
    session.deliver(build_compare(found, words, document, long=long), options)
    if found.gates:
        answers = asked(document(), found.gates, found.dossier)
        session.answer(answers, missing.value if missing else found.dossier.file.ci.missing, words)
