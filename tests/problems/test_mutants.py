"""Mutated dossiers: whatever stands in the files, `check` answers, and what it accepts is scored.

`SAHELRISK_MUTANTS=20000` asks for more of them than a run of the tests can wait for.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zoo_cases

from memory import most_memory
from sahelrisk.analysis.difference import change
from sahelrisk.analysis.steps import state_of
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Severity
from sahelrisk.reading.load import read_all
from sahelrisk.reading.locate import Location
from sahelrisk.rendering import json_text as document
from sahelrisk.rendering import sarif
from sahelrisk.rendering.github import render as annotate
from sahelrisk.rendering.problem_text import render_problem
from sahelrisk.report.problems.check_report import tally
from sahelrisk.report.problems.rule_pages import described
from sahelrisk.report.words import words_of
from sahelrisk.scoring.assess import assess
from sahelrisk.tasks.check import Checked, check_document
from sahelrisk.tasks.health import notes_of

MUTANTS = int(os.environ.get("SAHELRISK_MUTANTS", "400"))
LONGEST_SECONDS = 2.0
MOST_MEMORY_KIB = 300 * 1024
TODAY = date(2026, 11, 23)
BEFORE = date(2025, 6, 1)
DESCRIBED = list(described(words_of("en")))
VALUES = (
    "true",
    "-1",
    "0",
    "0.0",
    "1e308",
    "1e49",
    "1e-49",
    "1e-320",
    "-1e-320",
    "nan",
    "inf",
    "9" * 40,
    "0x7fffffffffffffffff",
    '""',
    '"\\u202e"',
    '"' + "x" * 3_000 + '"',
    '"mli-1"',
    '"a\\u0000b"',
    '"../../x"',
    "[]",
    "[[]]",
    "[1, 2]",
    "{}",
    "{ a = 1 }",
    "2026-02-02",
    "0001-01-01",
    "9999-12-31",
    '"2026"',
    "2026-02-02T00:00:00Z",
    "12:00:00",
)
PIECES = (
    '"',
    "'",
    '"""',
    "[[",
    "]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\n",
    "\\",
    "\0",
    "\r",
    "#",
    "é",
    "日",
)


def _with_value(lines: list[str], at: int, chance: random.Random) -> None:
    if "=" in lines[at]:
        lines[at] = lines[at].split("=")[0] + "= " + chance.choice(VALUES)


def _without(lines: list[str], at: int, chance: random.Random) -> None:
    del lines[at : at + chance.randint(1, 3)]


def _twice(lines: list[str], at: int, chance: random.Random) -> None:
    end = at + chance.randint(1, 12)
    lines[end:end] = lines[at:end]


def _elsewhere(lines: list[str], at: int, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines)), lines.pop(at))


def _other_value(lines: list[str], at: int, chance: random.Random) -> None:
    other = chance.choice(lines)
    if "=" in lines[at] and "=" in other:
        lines[at] = lines[at].split("=")[0] + "=" + other.split("=", 1)[1]


def _other_key(lines: list[str], at: int, chance: random.Random) -> None:
    other = chance.choice(lines)
    if "=" in lines[at] and "=" in other:
        lines[at] = other.split("=")[0] + "=" + lines[at].split("=", 1)[1]


def _letters(lines: list[str], at: int, chance: random.Random) -> None:
    line = lines[at]
    start = chance.randrange(len(line) + 1)
    end = min(len(line), start + chance.randrange(4))
    lines[at] = line[:start] + chance.choice((*PIECES, "", line[start:end] * 2)) + line[end:]


def _number(lines: list[str], at: int, chance: random.Random) -> None:
    digits = [place for place, letter in enumerate(lines[at]) if letter.isdigit()]
    if digits:
        place = chance.choice(digits)
        lines[at] = lines[at][:place] + str(chance.randrange(10)) + lines[at][place + 1 :]


MUTATIONS: tuple[Callable[[list[str], int, random.Random], None], ...] = (
    _with_value,
    _without,
    _twice,
    _elsewhere,
    _other_value,
    _other_key,
    _letters,
    _number,
    _number,
)


def mutant(files: dict[str, str], chance: random.Random) -> dict[str, str]:
    """Return the files with one to four changes in one or two of them."""
    changed = dict(files)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(sorted(changed))
        lines = changed[name].split("\n")
        chance.choice(MUTATIONS)(lines, chance.randrange(len(lines)), chance)
        changed[name] = "\n".join(lines)
    return changed


def answered(folder: Path) -> bool:
    """Check a dossier, print what was found in every way, and score what may be scored."""
    result = read_all(Location(folder, "a mutant"), today=TODAY)
    problems = list(result.problems)
    good = result.dossier is not None and not any(
        one.severity is Severity.ERROR for one in problems
    )
    if result.dossier is not None and good:
        problems += result.placed(notes_of(result.dossier, TODAY))
        scored(result.dossier)
    for problem in problems:
        render_problem(problem, io.StringIO())
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    findings = Checked(problems, len(result.files))
    document.write(check_document(findings).as_json(), io.StringIO())
    annotate(problems, tally(findings, words_of("en")), io.StringIO())
    sarif.render(problems, DESCRIBED, io.StringIO())
    return good


def scored(dossier: Dossier) -> None:
    """Score all countries at two dates, and explain the difference."""
    codes = sorted({code for one in dossier.evidence for code in one.countries})
    for day in (BEFORE, TODAY):
        found = assess(dossier, day, known_on=None, profile=None, countries=codes)
    for code in codes[:2]:
        before = state_of(dossier, found.tree, BEFORE, BEFORE)
        change(code, before, state_of(dossier, found.tree, TODAY, None))


def every_mutant_is_answered(folder: Path) -> None:
    """Answer all mutants in a process that holds nothing else, so that its memory is theirs."""
    clean, chance, good = zoo_cases.clean(), random.Random(20261124), 0
    for _ in range(MUTANTS):
        files = mutant(clean, chance)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        start = time.process_time()
        good += answered(folder)
        assert time.process_time() - start < LONGEST_SECONDS, files
    assert good > MUTANTS // 50
    assert most_memory() < MOST_MEMORY_KIB


@pytest.mark.slow
def test_mutated_dossiers_are_answered(tmp_path: Path) -> None:
    """No mutant raises, takes two seconds, or 300 MiB; some are good and are scored."""
    ran = subprocess.run(
        [sys.executable, __file__, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode == 0, ran.stderr


if __name__ == "__main__":
    every_mutant_is_answered(Path(sys.argv[1]))
