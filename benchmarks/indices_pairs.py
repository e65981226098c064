"""Seconds of three index runs beside the start of pandas, in one run of this script.

    python benchmarks/indices_pairs.py [PYTHON_WITH_PANDAS]

Every figure is the best of two runs, each in its own process. The ASEM run takes its data from
`../shared/data` where that exists, else the excerpt that comes with the example.
"""

from __future__ import annotations

import os
import random
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "../shared/data"
HEAD = 'schema = 1\nid = "bench"\nversion = "1"\ntitle = "Benchmark"\nmissing = "drop"\n'
SEED = 20261123


def seconds(command: list[str]) -> float:
    """Return the best time of two runs."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(
            command, check=True, capture_output=True, env=os.environ | {"COLUMNS": "120"}
        )
        times.append(time.perf_counter() - start)
    return min(times)


def codes() -> list[str]:
    """Return the alpha-3 codes of all countries."""
    table = (ROOT / "src/sahelrisk/model/countries.csv").read_text(encoding="utf-8")
    return [line.split(",")[0] for line in table.splitlines()[1:]]


def large(folder: Path) -> None:
    """Write 200 countries × 50 measured indicators × 10 years, five pillars, min-max."""
    draw = random.Random(SEED)
    keys = [f"p{i % 5}.i{i}" for i in range(50)]
    pillars = "".join(
        f'[[pillars]]\nid = "p{i}"\ntitle = "P{i}"\nmissing = "drop"\n' for i in range(5)
    )
    _write(folder / "dossier.toml", 'title = "Benchmark"\ntlp = "CLEAR"\n')
    _write(folder / "indicators/framework.toml", HEAD + pillars)
    for key in keys:
        measure = '[measure]\nunit = "u"\nnormalise = "min-max"\nevidence = "latest"\n'
        _write(folder / f"indicators/{key.replace('.', '/')}.toml", measure)
    columns = ", ".join(f'{key.replace(".", "_")} = "{key}"' for key in keys)
    series = (
        '[[series]]\nfile = "table.csv"\ncountry = "iso3"\nobserved = { column = "year" }\n'
        f'recorded = 2025-01-01\nreliability = "A"\ncredibility = 2\ncolumns = {{ {columns} }}\n'
    )
    _write(folder / "evidence/series.toml", series)
    lines = ["iso3,year," + ",".join(key.replace(".", "_") for key in keys)]
    for iso3 in codes()[:200]:
        for year in range(2015, 2025):
            lines.append(f"{iso3},{year}," + ",".join(f"{draw.random():.6f}" for _ in keys))
    _write(folder / "evidence/table.csv", "\n".join(lines) + "\n")


def judged(folder: Path) -> list[str]:
    """Write 54 countries × 26 judged indicators of the default framework, two items each."""
    draw = random.Random(SEED)
    _write(folder / "dossier.toml", 'title = "Benchmark"\ntlp = "CLEAR"\n')
    shutil.copytree(ROOT / "indicators", folder / "indicators")
    paths = sorted((folder / "indicators").glob("*/*.toml"))
    chosen = codes()[:54]
    for iso3 in chosen:
        items = []
        for path in paths:
            for number in range(2):
                items.append(
                    f'[[evidence]]\nid = "{iso3}-{path.stem}-{number}"\ncountries = ["{iso3}"]\n'
                    f'indicator = "{path.parent.name}.{path.stem}"\nobserved = 2026-0{draw.randint(1, 6)}-01\n'
                    f"recorded = 2026-06-02\nlevel = {draw.randint(1, 5)}\n"
                    f'statement = "s"\nreliability = "B"\ncredibility = {draw.randint(1, 3)}\n'
                    f'source = {{ publisher = "P{draw.randint(1, 9)}" }}\n'
                )
        _write(folder / f"evidence/{iso3}.toml", "\n".join(items))
    return chosen


def table(folder: Path) -> list[str]:
    """Return the command that prints a row a country: `compare`, or `score` where there is none."""
    known = subprocess.run(
        [sys.executable, "-m", "sahelrisk", "compare", "--help"], check=False, capture_output=True
    )
    if known.returncode == 0:
        return ["compare", "--all", "-d", str(folder)]
    rows = next((folder / "evidence").glob("*.csv")).read_text(encoding="utf-8").splitlines()
    place = 1 if "uCode" in rows[0] else 0
    chosen = sorted({row.split(",")[place].strip('"') for row in rows[1:]})
    return ["score", *chosen, "--brief", "--format", "csv", "-d", str(folder)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Print the seconds and the ratios."""
    pandas = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    start = seconds([pandas, "-c", "import pandas"])
    label = "python -c import pandas"
    print(f"{label:58} {start:7.2f} s")
    run = [sys.executable, "-m", "sahelrisk"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples/asem", folder / "asem")
        if DATA.is_dir():
            fill = runpy.run_path(str(ROOT / "examples/load_data.py"))["fill"]
            fill("asem", DATA, folder / "asem")
        large(folder / "large")
        judged(folder / "judged")
        asem = [*run, *table(folder / "asem"), "--as-of", "2018-12-31"]
        every = [*run, *table(folder / "large"), "--as-of", "2025-06-30"]
        audit = [*run, "audit", "--all", "-d", str(folder / "judged"), "--as-of", "2026-06-30"]
        for label, command in (
            ("ASEM, 51 × 49 on three levels, CSV to printed table", asem),
            ("200 countries × 50 measured indicators × 10 years", every),
            ("audit of 54 countries × 26 indicators", audit),
        ):
            took = seconds(command)
            print(f"{label:58} {took:7.2f} s  {took / start:6.2f} × pandas")


if __name__ == "__main__":
    main()
