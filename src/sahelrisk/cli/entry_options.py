"""The options that commands which write share: who says it, when, and how it is entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from sahelrisk.cli.completion import complete_indicator, one_of
from sahelrisk.cli.options import Desk

PANEL = "For analysts"
HOW = "How it is entered"
DATE: dict[str, Any] = {"metavar": "DATE"}
INDICATOR: dict[str, Any] = {"metavar": "ID", "autocompletion": complete_indicator}
LETTER: dict[str, Any] = {"metavar": "LETTER", "autocompletion": one_of(*"ABCDEF")}
DIGIT: dict[str, Any] = {"metavar": "DIGIT", "autocompletion": one_of(*"123456")}


def flag(name: str, text: str, *, panel: str, **more: Any) -> Any:
    """Return an option that is None, or off, where nobody gave it."""
    return typer.Option(name, help=text, rich_help_panel=panel, show_default=False, **more)


@dataclass(frozen=True, slots=True)
class Saving(Desk):
    """Who writes, and whether anything is written."""

    analyst: Annotated[
        str | None,
        flag(
            "--analyst",
            "Who writes. [default: $SAHELRISK_ANALYST, else git's user.name, else the login name]",
            panel=HOW,
            metavar="NAME",
        ),
    ] = None
    dry_run: Annotated[
        bool, flag("--dry-run", "Show what would be, and save nothing.", panel=HOW)
    ] = False
    json: Annotated[bool, flag("--json", "The same as --format json.", panel=HOW)] = False


@dataclass(frozen=True, slots=True)
class Writing(Saving):
    """Also when it is written down, and whether anybody is asked."""

    recorded: Annotated[
        str | None, flag("--recorded", "When it is said. [default: today]", panel=HOW, **DATE)
    ] = None
    notes: Annotated[
        str | None,
        flag("--notes", "For colleagues; no report shows them.", panel=HOW, metavar="TEXT"),
    ] = None
    no_input: Annotated[bool, flag("--no-input", "Never ask; name what is missing.", panel=HOW)] = (
        False
    )
