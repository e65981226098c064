"""The command `score`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sahelrisk.cli.options import Reading, country_argument, folder, takes

if TYPE_CHECKING:
    from sahelrisk.report.words import Words
    from sahelrisk.tasks.score import Scored

PANEL = "For consultants"
EACH = "{country}"


@takes(Reading)
def score(
    *,
    countries: Annotated[
        list[str] | None, country_argument("Names, ISO codes or @groups of the dossier.")
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="Score every country that has evidence.")
    ] = False,
    full: Annotated[
        bool,
        typer.Option("--full", help="Print every part: alerts, indicators, items and sources."),
    ] = False,
    brief: Annotated[  # noqa: ARG001  what is printed without it, too
        bool, typer.Option("--brief", help="Deprecated: the brief is the default.", hidden=True)
    ] = False,
    beside: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            parser=folder,
            help="Score as if this evidence file were in the dossier, and mark every page as a "
            "scenario; nothing is written to the dossier. Repeat for several files.",
            show_default=False,
        ),
    ] = None,
    options: Reading,
) -> None:
    """Score countries: a brief on one screen, or a sheet in a file.

    In --output, {country} stands for each country's name and {date} for the as-of date.
    """
    from sahelrisk.cli import session
    from sahelrisk.cli.manner import now
    from sahelrisk.report.score.score_report import build_score
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.score import each
    from sahelrisk.tasks.score import score as scored

    request = replace(session.request(options), beside=tuple(beside or ()))
    found = scored(request, countries or (), everyone=everyone)
    words, run = words_of(options.lang), session.this_run(options)
    flags = "" if words.lang == now().settings.lang.value else f"--lang {words.lang}"
    apart = [path for path in options.output or () if EACH in str(path)]
    made = []
    for one in each(found) if apart else ():
        paths = [_named(path, one, words) for path in apart]
        own = replace(options, output=paths, format=None, plain=False)
        made += session.drawn(build_score(one, words, run, full=full, flags=flags), own)
    together = [_named(path, found, words) for path in options.output or () if path not in apart]
    if together or not apart or options.format or options.plain:
        rest = replace(options, output=together)
        session.deliver(build_score(found, words, run, full=full, flags=flags), rest, before=made)
    else:
        session.write(made, options.lang)


def _named(path: Path, found: Scored, words: Words) -> Path:
    """Return an output file's name with the country and the date in it."""
    from sahelrisk.report.sheet.story import typed_name

    text = str(path).replace("{date}", found.assessment.as_of.isoformat())
    if EACH in text:
        text = text.replace(EACH, typed_name(found.assessment.countries[0].iso3, words))
    return Path(text)
