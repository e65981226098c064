"""The options that commands share, said once, and how a command gets them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from sahelrisk.cli.completion import complete_profile, one_of
from sahelrisk.cli.faults import answered


class Format(StrEnum):
    """The formats of results."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0, from open to closed."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


def day(text: str) -> date:
    """Read a date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is no date; write it as 2026-06-30"
        raise typer.BadParameter(message) from error


def folder(text: str) -> Path:
    """Read a path of the command line; an empty one, of a variable that is not set, is refused."""
    if not text.strip():
        message = "the path is empty (is a variable not set?)"
        raise typer.BadParameter(message)
    return Path(text)


_FROM, _OUT = "Which evidence", "Output"


@dataclass(frozen=True, slots=True)
class Desk:
    """Which dossier is read, and how results are said."""

    dossier: Annotated[
        Path | None,
        typer.Option(
            "--dossier",
            "-d",
            metavar="DIR",
            parser=folder,
            help="The dossier's folder. Default: $SAHELRISK_DOSSIER, else the nearest folder "
            "with a dossier.toml, else the bundled example.",
            rich_help_panel=_FROM,
            show_default=False,
        ),
    ] = None
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            case_sensitive=False,
            help="How to print. Default: terminal.",
            rich_help_panel=_OUT,
            show_default=False,
        ),
    ] = None
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file instead; its ending says the format: .json .csv .md .html .txt. "
            "May be given several times.",
            rich_help_panel=_OUT,
            show_default=False,
        ),
    ] = None
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help="One 'label: value' a line, for screen readers; the same as --format plain.",
            rich_help_panel=_OUT,
        ),
    ] = False
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="LANG",
            help="Language of texts: en or fr.",
            rich_help_panel=_OUT,
            autocompletion=one_of("en", "fr"),
        ),
    ] = "en"


@dataclass(frozen=True, slots=True)
class Reading(Desk):
    """Also how the evidence is read."""

    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            parser=day,
            help="Facts observed up to then, ages counted to then. Default: today.",
            rich_help_panel=_FROM,
            show_default=False,
        ),
    ] = None
    known_on: Annotated[
        date | None,
        typer.Option(
            "--known-on",
            metavar="DATE",
            parser=day,
            help="Only what was recorded up to then. Default: everything.",
            rich_help_panel=_FROM,
            show_default=False,
        ),
    ] = None
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            "-p",
            metavar="ID",
            help="Whose reading: a profile of the framework. Default: the dossier's.",
            autocompletion=complete_profile,
            rich_help_panel=_FROM,
            show_default=False,
        ),
    ] = None
    tlp: Annotated[
        Tlp | None,
        typer.Option(
            "--tlp",
            help="Leave out evidence marked above this label, and say how much.",
            rich_help_panel=_FROM,
            show_default=False,
            case_sensitive=False,
        ),
    ] = None


def takes(options: type[Desk]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a class, gathered in its keyword argument `options`."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(options, include_extras=True)
        default = {field.name: field.default for field in fields(options)}
        own = inspect.signature(command, eval_str=True)
        before = [one for name, one in own.parameters.items() if name != "options"]
        # What is a command's own comes before what all have.
        names = [name for one in options.__mro__ for name in one.__dict__.get("__slots__", ())]
        shared = [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=default[name], annotation=hints[name]
            )
            for name in names
        ]

        @wraps(command)
        def wrapped(*arguments: Any, **given: Any) -> None:
            gathered = options(**{name: given.pop(name) for name in names})
            answered(command, *arguments, **given, options=gathered)

        parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in before]
        wrapped.__signature__ = own.replace(parameters=[*parameters, *shared])  # type: ignore[attr-defined]
        wrapped.__annotations__ = {one.name: one.annotation for one in [*parameters, *shared]}
        return wrapped

    return decorate
