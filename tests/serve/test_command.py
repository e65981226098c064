"""The command: where it listens, and when nobody may write."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest
from typer.testing import Result

EVERYWHERE = ".".join("0000")


@pytest.mark.parametrize("where", ["network", "bundled", "asked"])
def test_nobody_writes_from_elsewhere(desk: Path, tmp_path: Path, where: str) -> None:
    """Where others could, where there is nothing to write to, and where it was asked for."""
    arguments = {
        "network": ("-d", str(desk), "--host", EVERYWHERE),
        "bundled": (),
        "asked": ("-d", str(desk), "--read-only", "--lang", "fr"),
    }[where]
    env = {key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")}
    command = [sys.executable, "-m", "sahelrisk", "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=env | {"PYTHONUTF8": "1"},
    ) as program:
        assert program.stderr
        line = program.stderr.readline()
        address = next(one for one in line.split() if one.startswith("http:"))
        assert program.stderr.readline().startswith(("read-only", "lecture seule"))
        port = int(address.rstrip("/").rpartition(":")[2])
        client = HTTPConnection("127.0.0.1", port)
        client.request("POST", "/en/write/due", b"a=1", {"Origin": f"http://127.0.0.1:{port}"})
        assert client.getresponse().status == 405
        client.close()
        program.send_signal(signal.SIGINT)
        program.wait(60)
    assert program.returncode == 130


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--port", "70000"), "cannot listen on 127.0.0.1, port 70000"),
        (("--host", "192.0.2.1", "--port", "0"), "cannot listen on 192.0.2.1, port 0"),
        (("--host", "no such host"), "cannot listen on no such host"),
        (("--lang", "xx"), "xx"),
        (("-d", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_served_is_said(
    run: Callable[..., Result], desk: Path, arguments: tuple[str, ...], said: str
) -> None:
    """In a sentence, before anything listens."""
    own = () if "-d" in arguments else ("-d", str(desk))
    done = run("serve", *own, *arguments)
    assert done.exit_code == 2
    assert said in done.output
