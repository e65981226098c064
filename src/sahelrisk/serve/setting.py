"""How a dossier is served: what the command line settles once, its clock and its chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from typing import NamedTuple

from sahelrisk.model.documents.parts import Run
from sahelrisk.tasks.opening import Request
from sahelrisk.writing.ids import Draw

LOOPBACK = "localhost"


class Setting(NamedTuple):
    """How a dossier is served.

    `ask` gives the question to the dossier as of now, in a language; the first of `languages` is
    the one that is shown first. `analyst` is who enters evidence where nobody else is named.
    """

    ask: Callable[[str], Request]
    now: Callable[[], datetime]
    draw: Draw
    run: Run
    languages: tuple[str, ...]
    analyst: str = ""
    watch: tuple[str, ...] = ()
    read_only: bool = False
    host: str = "127.0.0.1"
    port: int = 0


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == LOOPBACK


def is_address(host: str) -> bool:
    """Tell whether a host is written as a number, which no name server can lead astray."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
