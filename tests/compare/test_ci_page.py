"""The workflows of docs/ci.md, run: the check, and two nights with the baseline kept between them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sahelrisk.reading.locate import example

PAGE = (Path(__file__).parents[2] / "docs" / "ci.md").read_text(encoding="utf-8")
SHIM = '#!/bin/sh\nexec "{python}" -m sahelrisk "$@"\n'


def scripts(name: str) -> list[str]:
    """Return the shell scripts of a workflow of the page, but for those that install."""
    [workflow] = [
        one for one in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if f"name: {name}" in one
    ]
    found = []
    lines = iter([*workflow.splitlines(), ""])
    for line in lines:
        step = re.fullmatch(r"( *)(?:- )?run: (.*)", line)
        if not step:
            continue
        if step[2] != "|":
            found.append(step[2])
            continue
        block = []
        for below in lines:
            if below.strip() and len(below) - len(below.lstrip()) <= len(step[1]):
                break
            block.append(below)
        found.append(textwrap.dedent("\n".join(block)))
    return [one for one in found if "pip install" not in one]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder with the example's evidence and a group, as a checkout would be."""
    folder = tmp_path / "checkout"
    files = [path for path in example().rglob("*") if path.suffix in (".toml", ".csv")]
    for path in files:
        target = folder / path.relative_to(example())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    main = folder / "dossier.toml"
    text = main.read_text(encoding="utf-8")
    main.write_text(
        text.replace("[groups]\n", '[groups]\nwatched = ["MLI", "NER"]\n'), encoding="utf-8"
    )
    return folder


@pytest.fixture
def shell(tmp_path: Path, repository: Path):  # noqa: ANN201  a function
    """Return a function that runs a script as a runner does: bash, which stops at a failure."""
    program = tmp_path / "bin" / "sahelrisk"
    program.parent.mkdir()
    program.write_text(SHIM.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    summary = tmp_path / "summary.md"

    def run(script: str) -> subprocess.CompletedProcess[str]:
        env = {key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
            env=env
            | {"PATH": f"{program.parent}{os.pathsep}{env['PATH']}"}
            | {"GITHUB_STEP_SUMMARY": str(summary)},
        )

    return run


def test_the_check_of_a_change(shell, repository: Path) -> None:  # noqa: ANN001
    """The dossier passes; with a fault it fails, with an annotation beside the line."""
    check, compare = scripts("dossier")
    assert check.startswith("sahelrisk check")
    done = shell(check)
    assert done.returncode == 0, done.stdout
    done = shell(compare)
    assert done.returncode == 0, done.stderr
    assert "MLI" in done.stdout
    path = next(repository.glob("evidence/mali/2026.toml"))
    path.write_text(path.read_text(encoding="utf-8") + "levle = 3\n", encoding="utf-8")
    done = shell(check)
    assert done.returncode == 1
    assert "::error file=evidence/mali/2026.toml,line=" in done.stdout


def test_two_nights(shell, repository: Path, tmp_path: Path) -> None:  # noqa: ANN001
    """The first night has no baseline; the second says what moved, and its gate is asked."""
    compare, gate, keep = scripts("nightly")
    summary = tmp_path / "summary.md"
    for night in (1, 2):
        done = shell(compare)
        assert done.returncode == 0, done.stderr
        done = shell(gate)
        assert done.returncode == 0, done.stderr
        assert shell(keep).returncode == 0
        assert (repository / "last.json").is_file()
        assert not (repository / "tonight.json").exists()
        found = json.loads((repository / "last.json").read_text(encoding="utf-8"))
        assert len(found["countries"]) > 10
        assert ("change" in found["countries"][0]) is (night == 2)
    text = summary.read_text(encoding="utf-8")
    assert text.count("# Countries compared") == 2
    assert "| Mali |" in text


def test_a_night_on_which_a_line_is_crossed(shell, repository: Path) -> None:  # noqa: ANN001
    """The gate fails with 3 and says which country; the baseline is kept all the same."""
    compare, gate, keep = scripts("nightly")
    assert shell(compare).returncode == 0
    lower = gate.replace("score > 90", "score > 20")
    assert lower != gate
    done = shell(lower)
    assert done.returncode == 3
    assert re.search(r"gate crossed: Mali \(MLI\): score \d", done.stderr)
    assert shell(keep).returncode == 0
    assert (repository / "last.json").is_file()
