"""Files are met as hostile: what may be read at all, and as what text."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from sahelrisk.problems import Origin, Problem

MAXIMUM_BYTES = 64 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}) |^={7}$", re.MULTILINE)


def read_bytes(path: Path, shown: str) -> bytes | Problem:
    """Return a regular file's bytes without a byte order mark, or why it cannot be read."""
    start = Origin(shown, 1, 1)
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Problem(start, "not-a-file", "this is no regular file")
            if status.st_size > MAXIMUM_BYTES:
                message = f"{status.st_size} bytes; at most {MAXIMUM_BYTES} are read"
                return Problem(start, "file-too-large", message, "split the file")
            return file.read().removeprefix(_BOM)
    except OSError as error:
        return Problem(start, "unreadable-file", f"cannot be read: {error.strerror}")


def decode(data: bytes, shown: str) -> str | Problem:
    """Return the text of UTF-8 bytes, or the place of the first byte that is not UTF-8."""
    marker = _CONFLICT.search(data)
    if marker and data.count(b"\n<<<<<<< ", 0) + data.startswith(b"<<<<<<< ") > 0:
        line = data.count(b"\n", 0, marker.start()) + 1
        excerpt = data[marker.start() :].split(b"\n", 1)[0].decode("utf-8", "replace")
        message = "a git merge conflict is left in the file"
        hint = "keep one side of the conflict, or both, and remove the markers"
        return Problem(Origin(shown, line, 1), "merge-conflict", message, hint, excerpt)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8")) + 1
        message = f"byte {error.start + 1} (0x{data[error.start]:02x}) is not UTF-8"
        excerpt = data[line_start:].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
        origin = Origin(shown, before.count(b"\n") + 1, column)
        return Problem(origin, "not-utf-8", message, "save the file as UTF-8", excerpt)
