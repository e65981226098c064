"""The command line in this process, with the streams that `__main__` gives it."""

from __future__ import annotations

import io
import os
import traceback
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import patch

import typer.main

from sahelrisk.cli.app import whole

TOLD = {
    "SAHELRISK_DEBUG": "1",
    "SOURCE_DATE_EPOCH": "1794300000",
    "COLUMNS": "100",
    "NO_COLOR": "1",
}


class Answer(NamedTuple):
    """What a command answered; `raised` is the traceback of a bug, or empty."""

    command: tuple[str, ...]
    code: int
    out: str
    err: str
    raised: str


@cache
def _command() -> Any:  # noqa: ANN401
    return typer.main.get_command(whole())


def invoke(*arguments: object) -> Answer:
    """Run a command line; bugs are caught with their traceback."""
    given = tuple(map(str, arguments))
    streams = [
        io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace", newline="")
        for _ in range(2)
    ]
    code, raised = 0, ""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SAHELRISK")}
    with (
        patch.dict(os.environ, clean | TOLD, clear=True),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
    ):
        try:
            _command().main(list(given), prog_name="sahelrisk")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        except Exception:  # noqa: BLE001  a bug is what is looked for
            code, raised = -1, traceback.format_exc()
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return Answer(given, code, texts[0], texts[1], raised)
