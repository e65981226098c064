"""The program: its commands grouped by who uses them, and its answer to what is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sahelrisk import __version__
from sahelrisk.cli.spoken import spoken

EXAMPLES = """Examples:

    sahelrisk score mali
    sahelrisk score mali niger --as-of 2026-06-30 --profile mining
    sahelrisk explain mali security.attack-tempo
    sahelrisk compare --all --fail-if 'score > 80'
    sahelrisk score mali --output mali.md --output mali.json
"""


class Commands(TyperGroup):
    """Commands; where the name of a country stands for one, the hint is to score it."""

    def resolve_command(
        self,
        ctx: Any,  # of click, or of the click inside typer, as versions go
        args: list[str],
    ) -> tuple[str | None, Any, list[str]]:
        """Return the command that is named; fails with what was perhaps meant."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            hint = _hint(args, self.list_commands(ctx))
            if hint:
                ctx.fail(hint)
        return super().resolve_command(ctx, args)


def _hint(args: list[str], commands: list[str]) -> str:
    """Return a hint where the first word is a country, a group or nearly a country."""
    from difflib import get_close_matches

    from sahelrisk.locale import languages, phrase
    from sahelrisk.model import countries

    name = args[0]
    asked = next((one for one in languages() if {f"--lang={one}", one} & set(args[1:])), "")
    lang = asked or _settled()
    if name.startswith("@") or countries.find(name) or countries.whole_of(name):
        return phrase(lang, "command_country", {"name": name})
    near = () if get_close_matches(name, commands, cutoff=0.6) else countries.near(name)
    if not near:
        return ""
    meant = countries.name(near[0], lang).lower().replace(" ", "-")
    return phrase(lang, "command_near", {"name": name, "country": meant})


def _settled() -> str:
    """Return the user's language; English where the settings are wrong, as a command will say."""
    import os

    from sahelrisk.cli.settings import settings
    from sahelrisk.problems import DossierError, UsageError

    try:
        return settings(None, os.environ).lang.value
    except (DossierError, UsageError):
        return "en"


_FIRST = (
    *("score", "explain", "compare", "changes", "review", "bulletin", "history", "indicators"),
    *("where", "plan", "audit", "add", "amend", "not-applicable", "import", "export", "init"),
    *("check", "rule", "schema"),
)
_FILES = sorted(path.stem for path in Path(__file__).with_name("commands").glob("[!_]*.py"))
_FOUND = {stem.rstrip("_").replace("_", "-"): stem for stem in _FILES}
COMMANDS: Mapping[str, str] = MappingProxyType({name: _FOUND[name] for name in (*_FIRST, *_FOUND)})
"""Every command and the module that holds it, in the order of the help; others come last."""


def _version(asked: bool) -> None:  # noqa: FBT001  typer calls back with the flag
    if asked:
        typer.echo(f"sahelrisk {__version__}")
        raise typer.Exit


def main(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  its callback answers
        bool,
        typer.Option(
            "--version", "-V", callback=_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Score country risk; every point traces back to a dated, graded, sourced line in a file."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def program(names: Iterable[str]) -> typer.Typer:
    """Return the program with some commands: of each the function that bears its module's name."""
    made = typer.Typer(
        name="sahelrisk",
        cls=Commands,
        invoke_without_command=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=EXAMPLES,
    )
    made.callback()(main)
    for name in names:
        module = import_module(f"sahelrisk.cli.commands.{COMMANDS[name]}")
        command = getattr(module, COMMANDS[name])
        made.command(name, rich_help_panel=module.PANEL)(spoken(command))
    return made


def program_for(arguments: Sequence[str]) -> typer.Typer:
    """Return the program that answers these arguments.

    Where the first one names a command, only its module is imported: the options of all the
    others would cost a tenth of the time of `score`.
    """
    return program(arguments[:1]) if arguments and arguments[0] in COMMANDS else whole()


@cache
def whole() -> typer.Typer:
    """Return the program with every command."""
    return program(COMMANDS)


def __getattr__(name: str) -> typer.Typer:
    """Give `app`, the whole program, to whoever imports it: tests and the command reference."""
    if name == "app":
        return whole()
    raise AttributeError(name)
