"""The command for those who doubt: how robust is a result."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country
from sahelrisk.cli.options import Reading, takes

PANEL = "For consultants"


@takes(Reading)
def audit(
    *,
    countries: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COUNTRY…]",
            help="Names, ISO codes or @groups. [default: all]",
            autocompletion=complete_country,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every country with evidence, as without names.")
    ] = False,
    options: Reading,
) -> None:
    """Say how robust scores are: other weights, means, grades, and parts left out."""
    from sahelrisk.analysis.robustness import audit as tried
    from sahelrisk.analysis.structure import structure_of
    from sahelrisk.cli import session
    from sahelrisk.problems import UsageError
    from sahelrisk.report.audit.audit_report import build_audit
    from sahelrisk.report.words import words_of
    from sahelrisk.scoring.assess import assess_countries, basis_of
    from sahelrisk.scoring.results import Assessment
    from sahelrisk.scoring.tree import grow

    words = words_of(options.lang)
    names = [] if everything or countries is None else countries
    codes = session.codes_of(names, options)
    dossier = session.open_dossier(options)
    profile = session.profile_of(dossier, options)
    as_of = session.as_of(options)
    tree = grow(dossier.framework, dossier.indicators, profile)
    basis = basis_of(dossier, tree, options.known_on)
    everyone = sorted(basis.by_country)
    wanted = codes or everyone
    if not wanted:
        message = "the dossier has no evidence, so there is nothing to audit"
        raise UsageError(message)
    # How indicators hang together is told by all countries, whichever are asked for.
    structure = structure_of(assess_countries(basis, as_of, everyone or wanted))
    results = assess_countries(basis, as_of, wanted)
    assessment = Assessment(tree, as_of, options.known_on, profile, results)
    found = tried(basis, as_of, wanted, dossier.framework.audit.ladders)
    report = build_audit(dossier, assessment, found, structure, words, session.this_run())
    session.deliver(report, options)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(audit)
