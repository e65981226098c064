"""What `--verbose` tells: the files that were read, and the time it took."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sahelrisk.locale import phrase
from sahelrisk.reading.journal import DOSSIER, FILE, LOG


@contextmanager
def told(lang: str) -> Iterator[None]:
    """Tell at the end what was read, whatever became of the command."""
    journal, level, begun = Journal(), LOG.level, time.monotonic()
    LOG.addHandler(journal)
    LOG.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        LOG.removeHandler(journal)
        LOG.setLevel(level)
        for line in journal.lines(lang, time.monotonic() - begun):
            print(line, file=sys.stderr)


class Journal(logging.Handler):
    """Keeps what was read; a file that is read twice counts once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.files: dict[str, int] = {}
        self.dossiers: dict[str, int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Note the record."""
        kept = {FILE: self.files, DOSSIER: self.dossiers}.get(record.levelno)
        if kept is not None and isinstance(record.args, tuple):
            path, number = record.args
            kept[os.path.realpath(str(path))] = int(str(number))

    def lines(self, lang: str, seconds: float) -> Iterator[str]:
        """Yield what is told: dossiers, folders, and everything together."""
        for root, items in self.dossiers.items():
            yield phrase(lang, "read_dossier", {"path": root, "number": items})
        for folder, sizes in self._folders().items():
            yield phrase(lang, "read_folder", {"path": folder} | _amount(sizes))
        whole = _amount(list(self.files.values()))
        yield phrase(lang, "read_whole", whole | {"seconds": f"{seconds:.2f}"})

    def _folders(self) -> dict[str, list[int]]:
        """Return the sizes of files by the folder of a dossier that they lie in, or their own."""
        found: dict[str, list[int]] = {}
        for name, size in self.files.items():
            path = Path(name)
            roots = (Path(root) for root in self.dossiers)
            root = next((one for one in roots if path.is_relative_to(one)), None)
            top = root / path.relative_to(root).parts[0] if root else path.parent
            found.setdefault(str(path.parent if top == path else top), []).append(size)
        return dict(sorted(found.items()))


def _amount(sizes: list[int]) -> dict[str, object]:
    return {"files": len(sizes), "size": f"{sum(sizes) / 1000:.0f}"}
