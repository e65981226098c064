"""The recipe for one more evidence field, followed on a copy of the source."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

ROOT = Path(__file__).parents[2]
FLAGS = (
    *("--indicator", "attack-tempo", "--observed", "2026-04-25", "--level", "2-4"),
    *("--statement", "S", "--reliability", "B", "--credibility", "2", "--recorded", "2026-04-27"),
)
GENERATE = (
    "from sahelrisk.report.problems.file_schemas import schema_text\n"
    "from sahelrisk.schemas import path_of\n"
    "path_of('evidence').write_text(schema_text('evidence'), encoding='utf-8')"
)
FORM = """
from pathlib import Path
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.report.forms.form_inputs import Typed
from sahelrisk.report.forms.item_form import item_parts
from sahelrisk.report.words import words_of

dossier = load(Location(Path({desk!r})))
typed = Typed("evidence", {{}}, {{}}, words_of("fr"))
for part in item_parts(dossier, "security.kidnapping", typed):
    for one in part.inputs:
        print(one.name, one.label, one.hint, sep="|")
"""
Program = Callable[..., str]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with one field more: a line of the recipe in a copy of the model."""
    tmp_path = tmp_path_factory.mktemp("one-field")
    copy = tmp_path / "src" / "sahelrisk"
    shutil.copytree(ROOT / "src" / "sahelrisk", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("examples", "indicators"):
        (tmp_path / name).symlink_to(ROOT / name)
    recipe = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    line = re.findall(r"^    town: .*$", recipe, re.MULTILINE)
    model = copy / "model" / "evidence_item.py"
    text = model.read_text(encoding="utf-8")
    before = "    kind: Annotated[Kind, about("
    model.write_text(text.replace(before, f"{line[0]}\n{before}", 1), encoding="utf-8")
    env = {key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")}
    env |= {"PYTHONPATH": str(tmp_path / "src"), "PYTHONUTF8": "1", "COLUMNS": "100"}

    def run(*arguments: object, code: str = "", **more: str) -> str:
        program = ("-c", code) if code else ("-m", "sahelrisk", *map(str, arguments))
        done = subprocess.run(
            [sys.executable, *program],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=env | more,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 0 or more, done.stdout + done.stderr
        return done.stdout

    run(code=GENERATE)
    return run


def records(desk: Path, kind: str) -> list[dict[str, Any]]:
    """Return the records of a kind in a dossier."""
    files = (tomli.loads(path.read_text("utf-8")) for path in desk.rglob("evidence/**/*.toml"))
    return [one for file in files for one in file.get(kind, ())]


def test_a_field_of_the_model_is_known_everywhere(changed: Program, tmp_path: Path) -> None:
    """Its value goes through entry, amendment, explain, JSON, export and import."""
    first, second = tmp_path / "first", tmp_path / "second"
    for desk in (first, second):
        changed("init", desk)
    changed("add", "mali", *FLAGS, "--town", "Gao", "-d", first)
    [item] = records(first, "evidence")
    assert (item["town"], item["level"]) == ("Gao", [2, 4])
    changed("amend", item["id"], "--town", "Kidal", "--reason", "R", "-d", first)
    assert records(first, "amendment")[0]["town"] == "Kidal"

    at = ("explain", "mali", "attack-tempo", "-d", first)
    page = " ".join(changed(*at).split())
    assert "Town Kidal" in page
    assert "Gao" in page  # what it was, among the remarks
    pillars = json.loads(changed(*at, "-f", "json"))["countries"][0]["pillars"]
    [told] = [
        one for pillar in pillars for leaf in pillar["indicators"] for one in leaf["evidence"]
    ]
    assert told["said"]["town"] == told["later_words"][0]["town"] == "Kidal"

    table = tmp_path / "table.csv"
    changed("export", "-d", first, "-o", table)
    changed("import", table, "-d", second)
    assert records(second, "evidence")[0]["town"] == "Gao"
    assert records(second, "amendment")[0]["town"] == "Kidal"


def test_a_field_of_the_model_is_offered_everywhere(changed: Program, tmp_path: Path) -> None:
    """Help, schema, form, the editor's template and the sheet's know it, with its description."""
    desk, copy = tmp_path / "desk", tmp_path / "template.toml"
    changed("init", desk)
    assert "Where it happened." in changed("add", "--help")
    assert "Where it happened." in (desk / "schemas" / "evidence.schema.json").read_text("utf-8")
    assert "town|Town|Where it happened." in changed(code=FORM.format(desk=str(desk)))
    script = tmp_path / "editor.py"
    script.write_text(f"import shutil, sys\nshutil.copy(sys.argv[1], {str(copy)!r})", "utf-8")
    editor = f"'{sys.executable}' '{script}'"
    changed("add", "mali", "--edit", "-d", desk, EDITOR=editor, VISUAL=editor)
    assert '# town = ""  # Where it happened.\n' in copy.read_text("utf-8")
    sheet = changed("export", "--template", "-d", desk, "-f", "csv")
    assert "town" in next(csv.reader(sheet.splitlines()))
