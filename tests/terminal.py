"""A command on a pseudo-terminal, for tests of what only happens there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

PATIENCE = 60.0
_CONTROLLED = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A command on a terminal, with all it has printed so far."""

    def __init__(
        self,
        *arguments: object,
        program: Sequence[str] = (sys.executable, "-m", "sahelrisk"),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        columns: int = 80,
    ) -> None:
        """Start the command with the terminal as its controlling one, so that Ctrl-C reaches it."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        clean = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CONTROLLED, *program, *map(str, arguments)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=clean | {"TERM": "dumb", "SAHELRISK_ANALYST": "kd"} | dict(env or {}),
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self.master, self.seen, self.all = master, "", ""

    def expect(self, text: str) -> None:
        """Wait until a text is printed, and forget what came before it."""
        until = time.monotonic() + PATIENCE
        while text not in self.seen:
            if time.monotonic() > until or not self._read():
                self._give_up(f"no {text!r} in:\n{self.all}")
        self.seen = self.seen.partition(text)[2]

    def interrupt(self, text: str) -> None:
        """Press Ctrl-C until a text is printed.

        As with every program that reads lines, a signal between the question and the read is seen
        at the next key only.
        """
        until = time.monotonic() + PATIENCE
        while text not in self.seen:
            if time.monotonic() > until:
                self._give_up(f"Ctrl-C gave no {text!r} in:\n{self.all}")
            self.type("\x03")
            while text not in self.seen and self._read(within=1.0):
                pass

    def _give_up(self, why: str) -> NoReturn:
        self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self.master)
        pytest.fail(why)

    def answer(self, text: str) -> None:
        """Type a line."""
        self.type(text + "\n")

    def type(self, text: str) -> None:
        """Type, without Enter."""
        os.write(self.master, text.encode())

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._read():
            pass
        os.close(self.master)
        return self.process.wait(PATIENCE)

    def _read(self, within: float = PATIENCE) -> bool:
        if not select.select([self.master], [], [], within)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux says so when the other end is closed
            return False
        text = _ESCAPES.sub("", data.decode("utf-8", "replace"))
        self.seen += text
        self.all += text
        return bool(data)
