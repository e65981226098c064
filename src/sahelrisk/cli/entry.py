"""`add`: one new item, by flags, by prompts or in an editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from sahelrisk.cli.completion import complete_country, complete_indicator
from sahelrisk.cli.options import Desk, Tlp, takes

PANEL = "For analysts"
_ITEM, _SOURCE, _HOW = "The item", "Its source", "How it is entered"


def _flag(name: str, text: str, *, panel: str = _ITEM, **more: Any) -> Any:
    return typer.Option(name, help=text, rich_help_panel=panel, show_default=False, **more)


@dataclass(frozen=True, slots=True)
class Entry(Desk):
    """An item by flags, each named after its key; None is what nobody gave."""

    indicator: Annotated[
        str | None,
        _flag(
            "--indicator", "Its id or last part.", metavar="ID", autocompletion=complete_indicator
        ),
    ] = None
    observed: Annotated[
        str | None,
        _flag("--observed", "When it was true: 2026-02-02, 2026-02 or 2026.", metavar="DATE"),
    ] = None
    level: Annotated[
        float | None, _flag("--level", "The rung it supports, of a judged indicator.")
    ] = None
    value: Annotated[float | None, _flag("--value", "Of a measured indicator, in its unit.")] = None
    standard_error: Annotated[
        float | None, _flag("--standard-error", "Of the value, in its unit.")
    ] = None
    statement: Annotated[str | None, _flag("--statement", "The fact, in a sentence.")] = None
    kind: Annotated[
        str | None,
        _flag(
            "--kind",
            "observation, assessment, official-statement or nil-return. [default: observation]",
        ),
    ] = None
    nature: Annotated[
        str | None,
        _flag("--nature", "event, or condition: holds until ended. [default: event]"),
    ] = None
    turning_point: Annotated[
        bool, _flag("--turning-point", "It retires what was observed earlier.")
    ] = False
    reliability: Annotated[
        str | None, _flag("--reliability", "Of the source, A to F.", metavar="LETTER")
    ] = None
    credibility: Annotated[
        int | None, _flag("--credibility", "Of the information, 1 to 6.", metavar="DIGIT")
    ] = None
    origin: Annotated[
        str | None,
        _flag("--origin", "The underlying report or event, the same for all who repeat it."),
    ] = None
    analyst: Annotated[
        str | None,
        _flag("--analyst", "Who enters it. [default: $SAHELRISK_ANALYST or the login name]"),
    ] = None
    tlp: Annotated[
        Tlp | None,
        _flag("--tlp", "Its marking. [default: the dossier's]", case_sensitive=False),
    ] = None
    recorded: Annotated[
        str | None, _flag("--recorded", "When it is written down. [default: today]", metavar="DATE")
    ] = None
    notes: Annotated[str | None, _flag("--notes", "For colleagues; no report shows them.")] = None
    source_title: Annotated[
        str | None, _flag("--source-title", "What was read.", panel=_SOURCE)
    ] = None
    source_publisher: Annotated[
        str | None, _flag("--source-publisher", "Who published it.", panel=_SOURCE)
    ] = None
    source_published: Annotated[
        str | None, _flag("--source-published", "When.", panel=_SOURCE, metavar="DATE")
    ] = None
    source_url: Annotated[
        str | None, _flag("--source-url", "Where.", panel=_SOURCE, metavar="URL")
    ] = None
    edit: Annotated[
        bool, _flag("--edit", "Fill in a commented template in $EDITOR.", panel=_HOW)
    ] = False
    no_input: Annotated[
        bool, _flag("--no-input", "Never ask; name what is missing.", panel=_HOW)
    ] = False
    dry_run: Annotated[
        bool, _flag("--dry-run", "Show the effect and save nothing.", panel=_HOW)
    ] = False
    json: Annotated[bool, _flag("--json", "The same as --format json.", panel=_HOW)] = False


@takes(Entry)
def add(
    *,
    countries: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY…",
            help="Names, ISO codes or @groups the fact bears on.",
            autocompletion=complete_country,
        ),
    ],
    options: Entry,
) -> None:
    """Enter one sourced, graded item, and see what it changes.

    Asks for what the flags leave out where somebody is there to answer.
    """
    from sahelrisk.cli import adding

    adding.add(countries, options)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(add)
