"""Two ratios, each measured in one run: `compare --all` and `history` against their yardsticks.

Run it from the top of a checkout: `python benchmarks/compare_pairs.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tomli
from generated import indicators, write

TOP = Path(__file__).resolve().parent.parent
AFRICA = [
    "DZA",
    "AGO",
    "BEN",
    "BWA",
    "BFA",
    "BDI",
    "CMR",
    "CPV",
    "CAF",
    "TCD",
    "COM",
    "COG",
    "COD",
    "CIV",
    "DJI",
    "EGY",
    "GNQ",
    "ERI",
    "SWZ",
    "ETH",
    "GAB",
    "GMB",
    "GHA",
    "GIN",
    "GNB",
    "KEN",
    "LSO",
    "LBR",
    "LBY",
    "MDG",
    "MWI",
    "MLI",
    "MRT",
    "MUS",
    "MAR",
    "MOZ",
    "NAM",
    "NER",
    "NGA",
    "RWA",
    "STP",
    "SEN",
    "SYC",
    "SLE",
    "SOM",
    "ZAF",
    "SSD",
    "SDN",
    "TZA",
    "TGO",
    "TUN",
    "UGA",
    "ZMB",
    "ZWE",
]
RUNS = 5
TEN_YEARS = 3653


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the shortest of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def command(*arguments: str) -> Callable[[], object]:
    """Return a run of the program."""
    environment = os.environ | {"PYTHONPATH": str(TOP / "src")}
    line = [sys.executable, "-m", "sahelrisk", *arguments]
    return lambda: subprocess.run(line, check=True, capture_output=True, env=environment)


def compare_pair(place: Path, keys: list[str]) -> None:
    """Print `compare --all` of 54 countries beside parsing its bytes and starting the program."""
    text = write(place, AFRICA, 5000, keys, 1500).decode()
    parse = best(lambda: tomli.loads(text))
    start = best(command("--help"))
    for form in ("terminal", "json"):
        arguments = ("compare", "--all", "-d", str(place), "--as-of", "2026-06-30", "-f", form)
        taken = best(command(*arguments))
        print(
            f"compare --all, {len(AFRICA)} countries, 5,000 items, {form}: {taken:.3f} s; "
            f"tomli.loads {parse:.3f} s, start-up {start:.3f} s; "
            f"(compare − start-up) / tomli = {(taken - start) / parse:.2f} (wanted: at most 3)"
        )


def history_pair(place: Path, keys: list[str]) -> None:
    """Print ten years by day of a country of 1,000 items beside one `score` of it."""
    write(place, ["MLI"], 1000, keys, TEN_YEARS)
    base = ("MLI", "-d", str(place))
    score = best(command("score", *base, "--as-of", "2026-06-30"))
    span = ("--from", "2016-06-30", "--to", "2026-06-30", "--every", "day", "-f", "csv")
    taken = best(command("history", *base, *span), 2)
    print(
        f"history by day over ten years, 1,000 items: {taken:.2f} s; one score {score:.3f} s; "
        f"ratio {taken / score:.1f} (wanted: at most 20)"
    )


if __name__ == "__main__":
    ids = indicators(TOP / "indicators")
    with tempfile.TemporaryDirectory() as folder:
        compare_pair(Path(folder) / "many", ids)
        history_pair(Path(folder) / "one", ids)
