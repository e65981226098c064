"""Commands that say what is wrong and what would be right: check, rule, schema."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_rule
from sahelrisk.cli.faults import answered
from sahelrisk.cli.options import Desk, folder, takes

PANEL = "For analysts"


class CheckFormat(StrEnum):
    """The formats of problems."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    GITLAB = "gitlab"


class Kind(StrEnum):
    """What there is a JSON Schema of."""

    FRAMEWORK = "framework"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"
    DOSSIER = "dossier"
    SCORE = "score"


def check(  # noqa: PLR0913  one a flag
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]",
            parser=folder,
            help="Dossier folders, or files and folders in one: then only their problems are "
            "printed. [default: the dossier in use]",
            show_default=False,
        ),
    ] = None,
    dossier: Annotated[
        Path | None,
        typer.Option(
            "--dossier",
            "-d",
            metavar="DIR",
            parser=folder,
            help="The dossier's folder.",
        ),
    ] = None,
    earlier: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="REV|DIR",
            help="Also check that evidence was only added to since a git revision, or since "
            "another folder of the dossier: nothing was changed in place or removed.",
        ),
    ] = None,
    format_: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="How to print.")
    ] = CheckFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE",
            help="Only this rule; may be repeated.",
            autocompletion=complete_rule,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULE",
            help="Not this rule; may be repeated.",
            autocompletion=complete_rule,
        ),
    ] = None,
) -> None:
    """Find every problem of the files, each with its place; exit with 1 if there is an error."""
    from sahelrisk.cli import findings

    answered(
        findings.check,
        paths=tuple(paths or ()),
        dossier=dossier,
        form=format_.value,
        output=output,
        strict=strict,
        chosen=findings.Choice(tuple(select or ()), tuple(ignore or ())),
        earlier=earlier,
    )


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


def schema(
    *,
    kind: Annotated[Kind, typer.Argument(help="Which file, or the document of score.")],
) -> None:
    """Print the JSON Schema of a file, for editors; `#:schema PATH` in a file names it."""
    from sahelrisk.cli import findings

    answered(findings.print_schema, kind.value)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (check, rule, schema):
        app.command(rich_help_panel=PANEL)(command)
