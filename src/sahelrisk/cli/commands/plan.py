"""The command `plan`."""

from __future__ import annotations

from sahelrisk.cli.options import OneCountry, Reading, takes

PANEL = "For analysts"


@takes(Reading)
def plan(
    *,
    country: OneCountry,
    options: Reading,
) -> None:
    """Show what to collect next, when evidence expires and what would change the band."""
    from sahelrisk.cli import session
    from sahelrisk.report.plan_report import build_plan
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.plan import plan as planned

    found = planned(session.request(options), country)
    session.deliver(build_plan(found, words_of(options.lang), session.this_run(options)), options)
