"""Two branches that say the same, or not the same: what the merge gives, and what is said of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from desk_sheets import GOOD, Run, entered, item, put, sheet
from repositories import git


def merged(desk: Path, *branches: Callable[[], object]) -> None:
    """Do something on a branch each, and merge them."""
    git(desk, "init", "-q", "-b", "base")
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "base")
    for number, work in enumerate(branches):
        git(desk, "checkout", "-q", "-b", f"b{number}", "base")
        work()
        git(desk, "add", "-A")
        git(desk, "commit", "-qm", "work")
    for number in range(len(branches) - 1):
        git(desk, "merge", "-q", "-m", "merge", f"b{number}")


def test_one_sheet_imported_on_two_branches_is_one_file(desk: Path, run: Run) -> None:
    """The merge is clean, and every item is there once."""

    def work() -> None:
        done = run("import", "-", "-d", desk, "--analyst", "kd", given=sheet(GOOD))
        assert done.exit_code == 0, done.output

    merged(desk, work, work)
    assert len(entered(desk)) == 1
    assert run("check", desk).exit_code == 0


def test_identical_records_in_two_files_are_one(desk: Path, run: Run) -> None:
    """As sheets were imported before files were named by their content."""
    put(desk, item("a"), name="one")
    put(desk, item("a"), name="two")
    assert run("check", desk).exit_code == 0
    listed = run("evidence", "-d", desk, "-f", "csv").stdout
    assert listed.count("\r\na,") + listed.count("\na,") <= 2
    assert "1 item" in run("evidence", "-d", desk).stdout


def test_an_item_amended_on_two_branches_on_one_day_is_an_error(desk: Path, run: Run) -> None:
    """The merge is clean; `check` names both words and says what to do."""
    put(desk, item("a"))

    def work(level: int) -> Callable[[], object]:
        return lambda: run("amend", "a", "--level", level, "--reason", "r", "-d", desk)

    merged(desk, work(2), work(5))
    done = run("check", desk)
    assert "contradicting-amendments" in done.output
    assert "agree on one value" in done.output


def test_one_report_under_two_publishers_is_noted(desk: Path, run: Run) -> None:
    """`check` says to give them one origin."""

    def work(publisher: str) -> Callable[[], object]:
        flags = ("--indicator", "attack-tempo", "--observed", "2026-05-01", "--level", "3")
        grade = ("--statement", "Nine died.", "--reliability", "B", "--credibility", "2")
        return lambda: run(
            "add", "mali", *flags, *grade, "--source-publisher", publisher, "-d", desk
        )

    merged(desk, work("One"), work("Two"))
    done = run("check", desk)
    assert done.exit_code == 0
    assert "probable-duplicate" in done.output
    assert "one origin" in done.output


def test_one_sheet_imported_by_two_people_is_a_conflict_that_is_named(desk: Path, run: Run) -> None:
    """Both wrote the same file, so git asks which of them entered it; nothing counts twice."""
    git(desk, "init", "-q", "-b", "base")
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "base")
    for name in ("kd", "ab"):
        git(desk, "checkout", "-q", "-b", name, "base")
        run("import", "-", "-d", desk, "--analyst", name, given=sheet(GOOD))
        git(desk, "add", "-A")
        git(desk, "commit", "-qm", "work")
    done = subprocess.run(["git", "-C", str(desk), "merge", "-q", "kd"], check=False)
    assert done.returncode != 0
    said = run("check", desk)
    assert "merge-conflict" in said.output
    assert "keep one side" in said.output
