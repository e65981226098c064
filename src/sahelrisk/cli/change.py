"""Commands for consultants: what changed, and how a score went."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.options import Reading, day, takes
from sahelrisk.problems import UsageError

PANEL = "For consultants"


class Every(StrEnum):
    """How far the dates of a series lie apart."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@takes(Reading)
def changes(
    *,
    country: Annotated[
        str, typer.Argument(help="A name or ISO code.", autocompletion=complete_country)
    ],
    since: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=day, help="What was said, and known, on that date."),
    ] = None,
    earlier: Annotated[
        str | None,
        typer.Option("--from", metavar="DIR|REV", help="Another dossier, or a git revision."),
    ] = None,
    later: Annotated[
        str | None,
        typer.Option("--to", metavar="DIR|REV", help="Compare with this one, not the dossier."),
    ] = None,
    options: Reading,
) -> None:
    """Split the difference between two dates, dossiers or revisions into its causes."""
    from sahelrisk.analysis.difference import change, state_of
    from sahelrisk.cli import session
    from sahelrisk.model.dossier import marked_alike, under_ceiling
    from sahelrisk.report.change.changes_report import build_changes
    from sahelrisk.report.change.replay import Changes, End
    from sahelrisk.report.words import words_of
    from sahelrisk.scoring.tree import grow

    words = words_of(options.lang)
    if since is None and earlier is None:
        message = "give --since DATE, --from DIR_OR_REVISION, or both"
        raise UsageError(message)
    codes = session.codes_of([country], options)
    if len(codes) != 1:
        message = "changes takes one country"
        raise UsageError(message)
    whole = replace(options, tlp=None)  # a ceiling is drawn when both ends are known
    now = (
        session.open_earlier(later, whole) if later is not None else session.open_for(whole, codes)
    )
    then = session.open_earlier(earlier, whole) if earlier is not None else now
    if then is not now:
        then, now = marked_alike(then, now)
    if options.tlp:
        then, now = (under_ceiling(one, options.tlp.value) for one in (then, now))
    as_of = session.as_of(options)
    start = since or as_of
    if start > as_of:
        message = f"--since {start} is after the as-of date {as_of}"
        raise UsageError(message)
    known = since
    if since and options.known_on:
        known = min(since, options.known_on)
    ends = []
    for dossier, day_of, known_on in (
        (then, start, known or options.known_on),
        (now, as_of, options.known_on),
    ):
        profile = session.profile_of(dossier, options)
        tree = grow(dossier.framework, dossier.indicators, profile)
        end = End(dossier, day_of, known_on, profile.id if profile else None)
        ends.append((end, state_of(dossier, tree, day_of, known_on)))
    (before, old), (after, new) = ends
    found = Changes(before, after, change(codes[0], old, new), words)
    session.deliver(build_changes(found, session.this_run()), options)


@takes(Reading)
def history(
    *,
    countries: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY…",
            help="Names, ISO codes or @groups.",
            autocompletion=complete_country,
        ),
    ],
    first: Annotated[
        date | None,
        typer.Option(
            "--from", metavar="DATE", parser=day, help="The first date. Default: a year before."
        ),
    ] = None,
    last: Annotated[
        date | None,
        typer.Option(
            "--to", metavar="DATE", parser=day, help="The last date. Default: the as-of date."
        ),
    ] = None,
    every: Annotated[Every, typer.Option(help="How far the dates lie apart.")] = Every.MONTH,
    options: Reading,
) -> None:
    """Print how a score went, with its interval, from all that is known now."""
    from sahelrisk.analysis.timeline import basis_of, dates, series
    from sahelrisk.cli import session
    from sahelrisk.model.dossier import TLP_ORDER
    from sahelrisk.report.change.history_report import History, Line, build_history
    from sahelrisk.report.score.score_document import marking
    from sahelrisk.report.words import words_of
    from sahelrisk.scoring.assess import assess_countries

    words = words_of(options.lang)
    codes = session.codes_of(countries, options)
    end = last or session.as_of(options)
    start = first or end - timedelta(days=365)
    if start > end:
        message = f"--from {start} is after the last date, {end}"
        raise UsageError(message)
    dossier = session.open_for(options, codes)
    profile = session.profile_of(dossier, options)
    basis = basis_of(dossier, profile, options.known_on)
    days = dates(start, end, every.value)
    lines = tuple(Line(iso3, tuple(series(basis, iso3, days))) for iso3 in codes)
    # The last date lists every item that an earlier one lists.
    labels = [marking(dossier, [country]) for country in assess_countries(basis, end, codes)]
    label = max(labels, key=[str(one) for one in TLP_ORDER].index)
    report = History(dossier, profile, options.known_on, every.value, lines, label, words)
    session.deliver(build_history(report, session.this_run()), options)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (changes, history):
        app.command(rich_help_panel=PANEL)(command)
