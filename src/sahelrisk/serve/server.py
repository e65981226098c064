"""Take a port, say where, and serve until Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from sahelrisk.problems import UsageError
from sahelrisk.serve.routes import application
from sahelrisk.serve.setting import Setting

PATIENCE = 2
"""Seconds that answers under way are waited for at the end."""


def taken(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises UsageError for an address that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen()
    except (OSError, OverflowError) as error:
        made.close()
        why = getattr(error, "strerror", None) or error
        raise UsageError("serve_not_bound", host=host, port=port, why=why) from None
    return made


def address_of(host: str, port: int) -> str:
    """Return the address to open in a browser."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(setting: Setting, bound: socket.socket, started: Callable[[str], None]) -> None:
    """Serve a dossier on a socket until somebody ends it; `started` is told the address."""
    config = uvicorn.Config(
        application(setting),
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    with bound:
        started(address_of(setting.host, setting.port))
        uvicorn.Server(config).run(sockets=[bound])
