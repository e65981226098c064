"""The recipe of CONTRIBUTING.md for one more command, followed on a copy of the source."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_one_more_command_is_two_files(tmp_path: Path) -> None:
    """The two files of the recipe are a command: it runs and it is in the help."""
    recipe = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = recipe.partition("**One more command**")[2].partition("**One more key")[0]
    blocks = re.findall(r"^```python\n(.*?)^```", recipe, re.MULTILINE | re.DOTALL)
    places = re.findall(r"`(src/sahelrisk/(?:tasks|cli/commands)/\w+\.py)`", recipe)
    assert len(blocks) == len(places) == 2
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=skip)
    for name in ("examples", "indicators"):
        (tmp_path / name).symlink_to(ROOT / name)
    for place, text in zip(places, blocks, strict=True):
        assert not (tmp_path / place).exists()
        (tmp_path / place).write_text(text, encoding="utf-8")

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "sahelrisk", *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
            cwd=tmp_path,
        ).stdout

    assert re.search(r"^MLI \d+$", run("tally"), re.MULTILINE)
    assert "Count the evidence items of each country." in run("--help")
