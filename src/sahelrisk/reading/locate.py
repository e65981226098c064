"""Which dossier is used, and why; and where the bundled framework and example lie."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sahelrisk.problems import UsageError

NAME = "dossier.toml"
VARIABLE = "SAHELRISK_DOSSIER"


@dataclass(frozen=True, slots=True)
class Location:
    """A dossier's folder, why it was chosen, and whether it is the bundled example.

    The reason is the key of a phrase; it is "" where nobody asks for it.
    """

    root: Path
    reason: str = ""
    bundled: bool = False


def locate(
    given: Path | None, environment: Mapping[str, str] = os.environ, start: Path | None = None
) -> Location:
    """Find the dossier: as given, by the environment, in the nearest parent, else the example.

    Raises UsageError if a folder was named that holds no dossier.toml.
    """
    if given is not None:
        return Location(_dossier_folder(given, "--dossier"), "located_given")
    if environment.get(VARIABLE):
        return Location(_dossier_folder(Path(environment[VARIABLE]), VARIABLE), "located_set")
    here = (start or Path()).absolute()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return Location(_short(folder, here), "located_nearest")
    return Location(example(), "located_bundled", bundled=True)


def example() -> Path:
    """Return the folder of the bundled example dossier."""
    return _bundle() / "examples" / "sahel"


def framework() -> Path:
    """Return the folder of the bundled framework."""
    return _bundle() / "indicators"


def _bundle() -> Path:
    """Return where the data lie: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "bundle"
    return installed if installed.is_dir() else package.parent.parent


def _dossier_folder(path: Path, named_by: str) -> Path:
    folder = path.parent if path.name == NAME and path.is_file() else path
    if not (folder / NAME).is_file():
        raise UsageError("no_dossier_there", named_by=named_by, path=repr(str(path)), name=NAME)
    return folder


def _short(folder: Path, here: Path) -> Path:
    """Prefer the relative path when the dossier is right here, as git and ruff do."""
    return Path() if folder == here else folder
