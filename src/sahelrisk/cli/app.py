"""The program: its commands grouped by who uses them."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk import __version__
from sahelrisk.cli import analyst, checking, consultant

EXAMPLES = """\b
Examples:
  sahelrisk score mali
  sahelrisk score mali niger --as-of 2026-06-30 --profile mining
  sahelrisk explain mali security.attack-tempo
  sahelrisk score mali --output mali.md --output mali.json
"""

app = typer.Typer(
    name="sahelrisk",
    no_args_is_help=True,
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
    *,
    version: Annotated[  # noqa: ARG001  the callback answers
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Score country risk, every point traceable to a dated, graded, sourced line in a file."""


consultant.register(app)
analyst.register(app)
checking.register(app)
