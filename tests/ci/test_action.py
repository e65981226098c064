"""The steps of the GitHub Action, run as a runner runs them: in a clone, with its variables."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from desk_items import ITEM
from repositories import GIT, commit, git

ROOT = Path(__file__).parents[2]
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")
SHIM = """#!/bin/sh
exec "{python}" -m sahelrisk "$@"
"""


def steps() -> dict[str, tuple[str, dict[str, str]]]:
    """Return the steps of the action that run a script: its command and its variables."""
    found = {}
    for step in ACTION.split("\n    - name: ")[1:]:
        run = re.search(r"^      run: (.*)$", step, re.MULTILINE)
        if run:
            pairs = re.findall(r"^        ([A-Z_]+): (.*)$", step, re.MULTILINE)
            found[step.split("\n", 1)[0]] = (run[1], dict(pairs))
    return found


class Runner:
    """A job: a checkout, a place for results, and the variables of each step."""

    def __init__(self, place: Path, checkout: Path) -> None:
        """Put the tool on the path, as the step that installs it does."""
        self.place, self.checkout = place, checkout
        tool = place / "bin" / "sahelrisk"
        tool.parent.mkdir(parents=True)
        tool.write_text(SHIM.format(python=sys.executable), encoding="utf-8")
        tool.chmod(0o755)
        self.temp = place / "temp"
        self.temp.mkdir()

    def run(self, step: str, **given: str) -> tuple[int, str, dict[str, str]]:
        """Run a step; return its exit code, its log and its outputs."""
        command, names = steps()[step]
        assert given.keys() <= names.keys()
        output = self.place / "output"
        output.write_text("", encoding="utf-8")
        clean = {key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=self.checkout,
            capture_output=True,
            text=True,
            check=False,
            env={
                **clean,
                **GIT,
                **dict.fromkeys(names, ""),
                **given,
                "PYTHONUTF8": "1",
                "PATH": f"{self.place / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(self.checkout),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.place / "summary.md"),
                "RUNNER_TEMP": str(self.temp),
            },
        )
        lines = output.read_text(encoding="utf-8").splitlines()
        return done.returncode, done.stdout + done.stderr, dict(one.split("=", 1) for one in lines)

    def job(self, dossier: str, base: str, **more: str) -> tuple[int, str, dict[str, str]]:
        """Run all scripts of a job as the action joins them; return its end, log and outputs."""
        code, log, found = self.run("Base", DOSSIER=dossier, BASE=base)
        if code:
            return code, log, found
        out, commit = found["folder"], found.get("commit", "")
        _, said, check = self.run("Check", DOSSIER=dossier, COMMIT=commit, OUT=out)
        log += said
        review: dict[str, str] = {}
        if commit:
            _, said, review = self.run("Review", DOSSIER=dossier, COMMIT=commit, OUT=out, **more)
            log += said
        ended, said, _ = self.run("Result", CHECK=check["code"], REVIEW=review.get("code", ""))
        return ended, log + said, found


@pytest.fixture(params=[".", "desk"])
def dossier(request: pytest.FixtureRequest) -> str:
    """Return where the dossier lies in its repository."""
    return str(request.param)


@pytest.fixture
def author(tmp_path: Path, dossier: str) -> Path:
    """Return a repository with a dossier on main and a branch that adds an item."""
    top = tmp_path / "author"
    folder = top / dossier
    (folder / "evidence").mkdir(parents=True)
    (folder / "dossier.toml").write_text('title = "T"\ntlp = "CLEAR"\n', encoding="utf-8")
    (folder / "evidence" / "a.toml").write_text(ITEM.format(id="a"), encoding="utf-8")
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "config", "uploadpack.allowAnySHA1InWant", "true")
    commit(top, "first")
    git(top, "checkout", "--quiet", "-b", "change")
    (folder / "evidence" / "b.toml").write_text(ITEM.format(id="b"), encoding="utf-8")
    commit(top, "second")
    return top


@pytest.fixture(params=["full", "shallow"])
def runner(request: pytest.FixtureRequest, tmp_path: Path, author: Path) -> Runner:
    """Return a job on a clone of the branch, shallow as actions/checkout makes it by default."""
    depth = ["--depth=1"] if request.param == "shallow" else []
    checkout = tmp_path / "checkout"
    git(tmp_path, "clone", "--quiet", *depth, "--branch=change", author.as_uri(), str(checkout))
    return Runner(tmp_path / "runner", checkout)


@pytest.mark.parametrize("by", ["commit", "branch"])
def test_a_pull_request_that_adds(runner: Runner, author: Path, dossier: str, by: str) -> None:
    """The base is found, fetched where it has to be; there are results, and the job passes."""
    base = git(author, "rev-parse", "main") if by == "commit" else "origin/main"
    code, log, found = runner.job(dossier, base)
    assert code == 0, log
    assert found["commit"] == git(author, "rev-parse", "main")
    folder = Path(found["folder"])
    assert {"check.sarif", "check.txt", "review.md", "review.html", "review.json"} <= {
        one.name for one in folder.iterdir()
    }
    summary = (runner.place / "summary.md").read_text(encoding="utf-8")
    assert "no problems" in summary or "0 errors" in summary
    review = Path(found["folder"], "review.md").read_text(encoding="utf-8")
    assert review.startswith("<!-- sahelrisk review -->\n# Review: ")
    assert review in summary
    path = "evidence/b.toml" if dossier == "." else f"{dossier}/evidence/b.toml"
    assert f"| added | {path}:1 | Mali |" in review
    document = json.loads(Path(found["folder"], "review.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in document["items"]] == ["b"]


def test_a_pull_request_that_rewrites(runner: Runner, author: Path, dossier: str) -> None:
    """The rewriting is an annotation at the file as GitHub knows it, and the job ends with 1."""
    path = runner.checkout / dossier / "evidence" / "a.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("level = 4", "level = 2"), encoding="utf-8")
    commit(runner.checkout, "rewritten")
    code, log, found = runner.job(dossier, git(author, "rev-parse", "main"))
    assert code == 1, log
    where = "evidence/a.toml" if dossier == "." else f"{dossier}/evidence/a.toml"
    assert f"::error file={where},line=7," in log
    assert "rewritten" in log
    sarif = json.loads(Path(found["folder"], "check.sarif").read_text(encoding="utf-8"))
    [result] = [one for one in sarif["runs"][0]["results"] if one["ruleId"] == "rewritten"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == where


def test_a_crossed_gate_ends_the_job_with_3(runner: Runner, author: Path, dossier: str) -> None:
    """Each line of fail-if is a gate; a crossing is an error of the step."""
    gates = "coverage >= 0\n\n  \n"
    code, log, _ = runner.job(dossier, git(author, "rev-parse", "main"), FAIL_IF=gates)
    assert code == 3, log
    assert "::error title=sahelrisk gate::gate crossed: Mali (MLI)" in log


@pytest.mark.parametrize("base", ["", "0" * 40])
def test_without_a_base_the_dossier_is_checked(runner: Runner, dossier: str, base: str) -> None:
    """On a schedule, and on a new branch, there is nothing to compare with."""
    code, log, found = runner.job(dossier, base)
    assert code == 0, log
    assert "commit" not in found
    assert "files checked" in log


def test_a_base_that_does_not_exist_is_said(runner: Runner, dossier: str) -> None:
    """It is never taken for no base."""
    code, log, _ = runner.job(dossier, "1" * 40)
    assert code == 2
    assert "cannot be fetched" in log


def test_a_base_without_the_dossier(runner: Runner, author: Path, dossier: str) -> None:
    """The pull request that brings the dossier is checked."""
    git(author, "checkout", "--quiet", "--orphan", "empty")
    git(author, "rm", "--quiet", "-r", "--force", ".")
    base = commit(author, "empty")
    code, log, found = runner.job(dossier, base)
    assert code == 0, log
    assert "commit" not in found


def test_a_branch_behind_the_base_removed_nothing(
    runner: Runner, author: Path, dossier: str
) -> None:
    """What was added to the base since is not missed, where the clone knows the fork."""
    git(author, "checkout", "--quiet", "main")
    added = author / dossier / "evidence" / "later.toml"
    added.write_text(ITEM.format(id="later"), encoding="utf-8")
    fork, base = git(author, "rev-parse", "main"), commit(author, "later")
    git(runner.checkout, "fetch", "--quiet", "origin", base)
    _, _, found = runner.run("Base", DOSSIER=dossier, BASE=base)
    is_shallow = git(runner.checkout, "rev-parse", "--is-shallow-repository") == "true"
    assert found["commit"] == (base if is_shallow else fork)


@pytest.mark.parametrize(
    ("check", "review", "ended"),
    [
        *[("0", "", 0), ("0", "0", 0), ("1", "3", 3), ("1", "0", 1)],
        *[("0", "2", 2), ("", "", 2), ("0", "137", 1), ("2", "1", 2)],
    ],
)
def test_the_gravest_part_ends_the_job(check: str, review: str, ended: int) -> None:
    """A crossed gate before wrong usage before problems; what was not run is no pass."""
    done = subprocess.run(
        ["bash", str(ROOT / "ci/result.sh")],
        check=False,
        env={**os.environ, "CHECK": check, "REVIEW": review},
    )
    assert done.returncode == ended


class Service(BaseHTTPRequestHandler):
    """As much of the service's API as a comment needs."""

    comments: list[dict[str, Any]]
    refuses = False

    def do_GET(self) -> None:
        """List a page of comments."""
        page = int(self.path.rpartition("=")[2]) - 1
        self.answer(self.comments[page * 100 : page * 100 + 100])

    def do_POST(self) -> None:
        """Write a new comment."""
        if self.refuses:
            self.send_error(403)
            return
        user = {"login": "github-actions[bot]"}
        self.comments.append({"id": len(self.comments), "user": user, "body": self.body()})
        self.answer({})

    def do_PATCH(self) -> None:
        """Replace a comment."""
        self.comments[int(self.path.rpartition("/")[2])]["body"] = self.body()
        self.answer({})

    def body(self) -> str:
        """Return the text that was sent."""
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return str(data["body"])

    def answer(self, found: object) -> None:
        """Send JSON."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[HTTPServer]:
    """Return a service with 150 comments of other people, one of which looks like ours."""
    Service.comments = [{"id": n, "user": {"login": "kd"}, "body": "…"} for n in range(150)]
    Service.comments[3]["body"] = "<!-- sahelrisk review . -->\nnot ours"
    Service.refuses = False
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def comment(service: HTTPServer, folder: Path, text: str, dossier: str = ".") -> str:
    """Write a review as a comment; return the log."""
    (folder / "review.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "ci/comment.py")],
        check=True,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "GITHUB_API_URL": f"http://127.0.0.1:{service.server_port}",
            "GITHUB_REPOSITORY": "group/desk",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "TOKEN": "t",
            "NUMBER": "7",
            "AUTHOR": "github-actions[bot]",
            "DOSSIER": dossier,
            "OUT": str(folder),
        },
    )
    return done.stdout


def test_the_comment_is_replaced(service: HTTPServer, tmp_path: Path) -> None:
    """A dossier has one comment of ours; other people's and other dossiers' stay."""
    comment(service, tmp_path, "# First")
    comment(service, tmp_path, "# Second")
    comment(service, tmp_path, "# Other", dossier="desk --> x")
    texts = [one["body"] for one in Service.comments]
    assert len(texts) == 152
    assert texts[3].endswith("not ours")
    assert texts[150] == "<!-- sahelrisk review . -->\n# Second"
    assert texts[151].startswith("<!-- sahelrisk review desk%20--%3E%20x -->\n")


def test_a_long_comment_is_cut_between_lines(service: HTTPServer, tmp_path: Path) -> None:
    """The service takes 65,536 characters; how much is missing is said."""
    comment(service, tmp_path, "".join(f"line {n} é\n" for n in range(10_000)))
    text = Service.comments[-1]["body"]
    assert len(text) < 65_536
    kept = text.count("\nline ")
    assert f"*{10_000 - kept:,} more lines are in the job's summary" in text


def test_a_fork_may_not_comment(service: HTTPServer, tmp_path: Path) -> None:
    """The job goes on; the review stands in its summary."""
    Service.refuses = True
    assert "::notice title=sahelrisk::No comment was written" in comment(service, tmp_path, "# R")


def test_nothing_of_an_input_is_part_of_a_script() -> None:
    """What people write into a workflow or an event reaches scripts as variables only."""
    for command, names in steps().values():
        assert "${{" not in command
        script = re.search(r"ci/[\w.]+", command)
        assert script is not None
        text = (ROOT / script[0]).read_text(encoding="utf-8")
        assert all(name in text or name.startswith("SAHELRISK") for name in names), command


def test_the_gitlab_jobs(runner: Runner, author: Path, dossier: str) -> None:
    """Both jobs run as they are; reports name files from the project's folder."""
    template = (ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8")
    blocks = re.findall(r"^    - \|\n((?:      .*\n|\n)+)", template, re.MULTILINE)
    base = git(author, "rev-parse", "main")
    git(runner.checkout, "fetch", "--quiet", "origin", base)
    path = runner.checkout / dossier / "evidence" / "b.toml"
    path.write_text(ITEM.format(id="b").replace("level = 4", "level = 9"), encoding="utf-8")
    ends = []
    for block, gate in ((blocks[0], ""), (blocks[1], "coverage >= 0")):
        (runner.checkout / "sahelrisk").mkdir(exist_ok=True)
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", block],
            cwd=runner.checkout,
            check=False,
            capture_output=True,
            env={
                **os.environ,
                **GIT,
                "PATH": f"{runner.place / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "CI_PROJECT_DIR": str(runner.checkout),
                "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
                "SAHELRISK_PATH": dossier,
                "SAHELRISK_FAIL_IF": gate,
                "SAHELRISK_TLP": "",
                "SAHELRISK_OPTIONS": "",
            },
        )
        ends.append(done.returncode)
    assert ends[0] == 1
    assert ends[1] in {1, 3}  # a review of a dossier with an error is no review
    found = json.loads((runner.checkout / "sahelrisk/codequality.json").read_text(encoding="utf-8"))
    where = "evidence/b.toml" if dossier == "." else f"{dossier}/evidence/b.toml"
    assert [one["location"]["path"] for one in found] == [where]
    assert (runner.checkout / "sahelrisk" / "junit.xml").is_file()
    assert (runner.checkout / "sahelrisk" / "review.md").is_file()
