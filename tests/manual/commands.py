"""The shell commands of a page, and a shell with the program in it; also a program of its own.

    python tests/manual/commands.py docs/tutorials/consultant.md

prints the commands of a page as one script, installing included, for `.ci/run`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
INSTALLS = re.compile(r"^(python3 -m venv |\. env/bin/activate$)")
SHIM = '#!/bin/sh\nexec "{python}" -m sahelrisk "$@"\n'


def script_of(page: Path) -> str:
    """Return the shell blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    return "".join(re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def without_install(script: str) -> str:
    """Return a script without the lines that install what it is about."""
    return "".join(line for line in script.splitlines(keepends=True) if not INSTALLS.match(line))


def followed(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script as a reader would type it into bash; it stops at the first failure."""
    place = folder / "bin"
    place.mkdir()
    program = place / "sahelrisk"
    program.write_text(SHIM.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    empty = folder / "empty"
    empty.mkdir()
    kept = {key: one for key, one in os.environ.items() if not key.startswith(("SAHELRISK", "GIT"))}
    known = {f"GIT_{who}_{what}": "kd" for who in ("AUTHOR", "COMMITTER") for what in ("NAME",)}
    known |= {f"GIT_{who}_EMAIL": "kd@example.org" for who in ("AUTHOR", "COMMITTER")}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=empty,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=kept
        | known
        | {"PATH": f"{place}{os.pathsep}{kept['PATH']}", "PYTHONUTF8": "1", "HOME": str(folder)},
    )


if __name__ == "__main__":
    print(script_of(Path(sys.argv[1])))  # noqa: T201  for a shell
