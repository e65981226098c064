"""What the tests of `serve` share: the command line in this process, and a dossier to write to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from serve_desk import Browser, browser, small_desk
from typer.testing import CliRunner, Result

from sahelrisk.cli.app import app


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return the command line as a function of its arguments."""
    return lambda *arguments: CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a small dossier."""
    monkeypatch.setenv("SAHELRISK_ANALYST", "tester")
    return small_desk(tmp_path / "desk")


@pytest.fixture
def user(desk: Path) -> Browser:
    """Return a browser at the dossier."""
    return browser(desk)
