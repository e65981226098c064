"""`init`: a new dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.options import Tlp
from sahelrisk.cli.options import folder as folder_of

PANEL = "For analysts"


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", parser=folder_of, help="Folder of the new dossier.")
    ],
    *,
    title: Annotated[
        str | None,
        typer.Option("--title", help="Title of the dossier. Default: the folder's name."),
    ] = None,
    tlp: Annotated[
        Tlp,
        typer.Option(
            "--tlp", help="Marking of items that have none of their own.", case_sensitive=False
        ),
    ] = Tlp.AMBER,
    tool: Annotated[
        str | None,
        typer.Option(
            "--tool",
            metavar="WHAT",
            help="What pip installs in the workflow, pinned: 'sahelrisk==1.2.3', or "
            "'git+https://HOST/sahelrisk@COMMIT'. Default: where this program was installed from.",
            show_default=False,
        ),
    ] = None,
    with_framework: Annotated[
        bool,
        typer.Option("--with-framework", help="Copy the framework, so that it can be changed."),
    ] = False,
) -> None:
    """Create a dossier: files, editor settings and a CI workflow. Overwrites nothing."""
    from sahelrisk.cli.faults import answered

    answered(_init, folder, title=title, tlp=tlp, with_framework=with_framework, tool=tool)


def _init(
    folder: Path, *, title: str | None, tlp: Tlp, with_framework: bool, tool: str | None
) -> None:
    import secrets

    from sahelrisk.cli.manner import now
    from sahelrisk.cli.session import say
    from sahelrisk.report.words import words_of
    from sahelrisk.system import printable, signals_held
    from sahelrisk.tasks.init import init as task

    name = title or printable(folder.absolute().name) or "dossier"
    with signals_held():  # the whole dossier, or none of it
        made = task(
            folder, name, tlp.value, secrets.token_bytes, with_framework=with_framework, tool=tool
        )
    words = words_of(now().settings.lang.value)
    for path in made.kept:
        say(words("init_kept", path=path))
    if made.tool is None:
        say(words("init_no_tool", release="sahelrisk==VERSION"))
    enter = "" if folder.resolve() == Path.cwd() else f"  cd {folder}\n"
    say(words("init_made", folder=folder, number=len(made.written), enter=enter))
