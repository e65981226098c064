"""What the tests of the desk share: the command line in this process, and dossiers to write to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sahelrisk.cli.app import app

REGISTER = """\
[[source]]
id = "wire"
publisher = "Example Wire"
aliases = ["Example Wire News"]
owner = "Example Group"
reliability = "B"
notes = "register-secret"
"""


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return the command line as a function of its arguments and what comes on standard input."""

    def invoke(*arguments: object, given: bytes = b"") -> Result:
        return CliRunner().invoke(app, list(map(str, arguments)), input=given)

    return invoke


@pytest.fixture
def desk(tmp_path: Path, run: Callable[..., Result]) -> Path:
    """Return the folder of a new dossier with a register of one source."""
    folder = tmp_path / "desk"
    assert run("init", folder, "--tlp", "clear").exit_code == 0
    main = folder / "dossier.toml"
    lines = main.read_text(encoding="utf-8")
    main.write_text(lines.replace("evidence =", 'sources = "sources"\nevidence =', 1), "utf-8")
    (folder / "sources").mkdir()
    (folder / "sources" / "wire.toml").write_text(REGISTER, encoding="utf-8")
    return folder
