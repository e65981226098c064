"""The command `audit`."""

from __future__ import annotations

from typing import Annotated

import typer

from sahelrisk.cli.options import CountriesOrAll, Reading, takes

PANEL = "For consultants"


@takes(Reading)
def audit(
    *,
    countries: CountriesOrAll = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every country with evidence (the default).")
    ] = False,
    options: Reading,
) -> None:
    """Test how scores respond to other weights, means and grades, and to leaving parts out."""
    from sahelrisk.cli import session
    from sahelrisk.report.audit_report import build_audit
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.audit import audit as audited

    names = () if everything or countries is None else countries
    found = audited(session.request(options), names)
    session.deliver(build_audit(found, words_of(options.lang), session.this_run(options)), options)
