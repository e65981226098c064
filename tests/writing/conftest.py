"""What the tests of writing share: a dossier to write to, and the command line in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from in_process import Run
from typer.testing import CliRunner, Result

from sahelrisk.cli.app import app


@pytest.fixture
def run() -> Run:
    """Return the command line as a function of its arguments."""

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, list(map(str, arguments)))

    return invoke


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    """Return the folder of a new dossier."""
    folder = tmp_path / "desk"
    assert run("init", folder).exit_code == 0
    return folder
