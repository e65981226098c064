"""Time `check` of a large dossier against parsing alone of the same bytes, in one run.

Usage: python benchmarks/check_speed.py [ITEMS] [FILES]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import tomli

from sahelrisk.reading.load import read
from sahelrisk.reading.locate import Location, example, framework

COUNTRIES = ("MLI", "NER", "BFA", "TCD", "MRT")
PUBLISHERS = tuple(f"Publisher {letter}" for letter in "abcdefgh")
TODAY = date(2026, 11, 23)


def item(number: int, indicator: str) -> str:
    """Return one evidence item as an analyst would write it."""
    day = date(2020, 1, 1) + timedelta(days=number % 2000)
    return f"""[[evidence]]
id = "{COUNTRIES[number % 5].lower()}-{day:%Y%m%d}-{number:06d}"
countries = ["{COUNTRIES[number % 5]}"]
indicator = "{indicator}"
observed = {day}
recorded = {day}
level = {number % 5 + 1}
statement = "What was seen on that day, in a sentence or two of the usual length, item {number}."
kind = "observation"
reliability = "{"ABC"[number % 3]}"
credibility = {number % 3 + 1}
origin = "report-{number // 2}"
analyst = "kd"
tlp = "CLEAR"
source = {{ title = "A report", publisher = "{PUBLISHERS[number % 8]}", published = {day} }}
"""


def build(folder: Path, items: int, files: int) -> list[Path]:
    """Write a dossier of so many items in so many files; return the evidence files."""
    folder.joinpath("dossier.toml").write_text('title = "Large"\n')
    shutil.copytree(framework(), folder / "indicators")
    paths = sorted(p for p in framework().rglob("*.toml") if p.name != "framework.toml")
    ids = [f"{path.parent.name}.{path.stem}" for path in paths]
    written = []
    each = items // files
    for number in range(files):
        path = folder / "evidence" / COUNTRIES[number % 5].lower() / f"{number:05d}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        own = range(number * each, (number + 1) * each)
        path.write_text("\n".join(item(one, ids[one % len(ids)]) for one in own))
        written.append(path)
    return written


def main(items: int = 10_000, files: int = 1_000) -> None:
    """Print seconds and their ratio, the best of three runs each, taken in turn."""
    with tempfile.TemporaryDirectory() as name:
        texts = [path.read_text() for path in build(Path(name), items, files)]
        read(Location(example(), "warm"), today=TODAY)
        parsing, checking = [], []
        for _ in range(3):
            start = time.perf_counter()
            for text in texts:
                tomli.loads(text)
            parsing.append(time.perf_counter() - start)
            start = time.perf_counter()
            _, problems = read(Location(Path(name), "bench"), today=TODAY)
            checking.append(time.perf_counter() - start)
        alone, whole = min(parsing), min(checking)
        print(f"{items} items, {files} files: tomli.loads {alone:.3f} s, check {whole:.3f} s,")
        print(f"ratio {whole / alone:.2f}; {len(problems)} problems")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
