"""What the program touches: it writes only in the dossier or the named output, and asks nobody."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from sahelrisk.cli.app import COMMANDS

PACKAGE = Path(__file__).parents[2] / "src" / "sahelrisk"
WATCHED = """\
import json, os, sys
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
TOUCHING = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod")
seen = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], int):
        return  # a stream or a file that is open already
    if event == "open" and arguments[2] & WRITING:
        seen.append(["write", str(arguments[0])])
    elif event in TOUCHING:
        folder = arguments[-1] if event in ("os.remove", "os.rmdir") else -1
        where = "" if folder == -1 else os.readlink(f"/proc/self/fd/{folder}")
        seen.append(["write", os.path.join(where, str(arguments[0]))])
    elif event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        seen.append(["network", event])
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        seen.append(["run", str(arguments[0])])
log = os.open(sys.argv.pop(1), os.O_WRONLY)
sys.addaudithook(watch)
from sahelrisk.__main__ import main
try:
    main()
finally:
    os.write(log, json.dumps(seen).encode())
"""
READING = {
    "score": ("score", "mali"),
    "explain": ("explain", "mali"),
    "compare": ("compare", "--all"),
    "changes": ("changes", "mali", "--since", "2026-01-01"),
    "history": ("history", "mali"),
    "indicators": ("indicators",),
    "where": ("where",),
    "plan": ("plan", "mali"),
    "audit": ("audit", "mali"),
    "export": ("export",),
    "check": ("check",),
    "rule": ("rule",),
    "schema": ("schema", "evidence"),
    "reference": ("reference",),
    "evidence": ("evidence",),
    "sources": ("sources",),
    "bulletin": ("bulletin", "mali"),
}
ITEM = (
    *("--indicator", "attack-tempo", "--observed", "2026-04-25", "--level", "4"),
    *("--statement", "S", "--reliability", "B", "--credibility", "2", "--no-input"),
)
REVISIONS = {"review": ("review", "HEAD")}
"""What reads revisions: with git, into a temporary folder."""
WRITING = {
    "add": ("add", "mali", *ITEM),
    "amend": ("amend", "mli-1", "--withdraw", "--reason", "R"),
    "not-applicable": ("not-applicable", "mali", "--indicator", "kidnapping", "--reason", "R"),
    "import": ("import", "rows.csv"),
    "init": ("init", "new"),
    "site": ("site", "pages", "--lang", "en"),
}
SERVING = ("serve", "--port", "0")
ROWS = """\
countries,indicator,observed,level,statement,reliability,credibility
Mali,security.attack-tempo,2026-04-25,3,S,B,2
"""
# Which modules may call what writes, and why.
WRITERS = {
    "writing/save.py": "evidence, and the named output",
    "writing/site_folder.py": "the folder of a site, and what an earlier one left there",
    "cli/saving.py": "what could not be saved, kept for its writer",
    "cli/editor.py": "the draft in the editor",
    "cli/entering.py": "the draft in the editor",
    "reading/git.py": "a revision's files, in a temporary folder",
    "reading/revision_files.py": "a revision's files, in a temporary folder",
    "reading/scratch.py": "the temporary folder itself, removed whatever ends the program",
}
CALLS = {
    *("write_text", "write_bytes", "unlink", "rename", "mkdir", "touch", "symlink_to", "chmod"),
    *("hardlink_to", "rmdir", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory"),
    *("TemporaryFile", "copyfile", "copytree", "rmtree", "link", "symlink", "truncate"),
}


def touched(folder: Path, *arguments: str) -> dict[str, set[str]]:
    """Run a command in a folder and return what it wrote, ran and asked."""
    log = folder.parent / "log"
    log.write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, str(log), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, set[str]] = {"write": set(), "network": set(), "run": set()}
    for kind, what in json.loads(log.read_text(encoding="utf-8")):
        found[kind].add(what)
    return found


def test_every_command_is_watched() -> None:
    """A new command belongs to those that read or to those that write."""
    known = READING.keys() | REVISIONS.keys() | WRITING.keys()
    assert set(COMMANDS) == known | {SERVING[0]}


@pytest.mark.parametrize("command", sorted(READING))
def test_reading_commands_write_and_ask_nothing(desk: Path, command: str) -> None:
    """No file is opened for writing, no program is run, no socket made."""
    assert touched(desk, *READING[command]) == {"write": set(), "network": set(), "run": set()}


@pytest.mark.parametrize("command", sorted(REVISIONS))
def test_commands_on_revisions_leave_the_dossier_alone(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Files of a revision lie in a temporary folder while they are read; git alone is run."""
    for words in (
        ("init", "--quiet"),
        ("add", "--all"),
        ("-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "first"),
    ):
        subprocess.run(["git", *words], cwd=desk, check=True)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    found = touched(desk, *REVISIONS[command])
    wrote = {Path(desk / name).resolve() for name in found["write"] if name != os.devnull}
    places = {str(path) for path in wrote}
    assert {one for one in places if not one.startswith(str(tmp_path / "temporary"))} == set()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert found["network"] == set()
    assert {Path(name).name for name in found["run"]} == {"git"}


@pytest.mark.parametrize("command", sorted(WRITING))
def test_writing_commands_write_in_the_dossier(desk: Path, command: str) -> None:
    """Only there; no network, and no program but git, which knows who writes."""
    (desk / "rows.csv").write_text(ROWS, encoding="utf-8")
    found = touched(desk, *WRITING[command])
    wrote = {Path(desk / name).resolve() for name in found["write"] if name != os.devnull}
    assert wrote
    assert all(path.is_relative_to(desk.resolve()) for path in wrote)
    assert found["network"] == set()
    assert {Path(name).name for name in found["run"]} <= {"git"}


def test_serving_writes_nothing_and_asks_nobody(desk: Path, tmp_path: Path) -> None:
    """It listens, and a page that is asked for leaves no trace; Ctrl-C ends it."""
    log = tmp_path / "log"
    log.write_bytes(b"")
    env = {key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")}
    command = [sys.executable, "-B", "-c", WATCHED, str(log), *SERVING]
    with subprocess.Popen(command, cwd=desk, stderr=subprocess.PIPE, text=True, env=env) as program:
        assert program.stderr
        address = next(one for one in program.stderr.readline().split() if one.startswith("http:"))
        client = HTTPConnection(address.removeprefix("http://").rstrip("/"))
        client.request("GET", "/en/write/due")
        assert client.getresponse().status == 200
        client.close()
        program.send_signal(signal.SIGINT)
        program.wait(60)
    assert program.returncode == 130
    found = json.loads(log.read_text(encoding="utf-8"))
    assert {what for kind, what in found if kind == "write"} == set()
    network = {what for kind, what in found if kind == "network"}
    assert network <= {"socket.__new__", "socket.bind"}
    assert {Path(what).name for kind, what in found if kind == "run"} <= {"git"}


@pytest.mark.parametrize("name", ["out.json", "out.csv", "out.md", "out.html", "out.txt"])
def test_an_output_is_written_beside_itself(desk: Path, tmp_path: Path, name: str) -> None:
    """In the folder of the named output and nowhere else."""
    (tmp_path / "there").mkdir()
    found = touched(desk, "score", "mali", "--output", str(tmp_path / "there" / name))
    wrote = {Path(desk / one).resolve() for one in found["write"]}
    assert {path.parent for path in wrote} == {tmp_path.resolve() / "there"}
    assert [path.name for path in (tmp_path / "there").iterdir()] == [name]


def test_few_modules_write() -> None:
    """Evidence is written by one module; the others that write at all are named with the reason."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in CALLS:
                found.add(path.relative_to(PACKAGE).as_posix())
    assert found == WRITERS.keys()
