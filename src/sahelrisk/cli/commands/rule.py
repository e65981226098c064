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
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Rule to show in full, or a term used on pages, such as coverage.",
            autocompletion=complete_rule,
            show_default=False,
        ),
    ] = None,
    options: Desk,
) -> None:
    """List the rules of check, or explain one of them or a term used on pages."""
    from sahelrisk.cli import session
    from sahelrisk.report.problems.rule_pages import build_rule, build_rules
    from sahelrisk.report.sheet.glossary import build_term, term_of
    from sahelrisk.report.words import words_of
    from sahelrisk.rules import RULES

    words, asked = words_of(options.lang), " ".join(name or ())
    term = term_of(asked, words) if asked and asked not in RULES else None
    if term:
        session.deliver(build_term(term, words), options)
    else:
        session.deliver(build_rule(asked, words) if asked else build_rules(words), options)
