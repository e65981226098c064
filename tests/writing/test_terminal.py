"""A session on a terminal: from an empty dossier to a score, by answering questions."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ANSWERS = (
    ("Indicator", "tempo"),
    ("Level", "7"),
    ("ladder runs from 1 to 5", "4"),
    ("Observed", "yesterday"),
    ("no date", "2026-04-25"),
    ("Statement", "Thirty attacks in three months."),
    ("Kind", "off"),
    ("Nature", ""),
    ("Publisher", "Example Wire"),
    ("Title", "A report"),
    ("Published", "2026-04-27"),
    ("URL", "https://example.org/report"),
    ("Reliability", "B2"),
    ("Origin", ""),
    ("Save?", "y"),
)
PATIENCE = 20.0
CONTROLLED = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "sahelrisk", *sys.argv[1:]])
"""


class Terminal:
    """A command on a pseudo-terminal, with all it has printed so far."""

    def __init__(self, *arguments: object) -> None:
        """Start the command with the terminal as its controlling one, so that Ctrl-C reaches it."""
        master, slave = pty.openpty()
        environment = os.environ | {"TERM": "dumb", "COLUMNS": "80", "SAHELRISK_ANALYST": "kd"}
        command = [sys.executable, "-c", CONTROLLED, *map(str, arguments)]
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self.master, self.seen, self.all = master, "", ""

    def expect(self, text: str) -> None:
        """Wait until a text is printed, and forget what came before it."""
        until = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < until, f"no {text!r} in:\n{self.all}"
            if not self._read():
                pytest.fail(f"ended before {text!r}:\n{self.all}")
        self.seen = self.seen.partition(text)[2]

    def answer(self, text: str) -> None:
        """Type a line."""
        os.write(self.master, text.encode() + b"\n")

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._read():
            pass
        os.close(self.master)
        return self.process.wait(PATIENCE)

    def _read(self) -> bool:
        if not select.select([self.master], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.seen += data.decode("utf-8", "replace")
        self.all += data.decode("utf-8", "replace")
        return bool(data)


def test_one_item_is_entered_by_prompts_and_scored(tmp_path: Path) -> None:
    """From an empty dossier: each wrong answer is asked again, the effect comes before saving."""
    desk = tmp_path / "desk"
    assert Terminal("init", desk).end() == 0
    session = Terminal("add", "mali", "-d", desk)
    for question, reply in ANSWERS:
        if question == "Save?":
            session.expect("Attack tempo")
        session.expect(question)
        session.answer(reply)
    session.expect("saved ")
    assert session.end() == 0
    [path] = desk.glob("evidence/mali/*.toml")
    text = path.read_text(encoding="utf-8")
    assert 'kind = "official-statement"' in text
    assert 'publisher = "Example Wire"' in text
    scored = Terminal("score", "mali", "-d", desk, "--as-of", "2026-06-30")
    assert scored.end() == 0
    assert "Thirty attacks in three months." in " ".join(scored.all.split())

    again = Terminal("add", "mali", "-d", desk, "--indicator", "kidnapping", "--level", "2")
    for question, reply in (*ANSWERS[4:9], ("[A report]", ""), ("[2026-04-27]", "-")):
        again.expect("Observed" if question == "no date" else question)
        again.answer(reply)
    again.expect("[https://example.org/report]")
    again.answer("")
    again.expect("[B]")
    again.answer("")
    again.expect("Credibility")
    again.answer("3")
    again.expect("Origin")
    again.answer("")
    again.expect("Save?")
    again.answer("n")
    again.expect("nothing was saved")
    assert again.end() == 0
    assert len(list(desk.glob("evidence/mali/*.toml"))) == 1


def test_an_interrupted_session_saves_nothing(tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and leaves no file."""
    desk = tmp_path / "desk"
    assert Terminal("init", desk).end() == 0
    session = Terminal("add", "mali", "-d", desk)
    session.expect("Indicator")
    os.write(session.master, b"\x03")
    session.expect("nothing was saved")
    assert session.end() == 130
    assert not list(desk.glob("evidence/mali/*"))
