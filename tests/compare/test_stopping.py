"""Who stops the program finds whole files or none, and nothing in the temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import compare_desk as desk
import pytest

STOPPED = """
import signal, sys
from importlib import import_module
number, call, module, owner, name, *command = sys.argv[1:]
place = import_module(module)
place = getattr(place, owner) if owner else place
before, calls = getattr(place, name), [0]

def stopped(*arguments, **more):
    result = before(*arguments, **more)
    calls[0] += 1
    if calls[0] == int(call):
        print("stopped", file=sys.stderr, flush=True)
        signal.raise_signal(int(number))
    return result

setattr(place, name, stopped)
sys.argv = ["sahelrisk", *command]
from sahelrisk.__main__ import main
main()
"""
WRITING = ("sahelrisk.writing.save", "", "_write")
SHEET = ("openpyxl.worksheet._write_only", "WriteOnlyWorksheet", "append")
CASES = {
    "export": ("3", SHEET, ("export", "-o", "x.xlsx", "-d", "desk")),
    "score": ("1", WRITING, ("score", "mali", "-o", "a.html", "-o", "b.json", "-d", "desk")),
    "each": ("2", WRITING, ("score", "--all", "-o", "{country}.html", "-d", "desk")),
    "site": ("3", WRITING, ("site", "site", "--lang", "en", "-d", "desk")),
    "import": ("1", WRITING, ("import", "rows.csv", "-d", "desk")),
    "init": ("4", WRITING, ("init", "new")),
}
ROWS = (
    "countries,indicator,observed,level,statement,reliability,credibility\n"
    "MLI,p.a,2026-02-03,3,Something new,B,2\n"
)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Return a folder with a dossier of two countries, a sheet to import and a temporary folder."""
    items = [
        desk.item(f"i-{code}", date(2026, 3, 1), 3, countries=[code]) for code in ("MLI", "NER")
    ]
    desk.write(tmp_path / "desk", {"evidence": items})
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    return tmp_path


def listed(top: Path) -> set[str]:
    """Return the files and folders below a folder, hidden ones among them."""
    return {path.relative_to(top).as_posix() for path in top.rglob("*")}


def stopped(top: Path, number: int, case: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is told to stop after some call."""
    call, place, command = CASES[case]
    return subprocess.run(
        [sys.executable, "-c", STOPPED, str(number), call, *place, *command],
        cwd=top,
        env={**os.environ, "TMPDIR": str(top / "tmp"), "TEMP": str(top / "tmp")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a program without a word")
@pytest.mark.parametrize(
    ("case", "number", "left"),
    [
        ("export", signal.SIGINT, set()),
        ("export", signal.SIGTERM, set()),
        ("import", signal.SIGINT, set()),
        ("import", signal.SIGTERM, set()),
        ("score", signal.SIGTERM, {"a.html", "b.json"}),
        ("each", signal.SIGINT, {"mali.html", "niger.html"}),
        ("site", signal.SIGTERM, {"site/index.html", "site/en/index.html"}),
        ("init", signal.SIGTERM, {"new/dossier.toml", "new/evidence/example.toml"}),
    ],
)
def test_all_or_nothing(top: Path, case: str, number: signal.Signals, left: set[str]) -> None:
    """It exits as the shell expects, with all it was to write or nothing, and no temporary file."""
    if case == "export":
        pytest.importorskip("openpyxl")
    before = listed(top)
    ended = stopped(top, number, case)
    assert "stopped" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert ended.returncode == 128 + number
    new = listed(top) - before
    assert not any(name.startswith("tmp/") or name.endswith(".tmp") for name in new)
    files = {name for name in new if (top / name).is_file()}
    assert files >= left
    if case == "site":
        marked = (top / "site" / ".sahelrisk-site").read_text(encoding="utf-8").splitlines()[1:]
        assert files == {"site/.sahelrisk-site", *(f"site/{name}" for name in marked)}
    elif case != "init":  # whose main file comes last
        assert files == left
