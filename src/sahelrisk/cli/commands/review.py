"""The command `review`."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sahelrisk.cli.faults import PROBLEMS
from sahelrisk.cli.options import (
    MissingFigure,
    Reading,
    day_option,
    format_option,
    gate_option,
    takes,
)

if TYPE_CHECKING:
    from sahelrisk.report.blocks import Report
    from sahelrisk.report.words import Words
    from sahelrisk.tasks.gates import Answers
    from sahelrisk.tasks.review import Review

PANEL = "For consultants"
ReviewFormat = StrEnum("ReviewFormat", "TERMINAL PLAIN JSON CSV MARKDOWN HTML GITHUB")
"""Those of pages, and that of GitHub."""


@dataclass(frozen=True, slots=True)
class Reviewing(Reading):
    """Also the formats of services."""

    format: Annotated[ReviewFormat | None, format_option(ReviewFormat)] = None  # type: ignore[assignment]


@takes(Reviewing)
def review(
    *,
    base: Annotated[
        str, typer.Argument(metavar="BASE", help="The git revision or folder to compare with.")
    ],
    head: Annotated[
        str | None,
        typer.Argument(
            metavar="HEAD",
            help="The revision or folder that is reviewed. Default: HEAD as committed, or where "
            "BASE is a folder the dossier's folder.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        date | None, day_option("Score BASE as of this date. Default: both ends as of one day.")
    ] = None,
    fail_if: Annotated[list[str] | None, gate_option("a country of HEAD", "against BASE")] = None,
    missing: MissingFigure = None,
    options: Reviewing,
) -> None:
    """Show what a change does to all scores, line by line: a report for a pull request.

    Exits with 3 for a crossed gate and 1 for errors of HEAD.
    """
    from sahelrisk.cli import session
    from sahelrisk.report.review.review_report import build_review
    from sahelrisk.report.texts import DocumentTexts
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.review import review as reviewed
    from sahelrisk.tasks.review_building import answers_of

    request, words, run = (
        session.request(options),
        words_of(options.lang),
        session.this_run(options),
    )
    found = reviewed(request, base, head, since=since, fail_if=fail_if or ())
    if found.before.is_broken:
        session.warn(words("review_broken", name=found.before.name, number=found.before.errors))
    answers = answers_of(found, request, DocumentTexts(words), run)
    report = build_review(found, answers, words, run, ceiling=options.tlp is not None)
    _deliver(report, found, answers, options)
    dossier = found.after.dossier
    wanted = missing.value if missing else dossier.file.ci.missing if dossier else "fail"
    if found.after.errors and not answers.crossed:
        wanted = "skip"
    session.answer(answers, wanted, words)
    if found.after.errors or dossier is None:
        raise typer.Exit(PROBLEMS)


def _deliver(report: Report, found: Review, answers: Answers, options: Reviewing) -> None:
    from sahelrisk.cli import session
    from sahelrisk.report.words import words_of

    is_github = options.format is ReviewFormat.GITHUB
    if options.output or not is_github:
        session.deliver(report, replace(options, format=None) if is_github else options)
    if is_github:
        _annotate(report, found, answers, words_of(options.lang))


def _annotate(report: Report, found: Review, answers: Answers, words: Words) -> None:
    """Write new problems and crossed gates as annotations, and the page into the log."""
    from sahelrisk.rendering import render
    from sahelrisk.rendering.github import render as annotate
    from sahelrisk.rendering.github import render_crossings
    from sahelrisk.rendering.repository_paths import from_top

    top = os.environ.get("GITHUB_WORKSPACE", "")
    new = [one.in_language(words.lang) for one in from_top(found.new, top)]
    annotate(new, report.title, sys.stdout, words.lang)
    render_crossings([line.text(words.lang) for line in answers.crossed], sys.stdout, words.lang)
    render(report, "plain", sys.stdout)
