"""What services read of `check`: annotations, SARIF, JUnit, code quality, and how long it gets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desk_items import ITEM, Run
from sahelrisk.problems import Place, Problem, Severity
from sahelrisk.rendering.github import render_crossings
from sahelrisk.rendering.junit import render as to_junit
from sahelrisk.rendering.repository_paths import fingerprints, from_top


def xml(text: str) -> ET.Element:
    """Parse what we wrote ourselves."""
    return ET.fromstring(text.encode())  # noqa: S314


def fill(desk: Path, number: int, name: str = "bad") -> None:
    """Write items with a level outside of the ladder."""
    items = (
        ITEM.format(id=f"{name}-{index}").replace('statement = "', f'statement = "{index}: ')
        for index in range(number)
    )
    text = "\n".join(items).replace("level = 4", "level = 9")
    (desk / "evidence" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_github_annotates_ten_of_each_kind_and_prints_all(sahelrisk: Run, desk: Path) -> None:
    """Of 25 errors ten are annotations, and all are text in a group of the log."""
    fill(desk, 25)
    weak = ITEM.format(id="weak").replace('reliability = "B"', 'reliability = "A"')
    weak = weak.replace("credibility = 2", "credibility = 5").replace("A statement", "Another")
    (desk / "evidence" / "weak.toml").write_text(weak, encoding="utf-8")
    lines = sahelrisk("check", ".", "-f", "github", cwd=desk).stdout.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 1
    start, end = lines.index("::group::sahelrisk check, all problems (26)"), -2
    assert lines[end] == "::endgroup::"
    assert sum(": level-outside-ladder: " in line for line in lines[start:end]) == 25
    assert "25 errors, 1 warning" in lines[-1]


@pytest.mark.parametrize(
    ("form", "variable"),
    [
        ("github", "GITHUB_WORKSPACE"),
        ("sarif", "GITHUB_WORKSPACE"),
        ("gitlab", "CI_PROJECT_DIR"),
        ("junit", "CI_PROJECT_DIR"),
    ],
)
def test_paths_start_at_the_repository_s_top(
    sahelrisk: Run, desk: Path, form: str, variable: str
) -> None:
    """From within a subfolder too a service finds the file that it knows."""
    fill(desk, 1)
    top = {variable: str(desk.parent)}
    answer = sahelrisk("check", "-f", form, cwd=desk, env=top)
    assert "desk/evidence/bad.toml" in answer.stdout
    assert str(desk.parent) not in answer.stdout
    above = sahelrisk("check", str(desk), "-f", form, env=top)
    assert above.stdout == answer.stdout


def test_a_path_outside_of_the_top_stays(tmp_path: Path) -> None:
    """What the service does not know is named as the user typed it."""
    problem = Problem(Place("../else/a.toml", 1, 1), "rule", "text")
    assert from_top([problem], str(tmp_path / "top")) == [problem]
    assert from_top([problem], "") == [problem]


def test_sarif_results_have_lasting_names(sahelrisk: Run, desk: Path) -> None:
    """A fingerprint stays when lines are put above; equal lines have names of their own."""
    fill(desk, 2)
    before = json.loads(sahelrisk("check", ".", "-f", "sarif", cwd=desk).stdout)
    path = desk / "evidence" / "bad.toml"
    path.write_text("# a line\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    after = json.loads(sahelrisk("check", ".", "-f", "sarif", cwd=desk).stdout)
    names = [
        [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
        for run in (before["runs"][0], after["runs"][0])
    ]
    assert names[0] == names[1]
    assert len(set(names[0])) == 2


@pytest.mark.parametrize("docs", ["", "https://example.org/problems.md"])
def test_sarif_rules_lead_to_their_help(sahelrisk: Run, desk: Path, docs: str) -> None:
    """Each rule has an absolute address or name, with the documentation's where that is known."""
    fill(desk, 1)
    answer = sahelrisk("check", ".", "-f", "sarif", cwd=desk, env={"SAHELRISK_DOCS": docs})
    [rule] = json.loads(answer.stdout)["runs"][0]["tool"]["driver"]["rules"]
    wanted = f"{docs}#{rule['id']}" if docs else f"urn:sahelrisk:rule:{rule['id']}"
    assert rule["helpUri"] == wanted


def test_junit_has_a_test_a_problem(sahelrisk: Run, desk: Path) -> None:
    """Errors fail; warnings fail under --strict only; without a problem one test passes."""
    good = xml(sahelrisk("check", ".", "-f", "junit", cwd=desk).stdout)
    assert [one.attrib["failures"] for one in good] == ["0"]
    assert len(good[0]) == 1
    fill(desk, 2)
    text = ITEM.format(id="weak").replace("credibility = 2", "credibility = 5")
    text = text.replace('reliability = "B"', 'reliability = "A"').replace("A statement", "Weak")
    (desk / "evidence" / "weak.toml").write_text(text, encoding="utf-8")
    for arguments, failures in (((), 2), (("--strict",), 3)):
        answer = sahelrisk("check", ".", "-f", "junit", *arguments, cwd=desk)
        [suite] = xml(answer.stdout)
        assert suite.attrib["tests"] == "3"
        assert suite.attrib["failures"] == str(failures)
        assert len(suite.findall("testcase/failure")) == failures


def test_junit_is_xml_whatever_files_say() -> None:
    """Controls and lone surrogates, which XML cannot hold, are escaped."""
    import io

    hostile = "\x00\x1b\ud800\uffff]]><b>&"
    problem = Problem(Place(hostile, 1, 1), hostile, hostile, hostile, hostile)
    out = io.StringIO()
    to_junit([problem], "tally", out)
    [suite] = xml(out.getvalue())
    assert len(suite) == 1


def test_gitlab_reads_a_code_quality_report(sahelrisk: Run, desk: Path) -> None:
    """The keys that GitLab requires are there, and fingerprints are unique."""
    fill(desk, 3)
    found = json.loads(sahelrisk("check", ".", "-f", "gitlab", cwd=desk).stdout)
    assert len({one["fingerprint"] for one in found}) == len(found) == 3
    assert found[0]["severity"] == "major"
    assert found[0]["check_name"] == "level-outside-ladder"
    assert found[0]["location"] == {"path": "evidence/bad.toml", "lines": {"begin": 7}}


def test_crossed_gates_are_errors_of_the_step() -> None:
    """At most ten are annotations; of more all are in the log, and none can act there."""
    import io

    out = io.StringIO()
    render_crossings([f"::stop::{index}" for index in range(12)], out)
    lines = out.getvalue().splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum("stop" in line for line in lines) == 22
    assert not any(line.startswith("::stop") for line in lines)
    out = io.StringIO()
    render_crossings([f"{index}" for index in range(12)], out, "fr")
    assert "::group::sahelrisk, tous les seuils franchis (12)" in out.getvalue().splitlines()


def test_output_grows_with_the_number_of_problems(sahelrisk: Run, desk: Path) -> None:
    """1,500 items of one id are 1,500 short problems: three places are named, and the count."""
    items = (
        ITEM.format(id="one").replace('statement = "', f'statement = "{index}: ')
        for index in range(1500)
    )
    (desk / "evidence" / "a.toml").write_text("".join(items), encoding="utf-8")
    answer = sahelrisk("check", ".", cwd=desk)
    assert answer.stdout.count(": duplicate-id: ") == 1500
    assert "and 1,496 more" in answer.stdout
    assert len(answer.stdout) < 1_000_000


def test_equal_problems_have_names_of_their_own() -> None:
    """Two of one line are numbered in their order."""
    one = Problem(Place("a", 1, 1), "rule", "text", "", "x = 1", Severity.NOTE)
    assert [name.split(":")[1] for name in fingerprints([one, one])] == ["1", "2"]


ALLOW = """
[[allow]]
rule = "{rule}"
{where}
reason = "agreed"
{until}
"""


def allow(desk: Path, rule: str, where: str, until: str = "") -> None:
    """Accept a problem in dossier.toml."""
    with (desk / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write(ALLOW.format(rule=rule, where=where, until=until))


@pytest.fixture
def doubtful(desk: Path) -> Path:
    """Return a desk with two warnings of one rule in two files."""
    for name in ("x", "y"):
        text = ITEM.format(id=name).replace("credibility = 2", "credibility = 5")
        text = text.replace('reliability = "B"', 'reliability = "A"')
        (desk / "evidence" / f"{name}.toml").write_text(text, encoding="utf-8")
    return desk


@pytest.mark.parametrize(
    ("where", "until", "warnings"),
    [
        ('id = "x"', "", 1),
        ('path = "evidence/x.toml"', "", 1),
        ('path = "evidence"', "", 0),
        ('path = "./evidence/"', "", 0),
        ('id = "x"\npath = "evidence/y.toml"', "", 2),
        ('path = "evid"', "", 2),
        ('id = "x"', "until = 2999-01-01", 1),
        ('id = "x"', "until = 2020-01-01", 2),
    ],
)
def test_accepted_problems_are_counted(
    sahelrisk: Run, doubtful: Path, where: str, until: str, warnings: int
) -> None:
    """What is accepted of an item, a file or a folder is not printed and stands in the tally."""
    allow(doubtful, "grade-mismatch", where, until)
    answer = sahelrisk("check", "desk", "-f", "json", cwd=doubtful.parent)
    summary = json.loads(answer.stdout)["summary"]
    assert (summary["warnings"], summary["accepted"]) == (warnings, 2 - warnings)
    text = sahelrisk("check", "desk", "--strict", cwd=doubtful.parent)
    assert (f"{2 - warnings} accepted" in text.stdout) == (warnings < 2)
    assert text.returncode == (1 if warnings else 0)
    assert ("unused-allowance" in text.stdout) == (warnings == 2)


def test_nothing_that_stops_scoring_is_accepted(sahelrisk: Run, desk: Path) -> None:
    """Scoring would stop all the same: the table itself is an error, and the problem stays."""
    fill(desk, 1)
    allow(desk, "level-outside-ladder", 'path = "evidence"')
    answer = sahelrisk("check", ".", cwd=desk)
    assert answer.returncode == 1
    assert ": cannot-be-allowed: " in answer.stdout
    assert ": level-outside-ladder: " in answer.stdout


def test_a_removal_is_accepted_by_id(sahelrisk: Run, doubtful: Path, tmp_path: Path) -> None:
    """The lawful way to remove an item: its id and the reason stand in dossier.toml."""
    before = tmp_path / "before"
    shutil.copytree(doubtful, before)
    (doubtful / "evidence" / "x.toml").unlink()
    said = sahelrisk("check", str(doubtful), "--from", str(before))
    assert said.returncode == 1
    assert '"x" was removed' in said.stdout
    allow(doubtful, "removed", 'id = "x"')
    said = sahelrisk("check", str(doubtful), "--from", str(before))
    assert said.returncode == 0
    assert "1 accepted" in said.stdout
    alone = sahelrisk("check", str(doubtful))
    assert "unused-allowance" not in alone.stdout


def test_an_empty_path_is_wrong_usage(sahelrisk: Run, desk: Path) -> None:
    """A variable that is not set never means the folder one happens to be in."""
    for arguments in (["check", ""], ["check", "-d", ""], ["score", "mali", "--dossier", ""]):
        answer = sahelrisk(*arguments, cwd=desk)
        assert answer.returncode == 2, arguments
        assert "empty" in answer.stderr
    assert sahelrisk("check", "--from", "", cwd=desk).returncode == 2


def test_today_elsewhere_is_not_the_future(sahelrisk: Run, desk: Path) -> None:
    """What an analyst east of the server dated today is no error there."""
    from datetime import UTC, datetime, timedelta

    path = desk / "evidence" / "a.toml"
    text = path.read_text(encoding="utf-8")
    today = datetime.now(UTC).date()
    for days, code in ((1, 0), (3, 1)):
        day = today + timedelta(days=days)
        path.write_text(text.replace("2026-05-02", str(day)), encoding="utf-8")
        assert sahelrisk("check", ".", cwd=desk, env={"TZ": "UTC"}).returncode == code


def test_a_dossier_may_be_strict_by_itself(sahelrisk: Run, doubtful: Path) -> None:
    """[ci] strict = true holds wherever check runs."""
    assert sahelrisk("check", ".", cwd=doubtful).returncode == 0
    with (doubtful / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write("[ci]\nstrict = true\n")
    assert sahelrisk("check", ".", cwd=doubtful).returncode == 1
