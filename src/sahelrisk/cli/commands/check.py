"""The command `check`."""

from __future__ import annotations

import io
import secrets
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from sahelrisk.cli.completion import complete_rule
from sahelrisk.cli.faults import PROBLEMS, answered

if TYPE_CHECKING:
    from sahelrisk.tasks.check import Checked, Choice

PANEL = "For analysts"


class CheckFormat(StrEnum):
    """The formats of problems."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def check(
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]",
            help="Dossier folders, or files and folders in one: then only their problems are "
            "printed. Default: the dossier in use.",
            show_default=False,
        ),
    ] = None,
    dossier: Annotated[
        Path | None,
        typer.Option("--dossier", "-d", metavar="DIR", help="Dossier folder."),
    ] = None,
    format_: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="Output format.")
    ] = CheckFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE",
            help="Report only this rule. Repeat for several.",
            autocompletion=complete_rule,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULE",
            help="Do not report this rule. Repeat for several.",
            autocompletion=complete_rule,
        ),
    ] = None,
) -> None:
    """Report every problem in the files with its place; exit 1 if there is an error."""
    from sahelrisk.tasks.check import Choice

    answered(
        print_problems,
        paths or (),
        dossier=dossier,
        form=format_,
        output=output,
        strict=strict,
        chosen=Choice(tuple(select or ()), tuple(ignore or ())),
    )


def print_problems(
    paths: Sequence[Path],
    *,
    dossier: Path | None,
    form: CheckFormat,
    output: Path | None,
    strict: bool,
    chosen: Choice,
) -> None:
    """Print the problems; exit with 1 for errors, with `strict` for warnings too."""
    from sahelrisk.cli import session
    from sahelrisk.problems import Severity
    from sahelrisk.tasks.check import check as checked
    from sahelrisk.writing.save import save_over

    if output is not None:
        session.refuse_no_file(output)
    found = checked(paths, today=session.today(), dossier=dossier, chosen=chosen, note=session.say)
    if output is None:
        _print(found, form, sys.stdout)
    else:
        text = io.StringIO()
        _print(found, form, text)
        save_over(output, text.getvalue().encode(), secrets.token_bytes)
        session.say(f"wrote {output}")
    if found.count(Severity.ERROR) or (strict and found.count(Severity.WARNING)):
        raise typer.Exit(PROBLEMS)


def _print(found: Checked, form: CheckFormat, out: TextIO) -> None:
    from sahelrisk.cli import session
    from sahelrisk.report.problems.check_report import tally

    match form:
        case CheckFormat.JSON:
            from sahelrisk.render.json_text import write
            from sahelrisk.tasks.check import check_document

            write(check_document(found).as_json(), out)
        case CheckFormat.GITHUB:
            from sahelrisk.render.github import render as annotate

            annotate(found.problems, tally(found), out)
        case CheckFormat.SARIF:
            from sahelrisk.render.sarif import render as to_sarif
            from sahelrisk.rules import RULES

            rules = [(one.name, one.what, one.mend, one.severity) for one in RULES.values()]
            to_sarif(found.problems, rules, out)
        case _:
            from sahelrisk.render.problem_text import render_problem

            for problem in found.problems:
                render_problem(problem, out, colour=out is sys.stdout and session.colour())
            out.write(tally(found) + "\n")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(check)
