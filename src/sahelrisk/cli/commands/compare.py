"""The command `compare`."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country, complete_node
from sahelrisk.cli.options import Reading, takes

PANEL = "For consultants"
WRONG = 2


class Missing(StrEnum):
    """What a gate does whose figure does not exist."""

    SKIP = "skip"
    FAIL = "fail"


@takes(Reading)
def compare(  # noqa: PLR0913  an option each
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
    missing: Annotated[
        Missing | None,
        typer.Option(
            help="What to do where a gate's figure does not exist: fail (exit 2), or skip the gate "
            "and name it. Default: as dossier.toml says, else fail.",
            show_default=False,
        ),
    ] = None,
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
    from sahelrisk.tasks.gates import exit_code, judged

    found = compared(
        session.request(options),
        Whom(countries or (), everyone, world),
        by=by,
        baseline=baseline,
        yardstick=against,
        fail_if=fail_if or (),
    )
    words, run = words_of(options.lang), session.this_run()
    document = cache(lambda: compare_document(found, DocumentTexts(words), run))
    session.deliver(build_compare(found, words, document, long=long), options)
    if not found.gates:
        return
    told = judged(document(), found.gates, found.dossier)
    code = exit_code(told, found.dossier, missing.value if missing else None)
    for line in told.missing:
        session.say(words("error" if code == WRONG else "gate_skipped", text=line.text(words.lang)))
    for line in told.crossed:
        session.say(line.text(words.lang))
    if code:
        raise typer.Exit(code)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(compare)
