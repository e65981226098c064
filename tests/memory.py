"""The most memory that this process has held."""

from __future__ import annotations

import re
from pathlib import Path


def most_memory() -> int:
    """Return the most that this process has held so far, in KiB.

    Linux counts in `ru_maxrss` what the parent held when it forked; its own count starts anew.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        import resource  # not on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
    assert found
    return int(found[1])
