"""The options that every command takes: how much it tells, and when it uses colour."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Annotated, Any

import typer

from sahelrisk.cli.faults import answered
from sahelrisk.cli.manner import Manner, speaking
from sahelrisk.cli.settings import Color, settings
from sahelrisk.problems import UsageError

PANEL = "How it speaks"
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print the result and errors only, no notices.", rich_help_panel=PANEL
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Also report on stderr what was read and how long it took.",
        rich_help_panel=PANEL,
    ),
]
Coloured = Annotated[
    Color | None,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="Colour on stdout. Default: $SAHELRISK_COLOR, NO_COLOR or FORCE_COLOR, then the "
        "user's config.toml, then auto: on a terminal.",
        rich_help_panel=PANEL,
        show_default=False,
    ),
]
_OPTIONS = {"quiet": (Quiet, False), "verbose": (Verbose, False), "color": (Coloured, None)}


def spoken(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every command takes."""
    own = inspect.signature(command, eval_str=True)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in _OPTIONS.items()
    ]
    parameters = [*own.parameters.values(), *shared]

    @wraps(command)
    def wrapped(*arguments: Any, **given: Any) -> None:
        quiet, verbose, color = (given.pop(name) for name in _OPTIONS)
        found: list[Manner] = []
        answered(lambda: found.append(_manner(color, quiet=quiet, verbose=verbose)))
        with speaking(found[0]), _telling(found[0].settings.lang.value, verbose=verbose):
            if given.get("lang") == "":  # nobody gave it
                given["lang"] = found[0].settings.lang.value
            command(*arguments, **given)

    wrapped.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {one.name: one.annotation for one in parameters}
    return wrapped


def _manner(color: Color | None, *, quiet: bool, verbose: bool) -> Manner:
    if quiet and verbose:
        raise UsageError("quiet_and_verbose")
    return Manner(quiet, settings(color, os.environ))


def _telling(lang: str, *, verbose: bool) -> AbstractContextManager[None]:
    """Return what tells at the end what was read, if anybody wants to hear it."""
    if not verbose:
        return nullcontext()
    from sahelrisk.cli.verbose import told

    return told(lang)
