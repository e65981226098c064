"""File names that are no UTF-8, as a ZIP made on Windows gives them, break no command."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

import compare_desk as desk
import pytest

from sahelrisk.system import printable

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="names are Unicode there"
)
ODD = os.fsdecode(b"C\xf4te")
SHOWN = r"C\xf4te.toml"
AS_OF = ("--as-of", desk.AS_OF)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a dossier in a folder with such a name, with such a file of evidence."""
    made = desk.write(tmp_path / ODD, {"evidence": [desk.item("one", date(2026, 3, 1), 3)]})
    desk.dump(
        made / "evidence" / f"{ODD}.toml", {"evidence": [desk.item("b", date(2026, 4, 1), 4)]}
    )
    return made


@pytest.mark.parametrize(
    "command",
    [
        ("score", "mali", "-f", "json"),
        ("score", "mali", "-f", "csv"),
        ("explain", "mali", "-f", "csv"),
        ("compare", "--all", "-f", "html"),
        ("export",),
        ("export", "--table", "method"),
    ],
    ids=" ".join,
)
def test_commands_read_them(folder: Path, command: tuple[str, ...]) -> None:
    """What is printed is UTF-8."""
    result = desk.run(*command, *AS_OF, folder=folder)
    assert result.exit_code == 0, result.output
    result.stdout_bytes.decode("utf-8")


def test_the_byte_is_shown_as_an_escape(folder: Path, tmp_path: Path) -> None:
    """A place names the file so that it can be found; outputs and ends may be named so too."""
    document = desk.document("explain", "mali", *AS_OF, folder=folder)
    pillars = document["countries"][0]["pillars"]
    items = [one for pillar in pillars for each in pillar["indicators"] for one in each["evidence"]]
    assert {one["path"] for one in items} == {"evidence/all.toml", f"evidence/{SHOWN}"}
    beside = desk.item("c", date(2026, 5, 1), 5)
    extra = tmp_path / f"{ODD}.toml"
    desk.dump(extra, {"evidence": [beside]})
    output = tmp_path / f"{ODD}.json"
    command = ("score", "mali", "--with", str(extra), "-o", str(output))
    result = desk.run(*command, *AS_OF, folder=folder)
    assert result.exit_code == 0, result.output
    assert json.loads(output.read_text(encoding="utf-8"))["countries"]
    changes = desk.run("changes", "mali", "--from", str(folder), "-f", "json", folder=folder)
    assert changes.exit_code == 0, changes.output
    made = desk.run("init", str(tmp_path / f"new {ODD}"))
    assert made.exit_code == 0, made.output


def test_bytes_in_what_is_typed_are_wrong_usage(folder: Path) -> None:
    """Nothing is saved that could not be read back."""
    word = ("amend", "one", "--withdraw", "--reason", os.fsdecode(b"caf\xe9"), "--no-input")
    result = desk.run(*word, folder=folder)
    assert result.exit_code == 2
    assert "no UTF-8" in result.stderr
    assert len(list((folder / "evidence").rglob("*.toml"))) == 2


def test_an_indicator_is_called_by_the_escape(folder: Path, tmp_path: Path) -> None:
    """Its id is text: what `score` writes is read back as a baseline."""
    pillar = folder / "indicators" / "p"
    (pillar / f"{ODD}.toml").write_bytes((pillar / "a.toml").read_bytes())
    output = tmp_path / "score.json"
    made = desk.run("score", "mali", *AS_OF, "-o", str(output), folder=folder)
    assert made.exit_code == 0, made.output
    assert rf"{pillar.name}.C\\xf4te" in output.read_text(encoding="utf-8")
    again = desk.run("compare", "mali", *AS_OF, "--baseline", str(output), folder=folder)
    assert again.exit_code == 0, again.output


def test_a_byte_and_its_escape_are_two_names(folder: Path) -> None:
    """A file whose name holds the four characters of the escape is another file."""
    assert printable(ODD) != printable(r"C\xf4te")
    names = [ODD, r"C\xf4te", "C\\" + ODD[1:], r"C\\xf4te", r"C\\\xf4te", r"C\te", "Côte"]
    assert len({printable(name) for name in names}) == len(names)
    assert printable(r"C\te") == r"C\te"
    beside = folder / "evidence" / r"C\xf4te.toml"
    desk.dump(beside, {"evidence": [desk.item("c", date(2026, 5, 1), 5)]})
    document = desk.document("explain", "mali", *AS_OF, folder=folder)
    pillars = document["countries"][0]["pillars"]
    items = [one for pillar in pillars for each in pillar["indicators"] for one in each["evidence"]]
    assert len({one["path"] for one in items}) == 3
    assert document["dossier"]["evidence"] == 3
