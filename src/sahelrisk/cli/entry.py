"""`add`: one new item, by flags, by prompts or in an editor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country, one_of
from sahelrisk.cli.entry_options import DATE, DIGIT, HOW, INDICATOR, LETTER, PANEL, Writing, flag
from sahelrisk.cli.options import Tlp, takes

KINDS = ("observation", "assessment", "official-statement", "nil-return")
NATURES = ("event", "condition")
_item = partial(flag, panel="The item")
_source = partial(flag, panel="Its source")


@dataclass(frozen=True, slots=True)
class Entry(Writing):
    """An item by flags, each named after its key; None is what nobody gave."""

    indicator: Annotated[str | None, _item("--indicator", "Its id or last part.", **INDICATOR)] = (
        None
    )
    observed: Annotated[
        str | None, _item("--observed", "When it was true: 2026-02-02, 2026-02 or 2026.", **DATE)
    ] = None
    level: Annotated[
        float | None, _item("--level", "The rung it supports, of a judged indicator.")
    ] = None
    value: Annotated[float | None, _item("--value", "Of a measured indicator, in its unit.")] = None
    standard_error: Annotated[
        float | None, _item("--standard-error", "Of the value, in its unit.")
    ] = None
    statement: Annotated[
        str | None, _item("--statement", "The fact, in a sentence.", metavar="TEXT")
    ] = None
    kind: Annotated[
        str | None,
        _item(
            "--kind",
            "observation, assessment, official-statement or nil-return. [default: observation]",
            metavar="KIND",
            autocompletion=one_of(*KINDS),
        ),
    ] = None
    nature: Annotated[
        str | None,
        _item(
            "--nature",
            "event, or condition: holds until ended. [default: event]",
            metavar="NATURE",
            autocompletion=one_of(*NATURES),
        ),
    ] = None
    turning_point: Annotated[
        bool, _item("--turning-point", "It retires what was observed earlier.")
    ] = False
    reliability: Annotated[
        str | None, _item("--reliability", "Of the source, A to F.", **LETTER)
    ] = None
    credibility: Annotated[
        int | None, _item("--credibility", "Of the information, 1 to 6.", **DIGIT)
    ] = None
    origin: Annotated[
        str | None,
        _item(
            "--origin",
            "The underlying report or event, the same for all who repeat it.",
            metavar="NAME",
        ),
    ] = None
    tlp: Annotated[
        Tlp | None, _item("--tlp", "Its marking. [default: the dossier's]", case_sensitive=False)
    ] = None
    source_title: Annotated[
        str | None, _source("--source-title", "What was read.", metavar="TEXT")
    ] = None
    source_publisher: Annotated[
        str | None, _source("--source-publisher", "Who published it.", metavar="NAME")
    ] = None
    source_published: Annotated[str | None, _source("--source-published", "When.", **DATE)] = None
    source_url: Annotated[str | None, _source("--source-url", "Where.", metavar="URL")] = None
    edit: Annotated[bool, flag("--edit", "Fill in a commented template in $EDITOR.", panel=HOW)] = (
        False
    )
    draft: Annotated[
        Path | None,
        typer.Option(
            "--draft",
            metavar="FILE",
            help="Take up a draft that was kept, in $EDITOR; its own fields count.",
            exists=True,
            dir_okay=False,
            show_default=False,
            rich_help_panel=HOW,
        ),
    ] = None


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
