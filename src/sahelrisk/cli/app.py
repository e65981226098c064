"""The program: its commands grouped by who uses them, and its answer to what is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sahelrisk import __version__

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

    from sahelrisk.locale import phrase
    from sahelrisk.model import countries

    name = args[0]
    lang = "fr" if {"--lang=fr", "fr"} & set(args[1:]) else "en"
    if name.startswith("@") or countries.find(name) or countries.whole_of(name):
        return phrase(lang, "command_country", {"name": name})
    near = () if get_close_matches(name, commands, cutoff=0.6) else countries.near(name)
    if not near:
        return ""
    meant = countries.name(near[0], lang).lower().replace(" ", "-")
    return phrase(lang, "command_near", {"name": name, "country": meant})


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
