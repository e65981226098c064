"""What tests share: running the command line as users do, and small dossiers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from desk_items import ITEM, Run

TERMINALS = (
    "cli/test_completion.py",
    "desk/test_entering.py",
    "sheet/test_brief.py",
    "writing/test_editor.py",
    "writing/test_prompts.py",
    "writing/test_terminal.py",
)
SHELLS = ("manual/test_manual.py",)
collect_ignore = [*TERMINALS, *SHELLS] if os.name == "nt" else []  # terminals, shells of POSIX


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings of whoever runs the tests out of them: no file, no variable."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA", *(["HOME"] if sys.platform == "darwin" else [])):
            patch.setenv(name, str(home))
        for name in ("SAHELRISK_LANG", "SAHELRISK_COLOR", "SAHELRISK_ANALYST"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def a_key_that_interrupts() -> None:
    """Let Ctrl-C reach what the tests start: a shell has programs in the background ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def sahelrisk(tmp_path: Path) -> Run:
    """Return a function that runs the command line in an empty folder, away from a terminal."""

    def run(
        *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("SAHELRISK")}
        clean |= {"PYTHONUTF8": "1", "COLUMNS": "100", **(env or {})}
        (tmp_path / "empty").mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "sahelrisk", *arguments],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=clean,
            cwd=cwd or tmp_path / "empty",
        )

    return run


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a small dossier with one item, for tests that change it."""
    folder = tmp_path / "desk"
    (folder / "evidence").mkdir(parents=True)
    (folder / "dossier.toml").write_text('title = "A desk"\ntlp = "CLEAR"\n', encoding="utf-8")
    (folder / "evidence" / "a.toml").write_text(ITEM.format(id="mli-1"), encoding="utf-8")
    return folder
