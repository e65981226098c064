"""What a release rests on: one version, a current lock and bill of materials, what the wheel holds."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import sahelrisk

ROOT = Path(__file__).parent.parent


def project() -> dict[str, Any]:
    """Return the table of the project."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["project"]
    return found


def locked() -> dict[str, Any]:
    """Return what the lock says of the project itself."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    [own] = [one for one in lock["package"] if one["name"] == "sahelrisk"]
    found: dict[str, Any] = own["metadata"]
    return found


def test_the_version_is_the_one_that_the_changelog_heads() -> None:
    """Program, changelog, citation and bill of materials name one version."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^## ([\d.]+)", changelog, re.MULTILINE)[0] == sahelrisk.__version__
    assert re.findall(r"^version: (.*)$", citation, re.MULTILINE) == [sahelrisk.__version__]
    bill = json.loads((ROOT / "sbom" / "sahelrisk.cdx.json").read_text(encoding="utf-8"))
    assert bill["metadata"]["component"]["version"] == sahelrisk.__version__


def test_the_bill_of_materials_is_current() -> None:
    """It is what is made today, and names every dependency and every table that the wheel carries."""
    script = ROOT / "scripts" / "sbom.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    names = {one["name"] for one in json.loads(runpy.run_path(str(script))["sbom"]())["components"]}
    assert {re.split("[<>=]", one)[0] for one in project()["dependencies"]} <= names
    tables = {path.relative_to(ROOT).as_posix() for path in (ROOT / "indicators").rglob("*.csv")}
    assert tables - {"indicators/base/reference.csv"} <= names  # that one is computed by us


def needs(extra: str) -> set[str]:
    """Return what an extra asks for, those of the extras that it names among them."""
    found: set[str] = set()
    for one in project()["optional-dependencies"][extra]:
        own = re.fullmatch(r"sahelrisk\[([\w,]+)\]", one)
        found |= set().union(*map(needs, own[1].split(","))) if own else {asked(one)}
    return found


def requirement(name: str, versions: str = "", extras: tuple[str, ...] = ()) -> str:
    """Return one spelling of a requirement."""
    return f"{name}[{','.join(sorted(extras))}]{versions}"


def asked(text: str) -> str:
    """Return a requirement of pyproject.toml in that spelling."""
    found = re.fullmatch(r"([\w-]+)(?:\[([\w,]+)\])?(.*)", text)
    assert found, text
    return requirement(found[1], found[3], tuple((found[2] or "").split(",")) if found[2] else ())


def test_the_lock_is_of_these_dependencies() -> None:
    """What the lock was made for is what pyproject.toml asks for; else: `uv lock`."""
    extras = project()["optional-dependencies"]
    ours = {"": set(map(asked, project()["dependencies"]))} | {one: needs(one) for one in extras}
    theirs: dict[str, set[str]] = {}
    for one in locked()["requires-dist"]:
        marked = re.search(r"extra == '(\w+)'", one.get("marker", ""))
        words = (one["name"], one.get("specifier", ""), tuple(one.get("extras", ())))
        theirs.setdefault(marked[1] if marked else "", set()).add(requirement(*words))
    assert theirs == ours


def test_the_lock_names_public_addresses_alone() -> None:
    """Nobody's mirror is in the lock, nor a path of somebody's machine."""
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r'registry = "([^"]+)"', text)) == {"https://pypi.org/simple"}
    hosts = set(re.findall(r'url = "(\w+://[^/"]+)', text))
    assert hosts == {"https://files.pythonhosted.org"}
    assert "file:" not in text


def test_the_release_workflow_pins_every_action_to_a_tag() -> None:
    """No action follows a branch, no password is named, and only two jobs may ask for a token."""
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+(\.\d+)*", one)] == []
    assert "secrets." not in text
    assert text.count("id-token: write") == 2
