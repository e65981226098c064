"""The zoo of broken dossiers: every fault is found where it stands, and nothing beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from zoo_cases import Fault, build, cases

from desk_items import Run
from sahelrisk.cli import session as desk
from sahelrisk.cli.commands.check import CheckFormat, print_problems
from sahelrisk.problems import Severity
from sahelrisk.rules import RULES
from sahelrisk.tasks.check import EVERYTHING

CASES = cases()


@pytest.mark.parametrize("case", CASES)
def test_case(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Check reports exactly the marked errors and warnings, and its exit code agrees."""
    monkeypatch.setattr(desk, "today", lambda: date(2026, 11, 24))
    root = tmp_path / "desk"
    expected = build(CASES[case], root)
    code = _exit_code(root)
    assert _found(capsys.readouterr().out, root) == expected
    assert code == _code_of(expected)


def test_many_faults_as_users_run_it(sahelrisk: Run, tmp_path: Path) -> None:
    """A dossier of more than twenty faults over eight files is told whole in one run, exit 1."""
    root = tmp_path / "desk"
    expected = build(CASES["many-files"], root)
    assert len(expected) >= 20
    assert len({path for path, *_ in expected}) >= 8
    result = sahelrisk("check", "--format", "json", str(root))
    assert (_found(result.stdout, root), result.returncode) == (expected, 1)


def test_size() -> None:
    """The zoo keeps at least 250 cases."""
    assert len(CASES) >= 250


def _exit_code(root: Path) -> int:
    try:
        print_problems(
            (root,),
            dossier=None,
            form=CheckFormat.JSON,
            output=None,
            strict=False,
            chosen=EVERYTHING,
        )
    except typer.Exit as ended:
        return ended.exit_code
    return 0


def _found(output: str, root: Path) -> list[Fault]:
    """Return the errors and warnings of the JSON document, sorted."""
    return sorted(
        (str(Path(one["path"]).relative_to(root)), one["line"], one["column"], one["rule"])
        for one in json.loads(output)["problems"]
        if one["severity"] != "note"
    )


def _code_of(faults: list[Fault]) -> int:
    return int(any(RULES[rule].severity is Severity.ERROR for *_, rule in faults))
