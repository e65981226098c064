"""docs/desk.md: every command of the page, in its order, in a folder that was empty before."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import tomli
from in_process import Run

PAGE = Path(__file__).parents[2] / "docs" / "desk.md"


def commands() -> list[list[str]]:
    """Return the indented lines of the page as words; a backslash goes on."""
    lines = re.findall(r"^    (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line) for line in re.sub(r"\\\n *", "", "\n".join(lines)).splitlines()]


def test_the_page_is_true(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command ends with 0, and at the end the dossier passes `check` and is scored."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAHELRISK_ANALYST", "kd")
    names = {"ID": "", "CONDITION": ""}
    seen = set()
    for program, *words in commands():
        if program == "cd":
            monkeypatch.chdir(words[0])
            continue
        assert program == "sahelrisk"
        seen.add(words[0])
        before = set(Path("evidence").rglob("*.toml"))
        result = run(*[names.get(word, word) for word in words])
        assert result.exit_code == 0, f"{words}\n{result.output}"
        if words[0] == "add":
            name = "CONDITION" if "condition" in words else "ID"
            [path] = set(Path("evidence").rglob("*.toml")) - before
            names[name] = tomli.loads(path.read_text(encoding="utf-8"))["evidence"][0]["id"]
    assert seen == {"init", "check", "add", "amend", "not-applicable", "import", "export"}
    assert run("check").exit_code == 0
    result = run("explain", "mali", "supply-blockade", "--as-of", "2026-06-30")
    assert result.exit_code == 0
    assert "Fuel convoys need an escort." in " ".join(result.output.split())
