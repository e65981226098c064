"""A temporary folder that is gone afterwards, also when the program is told to stop."""

from __future__ import annotations

import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")
_SHELLS_ADD = 128


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield an empty folder, and remove it with all that is in it.

    SIGTERM and SIGHUP end the program by SystemExit meanwhile, so that nothing of the evidence
    stays behind; what arrives while the folder is made or removed waits until that is done.
    """
    signals = _Signals()
    with signals.held():
        place = tempfile.TemporaryDirectory(prefix="sahelrisk-", ignore_cleanup_errors=True)
    try:
        with signals.raising():
            yield Path(place.name)
    finally:
        with signals.held():
            place.cleanup()


class _Signals:
    """The handlers of signals that end a program; outside the main thread they are left alone."""

    def __init__(self) -> None:
        names = _STOPPING if threading.current_thread() is threading.main_thread() else ()
        found = (getattr(signal, name, None) for name in names)
        self._numbers = [number for number in found if number is not None]

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let signals wait; the last of them is sent again at the end."""
        came: list[int] = []
        with self._handled(lambda number, _: came.append(number)):
            yield
        if came:
            signal.raise_signal(came[-1])

    @contextmanager
    def raising(self) -> Iterator[None]:
        """Turn signals that would kill without a word into SystemExit."""
        with self._handled(_stop, only_default=True):
            yield

    @contextmanager
    def _handled(self, handler: object, *, only_default: bool = False) -> Iterator[None]:
        before = {}
        for number in self._numbers:
            is_default = signal.getsignal(number) is signal.SIG_DFL
            if is_default or not (only_default or signal.getsignal(number) is signal.SIG_IGN):
                before[number] = signal.signal(number, handler)  # type: ignore[arg-type]
        try:
            yield
        finally:
            for number, one in before.items():
                signal.signal(number, one)


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(_SHELLS_ADD + number)
