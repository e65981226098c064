"""The command `serve`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from sahelrisk.cli.options import Ceiling, DossierDir, Language, ProfileId, Reading, Watched, takes

if TYPE_CHECKING:
    from sahelrisk.reading.locate import Location
    from sahelrisk.serve.setting import Setting

PANEL = "For analysts"


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, where, and whether forms are."""

    dossier: DossierDir = None
    profile: ProfileId = None
    tlp: Ceiling = None
    lang: Language = "en"
    watch: Watched = None
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Serve no forms; nothing can be written.")
    ] = False
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Address to listen on. Any but this machine's own is read-only.",
        ),
    ] = "127.0.0.1"
    port: Annotated[
        int, typer.Option(metavar="PORT", help="Port to listen on; 0 takes a free one.")
    ] = 8765
    open: Annotated[bool, typer.Option("--open", help="Open the start in a browser.")] = False


@takes(Serving)
def serve(*, options: Serving) -> None:
    """Serve the dossier as live pages on this machine, with forms to enter and amend evidence."""
    import gc
    import webbrowser

    from sahelrisk.cli import session
    from sahelrisk.problems import UsageError
    from sahelrisk.report.words import words_of

    try:
        from sahelrisk.serve.server import serve as served
        from sahelrisk.serve.server import taken
    except ImportError as error:
        raise UsageError("serve_extra") from error

    gc.enable()  # commands do without it, but this one stays
    words = words_of(options.lang)
    setting = _setting(options)
    bound = taken(options.host, options.port)
    setting = setting._replace(port=bound.getsockname()[1])

    def started(address: str) -> None:
        session.say(words("serve_started", address=address))
        if setting.read_only:
            session.say(words("serve_reading"))
        if options.open:
            webbrowser.open(address)

    served(setting, bound, started)


def _setting(options: Serving) -> Setting:
    """Return how the dossier is served; the clock and chance are read here, at each request."""
    import secrets
    from dataclasses import replace
    from datetime import datetime

    from sahelrisk.cli import saving, session
    from sahelrisk.locale import languages
    from sahelrisk.reading.locate import locate
    from sahelrisk.serve.setting import Setting, is_loopback
    from sahelrisk.tasks.opening import Request

    located: Location = locate(options.dossier)

    def ask(lang: str) -> Request:
        reading = Reading(
            dossier=options.dossier, profile=options.profile, tlp=options.tlp, lang=lang
        )
        return replace(session.request(reading), location=located, note=lambda _: None)

    first = options.lang.lower()
    return Setting(
        ask=ask,
        now=lambda: datetime.now().astimezone(),
        draw=secrets.token_bytes,
        run=session.timed_run(),
        languages=(first, *(one for one in languages() if one != first)),
        analyst=saving.analyst(None, located.root) or "",
        watch=tuple(options.watch or ()),
        read_only=options.read_only or located.bundled or not is_loopback(options.host),
        host=options.host,
    )
