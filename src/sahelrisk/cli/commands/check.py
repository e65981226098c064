"""The command `check`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from sahelrisk.cli.completion import complete_rule
from sahelrisk.cli.faults import PROBLEMS, answered
from sahelrisk.cli.options import Language, folder

if TYPE_CHECKING:
    from sahelrisk.report.words import Words
    from sahelrisk.tasks.check import Checked, Choice

PANEL = "For analysts"
DOCS = "SAHELRISK_DOCS"
"""The address of docs/problems.md, to which the rules of a SARIF file lead."""
TOPS: Mapping[str, tuple[str, ...]] = {
    "github": ("GITHUB_WORKSPACE",),
    "sarif": ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
    "junit": ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
    "gitlab": ("CI_PROJECT_DIR",),
}
"""The variables that say where a repository's top lies, for formats of services."""


class CheckFormat(StrEnum):
    """The formats of problems."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    GITLAB = "gitlab"


def _rule_option(name: str, text: str) -> Any:
    return typer.Option(
        name, metavar="RULE", help=f"{text} Repeat for several.", autocompletion=complete_rule
    )


def check(  # noqa: PLR0913  one a flag
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH",
            parser=folder,
            help="Dossier folders, or files and folders in one: then only their problems are "
            "printed; - for an evidence file on standard input. Default: the dossier in use.",
            show_default=False,
        ),
    ] = None,
    dossier: Annotated[
        Path | None,
        typer.Option("--dossier", "-d", metavar="DIR", parser=folder, help="The dossier's folder."),
    ] = None,
    earlier: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="REV|DIR",
            help="Also check that evidence was only added to since a git revision or another "
            "folder of the dossier: nothing was changed in place or removed.",
        ),
    ] = None,
    format_: Annotated[
        CheckFormat,
        typer.Option("--format", "-f", help="Output format.", rich_help_panel="Output"),
    ] = CheckFormat.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=folder,
            help="Write to a file instead.",
            rich_help_panel="Output",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
    select: Annotated[list[str] | None, _rule_option("--select", "Report only this rule.")] = None,
    ignore: Annotated[
        list[str] | None, _rule_option("--ignore", "Do not report this rule.")
    ] = None,
    lang: Language = "",
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
        earlier=earlier,
        lang=lang,
        chosen=Choice(tuple(select or ()), tuple(ignore or ())),
    )


def print_problems(  # noqa: PLR0913  one a flag
    paths: Sequence[Path],
    *,
    dossier: Path | None,
    form: CheckFormat,
    output: Path | None,
    strict: bool,
    chosen: Choice,
    earlier: str | None = None,
    lang: str = "en",
) -> None:
    """Print the problems; exit with 1 for errors, with `strict` for warnings too."""
    from sahelrisk.cli import session
    from sahelrisk.cli.given_file import STANDARD_INPUT, read_given
    from sahelrisk.cli.outputs import refuse_foreign, refuse_output, save_output
    from sahelrisk.reading.locate import locate
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.check import check as checked
    from sahelrisk.tasks.check import check_input

    words = words_of(lang)
    if output is not None:
        for root in (session.root_of(dossier), *(path for path in paths if path.is_dir())):
            refuse_output(output, root)
        refuse_foreign(output)
    if STANDARD_INPUT in paths:
        data, shown = read_given(STANDARD_INPUT)
        found = check_input(locate(dossier), data, shown, session.today(), chosen)
        found = replace(found, strict=strict)
    else:
        found = checked(
            paths,
            today=session.today(),
            dossier=dossier,
            chosen=chosen,
            earlier=earlier,
            strict=strict,
            note=lambda said: session.say(said.text(words.lang)),
        )
    if output is None:
        _print(found, form, sys.stdout, words)
    else:
        text = io.StringIO()
        _print(found, form, text, words)
        data = text.getvalue().encode("utf-8", "backslashreplace")
        session.say(save_output(output, data, words.lang))
    if found.fails:
        raise typer.Exit(PROBLEMS)


def _print(found: Checked, form: CheckFormat, out: TextIO, words: Words) -> None:
    from sahelrisk.cli import session
    from sahelrisk.report.problems.check_report import in_language, tally

    if form is not CheckFormat.TEXT:
        found = in_language(found, words)
    if form in TOPS:
        from sahelrisk.rendering.repository_paths import from_top

        top = next((os.environ[name] for name in TOPS[form] if os.environ.get(name)), "")
        found = replace(found, problems=from_top(found.problems, top))
    match form:
        case CheckFormat.JSON:
            from sahelrisk.rendering.json_text import write
            from sahelrisk.tasks.check import check_document

            write(check_document(found).as_json(), out)
        case CheckFormat.GITHUB:
            from sahelrisk.rendering.github import render as annotate

            annotate(found.problems, tally(found, words), out, words.lang)
        case CheckFormat.SARIF:
            from sahelrisk.rendering.sarif import render as to_sarif
            from sahelrisk.report.problems.rule_pages import described

            docs = os.environ.get(DOCS, "")
            to_sarif(found.problems, described(words), out, docs=docs, lang=words.lang)
        case CheckFormat.JUNIT:
            from sahelrisk.rendering.junit import render as to_junit

            to_junit(found.problems, tally(found, words), out, strict=found.strict)
        case CheckFormat.GITLAB:
            from sahelrisk.rendering.gitlab import render as to_gitlab

            to_gitlab(found.problems, out)
        case _:
            from sahelrisk.rendering.problem_text import render_problem

            for problem in found.problems:
                colour = out is sys.stdout and session.colour()
                render_problem(problem, out, colour=colour, lang=words.lang)
            out.write(tally(found, words) + "\n")
