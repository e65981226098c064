"""The command `check` as a user runs it: exit codes, choices, formats, hostile files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from pydantic_sarif.model import (
    StaticAnalysisResultsFormatSarifVersion210JsonSchema as OfficialSarif,
)

Run = Callable[..., "subprocess.CompletedProcess[str]"]

# What SARIF 2.1.0 (OASIS, sections 3.13 to 3.30) requires of the objects we write.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_FROM_1 = {"type": "integer", "minimum": 1}
_LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "properties": {"startLine": _FROM_1, "startColumn": _FROM_1, "snippet": _TEXT},
                },
            },
        }
    },
}
_RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "shortDescription": _TEXT, "help": _TEXT},
}
_RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": _TEXT,
        "level": _LEVEL,
        "ruleIndex": {"type": "integer", "minimum": -1},
        "locations": {"type": "array", "items": _LOCATION},
    },
}
_DRIVER = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "rules": {"type": "array", "items": _RULE, "uniqueItems": True},
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {"driver": _DRIVER},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": _RESULT},
                },
            },
        },
    },
}


def put(desk: Path, name: str, old: str, new: str) -> None:
    """Write a copy of the desk's file with another id and one text replaced."""
    text = (desk / "evidence" / "a.toml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace('"mli-1"', f'"{name}"').replace(old, new)
    (desk / "evidence" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def faulty(desk: Path) -> Path:
    """Return the desk with an error, a warning and a file that is no TOML beside the good one."""
    put(desk, "b", "level = 4", "level = 9")
    put(desk, "c", 'reliability = "B"\ncredibility = 2', 'reliability = "A"\ncredibility = 5')
    (desk / "evidence" / "d.toml").write_text("[[evidence]\n", encoding="utf-8")
    return desk


def rules_of(answer: subprocess.CompletedProcess[str]) -> set[str]:
    """Return the rules of a JSON answer."""
    return {one["rule"] for one in json.loads(answer.stdout)["problems"]}


def test_every_fault_of_every_file_in_one_run(sahelrisk: Run, faulty: Path) -> None:
    """A broken file hides nothing in the others; the exit code is 1 and the tally stands last."""
    answer = sahelrisk("check", str(faulty))
    assert answer.returncode == 1
    for name, rule in (
        ("b.toml:7:9", "level-outside-ladder"),
        ("c.toml:11:", "grade-mismatch"),
        ("d.toml:1:", "toml-syntax"),
    ):
        lines = [line for line in answer.stdout.splitlines() if rule in line]
        assert len(lines) == 1, rule
        assert f"evidence/{name}" in lines[0]
    assert "checked: 2 errors, 1 warning" in answer.stdout.splitlines()[-1]
    assert "Traceback" not in answer.stderr


def test_a_good_dossier_exits_with_0(sahelrisk: Run, desk: Path) -> None:
    """Notes do not fail, not even strictly."""
    assert sahelrisk("check", str(desk)).returncode == 0
    assert sahelrisk("check", "--strict", str(desk)).returncode == 0


def test_strict_fails_for_warnings(sahelrisk: Run, desk: Path) -> None:
    """A warning exits with 0, and with 1 under --strict."""
    put(desk, "c", 'reliability = "B"\ncredibility = 2', 'reliability = "A"\ncredibility = 5')
    assert sahelrisk("check", str(desk)).returncode == 0
    assert sahelrisk("check", "--strict", str(desk)).returncode == 1


def test_select_and_ignore(sahelrisk: Run, faulty: Path) -> None:
    """What is not chosen is neither printed nor counted; an unknown rule is a usage error."""
    only = sahelrisk("check", str(faulty), "-f", "json", "--select", "grade-mismatch")
    assert (only.returncode, rules_of(only)) == (0, {"grade-mismatch"})
    ignored = ("--ignore", "toml-syntax", "--ignore", "level-outside-ladder")
    rest = sahelrisk("check", str(faulty), "-f", "json", *ignored)
    assert rest.returncode == 0
    assert not rules_of(rest) & {"toml-syntax", "level-outside-ladder"}
    wrong = sahelrisk("check", str(faulty), "--select", "toml-sintax")
    assert wrong.returncode == 2
    assert "toml-syntax" in wrong.stderr


def test_a_path_filters(sahelrisk: Run, faulty: Path) -> None:
    """Of a file that is named only its own problems are printed, and it decides the exit code."""
    one = sahelrisk("check", "evidence/b.toml", "-f", "json", cwd=faulty)
    assert (one.returncode, rules_of(one)) == (1, {"level-outside-ladder"})
    assert json.loads(one.stdout)["summary"]["files"] == 1
    good = sahelrisk("check", "evidence/a.toml", cwd=faulty)
    assert good.returncode == 0
    both = sahelrisk("check", "evidence/b.toml", "evidence/d.toml", "-f", "json", cwd=faulty)
    assert rules_of(both) == {"level-outside-ladder", "toml-syntax"}


def test_json_counts_what_it_lists(sahelrisk: Run, faulty: Path) -> None:
    """The summary agrees with the problems; each has a place."""
    document = json.loads(sahelrisk("check", str(faulty), "-f", "json").stdout)
    assert document["schema"] == "sahelrisk/check/1"
    for severity in ("error", "warning", "note"):
        listed = [one for one in document["problems"] if one["severity"] == severity]
        assert document["summary"][f"{severity}s"] == len(listed)
    assert all(one["line"] >= 1 and one["column"] >= 1 for one in document["problems"])


def test_sarif_is_as_the_standard_requires(sahelrisk: Run, faulty: Path) -> None:
    """Required properties of SARIF 2.1.0 are there, and each result points to its rule."""
    docs = {"SAHELRISK_DOCS": "https://example.org/problems"}  # to pydantic 2.10 a urn is no URI
    answer = sahelrisk("check", ".", "-f", "sarif", cwd=faulty, env=docs)
    assert answer.returncode == 1
    document = json.loads(answer.stdout)
    jsonschema.Draft202012Validator(SARIF).validate(document)
    OfficialSarif.model_validate(document)
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {"toml-syntax", "level-outside-ladder"} <= {one["ruleId"] for one in run["results"]}
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hang(desk: Path) -> None:
    """A named pipe called x.toml is refused at once."""
    os.mkfifo(desk / "evidence" / "x.toml")
    command = [sys.executable, "-m", "sahelrisk", "check", str(desk)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert answer.returncode == 1
    assert "not-a-file" in answer.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
@pytest.mark.parametrize("arguments", [("rule",), ("rule", "toml-syntax"), ("schema", "evidence")])
def test_a_reader_that_leaves_is_no_fault(arguments: tuple[str, ...]) -> None:
    """`rule NAME | head -1`: no trace and no exit with 1, even where nobody reads at all."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "sahelrisk", *arguments]
    answer = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, timeout=30
    )
    os.close(writing)
    assert answer.returncode != 1
    assert answer.stderr == ""


def test_without_a_dossier_the_example_is_checked_and_named(sahelrisk: Run, tmp_path: Path) -> None:
    """As for every command; a folder that is named and holds none is an error."""
    answer = sahelrisk("check", cwd=tmp_path)
    assert answer.returncode == 0
    assert "no dossier.toml here or above: the bundled example" in answer.stderr
    assert sahelrisk("check", ".", cwd=tmp_path).returncode == 2


def test_the_pre_commit_hook(sahelrisk: Run, faulty: Path, tmp_path: Path) -> None:
    """What the hook runs fails for a fault, and for a folder without a dossier."""
    hooks = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    told = dict(line.strip(" -").split(": ", 1) for line in hooks.splitlines())
    program, *command = told["entry"].split()
    arguments = [*command, *json.loads(told["args"])]
    assert (program, told["pass_filenames"]) == ("sahelrisk", "false")
    assert sahelrisk(*arguments, cwd=faulty).returncode == 1
    assert sahelrisk(*arguments, cwd=tmp_path).returncode == 2
    for name in "bd":
        (faulty / "evidence" / f"{name}.toml").unlink()
    assert sahelrisk(*arguments, cwd=faulty).returncode == 0
