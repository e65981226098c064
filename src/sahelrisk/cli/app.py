"""The program: its commands grouped by who uses them."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk import __version__
from sahelrisk.cli import analyst, consultant, entry, later, start, tables

EXAMPLES = """\b
Examples:
  sahelrisk score mali
  sahelrisk score mali niger --as-of 2026-06-30 --profile mining
  sahelrisk explain mali security.attack-tempo
  sahelrisk score mali --output mali.md --output mali.json
"""

app = typer.Typer(
    name="sahelrisk",
    invoke_without_command=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sahelrisk {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    *,
    version: Annotated[
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
analyst.register(app)
entry.register(app)
later.register(app)
tables.register(app)
start.register(app)
