"""What the desk promises: notes stay private, drafts do not score, nothing is overwritten."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from desk_sheets import Run, document, entered, item, put

AS_OF = ("--as-of", "2026-06-30")
SECRETS = ("note-secret", "word-secret", "state-secret", "register-secret")
WORDS = """
[[amendment]]
evidence = "a"
recorded = 2026-06-05
level = 4
reason = "recount"
notes = "word-secret"

[[not-applicable]]
countries = ["MLI"]
indicator = "security.kidnapping"
recorded = 2026-06-05
reason = "no such thing"
notes = "state-secret"
"""
REPORTS = (
    *("score mali", "score mali --full", "explain mali", "compare mali niger", "changes mali"),
    *("history mali", "plan mali", "audit mali", "evidence", "evidence a", "evidence --due"),
    *("sources", "sources wire", "indicators", "explain mali security.attack-tempo"),
)
TEXTS = ("terminal", "plain", "json", "csv", "markdown", "html")


@pytest.fixture
def private(desk: Path) -> Path:
    """Return a dossier with notes in every table that has them."""
    put(desk, item("a", more='notes = "note-secret"', publisher="Example Wire"), WORDS)
    return desk


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", TEXTS)
def test_no_report_shows_notes(private: Path, run: Run, report: str, form: str) -> None:
    """In no format; what a format does not draw is refused."""
    dated = () if report == "indicators" else AS_OF
    done = run(*report.split(), "-d", private, *dated, "-f", form)
    assert done.exit_code in (0, 2), done.output
    assert not any(secret in done.output for secret in SECRETS)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_export_holds_notes_unless_asked(
    private: Path, run: Run, tmp_path: Path, ending: str
) -> None:
    """Not in the cells, and not elsewhere in the file."""
    openpyxl = pytest.importorskip("openpyxl")
    for flags, shown in (((), False), (("--private",), True)):
        path = tmp_path / f"f{shown}.{ending}"
        assert run("export", "-d", private, *AS_OF, *flags, "-o", path).exit_code == 0
        if ending == "csv":
            text = path.read_text(encoding="utf-8")
        else:
            book = openpyxl.load_workbook(path)
            text = str([list(sheet.values) for sheet in book])
        assert [secret in text for secret in SECRETS[:3]] == [shown] * 3


def test_explain_shows_notes_where_asked(private: Path, run: Run) -> None:
    """They are for colleagues."""
    done = run("explain", "mali", "security.attack-tempo", "-d", private, *AS_OF, "--private")
    assert "note-secret" in done.output


def test_what_is_entered_is_shown_without_its_notes(desk: Path, run: Run) -> None:
    """Also the page of a new item, which may be read over a shoulder."""
    flags = ("--indicator", "attack-tempo", "--observed", "2026-05-01", "--level", "3")
    grade = ("--statement", "S", "--reliability", "B", "--credibility", "2")
    done = run("add", "mali", *flags, *grade, "--notes", "note-secret", "-d", desk)
    assert done.exit_code == 0, done.output
    assert "note-secret" not in done.output
    assert entered(desk)[0]["notes"] == "note-secret"


def four_eyes(desk: Path) -> None:
    """Let only reviewed items score."""
    main = desk / "dossier.toml"
    main.write_text(main.read_text("utf-8") + "\n[desk]\nfour_eyes = true\n", encoding="utf-8")


def test_only_items_that_another_reviewed_score(desk: Path, run: Run) -> None:
    """The others are drafts: listed, counted on stderr, and left out of every score."""
    put(
        desk,
        item("mine", more='analyst = "kd"\nreviewed_by = "KD"'),
        item("nobody", more='analyst = "kd"', observed="2026-04-01"),
        item("both", more='analyst = "kd"\nreviewed_by = "ab"', observed="2026-03-01"),
    )
    four_eyes(desk)
    done = run("score", "mali", "-d", desk, *AS_OF, "-f", "json")
    assert "2 drafts do not score" in done.stderr
    assert '"both"' in done.stdout
    assert '"nobody"' not in done.stdout
    drafts = document(run, "evidence", "--state", "draft", "-d", desk, *AS_OF)["items"]
    assert {one["id"] for one in drafts} == {"mine", "nobody"}
    assert run("check", desk).exit_code == 0
    assert document(run, "evidence", "mine", "-d", desk, *AS_OF)["item"]["effect"] is None


def test_a_review_may_be_an_amendment_of_several_items(desk: Path, run: Run) -> None:
    """It needs no reason, and the items score from then on."""
    put(
        desk,
        item("one", more='analyst = "kd"'),
        item("two", more='analyst = "kd"', observed="2026-03-01"),
    )
    four_eyes(desk)
    done = run("amend", "one", "two", "--reviewed-by", "ab", "-d", desk)
    assert done.exit_code == 0, done.output
    assert document(run, "evidence", "--state", "draft", "-d", desk)["items"] == []


def test_drafts_are_exported_and_known_to_an_import(desk: Path, run: Run, tmp_path: Path) -> None:
    """Nothing that was entered is lost, and nothing comes in twice."""
    put(desk, item("one", more='analyst = "kd"'))
    four_eyes(desk)
    path = tmp_path / "all.csv"
    assert run("export", "-d", desk, "-o", path, "--private").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    assert [row["id"] for row in rows] == ["one"]
    found = document(run, "import", path, "-d", desk)
    assert (found["new"], found["known"]) == (0, 1)


@pytest.mark.parametrize(
    "command",
    [
        ("score", "mali", "-f", "json"),
        ("evidence", "-f", "csv"),
        ("export",),
        ("check",),
        ("export", "--template"),
    ],
)
@pytest.mark.parametrize("name", ["dossier.toml", "evidence/a.toml", "evidence/t.csv", "link.csv"])
def test_no_output_overwrites_a_part_of_the_dossier(
    desk: Path, run: Run, command: tuple[str, ...], name: str
) -> None:
    """Under whatever name it is reached, and whatever writes it."""
    put(desk, item("a"))
    (desk / "evidence" / "t.csv").write_text("iso3,x\nMLI,1\n", encoding="utf-8")
    (desk / "link.csv").symlink_to("evidence/t.csv")
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    done = run(*command, "-d", desk, "-o", desk / name)
    assert done.exit_code == 2, done.output
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


def test_a_template_and_a_foreign_file_are_not_overwritten(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    """A sheet that somebody filled in is worth more than an empty one."""
    path = tmp_path / "t.csv"
    assert run("export", "--template", "-d", desk, "-o", path).exit_code == 0
    path.write_text("filled in", encoding="utf-8")
    for command in (("export", "--template"), ("check",)):
        assert run(*command, "-d", desk, "-o", path).exit_code == 2
    assert path.read_text("utf-8") == "filled in"


def test_an_earlier_result_is_replaced_and_that_is_said(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    """Nightly runs write the same files over and over."""
    for command, name in ((("check",), "p.txt"), (("score", "mali"), "m.json")):
        path = tmp_path / name
        assert "wrote" in run(*command, "-d", desk, "-o", path).output
        assert "replaced" in run(*command, "-d", desk, "-o", path).output


def test_check_reads_standard_input(desk: Path, run: Run) -> None:
    """As if the file lay in the dossier: its problems at its own lines, and no others."""
    put(desk, item("a"))
    good = run("check", "-", "-d", desk, given=item("b", observed="2025-01-01").encode())
    assert good.exit_code == 0, good.output
    bad = run("check", "-", "-d", desk, given=item("a", level=9, observed="2025-01-01").encode())
    assert bad.exit_code == 1
    assert "<stdin>:2:6: error: duplicate-id" in bad.output
    assert "level-outside-ladder" in bad.output
