"""The command `rule`."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_rule
from sahelrisk.cli.options import Desk, takes

PANEL = "For analysts"


@takes(Desk)
def rule(
    *,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="Only this one, in full.", autocompletion=complete_rule
        ),
    ] = None,
    options: Desk,
) -> None:
    """List the rules, or say what one of them means and how to mend it."""
    from sahelrisk.cli import session
    from sahelrisk.report.problems.rule_pages import build_rule, build_rules

    session.deliver(build_rule(name) if name else build_rules(), options)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(rule)
