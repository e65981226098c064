"""The recipes of CONTRIBUTING.md, followed on a copy of the source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
import tomli_w

ROOT = Path(__file__).parent.parent
LOUD = '''
"""Headings only, in capitals."""

from sahelrisk.report.blocks import Heading
from sahelrisk.rendering.safe import with_texts
from sahelrisk.rendering.text import visible


def render(report, out):
    """Write the headings."""
    for block in with_texts(report.blocks(), visible):
        if isinstance(block, Heading):
            out.write(f"{block.text.upper()}\\n")
'''

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the package, with the example and the indicators where it looks for them."""
    copy = tmp_path / "src" / "sahelrisk"
    shutil.copytree(ROOT / "src" / "sahelrisk", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("examples", "indicators"):
        (tmp_path / name).symlink_to(ROOT / name)
    return copy


@pytest.fixture
def changed(package: Path) -> Program:
    """Return a function that runs the copy."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        settings = {"PYTHONPATH": str(package.parent), "PYTHONUTF8": "1", "COLUMNS": "120"}
        return subprocess.run(
            [sys.executable, "-m", "sahelrisk", *arguments],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | settings,
            cwd=package.parent,
        )

    return run


def test_one_more_language_is_one_file(package: Path, changed: Program) -> None:
    """Pages, numbers, errors, help and completion speak a language that is a catalogue alone."""
    english = tomli.loads((package / "locale" / "en.toml").read_text(encoding="utf-8"))
    phrases = {key: f"⟦{text}⟧" for key, text in english["phrases"].items()}
    own = {"decimal": "٫", "minus": "⁻", "percent": "{number}٪", "thousands": "٬"}
    marks = english["marks"] | own
    pseudo = tomli_w.dumps({"marks": marks, "phrases": phrases})
    (package / "locale" / "qx.toml").write_text(pseudo, encoding="utf-8")

    page = changed("score", "mali", "--lang", "qx", "--plain")
    assert page.returncode == 0
    assert all("⟦" in line for line in page.stdout.splitlines() if line.startswith("section: "))
    assert "0٫" in page.stdout
    assert "٪" in page.stdout
    assert page.stderr.startswith("⟦bundled example")

    asked = changed("explain", "nigr", "--lang", "QX")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr.startswith("⟦error: ⟦⟦⟦unknown country 'nigr'⟧; did you mean Niger ")
    (package.parent / "faulty").mkdir()
    (package.parent / "faulty" / "dossier.toml").write_text('title = 3\ntlpp = "RED"\n', "utf-8")
    checked = changed("check", "faulty", "--lang", "qx")
    assert checked.returncode == 1
    assert (
        "faulty/dossier.toml:1:9: ⟦error⟧: wrong-type: ⟦title should be ⟦a text in quotes⟧, not 3⟧"
        in checked.stdout
    )
    assert '⟦hint: ⟦did you mean ⟦"tlp"⟧?⟧⟧' in checked.stdout
    missing = changed("score", "mali", "-d", "nowhere", "--lang", "qx")
    assert missing.stderr.startswith("⟦error: ⟦")
    rule = changed("rule", "no-source", "--lang", "qx")
    assert "⟦Why⟧" in rule.stdout
    assert "A reader cannot look it up" in rule.stdout  # rules are English until translated

    assert "en or fr or qx" in changed("score", "--help").stdout
    assert "en, fr and qx" in changed("score", "mali", "--lang", "xx").stderr


def test_one_more_format_is_a_renderer_and_its_entry(package: Path, changed: Program) -> None:
    """A new format is drawn, chosen by name and by ending, and named in help and messages."""
    (package / "rendering" / "loud.py").write_text(LOUD, encoding="utf-8")
    table = package / "rendering" / "__init__.py"
    text = table.read_text(encoding="utf-8")
    text = text.replace('    HTML = "html"\n', '    HTML = "html"\n    LOUD = "loud"\n')
    entry = '        Format.LOUD: _Renderer("loud", (".loud",)),\n    }\n)\nENDINGS'
    table.write_text(text.replace("    }\n)\nENDINGS", entry), encoding="utf-8")

    assert changed("score", "mali", "--format", "loud").stdout.startswith(
        "MALI\nWHAT HAPPENED IN THE LAST 12 MONTHS\nPILLARS\n"
    )
    assert changed("score", "mali", "--output", "mali.loud").returncode == 0
    assert (package.parent / "mali.loud").read_text(encoding="utf-8").startswith("MALI\n")
    assert ".loud" in changed("score", "mali", "--output", "mali.doc").stderr
    help_ = changed("score", "--help").stdout
    assert "loud" in help_
    assert ".loud" in help_
