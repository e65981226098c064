"""A temporary folder that is gone afterwards, also when the program is told to stop."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sahelrisk.system import signals_held, signals_raising


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield an empty folder, and remove it with all that is in it.

    SIGTERM and SIGHUP end the program by SystemExit meanwhile, so that nothing of the evidence
    stays behind; what arrives while the folder is made or removed waits until that is done.
    """
    with signals_held():
        place = tempfile.TemporaryDirectory(prefix="sahelrisk-", ignore_cleanup_errors=True)
    try:
        with signals_raising():
            yield Path(place.name)
    finally:
        with signals_held():
            place.cleanup()
