"""The command `site`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.completion import one_of
from sahelrisk.cli.options import (
    AsOf,
    Ceiling,
    DossierDir,
    KnownOn,
    ProfileId,
    Reading,
    Watched,
    folder,
    takes,
)
from sahelrisk.locale import languages

PANEL = "For consultants"
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown on the pages, and in which languages."""

    dossier: DossierDir = None
    as_of: AsOf = None
    known_on: KnownOn = None
    profile: ProfileId = None
    tlp: Ceiling = None
    watch: Watched = None
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="Address the folder will have: adds an Atom feed of what was recorded lately.",
            rich_help_panel="Output",
            show_default=False,
        ),
    ] = None
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="LANG",
            help=f"Language of the pages: {', '.join((*languages(), BOTH))}.",
            rich_help_panel="Output",
            autocompletion=one_of(*languages(), BOTH),
        ),
    ] = BOTH


@takes(Choice)
def site(
    *,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT", parser=folder, help="Folder to write to: new, empty or a site."
        ),
    ],
    options: Choice,
) -> None:
    """Write the dossier as linked pages: map, ranking, countries, indicators, changes, sources."""
    import secrets

    from sahelrisk.cli import session
    from sahelrisk.cli.manner import now
    from sahelrisk.rendering.progress import tracked
    from sahelrisk.rendering.site_pages import Site
    from sahelrisk.report.site.site_build import Wish, view_of
    from sahelrisk.report.words import words_of
    from sahelrisk.system import signals_held
    from sahelrisk.tasks.site import site as gathered_site
    from sahelrisk.writing.site_folder import check_folder, save_site

    chosen = languages() if options.lang.lower() == BOTH else (words_of(options.lang).lang,)
    address = _address(options.base_url)
    check_folder(out)
    reading = Reading(
        dossier=options.dossier,
        as_of=options.as_of,
        known_on=options.known_on,
        profile=options.profile,
        tlp=options.tlp,
        lang=chosen[0],
    )
    found = gathered_site(session.request(reading), options.watch or ())
    words = words_of(chosen[0])
    wish = Wish(chosen, session.timed_run(), bool(address))
    pages = Site([view_of(found, words_of(lang), wish) for lang in chosen], address)
    parts = pages.parts() if now().quiet else tracked(pages.parts(), words("site_progress"))
    drawn = [(path, pages[path]()) for part in parts for path in pages.of(part)]
    with signals_held():  # the whole site, or none of it
        number = save_site(out, drawn, secrets.token_bytes)
    session.say(words("site_wrote", number=number, path=out))


def _address(given: str | None) -> str:
    """Return the address without its last slash; raises UsageError for none of the web."""
    from urllib.parse import urlsplit

    from sahelrisk.problems import UsageError

    if given is None:
        return ""
    try:
        parts = urlsplit(given)
    except ValueError:
        raise UsageError("site_base_url", url=repr(given)) from None
    web = parts.scheme in ("https", "http") and parts.netloc
    if not web or parts.query or parts.fragment or any(one.isspace() for one in given):
        raise UsageError("site_base_url", url=repr(given))
    return given.rstrip("/")
