"""Make a new dossier: its files, each written only where none is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sahelrisk.model.base import Tlp
from sahelrisk.problems import Phrase, UsageError
from sahelrisk.reading.git import top_of
from sahelrisk.reading.locate import framework
from sahelrisk.schemas import FOLDER
from sahelrisk.system import relative
from sahelrisk.writing.ids import Draw, random_part
from sahelrisk.writing.new_dossier import SETTINGS, dossier_files, files_below
from sahelrisk.writing.save import NotSavedError, save_new
from sahelrisk.writing.workflow import installed_from, workflow, workflow_name


class Made(NamedTuple):
    """The files that were written, and those of editors and services that were there already.

    `tool` is what the workflow installs, None where nobody knows: then there is no workflow.
    """

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    tool: str | None


def init(
    folder: Path,
    title: str,
    tlp: Tlp,
    draw: Draw,
    *,
    with_framework: bool,
    tool: str | None = None,
) -> Made:
    """Write a dossier; raises UsageError where one of its files exists.

    Settings of editors and services that exist are left alone. The workflow stands at the top of
    the repository that the folder lies in.
    """
    schemas = files_below(FOLDER, ".schema.json")
    # The tables of base rates are a part of the framework, and so are the licences of their data.
    parts = (files_below(framework(), suffix) for suffix in (".toml", ".csv", ".md"))
    copied = {path: data for part in parts for path, data in part.items()} if with_framework else {}
    own = dossier_files(title, tlp, schemas, copied)
    source = tool or installed_from()
    files = {folder / path: data for path, data in own.items()}
    files |= {} if source is None else dict([_workflow(folder, source)])
    settings = {path for path in files if not _is_of_dossier(path, folder, own)}
    kept = tuple(path for path in files if path in settings and path.exists())
    taken = [path for path in files if path not in settings and path.exists()]
    if taken:
        names = ", ".join(str(path.relative_to(folder)) for path in taken)
        raise UsageError("init_taken", folder=folder, paths=names)
    new = {path: data for path, data in files.items() if path not in kept}
    return Made(tuple(_write(new, draw)), kept, source)


def _is_of_dossier(path: Path, folder: Path, own: dict[PurePosixPath, bytes]) -> bool:
    """Tell whether a file is the dossier's, and not a setting of an editor or a service."""
    name = PurePosixPath(path.relative_to(folder)) if path.is_relative_to(folder) else None
    return name in own and name.as_posix() not in SETTINGS if name else False


def _workflow(folder: Path, tool: str) -> tuple[Path, bytes]:
    """Return where the workflow goes and what it says."""
    place = folder.absolute()
    there = next(one for one in (place, *place.parents) if one.is_dir())
    top = top_of(there)
    base = place if top is None else top
    path = relative(place.resolve(), base.resolve())
    name = workflow_name(path if path != "." else "")
    target = base if top is not None else folder
    return (
        target / ".github" / "workflows" / f"{name}.yml",
        workflow(name, path, tool).encode(),
    )


def _write(files: dict[Path, bytes], draw: Draw) -> list[Path]:
    written: list[Path] = []
    # dossier.toml comes last: a folder without it is no dossier yet.
    first, *others = files
    try:
        for path in (*others, first):
            written.append(save_new(path, files[path], random_part(draw)).path)  # noqa: PERF401  kept where one fails
    except NotSavedError as error:
        before = ", ".join(map(str, written)) or Phrase("init_nothing")
        raise UsageError("init_partly", text=error, paths=before) from error
    return written
