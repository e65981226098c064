"""The command `reference`."""

from __future__ import annotations

from sahelrisk.cli.options import Desk, takes

PANEL = "For analysts"


@takes(Desk)
def reference(*, options: Desk) -> None:
    """Compute every country's base rate at each year's end, for a framework's reference.csv."""
    from sahelrisk.cli import session
    from sahelrisk.report.desk.reference_report import build_reference
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.reference import reference as found

    session.deliver(
        build_reference(found(session.request(options)), words_of(options.lang)), options
    )
