"""`amend` and `not-applicable`: later words about what the dossier holds, each a new file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country, complete_evidence
from sahelrisk.cli.entry_options import DATE, DIGIT, INDICATOR, LETTER, PANEL, Writing, flag
from sahelrisk.cli.options import takes

_word = partial(flag, panel="The word")
_REASON = {"metavar": "TEXT"}


@dataclass(frozen=True, slots=True)
class Amending(Writing):
    """What an amendment replaces; None is left as it is."""

    withdraw: Annotated[bool, _word("--withdraw", "Take the item out of the score, for good.")] = (
        False
    )
    level: Annotated[float | None, _word("--level", "The right level.")] = None
    value: Annotated[float | None, _word("--value", "The right value.")] = None
    reliability: Annotated[
        str | None, _word("--reliability", "The right letter, A to F.", **LETTER)
    ] = None
    credibility: Annotated[
        int | None, _word("--credibility", "The right digit, 1 to 6.", **DIGIT)
    ] = None
    observed: Annotated[str | None, _word("--observed", "The right date.", **DATE)] = None
    confirmed: Annotated[
        str | None,
        _word("--confirmed", "The condition still held then; for several ids.", **DATE),
    ] = None
    ended: Annotated[str | None, _word("--ended", "The condition ended then.", **DATE)] = None
    reason: Annotated[
        str | None, _word("--reason", "Why; needed but for --confirmed.", **_REASON)
    ] = None


@takes(Amending)
def amend(
    *,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID…",
            help="Evidence items; several only with --confirmed.",
            autocompletion=complete_evidence,
        ),
    ],
    options: Amending,
) -> None:
    """Withdraw, re-grade or correct an item, confirm or end a condition; nothing is rewritten."""
    from sahelrisk.cli import amending

    amending.amend(ids, options)


@dataclass(frozen=True, slots=True)
class Statement(Writing):
    """A statement that an indicator does not apply."""

    indicator: Annotated[str | None, _word("--indicator", "Its id or last part.", **INDICATOR)] = (
        None
    )
    reason: Annotated[
        str | None, _word("--reason", "Why; needed but for --withdraw.", **_REASON)
    ] = None
    withdraw: Annotated[bool, _word("--withdraw", "Take such a statement back.")] = False


@takes(Statement)
def not_applicable(
    *,
    countries: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY…",
            help="Names, ISO codes or @groups.",
            autocompletion=complete_country,
        ),
    ],
    options: Statement,
) -> None:
    """State that an indicator does not apply to a country, with the reason."""
    from sahelrisk.cli import amending

    amending.not_applicable(countries, options)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(rich_help_panel=PANEL)(amend)
    app.command("not-applicable", rich_help_panel=PANEL)(not_applicable)
