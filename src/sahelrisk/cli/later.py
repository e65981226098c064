"""`amend` and `not-applicable`: later words about what the dossier holds, each a new file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from sahelrisk.cli.completion import complete_country, complete_evidence, complete_indicator
from sahelrisk.cli.options import Desk, takes

PANEL = "For analysts"
_WORD, _HOW = "The word", "How it is entered"


def _flag(name: str, text: str, *, panel: str = _WORD, **more: Any) -> Any:
    return typer.Option(name, help=text, rich_help_panel=panel, show_default=False, **more)


@dataclass(frozen=True, slots=True)
class Word(Desk):
    """What every later word bears."""

    reason: Annotated[str | None, _flag("--reason", "Why; needed but for --confirmed.")] = None
    analyst: Annotated[
        str | None,
        _flag("--analyst", "Who says it. [default: $SAHELRISK_ANALYST or the login name]"),
    ] = None
    recorded: Annotated[
        str | None, _flag("--recorded", "When it is said. [default: today]", metavar="DATE")
    ] = None
    notes: Annotated[str | None, _flag("--notes", "For colleagues; no report shows them.")] = None
    no_input: Annotated[
        bool, _flag("--no-input", "Never ask; name what is missing.", panel=_HOW)
    ] = False
    dry_run: Annotated[
        bool, _flag("--dry-run", "Show the effect and save nothing.", panel=_HOW)
    ] = False
    json: Annotated[bool, _flag("--json", "The same as --format json.", panel=_HOW)] = False


@dataclass(frozen=True, slots=True)
class Amending(Word):
    """What an amendment replaces; None is left as it is."""

    withdraw: Annotated[bool, _flag("--withdraw", "Take the item out of the score, for good.")] = (
        False
    )
    level: Annotated[float | None, _flag("--level", "The right level.")] = None
    value: Annotated[float | None, _flag("--value", "The right value.")] = None
    reliability: Annotated[
        str | None, _flag("--reliability", "The right letter, A to F.", metavar="LETTER")
    ] = None
    credibility: Annotated[
        int | None, _flag("--credibility", "The right digit, 1 to 6.", metavar="DIGIT")
    ] = None
    observed: Annotated[str | None, _flag("--observed", "The right date.", metavar="DATE")] = None
    confirmed: Annotated[
        str | None,
        _flag("--confirmed", "The condition still held then; for several ids.", metavar="DATE"),
    ] = None
    ended: Annotated[str | None, _flag("--ended", "The condition ended then.", metavar="DATE")] = (
        None
    )


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
class Statement(Word):
    """A statement that an indicator does not apply."""

    indicator: Annotated[
        str | None,
        _flag(
            "--indicator", "Its id or last part.", metavar="ID", autocompletion=complete_indicator
        ),
    ] = None
    withdraw: Annotated[bool, _flag("--withdraw", "Take such a statement back.")] = False


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
