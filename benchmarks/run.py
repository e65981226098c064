"""Print every ratio that the project promises, each pair measured in turn in one run.

`python benchmarks/run.py [--rounds 9] [--items 100000]`. Seconds depend on the machine and its
load; the ratios are what counts.
"""

from __future__ import annotations

import argparse
import compileall
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from worlds import write_dossier

import sahelrisk

FLOOR = "import typer, rich.console, rich.table; from pydantic import BaseModel"
AS_OF = date(2026, 6, 30)


def main() -> None:
    """Measure start-up, then scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--items", type=int, default=100_000)
    given = parser.parse_args()
    compileall.compile_dir(Path(sahelrisk.__file__).parent, quiet=2)
    start_up(given.rounds)
    scale(given.items)


def start_up(rounds: int) -> None:
    """Print the commands' times as ratios of F, what their libraries cost to import."""
    own = [sys.executable, "-m", "sahelrisk"]
    commands = {
        "python -I -c pass": [sys.executable, "-I", "-c", "pass"],
        "F": [sys.executable, "-c", FLOOR],
        "--version": [*own, "--version"],
        "--help": [*own, "--help"],
        "score mali, json": [*own, "score", "mali", "--as-of", str(AS_OF), "--format", "json"],
        "score mali, piped": [*own, "score", "mali", "--as-of", str(AS_OF)],
        "score mali, terminal": [*own, "score", "mali", "--as-of", str(AS_OF)],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as empty:
        for _ in range(rounds + 1):
            for name, command in commands.items():
                seconds[name].append(_process(command, empty, terminal=name.endswith("terminal")))
    medians = {name: statistics.median(taken[1:]) for name, taken in seconds.items()}
    for name, median in medians.items():
        print(f"{name:24} {median * 1000:8.1f} ms")
    _ratio("--version / python -I", medians["--version"] / medians["python -I -c pass"], 2.0)
    _ratio("--help / F", medians["--help"] / medians["F"], 1.5)
    for kind in ("json", "piped", "terminal"):
        _ratio(f"score, {kind} / F", medians[f"score mali, {kind}"] / medians["F"], 2.0)


def _process(command: Sequence[str], folder: str, *, terminal: bool) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    if terminal:
        _in_terminal(command, folder, environment)
    else:
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return time.perf_counter() - start


def _in_terminal(command: Sequence[str], folder: str, environment: dict[str, str]) -> None:
    leader, follower = os.openpty()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=follower, stderr=follower
    ) as process:
        os.close(follower)
        try:
            while os.read(leader, 65536):
                pass
        except OSError:  # the other end is closed: the command has ended
            pass
    os.close(leader)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))


def scale(items: int) -> None:
    """Print how scoring a large dossier compares with parsing the same bytes, and how it grows."""
    with tempfile.TemporaryDirectory() as folder:
        large = write_dossier(Path(folder) / "large", items, min(200, items))
        small = write_dossier(Path(folder) / "small", items // 100, min(200, items // 100))
        parse = _inside(_parse, large)
        score = _inside(_score, large)
        few = _inside(_score, small)
        one = _inside(_score_one, large)
        read = _inside(_read, large)
    print(f"{items} items: parse {parse:.2f} s, score all {score:.2f} s, one {one:.2f} s")
    _ratio("score all / tomli.loads", score / parse, 2.5)
    _ratio("growth exponent", math.log(score / few) / math.log(100), 1.1)
    _ratio("one country / finding and reading", one / read, 0.0)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    _ratio("peak memory, GB", peak, 1.0)


def _inside(task: Callable[[Path], None], folder: Path) -> float:
    """Run a task in a process of its own and return its seconds without the start-up."""
    code = (
        "import sys, time; from pathlib import Path; import run\n"
        f"run.warm(); start = time.perf_counter(); run.{task.__name__}(Path(sys.argv[1]))\n"
        "print(time.perf_counter() - start)"
    )
    taken = [
        float(
            subprocess.run(
                [sys.executable, "-c", code, str(folder)],
                capture_output=True,
                check=True,
                text=True,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parent)]),
                },
            ).stdout
        )
        for _ in range(3)
    ]
    return statistics.median(taken)


def warm() -> None:
    """Import what the tasks need."""
    import tomli  # noqa: F401, PLC0415

    import sahelrisk.reading.load  # noqa: PLC0415
    import sahelrisk.tasks.score  # noqa: PLC0415
    from sahelrisk.reading.locate import Location, example  # noqa: PLC0415

    sahelrisk.reading.load.load(Location(example(), "warm"))


def _parse(folder: Path) -> None:
    import tomli  # noqa: PLC0415

    for path in sorted(folder.rglob("*.toml")):
        tomli.loads(path.read_text(encoding="utf-8"))


def _read(folder: Path) -> None:
    for path in sorted(folder.rglob("*.toml")):
        path.read_bytes()


def _score(folder: Path) -> None:
    from sahelrisk.reading.load import load  # noqa: PLC0415
    from sahelrisk.reading.locate import Location  # noqa: PLC0415
    from sahelrisk.scoring.assess import assess  # noqa: PLC0415

    assess(load(Location(folder, "measured")), AS_OF)


def _score_one(folder: Path) -> None:
    from sahelrisk.reading.load import load  # noqa: PLC0415
    from sahelrisk.reading.locate import Location  # noqa: PLC0415
    from sahelrisk.scoring.assess import assess  # noqa: PLC0415

    assess(load(Location(folder, "measured"), {"AGO"}), AS_OF, countries=["AGO"])


def _ratio(name: str, ratio: float, wanted: float) -> None:
    promise = f"  (wanted: at most {wanted:g})" if wanted else ""
    print(f"{name:36} {ratio:8.2f}{promise}")


if __name__ == "__main__":
    main()
