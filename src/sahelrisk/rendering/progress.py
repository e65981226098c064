"""Progress of long work, on stderr."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

PATIENCE = 1.0
"""Seconds before a bar is shown."""

One = TypeVar("One")


def tracked(items: Collection[One], title: str) -> Iterator[One]:
    """Yield items; on a terminal, work that takes longer than a second shows a bar."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  most work is short
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    begun = time.monotonic()
    progress = Progress(console=Console(stderr=True), transient=True)
    task = progress.add_task(escape(title), total=len(items))
    try:
        for item in items:
            yield item
            progress.advance(task)
            if time.monotonic() - begun > PATIENCE:
                progress.start()
    finally:
        progress.stop()
