"""Many analysts at once: processes on one dossier, branches of one repository."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from in_process import Run
from typer.testing import CliRunner

from repositories import git
from sahelrisk.cli.app import app
from sahelrisk.problems import Severity
from sahelrisk.reading.load import read
from sahelrisk.reading.locate import Location
from sahelrisk.reading.proposal import propose
from sahelrisk.scoring.assess import assess
from sahelrisk.writing.ids import folder_of, new_id
from sahelrisk.writing.save import save_new
from sahelrisk.writing.toml_text import file_text

INDICATORS = ("security.attack-tempo", "security.kidnapping", "sovereignty.regime-cohesion")


def dossier_of(folder: Path) -> tuple[int, int]:
    """Return how many items a dossier has, and how many problems."""
    dossier, problems = read(Location(folder, ""))
    assert dossier is not None
    errors = [one for one in problems if one.severity is Severity.ERROR]  # made items look alike
    assert not errors, errors[0]
    return dossier.items, len(errors)


def _add_many(folder: Path, number: int) -> None:
    """Add items as the command does, but for reading everybody's before each one."""
    dossier, _ = read(Location(folder, ""))
    assert dossier is not None
    for index in range(number):
        observed = date(2026, 1, 1 + index % 28)
        key = new_id("MLI", observed, os.urandom)
        item = {
            "id": key,
            "countries": ["MLI"],
            "indicator": INDICATORS[index % 3],
            "observed": observed,
            "recorded": observed,
            "level": 1 + index % 5,
            "statement": "S",
            "reliability": "B",
            "credibility": 2,
        }
        text = file_text({"evidence": [item]})
        propose(dossier, text, "new.toml")
        save_new(folder_of(folder / "evidence", ["MLI"]) / f"{key}.toml", text.encode(), key[-6:])


def _score_until(folder: Path, stop: multiprocessing.synchronize.Event, torn: object) -> None:
    while not stop.is_set():
        dossier, problems = read(Location(folder, ""))
        errors = [one for one in problems if one.severity is Severity.ERROR]
        if dossier is None or errors:
            torn.put(str(errors[0]))  # type: ignore[attr-defined]
            return
        assess(dossier, date(2026, 11, 23), countries=["MLI"])


@pytest.mark.parametrize(
    ("processes", "each"), [(4, 15), pytest.param(8, 400, marks=pytest.mark.slow)]
)
def test_adds_of_many_processes_are_all_kept(desk: Path, processes: int, each: int) -> None:
    """Every item is there, the dossier has no problem, and who scores meanwhile sees no torn file."""
    context = multiprocessing.get_context("spawn")
    stop, torn = context.Event(), context.Queue()
    reader = context.Process(target=_score_until, args=(desk, stop, torn))
    reader.start()
    writers = [context.Process(target=_add_many, args=(desk, each)) for _ in range(processes)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    reader.join()
    assert [writer.exitcode for writer in (*writers, reader)] == [0] * (processes + 1)
    assert torn.empty()
    assert dossier_of(desk) == (processes * each, 0)


def test_commands_of_many_processes_are_all_kept(desk: Path) -> None:
    """The same with whole commands, each its own process."""
    flags = [
        "--indicator",
        "attack-tempo",
        "--observed",
        "2026-04-25",
        "--level",
        "3",
        "--statement",
        "S",
    ]
    flags += ["--reliability", "B", "--credibility", "2", "--no-input"]
    command = [sys.executable, "-m", "sahelrisk", "add", "mali", *flags, "-d", str(desk)]
    running = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(6)
    ]
    assert [one.wait() for one in running] == [0] * 6
    assert dossier_of(desk) == (6, 0)


def act(folder: Path, chance: random.Random, ids: list[str]) -> None:
    """Add an item, or amend one that the branch knows."""
    invoke = CliRunner().invoke
    if ids and chance.random() < 0.4:
        flags = chance.choice((["--level", "2"], ["--withdraw"], ["--credibility", "4"]))
        arguments = ["amend", chance.choice(ids), *flags, "--reason", "r"]
    else:
        country = chance.choice(("mali", "niger"))
        key = chance.choice(INDICATORS)
        arguments = ["add", country, "--indicator", key, "--observed", "2026-04-25"]
        arguments += [
            "--level",
            "3",
            "--statement",
            "S",
            "--reliability",
            "B",
            "--credibility",
            "2",
        ]
    result = invoke(app, [*arguments, "-d", str(folder)])
    assert result.exit_code == 0, result.output


def ids_of(folder: Path) -> list[str]:
    """Return the ids of a dossier's items."""
    dossier, _ = read(Location(folder, ""))
    assert dossier is not None
    return [one.id for one in dossier.evidence]


@pytest.mark.parametrize("histories", [3, pytest.param(30, marks=pytest.mark.slow)])
def test_branches_merge_without_a_conflict(desk: Path, run: Run, histories: int) -> None:
    """Two branches of 1 to 5 adds or amendments each merge to the union of their files."""
    git(desk, "init", "-q", "-b", "base")
    act(desk, random.Random(0), [])
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "base")
    for seed in range(histories):
        chance = random.Random(seed)
        files: set[str] = set()
        for branch in (f"one-{seed}", f"two-{seed}"):
            git(desk, "checkout", "-q", "-b", branch, "base")
            for _ in range(chance.randint(1, 5)):
                act(desk, chance, ids_of(desk))
                git(desk, "add", "-A")
                git(desk, "commit", "-qm", "work")
            files |= set(git(desk, "ls-files").splitlines())
        git(desk, "merge", "-q", "-m", "merge", f"one-{seed}")
        assert set(git(desk, "ls-files").splitlines()) == files
        assert dossier_of(desk)[1] == 0
        assert run("score", "mali", "niger", "-d", desk).exit_code == 0
        git(desk, "checkout", "-q", "base")
