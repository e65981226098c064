"""One country on one day has one figure and one name of its band, wherever people read it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import compare_desk as desk
import pytest

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = {
    "score": ("score", "mali"),
    "plan": ("plan", "mali"),
    "changes": ("changes", "mali", "--since", "2026-01-01"),
    "bulletin": ("bulletin", "mali", "--since", "2026-01-01"),
    "explain": ("explain", "mali"),
    "review": ("review", "base"),
}


def folder_of(tmp_path: Path, items: int) -> Path:
    """Write items that put Mali just under 80, with nearly as much above as below."""
    day = date(2026, 6, 1)
    keys = ("p.a", "p.b", "q.a")[:items]
    evidence = [desk.item(key.replace(".", ""), day, 4.72, indicator=key) for key in keys]
    return desk.write(tmp_path, {"evidence": evidence})


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["plain", "markdown", "html"])
def test_figure_and_band_are_those_of_the_brief(name: str, form: str, tmp_path: Path) -> None:
    """79.7, not 80, and both bands where its own has a probability under one half."""
    folder = folder_of(tmp_path / "head", 3)
    found = desk.document("score", "mali", "--as-of", desk.AS_OF, folder=folder)["countries"][0]
    assert found["band"] == "high"
    assert next(one["probability"] for one in found["bands"] if one["name"] == "high") < 0.5
    asked = list(COMMANDS[name])
    if name == "review":
        asked[1] = str(folder_of(tmp_path / "base", 2))
    printed = desk.run(*asked, "--as-of", desk.AS_OF, "-f", form, folder=folder)
    assert printed.exit_code == 0, printed.output
    text = " ".join(re.sub(r"<[^>]*>", " ", printed.stdout).split())
    assert "high or very high" in text.casefold()
    assert f"{found['score']:.1f}" in text
    assert not re.search(r"\b80(\.0)? (\(?high|of 100)", text)
