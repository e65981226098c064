"""The program: its commands grouped by who uses them."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sahelrisk import __version__
from sahelrisk.cli import analyst, auditing, change, compare, consultant, plan

EXAMPLES = """\b
Examples:
  sahelrisk score mali
  sahelrisk score mali niger --as-of 2026-06-30 --profile mining
  sahelrisk explain mali security.attack-tempo
  sahelrisk compare --all --fail-if 'score > 80'
  sahelrisk score mali --output mali.md --output mali.json
"""


class ByReader(TyperGroup):
    """The help lists commands under whom they are for, without the cost of typer's boxes.

    Typer's own grouping imports a Markdown parser: a third more than the whole help takes.
    """

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  typer's own
        """Write a section for each group of commands."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command: Any = self.get_command(ctx, name)
            if command and not command.hidden:
                panel = command.rich_help_panel or "Commands"
                panels.setdefault(str(panel), []).append((name, command.get_short_help_str(80)))
        for panel, rows in panels.items():
            with formatter.section(panel):
                formatter.write_dl(rows)


app = typer.Typer(
    name="sahelrisk",
    cls=ByReader,
    invoke_without_command=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)


def _version(asked: bool) -> None:  # noqa: FBT001  typer calls back with the flag
    if asked:
        typer.echo(f"sahelrisk {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  its callback answers
        bool,
        typer.Option(
            "--version", "-V", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Score country risk, every point traceable to a dated, graded, sourced line in a file."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


consultant.register(app)
compare.register(app)
change.register(app)
analyst.register(app)
plan.register(app)
auditing.register(app)
