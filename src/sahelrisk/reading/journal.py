"""What was read, for whoever asks: a record of Python's logging for each file and each dossier.

A library's user sees them with `logging.getLogger("sahelrisk").setLevel("DEBUG")`; `--verbose`
adds them up.
"""

from __future__ import annotations

import logging
from pathlib import Path

LOG = logging.getLogger("sahelrisk.reading")
FILE, DOSSIER = logging.DEBUG, logging.INFO


def file_read(path: Path, size: int) -> None:
    """Record that a file of `size` bytes was read."""
    LOG.log(FILE, "read %s, %d bytes", path, size)


def dossier_read(root: Path, items: int) -> None:
    """Record that the evidence of a dossier was read: so many items in its files."""
    LOG.log(DOSSIER, "dossier %s, %d items", root, items)
