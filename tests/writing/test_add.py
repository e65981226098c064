"""`add`: by flags and in an editor; what is refused, pointed out and written."""

from __future__ import annotations

import json
import stat
import tomllib
from pathlib import Path

import pytest
from in_process import Run

FLAGS = (
    *("--indicator", "attack-tempo", "--observed", "2026-04-25", "--level", "3.5"),
    *("--statement", "=1+1 «é»\nline two", "--reliability", "b", "--credibility", "2"),
    *("--analyst", "kd", "--recorded", "2026-04-27", "--origin", "o-1"),
    *("--source-title", "T", "--source-url", "https://example.org/a"),
)


def written(desk: Path) -> list[Path]:
    """Return the evidence files but for the example."""
    return sorted(path for path in desk.rglob("evidence/**/*.toml") if path.stem != "example")


def test_flags_become_one_new_file_that_says_what_it_is_about(desk: Path, run: Run) -> None:
    """`add` writes the keys of the contract, in a file below the country's folder."""
    result = run("add", "côte d'ivoire", *FLAGS, "-d", desk, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert document["saved"] is True
    [path] = written(desk)
    item = tomllib.loads(path.read_text(encoding="utf-8"))["evidence"][0]
    assert path.parent.name == "cote-d-ivoire"
    day, random = item["id"].split("-")[1:]
    assert path.stem == f"civ-{day}-attack-tempo-{random}"
    assert item["id"].startswith("civ-20260425-")
    assert len(item["id"]) == len("civ-20260425-") + 6
    assert item["statement"] == "=1+1 «é»\nline two"
    assert item["source"] == {"title": "T", "url": "https://example.org/a"}
    assert (item["level"], item["reliability"], item["credibility"]) == (3.5, "B", 2)


def test_the_effect_is_shown_and_a_dry_run_saves_nothing(desk: Path, run: Run) -> None:
    """A fresh B2 item at the top level moves its indicator, which moves its pillar and country."""
    today = ("--observed", "2100-01-01", "--level", "5", "--dry-run", "--json")
    result = run("add", "mali", *FLAGS, *today[2:], "-d", desk)
    steps = json.loads(result.stdout)["effect"]
    assert [step["node"] for step in steps] == ["indicator", "pillar", "country"]
    assert steps[0]["difference"] > steps[1]["difference"] > steps[2]["difference"] > 0.0
    assert written(desk) == []


@pytest.mark.parametrize(
    ("flags", "lang", "said"),
    [
        (("at-most", "5"), "en", "Read as “at most level 5” (100): the score is already lower, so"),
        (("at-least", "1"), "en", "(0): the score is so much higher that the item neither moves"),
        (("at-most", "5"), "fr", "Lu « au plus niveau 5 » (100) : le score est déjà plus bas ;"),
        (("at-least", "5"), "en", ""),
    ],
)
def test_an_item_without_effect_says_why(
    flags: tuple[str, str], lang: str, said: str, desk: Path, run: Run
) -> None:
    """Where nothing moves the state of the item says why; one that moves something says nothing."""
    more = ("--reads", flags[0], "--level", flags[1], "--lang", lang, "--dry-run")
    result = run("add", "mali", *FLAGS, *more, "-d", desk)
    assert result.exit_code == 0, result.output
    text = " ".join(result.stdout.split())
    assert said in text
    assert ("Read as" in text or "Lu «" in text) is bool(said)


def test_without_input_every_missing_flag_is_named_at_once(desk: Path, run: Run) -> None:
    """`--no-input` never asks."""
    result = run("add", "mali", "--no-input", "-d", desk)
    assert result.exit_code == 2
    for flag in ("--indicator", "--observed", "--level", "--statement", "--reliability"):
        assert flag in result.output


def test_every_fault_of_the_flags_is_named_at_once(desk: Path, run: Run) -> None:
    """An indicator, a date, a letter, and what is missing: each with what would be right.

    A level is judged by the ladder of an indicator that there is.
    """
    wrong = ("--indicator", "kidnap", "--observed", "2026-13-01", "--level", "7")
    result = run("add", "mali", *wrong, "--reliability", "G", "--no-input", "-d", desk)
    assert result.exit_code == 2
    lines = result.output.splitlines()[1:]
    told = {line.split(": ")[0]: line for line in lines}
    assert list(told) == ["--indicator", "--observed", "--reliability", "missing"]
    assert "did you mean" in told["--indicator"]
    assert "2026-02-02" in told["--observed"]
    assert '"A", "B"' in told["--reliability"]
    assert "--statement, --credibility; give a source too: --source-title" in told["missing"]
    assert written(desk) == []


def test_a_fault_of_a_value_hides_none_of_the_ladder(desk: Path, run: Run) -> None:
    """What reading refuses and what the rules refuse are said in one run."""
    result = run("add", "mali", *FLAGS, "--level", "9", "--reliability", "G", "-d", desk)
    assert result.exit_code == 1
    for said in ("level-outside-ladder", "unknown-choice", "2 problems; nothing was saved"):
        assert said in result.output


def test_a_source_is_advised_and_not_required(desk: Path, run: Run) -> None:
    """It is named among what is missing; alone its lack is the warning that `check` gives."""
    without = [one for one in FLAGS if not one.startswith(("--source", "https", "T"))]
    missing = run("add", "mali", *without[2:], "--no-input", "-d", desk)
    assert "missing: --indicator; give a source too" in missing.output
    given = run("add", "mali", *FLAGS[2:], "--no-input", "-d", desk)
    assert "source too" not in given.output
    result = run("add", "mali", *without, "--no-input", "--dry-run", "-d", desk)
    assert result.exit_code == 0
    assert "no-source" in result.output


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--level", "9"), "level-outside-ladder"),
        (("--kind", "rumour"), "kind"),
        (("--credibility", "7"), "credibility"),
        (("--value", "3"), "level-or-value"),
        (("--turning-point", "--reliability", "E"), "weak-turning-point"),
    ],
)
def test_what_would_not_pass_check_is_refused(
    desk: Path, run: Run, flags: tuple[str, ...], said: str
) -> None:
    """An item is met as it will be when it is read, before anything is written."""
    result = run("add", "mali", *FLAGS, *flags, "-d", desk)
    assert result.exit_code == 1
    assert said in result.output
    assert "nothing was saved" in result.output
    assert written(desk) == []


def test_a_probable_duplicate_is_pointed_out(desk: Path, run: Run) -> None:
    """The same indicator, origin or URL and a close date are named before the item is saved."""
    run("add", "mali", *FLAGS, "-d", desk)
    first = tomllib.loads(written(desk)[0].read_text(encoding="utf-8"))["evidence"][0]["id"]
    same = run("add", "mali", *FLAGS, "-d", desk, "--json", "--dry-run")
    assert json.loads(same.stdout)["probable_duplicates"] == [{"id": first, "shared": "origin"}]
    later = ("--observed", "2026-06-25", "--recorded", "2026-06-26")
    other = run("add", "mali", *FLAGS, *later, "-d", desk, "--json", "--dry-run")
    assert json.loads(other.stdout)["probable_duplicates"] == []


def test_errors_elsewhere_do_not_keep_an_item_out(desk: Path, run: Run) -> None:
    """A broken file of a colleague costs the effect, never the entry."""
    (desk / "evidence" / "broken.toml").write_text("[[evidence]\n", encoding="utf-8")
    result = run("add", "mali", *FLAGS, "-d", desk)
    assert result.exit_code == 0, result.output
    assert "errors elsewhere" in result.output
    assert any(path.stem.startswith("mli-") for path in written(desk))


def test_the_bundled_example_is_never_written_to(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a dossier `add` says how to make one."""
    monkeypatch.chdir(tmp_path)
    result = run("add", "mali", *FLAGS)
    assert result.exit_code == 2
    assert "sahelrisk init" in result.output


def editor(folder: Path, python: str) -> str:
    """Return an editor that changes its file by a line of Python."""
    script = folder / "editor"
    script.write_text(
        "#!/usr/bin/env python3\nimport sys, pathlib\npath = pathlib.Path(sys.argv[1])\n"
        f"text = path.read_text()\n{python}\npath.write_text(text)\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script)


FILL = (
    "text = text.replace('level = nan', 'level = 4').replace('statement = \"\"',"
    " 'statement = \"S\"').replace('reliability = \"\"', 'reliability = \"B\"')"
    ".replace('credibility = 0', 'credibility = {digit}')"
    ".replace('observed = \"\"', 'observed = \"2026-02\"')"
)


def test_an_edited_template_is_saved_without_its_comments(
    desk: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--edit` opens a template that shows the ladder; what is filled in becomes the file."""
    monkeypatch.setenv("EDITOR", editor(tmp_path, FILL.format(digit=2)))
    monkeypatch.delenv("VISUAL", raising=False)
    result = run("add", "mali", "--edit", "--indicator", "attack-tempo", "-d", desk)
    assert result.exit_code == 0, result.output
    [path] = written(desk)
    item = tomllib.loads(path.read_text(encoding="utf-8"))["evidence"][0]
    assert (item["observed"], item["level"]) == ("2026-02", 4)
    assert "# " not in path.read_text(encoding="utf-8")  # the line of the schema is no comment


def test_a_draft_that_does_not_validate_is_kept(
    desk: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing an analyst typed is lost: the draft's path is named, at its own line numbers."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("EDITOR", editor(tmp_path, FILL.format(digit=8)))
    monkeypatch.delenv("VISUAL", raising=False)
    result = run("add", "mali", "--edit", "--indicator", "attack-tempo", "-d", desk)
    assert result.exit_code == 1
    [draft] = tmp_path.glob("sahelrisk-*.toml")
    lines = draft.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if line.startswith("credibility = 8"))
    assert f"{draft}:{number}:" in result.output.replace("\n", "")
    assert written(desk) == []
