"""The command `where`."""

from __future__ import annotations

from sahelrisk.cli.options import Desk, takes

PANEL = "For analysts"


@takes(Desk)
def where(*, options: Desk) -> None:
    """Show which dossier and which settings are in use, and why."""
    from sahelrisk.cli import session
    from sahelrisk.reading.locate import locate
    from sahelrisk.report.desk.catalogue import build_where
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.where import where as found

    location, words = locate(options.dossier), words_of(options.lang)
    made = found(location, _person(options.lang))
    session.deliver(build_where(made, location.reason, words), options)


def _person(lang: str) -> dict[str, str | bool | None]:
    """Return the user's settings and where each comes from."""
    from sahelrisk.cli.manner import now

    own = now().settings
    return {
        "settings": str(own.file),
        "settings_read": own.there,
        "lang": lang.lower(),
        "lang_from": own.lang.origin if own.lang.value == lang.lower() else "--lang",
        "color": own.color.value,
        "color_from": own.color.origin,
        "analyst": own.analyst.value if own.analyst else None,
        "analyst_from": own.analyst.origin if own.analyst else "",
    }
