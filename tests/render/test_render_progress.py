"""The bar for long work."""

from __future__ import annotations

import io
import sys

import pytest

from sahelrisk.rendering import progress


class Screen(io.StringIO):
    """A stream that plays a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (60.0, False)])
def test_only_long_work_shows_a_bar(
    patience: float, monkeypatch: pytest.MonkeyPatch, *, shown: bool
) -> None:
    """Items come as they are; the bar names the work, and only once it takes long."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", patience)
    assert list(progress.tracked(["a", "b", "c"], "Importing [rows]")) == ["a", "b", "c"]
    assert ("Importing [rows]" in screen.getvalue()) == shown


def test_off_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A log gets no bar."""
    assert list(progress.tracked([1, 2], "Importing")) == [1, 2]
    assert capsys.readouterr().err == ""
