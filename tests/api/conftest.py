"""The example, read once, and the command line run in this process, for tests of the library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import sahelrisk as sr
from sahelrisk.cli.app import app

EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"


@pytest.fixture(scope="session")
def example() -> sr.Dossier:
    """Return the example."""
    return sr.load(EXAMPLE)


@pytest.fixture(scope="session")
def printed() -> Callable[[str], Any]:
    """Return a function that gives what a command prints of the example, JSON read."""

    def run(command: str) -> Any:  # noqa: ANN401
        words = command.split()
        place = [] if words[0] == "check" else ["-d", str(EXAMPLE)]
        done = CliRunner().invoke(app, [*words, *place], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout) if words[-1] == "json" else done.stdout_bytes.decode()

    return run
