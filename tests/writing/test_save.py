"""The safe write of contract § 6, with a fault at every system call."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sahelrisk.writing import save
from sahelrisk.writing.save import NameTakenError, NotSavedError, save_new

DATA = b"[[evidence]]\nid = 'new'\n" * 50
CALLS = ("mkdir", "open", "write", "fsync", "close", "link", "unlink")
CALLS_WITHOUT_LINKS = (*CALLS, "replace")
FAULTS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EMFILE)
MOST_CALLS = 40


class Faulty:
    """Counts the calls of the write path and lets one of them fail."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, at: int, act: Callable[[str], None]
    ) -> None:
        """Wrap every call; the one whose number is `at` acts first."""
        self.number, self.at, self.act = 0, at, act
        for name in CALLS_WITHOUT_LINKS:
            monkeypatch.setattr(save.os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that fails when its turn has come, before it does anything."""

        def counted(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401
            self.number += 1
            if self.number == self.at:
                self.act(name)
            return call(*arguments, **more)

        return counted


def existing(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder that a reader would see."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in found
        if not path.name.startswith(".")
    }


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file system know no hard links."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)


def prepared(folder: Path) -> dict[str, bytes]:
    """Put an older file where the new one goes, and return what is there."""
    (folder / "mali").mkdir(parents=True)
    (folder / "mali" / "old.toml").write_bytes(b"old\n")
    return existing(folder)


def test_a_new_file_is_there_whole_and_nothing_else_is(tmp_path: Path) -> None:
    """A save makes the folders it needs and leaves no temporary file."""
    saved = save_new(tmp_path / "a" / "b" / "new.toml", DATA, "token")
    assert saved.doubts == ()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["new.toml"]
    assert saved.path.read_bytes() == DATA


@pytest.mark.parametrize("links", [True, False])
def test_a_taken_name_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """A file of that name is never replaced, and the message says that nothing was saved."""
    if not links:
        without_links(monkeypatch)
    (tmp_path / "new.toml").write_bytes(b"mine")
    with pytest.raises(NameTakenError, match="nothing was saved"):
        save_new(tmp_path / "new.toml", DATA, "token")
    assert [path.name for path in tmp_path.iterdir()] == ["new.toml"]
    assert (tmp_path / "new.toml").read_bytes() == b"mine"


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("new_folder", [True, False])
def test_a_fault_at_any_call_leaves_the_file_absent_or_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fault: int, new_folder: bool, links: bool
) -> None:
    """Whichever call fails, old files keep their bytes and the message says which of both it is."""
    if not links:
        without_links(monkeypatch)
    outcomes = set()
    for at in range(1, MOST_CALLS):
        folder = tmp_path / str(at)
        before = prepared(folder)
        path = folder / ("niger" if new_folder else "mali") / "new.toml"

        def fail(_: str) -> None:
            raise OSError(fault, os.strerror(fault))

        with monkeypatch.context() as patched:
            faulty = Faulty(patched, at, fail)
            try:
                doubts = save_new(path, DATA, "token").doubts
                said = "; ".join(map(str, doubts)) or "saved"
            except NotSavedError as error:
                said = str(error)
        if faulty.number < at:
            assert said == "saved"
            break
        after = existing(folder)
        new = after.pop(str(path.relative_to(folder)), None)
        assert after == before
        outcomes.add(new is not None)
        if new is None:
            assert f"{path}: not saved" in said
        else:
            assert new == DATA
            assert "not saved" not in said
    else:
        pytest.fail("the path has more calls than were tried")
    assert outcomes == {True, False}


def _killed(folder: Path, at: int, *, links: bool) -> None:
    patch = pytest.MonkeyPatch()
    if not links:
        without_links(patch)
    Faulty(patch, at, lambda _: os.kill(os.getpid(), signal.SIGKILL))
    save_new(folder / "niger" / "new.toml", DATA, "token")


@pytest.mark.parametrize("links", [True, False])
def test_a_kill_between_any_two_calls_leaves_the_file_absent_or_whole(
    tmp_path: Path, *, links: bool
) -> None:
    """After kill -9 a reader sees the old files, and the new one whole or not at all.

    Without links it may be an empty claim, which is an evidence file that says nothing.
    """
    context = multiprocessing.get_context("fork")
    seen = set()
    for at in range(1, MOST_CALLS):
        folder = tmp_path / str(at)
        before = prepared(folder)
        child = context.Process(target=_killed, args=(folder, at), kwargs={"links": links})
        child.start()
        child.join()
        after = existing(folder)
        new = after.pop("niger/new.toml", None)
        assert after == before
        assert new in ((None, DATA) if links else (None, b"", DATA))
        seen.add(new)
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
    else:
        pytest.fail("the path has more calls than were tried")
    assert {None, DATA} <= seen


def test_the_temporary_file_of_a_kill_is_no_evidence(tmp_path: Path) -> None:
    """What a killed writer leaves behind is hidden and has no ending that is read."""
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_killed, args=(tmp_path, 7), kwargs={"links": True})
    child.start()
    child.join()
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert left
    assert all(name.startswith(".") and name.endswith(".tmp") for name in left)
