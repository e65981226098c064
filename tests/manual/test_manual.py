"""The manual: every command of it runs, and each tutorial ends with what it promises."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import tomli
from commands import INSTALLS, ROOT, followed, script_of, without_install

TUTORIALS = ROOT / "docs" / "tutorials"


def test_the_consultant_ends_with_a_sheet(tmp_path: Path) -> None:
    """From the brief to the PDF, in both languages."""
    pytest.importorskip("typst")
    done = followed(without_install(script_of(TUTORIALS / "consultant.md")), tmp_path)
    assert done.returncode == 0, done.stderr
    assert "illustrative ratings, not an assessment" in done.stderr
    for name in ("mali.pdf", "mali-fr.pdf"):
        assert (tmp_path / "empty" / name).read_bytes().startswith(b"%PDF-")


def test_the_analyst_ends_with_a_dossier_and_two_sheets(tmp_path: Path) -> None:
    """Five items of four sources, one of them amended; `check --strict` passes on the way."""
    done = followed(script_of(TUTORIALS / "analyst.md"), tmp_path)
    assert done.returncode == 0, done.stderr
    desk = tmp_path / "empty" / "desk"
    files = [tomli.loads(path.read_text("utf-8")) for path in desk.glob("evidence/**/*.toml")]
    items = [one for file in files for one in file.get("evidence", ())]
    assert sorted(one["countries"][0] for one in items) == ["MLI"] * 3 + ["NER"] * 2
    assert {one["source"]["register"] for one in items} == {
        one["id"]
        for one in tomli.loads((desk / "sources" / "agencies.toml").read_text("utf-8"))["source"]
    }
    [amended] = [one for file in files for one in file.get("amendment", ())]
    [kidnapping] = [one for one in items if one["indicator"] == "security.kidnapping"]
    assert (amended["evidence"], amended["credibility"]) == (kidnapping["id"], 2)
    for name in ("mali.html", "niger.html"):
        assert "TLP:AMBER" in (desk / name).read_text(encoding="utf-8")
    assert "0 errors, 0 warnings" in done.stdout


def test_the_team_ends_with_review_gate_site_and_workflows(tmp_path: Path) -> None:
    """The review names the item, the gate crosses, the site has its pages, all is committed."""
    done = followed(script_of(TUTORIALS / "ci.md"), tmp_path)
    assert done.returncode == 0, done.stderr
    top = tmp_path / "empty" / "risk"
    review = (top / "review.md").read_text(encoding="utf-8")
    assert "American missionary abducted in the centre of Niamey" in review
    assert review in done.stdout
    assert "gate crossed: Niger (NER): score" in done.stderr
    assert json.loads((top / "review.json").read_text(encoding="utf-8"))["countries"]
    assert (top / "public" / "en" / "country" / "ner.html").is_file()
    workflows = {path.name for path in (top / ".github" / "workflows").iterdir()}
    assert workflows == {"sahelrisk-desk.yml", "site.yml"}
    log = (top / ".git" / "logs" / "refs" / "heads" / "main").read_text(encoding="utf-8")
    assert log.splitlines()[-1].endswith("commit: Publish the pages")


@pytest.mark.parametrize("name", ["install.md", "settings.md"])
def test_commands_of_how_tos_run(name: str, tmp_path: Path) -> None:
    """What is to be typed does not fail, but for what changes a shell's own files."""
    script = script_of(ROOT / "docs" / "howto" / name)
    kept = [one for one in script.splitlines() if "--install-completion" not in one]
    assert len(kept) > 1
    done = followed("\n".join(kept), tmp_path)
    assert done.returncode == 0, done.stderr


def test_settings_shown_are_settings(tmp_path: Path) -> None:
    """The file of the how-to is one that the program takes."""
    page = (ROOT / "docs" / "howto" / "settings.md").read_text(encoding="utf-8")
    [text] = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    home = tmp_path / ".config" / "sahelrisk"
    home.mkdir(parents=True)
    (home / "config.toml").write_text(text, encoding="utf-8")
    script = 'XDG_CONFIG_HOME="$HOME/.config" sahelrisk where --format json'
    found = json.loads(followed(script, tmp_path).stdout)
    assert (found["lang"], found["color"], found["analyst"]) == ("fr", "auto", "kd")


def test_only_installing_is_left_out() -> None:
    """Of the tutorials two lines alone are not run here; `.ci/run` runs them too."""
    left = [
        line
        for page in sorted(TUTORIALS.glob("*.md"))
        for line in script_of(page).splitlines()
        if INSTALLS.match(line)
    ]
    assert len(left) == 2
