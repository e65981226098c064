"""`init`: a new dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sahelrisk.cli.options import Tlp

PANEL = "For analysts"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new dossier's folder.")],
    *,
    title: Annotated[
        str | None, typer.Option("--title", help="[default: the folder's name]")
    ] = None,
    tlp: Annotated[
        Tlp, typer.Option("--tlp", help="Marking of items that bear none.", case_sensitive=False)
    ] = Tlp.AMBER,
    with_framework: Annotated[
        bool,
        typer.Option("--with-framework", help="Copy the framework, to change it."),
    ] = False,
) -> None:
    """Make a new dossier: files, editor settings and a CI workflow. Overwrites nothing."""
    from sahelrisk.cli.faults import answered

    answered(_init, folder, title=title, tlp=tlp, with_framework=with_framework)


def _init(folder: Path, *, title: str | None, tlp: Tlp, with_framework: bool) -> None:
    import sahelrisk
    from sahelrisk.cli.session import say
    from sahelrisk.cli.workspace import save_bytes
    from sahelrisk.problems import UsageError
    from sahelrisk.reading.locate import framework
    from sahelrisk.writing.new_dossier import dossier_files, files_below
    from sahelrisk.writing.save import NotSavedError

    name = title or folder.absolute().name or "dossier"
    schemas = files_below(Path(sahelrisk.__file__).parent / "schemas", ".schema.json")
    copied = files_below(framework(), ".toml") if with_framework else {}
    files = dossier_files(name, tlp.value, schemas, copied)
    taken = [str(path) for path in files if (folder / path).exists()]
    if taken:
        message = f"{folder}: nothing was written, for these exist: {', '.join(taken)}"
        raise UsageError(message)
    written: list[Path] = []
    try:
        # dossier.toml comes last: a folder without it is no dossier yet.
        first, *others = files
        written.extend(save_bytes(folder / path, files[path]).path for path in (*others, first))
    except NotSavedError as error:
        before = ", ".join(map(str, written)) or "nothing"
        message = f"{error}\nwritten before that: {before}"
        raise UsageError(message) from error
    say(
        f"a new dossier in {folder}: {len(written)} files\nnext: cd {folder}; sahelrisk add COUNTRY"
    )


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(init)
