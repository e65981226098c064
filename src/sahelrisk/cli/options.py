"""Options shared by commands, and how a command receives them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from sahelrisk.cli.completion import complete_country, complete_profile, one_of
from sahelrisk.cli.days import read_day
from sahelrisk.cli.faults import answered
from sahelrisk.locale import languages
from sahelrisk.problems import UsageError
from sahelrisk.rendering import ENDINGS
from sahelrisk.rendering import Format as Format  # noqa: PLC0414  commands take it from here


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0, from open to closed."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


class Missing(StrEnum):
    """What a gate does whose figure does not exist."""

    SKIP = "skip"
    FAIL = "fail"


def day(text: str) -> date:
    """Read a date of the command line."""
    try:
        return read_day(text)
    except UsageError as error:
        raise typer.BadParameter(str(error)) from None


def folder(text: str) -> Path:
    """Read a path of the command line; an empty one, of a variable that is not set, is refused."""
    if not text.strip():
        raise typer.BadParameter(str(UsageError("empty_path")))
    return Path(text)


def label(text: str) -> Tlp:
    """Read a marking of the command line, in any case."""
    try:
        return Tlp(text.upper())
    except ValueError:
        key = "white_is_clear" if text.upper() == "WHITE" else "no_such_label"
        message = UsageError(key, text=repr(text), known=", ".join(Tlp))
        raise typer.BadParameter(str(message)) from None


_FROM, _OUT = "Evidence", "Output"

DossierDir = Annotated[
    Path | None,
    typer.Option(
        "--dossier",
        "-d",
        metavar="DIR",
        parser=folder,
        help="Dossier folder. Default: $SAHELRISK_DOSSIER, then the nearest folder with a "
        "dossier.toml, then the bundled example.",
        rich_help_panel=_FROM,
        show_default=False,
    ),
]
MissingFigure = Annotated[
    Missing | None,
    typer.Option(
        "--missing",
        metavar="skip|fail",
        help="What to do where a gate's figure does not exist: fail (exit 2), or skip the gate and "
        "name it. Default: as dossier.toml says, else fail.",
        show_default=False,
    ),
]


def day_option(text: str, *names: str, panel: str | None = None) -> Any:
    """Return an option that takes a date."""
    return typer.Option(
        *names, metavar="DATE", parser=day, help=text, rich_help_panel=panel, show_default=False
    )


AsOf = Annotated[
    date | None,
    day_option(
        "Score as of this date; later facts are ignored. Default: today.", "--as-of", panel=_FROM
    ),
]
KnownOn = Annotated[
    date | None,
    day_option(
        "Use only what was recorded by this date. Default: everything.", "--known-on", panel=_FROM
    ),
]
ProfileId = Annotated[
    str | None,
    typer.Option(
        "--profile",
        "-p",
        metavar="ID",
        help="Scoring profile to apply (weights for one kind of client). Default: the dossier's.",
        autocompletion=complete_profile,
        rich_help_panel=_FROM,
        show_default=False,
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="LANG",
        help=f"Language of texts: {' or '.join(languages())}. Default: $SAHELRISK_LANG, then the "
        "user's config.toml, then en.",
        rich_help_panel=_OUT,
        autocompletion=one_of(*languages()),
        show_default=False,
    ),
]
Ceiling = Annotated[
    Tlp | None,
    typer.Option(
        "--tlp",
        metavar="LABEL",
        help="Exclude evidence marked above this label and report how many items were "
        f"excluded: {', '.join(Tlp)}.",
        rich_help_panel=_FROM,
        show_default=False,
        parser=label,
        autocompletion=one_of(*Tlp),
    ),
]


def country_argument(text: str = "Names, ISO codes or @groups.", metavar: str = "COUNTRY") -> Any:
    """Return the argument that names countries, completed as it is typed."""
    return typer.Argument(
        metavar=metavar, help=text, autocompletion=complete_country, show_default=False
    )


OneCountry = Annotated[str, country_argument("Country name or ISO code.")]
Countries = Annotated[list[str], country_argument()]
CountriesOrGroups = Annotated[list[str] | None, country_argument(metavar="COUNTRY|@GROUP")]
CountriesOrAll = Annotated[
    list[str] | None,
    country_argument("Names, ISO codes or @groups. Default: every country with evidence."),
]
Everyone = Annotated[bool, typer.Option("--all", "-a", help="Every country with evidence.")]
Watched = Annotated[
    list[str] | None,
    typer.Option(
        "--watch",
        metavar="COUNTRY|@GROUP|none",
        help="Countries ranked on the start page and outlined on the map; repeat for several. "
        "Default: those that dossier.toml watches, else those with evidence.",
        autocompletion=complete_country,
        rich_help_panel=_OUT,
        show_default=False,
    ),
]


def gate_option(whose: str, since: str) -> Any:
    """Return the option of gates for a report on what changed in countries."""
    return typer.Option(
        metavar="GATE",
        help=f"Exit 3 if {whose} crosses it, as in compare; changes are {since}. "
        "Default: the gates of dossier.toml.",
        show_default=False,
    )


def format_option(
    formats: Iterable[str], endings: Iterable[str] = (), default: str = "terminal"
) -> Any:
    """Return the option `--format` with these formats, and further `endings` of files."""
    files = f" Files that end in {' or '.join(endings)} are feeds." if endings else ""
    return typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        case_sensitive=False,
        help=f"Output format: {', '.join(formats)}. Default: {default}.{files}",
        rich_help_panel=_OUT,
        show_default=False,
    )


def output_option(endings: Iterable[str]) -> Any:
    """Return the option `--output` for files with these endings."""
    return typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        parser=folder,
        help=f"Write to a file; its ending selects the format: {' '.join(endings)}. "
        "Repeat for several files.",
        rich_help_panel=_OUT,
        show_default=False,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """The dossier to read, and the output to write."""

    dossier: DossierDir = None
    format: Annotated[Format | None, format_option(Format)] = None
    output: Annotated[list[Path] | None, output_option(ENDINGS)] = None
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help="Print one 'label: value' per line, for screen readers; same as --format plain.",
            rich_help_panel=_OUT,
        ),
    ] = False
    lang: Language = ""


@dataclass(frozen=True, slots=True)
class Reading(Desk):
    """Also the selection of evidence."""

    as_of: AsOf = None
    known_on: KnownOn = None
    profile: ProfileId = None
    tlp: Ceiling = None


def takes(options: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
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
