"""Windows and macOS played on Linux: errors, path flavours, flags and consoles."""

from __future__ import annotations

import errno
import gc
import importlib.util
import io
import ntpath
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PureWindowsPath
from types import ModuleType
from typing import Any

import compare_desk as desk
import pytest
from review_desk import commit, git

from sahelrisk import __main__ as program
from sahelrisk import system
from sahelrisk.cli import session
from sahelrisk.problems import UsageError
from sahelrisk.reading.git import inside
from sahelrisk.writing import save
from sahelrisk.writing.save import save_new

SOURCES = Path(system.__file__).parent
AWARE = re.compile(
    r"os\.name\b|sys\.platform|\bplatform\.\w|\bO_(?!RDONLY|WRONLY)[A-Z]+|errno\.E[A-Z]+"
)


def as_on(patch: pytest.MonkeyPatch, **attributes: int) -> ModuleType:
    """Return the module of the system as it would be made where `os` has other constants."""
    for name, value in attributes.items():
        patch.setattr(os, name, value, raising=False)
    spec = importlib.util.spec_from_file_location("another", system.__file__)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program take this for Windows."""
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(system, "FOLDS_NAMES", True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("72", "72"), ("0100", "100"), ("100000", "1000"), ("9" * 5000, "1000")]
    + [(text, None) for text in ("", "0", "-1", "abc", "1e9", "\u00b2", "\u0661\u0662")],
)
def test_a_width_that_no_terminal_has_is_bounded_or_forgotten(text: str, kept: str | None) -> None:
    """Rich fills lines to whatever COLUMNS says, and typer fails at its import."""
    names = ("COLUMNS", "LINES", "TERMINAL_WIDTH")
    environment = dict.fromkeys(names, text) | {"HOME": "abc"}
    system.bound_sizes(environment)
    assert environment == (dict.fromkeys(names, kept) if kept else {}) | {"HOME": "abc"}


def test_no_width_of_the_environment_ends_the_help() -> None:
    """The size is bounded before any library asks for it."""
    sizes = {"COLUMNS": "9" * 400, "LINES": "\u00b2", "TERMINAL_WIDTH": "abc"}
    done = subprocess.run(
        [sys.executable, "-m", "sahelrisk", "rule", "--help"],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(SOURCES.parent), "PYTHONUTF8": "1"} | sizes,
    )
    assert b"--lang" in done.stdout


def test_what_is_assumed_of_a_system_stands_in_one_place() -> None:
    """No other module asks which system it runs on, or opens files in its own way."""
    found = [
        f"{path.relative_to(SOURCES)}: {match[0]}"
        for path in sorted(SOURCES.rglob("*.py"))
        if path != Path(system.__file__)
        for match in AWARE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_files_are_bytes_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Both ways of opening a file ask for bytes where the system knows texts too."""
    other = as_on(monkeypatch, O_BINARY=1 << 25)
    assert other.READ & other.CREATE & 1 << 25
    opened: list[int] = []
    open_ = os.open

    def spy(path: Any, flags: int, mode: int = 0o777) -> int:  # noqa: ANN401
        opened.append(flags)
        return open_(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr(save.os, "open", spy)
        save_new(tmp_path / "new.toml", b"a\nb\x1a\n", "token")
    assert system.CREATE in opened


@pytest.mark.parametrize("number", sorted(system.NO_LINKS))
def test_a_file_system_without_links(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int
) -> None:
    """Whatever it answers instead, FAT on Windows EINVAL, the file is there whole and alone."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refused)
    save_new(tmp_path / "new.toml", b"data\n", "token")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"new.toml": b"data\n"}


@pytest.mark.parametrize(("number", "doubts"), [(errno.EINVAL, 0), (errno.EIO, 1)])
def test_folders_that_sync_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, doubts: int
) -> None:
    """A network folder that cannot be synced is no doubt; a disk that fails is one."""
    sync = os.fsync

    def refused(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):  # noqa: PTH112
            raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", refused)
    assert len(save_new(tmp_path / "new.toml", b"data\n", "token").doubts) == doubts


@pytest.mark.usefixtures("windows")
def test_folders_are_not_opened_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """There a folder cannot be opened at all."""

    def refused(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refused)
    system.sync_folder(tmp_path)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    "path",
    ["a:stream.toml", "aux.toml", "evidence/NUL", "a/com1.x.toml", "a.toml.", "b /a.toml", "..\\x"],
)
def test_names_that_windows_takes_for_others(tmp_path: Path, path: str) -> None:
    """Devices, streams, and names whose last full stop or blank is lost are never written."""
    with pytest.raises(UsageError, match="leads out"):
        inside(tmp_path, path)


def test_the_same_names_are_files_elsewhere(tmp_path: Path) -> None:
    """On other systems they are as good as any."""
    for path in ("aux.toml", "a.toml."):
        inside(tmp_path, path).write_bytes(b"")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("twin", ["EVIDENCE/all.toml", "evidence/ALL.toml"])
def test_names_that_differ_only_in_case(tmp_path: Path, twin: str) -> None:
    """A revision with two files that are one there is refused; neither overwrites the other."""
    item = desk.item("one", date(2026, 3, 1), 3)
    folder = desk.write(tmp_path / "top" / "desk", {"evidence": [item]})
    desk.dump(folder / twin, {"evidence": [item | {"id": "two"}]})
    git(folder.parent, "init", "--quiet")
    commit(folder.parent, "twins")
    answer = desk.run("changes", "mali", "--from", "HEAD", folder=folder)
    if twin.startswith("EVIDENCE"):  # a folder that nothing names is not read
        assert answer.exit_code == 0
        return
    assert answer.exit_code == 2
    assert "two files of one name" in answer.stderr


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (r"C:\tools\vim.exe", [r"C:\tools\vim.exe"]),
        (r"C:\tools\vim.exe -f --wait", [r"C:\tools\vim.exe", "-f", "--wait"]),
        (r'"C:\Program Files\e\e.exe" --wait', [r"C:\Program Files\e\e.exe", "--wait"]),
    ],
)
def test_an_editor_keeps_its_backslashes(command: str, words: list[str]) -> None:
    """The path of an editor on Windows is taken as it is written there."""
    assert system.command_words(command) == words


@pytest.mark.usefixtures("windows")
def test_a_bare_path_with_blanks_is_an_editor(tmp_path: Path) -> None:
    """Nobody has to quote what is a file."""
    editor = tmp_path / "Program Files" / "editor.exe"
    editor.parent.mkdir()
    editor.touch()
    assert system.command_words(str(editor)) == [str(editor)]


@pytest.fixture
def drives(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let paths be those of Windows."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "path", ntpath)
        patch.setattr(os, "sep", "\\")
        yield


@pytest.mark.usefixtures("drives")
def test_another_drive_is_outside() -> None:
    """What lies on D: is not in a dossier on C:, and is shown whole."""
    found = [system.is_within(path, r"C:\desk") for path in (r"D:\x", r"C:\other", r"C:\desk\a")]
    shown = system.relative(PureWindowsPath(r"D:\x\a.toml"), PureWindowsPath(r"C:\desk"))  # type: ignore[arg-type]
    near = system.relative(PureWindowsPath(r"C:\x\a.toml"), PureWindowsPath(r"C:\desk"))  # type: ignore[arg-type]
    assert (found, shown, near) == ([False, False, True], "D:/x/a.toml", "../x/a.toml")


def test_output_has_the_same_line_ends_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that would write CRLF, as on Windows, is told not to."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "argv", ["sahelrisk", "rule", "duplicate-id"])
    try:
        with pytest.raises(SystemExit):
            program.main()
    finally:
        gc.enable()  # it was to end with the program; the tests that follow make cycles
    written = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert b"\n" in written
    assert b"\r" not in written


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("old", [True, False])
def test_an_old_console_gets_no_escape_sequences(
    monkeypatch: pytest.MonkeyPatch, *, old: bool
) -> None:
    """Colours are for consoles that act on them."""
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: old)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert session.colour() is not old


STOPPED = """
import os, signal, sys
from sahelrisk import __main__ as program
number, call, at = signal.Signals[sys.argv[1]], sys.argv[2], int(sys.argv[3])
usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
signal.signal(number, usual)  # nohup and shells in the background let it be ignored
real, count = getattr(os, call), 0
def stopping(*arguments, **more):
    global count
    found = real(*arguments, **more)
    count += 1
    if count == at:
        signal.raise_signal(number)
    return found
setattr(os, call, stopping)
sys.argv = ["sahelrisk", *sys.argv[4:]]
program.main()
"""


@pytest.mark.parametrize(
    ("name", "call", "at"),
    [
        ("SIGTERM", "open", 1),
        ("SIGTERM", "write", 1),
        ("SIGTERM", "fsync", 1),
        ("SIGTERM", "link", 1),
        ("SIGTERM", "fsync", 2),
        ("SIGINT", "write", 1),
        ("SIGINT", "link", 1),
        ("SIGHUP", "write", 1),
    ],
)
def test_a_signal_anywhere_leaves_no_half_file(
    tmp_path: Path, name: str, call: str, at: int
) -> None:
    """Whoever stops an entry finds it whole or not at all, and no temporary file anywhere."""
    folder = desk.write(tmp_path / "desk", {"evidence": [desk.item("one", date(2026, 3, 1), 3)]})
    (tmp_path / "scratch").mkdir()
    given = ("not-applicable", "mali", "--indicator", "p.b", "--reason", "R", "--no-input")
    before = {one for one in tmp_path.rglob("*") if one.is_file()}
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED, name, call, str(at), *given, "-d", str(folder)],
        env={**os.environ, "TMPDIR": str(tmp_path / "scratch")},
        capture_output=True,
        text=True,
        check=False,
    )
    new = {one for one in tmp_path.rglob("*") if one.is_file()} - before
    assert "Traceback" not in ended.stderr
    assert ended.returncode in (130, 143, 129), ended.stderr
    assert [one.suffix for one in new] in ([], [".toml"])
    assert all(one.is_relative_to(folder / "evidence") for one in new)
