"""The workflow that `init` writes runs as it is, at the repository's top and for a subfolder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desk_items import ITEM, Run
from repositories import commit, git
from sahelrisk.problems import UsageError
from sahelrisk.writing import workflow as module
from sahelrisk.writing.workflow import workflow

TOOL = "git+https://example.org/sahelrisk@0123456789abcdef"


def runs(text: str) -> dict[str, str]:
    """Return the scripts of a workflow by the names of their steps."""
    parts = re.split(r"^      - ", text, flags=re.MULTILINE)[1:]
    found = {}
    for part in parts:
        name = re.match(r"name: (.*)", part)
        script = re.search(r"run: \|\n((?:          .*\n)+)", part)
        if name and script:
            found[name[1]] = re.sub(r"^          ", "", script[1], flags=re.MULTILINE)
    return found


@pytest.fixture(params=[".", "desk", "a b/desk"])
def path(request: pytest.FixtureRequest) -> str:
    """Return where the dossier lies in its repository."""
    return str(request.param)


def test_it_runs_as_it_is(sahelrisk: Run, tmp_path: Path, path: str) -> None:
    """First push, two nights, and a pull request that rewrites: 0, 0, 0, then 1."""
    top = tmp_path / "top"
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch=main")
    folder = top / path
    said = sahelrisk("init", str(folder), "--tool", TOOL, "--tlp", "clear")
    assert said.returncode == 0, said.stderr
    [file] = (top / ".github/workflows").glob("*.yml")
    assert file.name == {".": "sahelrisk.yml", "desk": "sahelrisk-desk.yml"}.get(
        path, "sahelrisk-a-b-desk.yml"
    )
    text = file.read_text(encoding="utf-8")
    assert f"TOOL: '{TOOL}'" in text
    assert f"DOSSIER: '{path}'" in text
    assert "fetch-depth: 0" in text
    (folder / "evidence" / "a.toml").write_text(ITEM.format(id="a"), encoding="utf-8")
    base = commit(top)
    assert step(top, tmp_path, path, "Check", "") == 0
    assert step(top, tmp_path, path, "Check", "") == 0
    (folder / "evidence" / "b.toml").write_text(
        ITEM.format(id="b").replace("A statement", "Another"), encoding="utf-8"
    )
    commit(top)
    assert step(top, tmp_path, path, "Check", base) == 0
    assert step(top, tmp_path, path, "Review", base) == 0
    assert "b.toml" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    one = folder / "evidence" / "a.toml"
    one.write_text(one.read_text(encoding="utf-8").replace("level = 4", "level = 2"), "utf-8")
    commit(top)
    assert step(top, tmp_path, path, "Check", base) == 1
    assert step(top, tmp_path, path, "Review", base) == 1


def step(top: Path, place: Path, path: str, name: str, base: str) -> int:
    """Run a step as a runner does."""
    [file] = (top / ".github/workflows").glob("*.yml")
    tool = place / "bin" / "sahelrisk"
    if not tool.exists():
        tool.parent.mkdir()
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sahelrisk "$@"\n', "utf-8")
        tool.chmod(0o755)
    clean = {key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")}
    done = subprocess.run(
        [
            "bash",
            "--noprofile",
            "--norc",
            "-eo",
            "pipefail",
            "-c",
            runs(file.read_text("utf-8"))[name],
        ],
        cwd=top,
        check=False,
        env={
            **clean,
            "PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}",
            "DOSSIER": path,
            "BASE": base,
            "GITHUB_WORKSPACE": str(top),
            "GITHUB_STEP_SUMMARY": str(place / "summary.md"),
        },
    )
    return done.returncode


def test_what_is_there_is_left_alone(sahelrisk: Run, tmp_path: Path) -> None:
    """Editor settings and a workflow of that name are named and keep their bytes."""
    folder = tmp_path / "desk"
    for name in (".vscode/settings.json", ".gitattributes"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine", encoding="utf-8")
    said = sahelrisk("init", str(folder), "--tool", TOOL)
    assert said.returncode == 0, said.stderr
    for name in (".vscode/settings.json", ".gitattributes"):
        assert (folder / name).read_text(encoding="utf-8") == "mine"
        assert f"{folder / name} exists and was left alone" in said.stderr
    for path in folder.rglob("*.toml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        if first.startswith("#:schema "):
            assert (path.parent / first.removeprefix("#:schema ")).resolve().is_relative_to(folder)


def test_where_the_tool_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a repository its commit, of an index the version; a folder of this machine is nothing."""

    class Package:
        version = "1.2.3"
        text: str | None = None

        def read_text(self, name: str) -> str | None:
            return self.text if name == "direct_url.json" else "pip\n"

    package = Package()
    monkeypatch.setattr(module.metadata, "distribution", lambda _: package)
    assert module.installed_from() == "sahelrisk==1.2.3"
    vcs = {"vcs": "git", "commit_id": "abc"}
    package.text = json.dumps({"url": "https://example.org/s", "vcs_info": vcs})
    assert module.installed_from() == "git+https://example.org/s@abc"
    package.text = json.dumps({"url": "file:///x", "dir_info": {"editable": True}})
    assert module.installed_from() is None


@pytest.mark.parametrize("text", ["a\nb", "${{ secrets.X }}", " ", "a\x00"])
def test_nothing_acts_in_a_workflow(text: str) -> None:
    """What is given is a value, or refused."""
    with pytest.raises(UsageError):
        workflow("n", text, TOOL)
    with pytest.raises(UsageError):
        workflow("n", ".", text)
    assert "PATH: 'it''s'" not in workflow("n", "it's", TOOL)
    assert "DOSSIER: 'it''s'" in workflow("n", "it's", TOOL)
