"""Time a site of 54 countries and 5,000 items, and how long one more item takes.

Usage: python benchmarks/site_speed.py [ITEMS]
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import END, indicators, item, write

from sahelrisk.model import countries
from sahelrisk.reading.locate import framework

COUNTRIES = 54
DAYS = 1500
PAST = 1_000_000_000


def main() -> None:
    """Build, add an item, build again; print seconds, memory and the largest page."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    codes = sorted(countries.groups()["africa"])[:COUNTRIES]
    keys = indicators(framework())
    with tempfile.TemporaryDirectory() as place:
        desk, out = Path(place) / "desk", Path(place) / "site"
        write(desk, codes, items, keys, DAYS)
        report("site", desk, out)
        more = item(items, codes[0], keys[0], random.Random(1), DAYS)
        (desk / "evidence" / "more.toml").write_text(more, encoding="utf-8")
        for path in out.rglob("*"):
            os.utime(path, (PAST, PAST))
        report("one more item", desk, out)
        pages = list(out.rglob("*.html"))
        new = [one for one in pages if one.stat().st_mtime != PAST]
        print(f"{len(new)} of {len(pages)} pages written again")
        largest = max(pages, key=lambda one: one.stat().st_size)
        print(f"largest page {largest.stat().st_size / 1000:.0f} kB: {largest.relative_to(out)}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (wanted: at most 500)")


def report(name: str, desk: Path, out: Path) -> None:
    """Build a site and print its seconds: by the clock, and of the processor."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    own = [sys.executable, "-m", "sahelrisk", "site", str(out), "-d", str(desk)]
    subprocess.run([*own, "--as-of", END.isoformat()], check=True, capture_output=True)
    taken, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:16} {taken:6.1f} s, of the processor {used:6.1f} s (wanted: under 60)")


if __name__ == "__main__":
    main()
