"""The program: its commands grouped by who uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from sahelrisk import __version__
from sahelrisk.cli.group import Commands
from sahelrisk.cli.spoken import spoken

EXAMPLES = """Examples:

    sahelrisk score mali
    sahelrisk score mali niger --as-of 2026-06-30 --profile mining
    sahelrisk explain mali security.attack-tempo
    sahelrisk compare --all --fail-if 'score > 80'
    sahelrisk score mali --output mali.md --output mali.json
"""


def _found() -> dict[str, str]:
    """Return the commands whose files lie in `commands`, by name."""
    stems = sorted(path.stem for path in Path(__file__).with_name("commands").glob("[!_]*.py"))
    return {stem.rstrip("_").replace("_", "-"): f"commands.{stem}" for stem in stems}


COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "score": "commands.score",
        "explain": "commands.explain",
        "compare": "commands.compare",
        "changes": "commands.changes",
        "review": "commands.review",
        "bulletin": "commands.bulletin",
        "history": "commands.history",
        "indicators": "commands.indicators",
        "where": "commands.where",
        "plan": "commands.plan",
        "audit": "commands.audit",
        "add": "commands.add",
        "amend": "commands.amend",
        "not-applicable": "commands.not_applicable",
        "import": "commands.import_",
        "export": "commands.export",
        "init": "commands.init",
        "check": "commands.check",
        "rule": "commands.rule",
        "schema": "commands.schema",
    }
    | _found()
)
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


def program(modules: Sequence[str]) -> typer.Typer:
    """Return the program with the commands of some modules of this folder."""
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
    for name in dict.fromkeys(modules):
        import_module(f"sahelrisk.cli.{name}").register(made)
    for command in made.registered_commands:
        command.callback = spoken(command.callback) if command.callback else None
    return made


def program_for(arguments: Sequence[str]) -> typer.Typer:
    """Return the program that answers these arguments.

    Where the first one names a command, only its module is imported: the options of all the
    others would cost a tenth of the time of `score`.
    """
    module = COMMANDS.get(arguments[0]) if arguments else None
    return program([module]) if module else whole()


@cache
def whole() -> typer.Typer:
    """Return the program with every command."""
    return program(tuple(COMMANDS.values()))


def __getattr__(name: str) -> typer.Typer:
    """Give `app`, the whole program, to whoever imports it: tests and the command reference."""
    if name == "app":
        return whole()
    raise AttributeError(name)
