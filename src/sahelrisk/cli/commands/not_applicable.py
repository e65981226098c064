"""`not-applicable`: a statement that an indicator does not apply, as a new file."""

from __future__ import annotations

from sahelrisk.cli.field_flags import Writing, given_by, with_fields
from sahelrisk.cli.options import Countries, takes

PANEL = "For analysts"


@takes(with_fields(Writing, "NotApplicable", but=("countries",), panel="The statement"))
def not_applicable(
    *,
    countries: Countries,
    options: Writing,
) -> None:
    """State that an indicator does not apply to a country, with the reason."""
    from sahelrisk.cli import saving, session
    from sahelrisk.problems import UsageError
    from sahelrisk.tasks.not_applicable import not_applicable as task
    from sahelrisk.tasks.opening import indicator_of

    codes = session.codes_of(countries, options)
    with saving.opened(options) as (work, words):
        given = given_by(options, "not-applicable")
        if "indicator" not in given:
            raise UsageError("missing_flags", flags="--indicator")
        given["indicator"] = indicator_of(work.dossier, given["indicator"])
        needs = not given.get("withdrawn")
        said = saving.signed(given, work, words, options, needs_reason=needs)
        saving.show_then_save(task(work, codes, said), work, options, words)
