"""What ends a program from outside: it waits, or raises, so that nothing is left behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")
_SHELLS_ADD = 128


@contextmanager
def signals_held() -> Iterator[None]:
    """Let what would end the program wait, so that what is written is there whole or not at all.

    The last signal is sent again at the end.
    """
    came: list[int] = []
    with _handled(lambda number, _: came.append(number)):
        yield
    if came:
        signal.raise_signal(came[-1])


@contextmanager
def signals_raising() -> Iterator[None]:
    """Turn signals that would kill without a word into SystemExit."""
    with _handled(_stop, only_default=True):
        yield


def end_by_exit() -> None:
    """Turn them into SystemExit from now on, so that whoever has made something takes it away."""
    for number in _numbers():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _numbers() -> list[int]:
    """Return the signals of this system; outside the main thread they are left alone."""
    if threading.current_thread() is not threading.main_thread():
        return []
    found = (getattr(signal, name, None) for name in _STOPPING)
    return [number for number in found if number is not None]


@contextmanager
def _handled(handler: object, *, only_default: bool = False) -> Iterator[None]:
    before = {}
    for number in _numbers():
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
