"""`add --edit`: whatever the editor does, nothing that was typed is lost, and the draft is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from in_process import Run
from typer.testing import Result

from terminal import Terminal

FILL = (
    "text = text.replace('level = nan', 'level = 4').replace('statement = \"\"',"
    " 'statement = \"S\"').replace('reliability = \"\"', 'reliability = \"B\"')"
    ".replace('credibility = 0', 'credibility = 2')"
    ".replace('observed = \"\"', 'observed = \"2026-02\"')"
)
SCRIPT = """\
#!{python}
import os, sys
path = sys.argv[-1]
text = open(path, encoding="utf-8").read()
{code}
open(path, "w", encoding="utf-8", newline="").write(text)
"""
Edit = Callable[..., Result]


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of drafts, an empty one of this test's own."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


@pytest.fixture
def edit(
    desk: Path, drafts: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Edit:
    """Return a function that runs `add --edit` with an editor that runs a line of Python."""
    monkeypatch.delenv("VISUAL", raising=False)

    def invoke(code: str, *arguments: object) -> Result:
        monkeypatch.setenv("EDITOR", f"'{editor(tmp_path, code)}' --wait")
        given = arguments or ("--edit", "--indicator", "attack-tempo")
        return run("add", "mali", "-d", desk, *given)

    return invoke


def editor(folder: Path, code: str, name: str = "my editor") -> Path:
    """Return an editor, a program whose path holds a space."""
    path = folder / name
    path.write_text(SCRIPT.format(python=sys.executable, code=code), encoding="utf-8")
    path.chmod(0o755)
    return path


def kept(drafts: Path, result: Result) -> Path:
    """Return the one draft, which must be named in what was said."""
    [draft] = drafts.iterdir()
    assert str(draft) in result.output.replace("\n", "")
    return draft


def saved(desk: Path) -> list[Path]:
    """Return the evidence files but for the example."""
    return sorted(desk.glob("evidence/mali/*.toml"))


def test_an_editor_with_arguments_and_a_space_in_its_path(
    edit: Edit, desk: Path, drafts: Path
) -> None:
    """The item is saved and the draft is gone."""
    result = edit(FILL)
    assert result.exit_code == 0, result.output
    assert len(saved(desk)) == 1
    assert list(drafts.iterdir()) == []


def test_visual_comes_before_editor(
    edit: Edit, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git does it."""
    monkeypatch.setenv("VISUAL", f"'{editor(tmp_path, FILL, 'visual')}'")
    assert edit("sys.exit(9)").exit_code == 0
    assert len(saved(desk)) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (FILL + "; sys.exit(open(path, 'w').write(text) and 3)", "ended with 3"),
        ("text = '[[evidence]'", "toml-syntax"),
        ("text = ''", "this one holds 0"),
        (FILL + "; text += text", "duplicate-id"),
        (FILL.replace("= 4", "= 9"), "level-outside-ladder"),
        ("open(path, 'wb').write(b'x = \"\\xff\"'); os._exit(0)", "cannot be read as UTF-8"),
    ],
)
def test_what_cannot_be_saved_is_kept(
    edit: Edit, desk: Path, drafts: Path, code: str, said: str
) -> None:
    """The editor fails, or leaves something else than one good item: the draft is named."""
    result = edit(code)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert "internal error" not in result.output
    kept(drafts, result)
    assert saved(desk) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("pass", "left as it was"),
        ("sys.exit(1)", "ended with 1"),
        ("os.remove(path); os._exit(0)", "cannot be read"),
    ],
)
def test_nothing_typed_leaves_nothing_behind(
    edit: Edit, desk: Path, drafts: Path, code: str, said: str
) -> None:
    """An untouched template is no draft; neither is one that the editor took away."""
    result = edit(code)
    assert result.exit_code == 2
    assert said in result.output
    assert list(drafts.iterdir()) == []
    assert saved(desk) == []


@pytest.mark.parametrize("command", ["no-such-editor", "'unbalanced", ""])
def test_no_usable_editor_is_said(
    desk: Path, drafts: Path, run: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is typed, and nothing is left behind."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    result = run("add", "mali", "--edit", "-d", desk)
    assert result.exit_code == 2
    assert "ditor" in result.output or "EDITOR" in result.output
    assert list(drafts.iterdir()) == []


def test_a_dry_run_keeps_the_draft_and_it_can_be_taken_up(
    edit: Edit, desk: Path, drafts: Path
) -> None:
    """`--draft` opens it again; saved as it is, it is gone."""
    result = edit(FILL, "--edit", "--indicator", "attack-tempo", "--dry-run")
    assert result.exit_code == 0, result.output
    draft = kept(drafts, result)
    assert saved(desk) == []
    result = edit("pass", "--draft", draft)
    assert result.exit_code == 0, result.output
    assert list(drafts.iterdir()) == []
    [path] = saved(desk)
    assert tomli.loads(path.read_text(encoding="utf-8"))["evidence"][0]["statement"] == "S"


def test_a_kept_draft_is_mended(edit: Edit, desk: Path, drafts: Path) -> None:
    """From a fault to a saved item without typing anything twice."""
    draft = kept(drafts, edit(FILL.replace("= 4", "= 9")))
    result = edit("text = text.replace('level = 9', 'level = 3')", "--draft", draft)
    assert result.exit_code == 0, result.output
    assert len(saved(desk)) == 1
    assert list(drafts.iterdir()) == []
    assert edit("pass", "--draft", draft).exit_code == 2


def test_on_a_terminal_it_is_opened_again_or_kept(desk: Path, drafts: Path, tmp_path: Path) -> None:
    """A fault is shown and the editor offered again; a declined item stays as a draft."""
    once = (
        "text = text.replace('level = 9', 'level = 3') if 'level = 9' in text else None or text\n"
    )
    first = FILL.replace("= 4", "= 9")
    code = f"if 'level = 9' in text:\n    {once}else:\n    {first}"
    env = {"EDITOR": f"'{editor(tmp_path, code)}'", "VISUAL": "", "TMPDIR": str(drafts)}
    session = Terminal("add", "mali", "--edit", "--indicator", "attack-tempo", "-d", desk, env=env)
    session.expect("level-outside-ladder")
    session.expect("[Y/n]")
    session.answer("y")
    session.expect("Save?")
    session.answer("n")
    session.expect("nothing was saved")
    session.expect("draft kept in")
    assert session.end() == 0
    assert len(list(drafts.iterdir())) == 1
    assert saved(desk) == []


def test_ctrl_c_at_the_last_question_keeps_the_draft(
    desk: Path, drafts: Path, tmp_path: Path
) -> None:
    """What was typed in the editor is not lost with the answer."""
    env = {"EDITOR": f"'{editor(tmp_path, FILL)}'", "VISUAL": "", "TMPDIR": str(drafts)}
    session = Terminal("add", "mali", "--edit", "--indicator", "attack-tempo", "-d", desk, env=env)
    session.expect("Save?")
    session.interrupt("draft kept in")
    assert session.end() == 130
    assert len(list(drafts.iterdir())) == 1
