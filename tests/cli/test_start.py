"""What start-up rests on: which modules are loaded, and that every Python prints the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
HEAVY = {"typer", "rich", "pydantic", "tomli"}


def loaded(code: str) -> set[str]:
    """Return the modules a fresh interpreter has after running code."""
    probe = f"import sys\n{code}\nprint('MODULES', *sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", probe], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    line = next(line for line in out.splitlines() if line.startswith("MODULES"))
    return set(line.split()[1:])


def run_main(*arguments: str) -> str:
    """Return code that runs the command line in this process and survives its exit."""
    return (
        f"sys.argv = ['sahelrisk', *{list(arguments)!r}]\n"
        "from sahelrisk.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )


def test_the_version_is_answered_before_typer_is_imported() -> None:
    """`--version` loads none of the libraries."""
    assert not HEAVY & loaded(run_main("--version"))


def test_the_help_loads_no_models() -> None:
    """`--help` loads neither pydantic nor any model."""
    modules = loaded(run_main("--help"))
    assert "pydantic" not in modules
    assert not any(name.startswith("sahelrisk.model") for name in modules)


def test_a_score_loads_only_what_it_needs() -> None:
    """`score` loads neither the help's drawing nor a renderer but the one that draws."""
    modules = loaded(run_main("score", "mali"))
    assert not {"rich.markdown", "typer.rich_utils", "sahelrisk.rendering.markdown"} & modules
    assert "rich.console" not in loaded(run_main("score", "mali", "--format", "json"))


def test_scoring_is_the_standard_library_only() -> None:
    """Importing the arithmetic loads no library and no model."""
    code = (
        "import sahelrisk.scoring.assess, sahelrisk.analysis.difference, sahelrisk.scoring.alerts,"
        " sahelrisk.scoring.basis"
    )
    modules = loaded(code)
    assert not HEAVY & modules
    models = {name for name in modules if name.startswith("sahelrisk.model.")}
    assert models == {"sahelrisk.model.likeness"}  # how names are compared; no model


def pythons() -> list[str]:
    """Return the interpreters of this machine that can import what we need."""
    found = [sys.executable]
    for name in ("python3.11", "python3.12", "python3.13", "python3.14"):
        path = shutil.which(name)
        probe = [path or "", "-c", "import typer, pydantic, tomli, rich"]
        if path and subprocess.run(probe, check=False, capture_output=True).returncode == 0:
            found.append(path)
    return found


@pytest.mark.parametrize(
    "setting",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "LANG": "fr_FR"},
    ],
)
def test_every_python_prints_the_same_bytes(setting: dict[str, str]) -> None:
    """The document does not depend on Python's version, hash seed, time zone or locale."""
    arguments = ["-m", "sahelrisk", "explain", "mali", "-f", "json", "--as-of", "2026-06-30"]
    seen = set()
    for python in pythons():
        done = subprocess.run(
            [python, *arguments],
            check=True,
            capture_output=True,
            env={
                **os.environ,
                "PYTHONPATH": str(SRC),
                "SOURCE_DATE_EPOCH": "0",
                "PYTHONUTF8": "1",
                **setting,
            },
        )
        seen.add(done.stdout)
        assert json.loads(done.stdout)["run"]["generated"] == "1970-01-01T00:00:00Z"
    assert len(seen) == 1
