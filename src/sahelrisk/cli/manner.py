"""How the command that runs speaks: quietly or not, and by which settings of its user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from sahelrisk.cli.settings import Settings, user_file


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command speaks."""

    quiet: bool = False
    settings: Settings = field(default_factory=lambda: Settings(user_file()))


_NOW: ContextVar[Manner] = ContextVar("manner")


def now() -> Manner:
    """Return the manner of the command that runs, the plain one where none does."""
    return _NOW.get(None) or Manner()


@contextmanager
def speaking(manner: Manner) -> Iterator[None]:
    """Let a command run in a manner."""
    token = _NOW.set(manner)
    try:
        yield
    finally:
        _NOW.reset(token)
