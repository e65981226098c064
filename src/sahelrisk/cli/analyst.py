"""Who enters evidence: by flag, variable or settings, else as git or the system knows them."""

from __future__ import annotations

import getpass
import subprocess
from pathlib import Path

from sahelrisk.cli.manner import now
from sahelrisk.cli.settings import Setting

FLAG, GIT = "--analyst", "git user.name"


def analyst(given: str | None, root: Path) -> Setting | None:
    """Return who writes: as given, by the user's settings, by git's, or the login name.

    None for the administrator of a machine, which says nothing about who sat there.
    """
    if given:
        return Setting(given, FLAG)
    if now().settings.analyst:
        return now().settings.analyst
    named = _git_name(root)
    if named:
        return Setting(named, GIT)
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may know no user
        return None
    return None if login == "root" else Setting(login)


def _git_name(folder: Path) -> str:
    command = ["git", "-C", str(folder), "config", "user.name"]
    try:
        done = subprocess.run(  # noqa: S603  no word of it is the user's but a folder's name
            command, capture_output=True, check=False, encoding="utf-8", errors="replace"
        )
    except OSError:  # no git
        return ""
    return " ".join(done.stdout.split())
