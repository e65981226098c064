"""What a ceiling hides shows neither in a hash nor in the problems that stop a command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import compare_desk as desk
import pytest

CLEAR = ("--as-of", desk.AS_OF, "--tlp", "CLEAR")


def written(folder: Path, secret: str, level: int = 4) -> Path:
    """Return a dossier with an item that is clear and one that is RED."""
    items = [
        desk.item("open", date(2026, 3, 1), 3, tlp="CLEAR"),
        desk.item("hidden", date(2026, 4, 1), level, tlp="RED", statement=secret),
    ]
    return desk.write(folder, {"evidence": items})


def test_a_hash_tells_nothing_of_what_is_hidden(tmp_path: Path) -> None:
    """Dossiers that show the same have the same hash, and what is shown changes it."""
    one, other = written(tmp_path / "a", "one"), written(tmp_path / "b", "other")

    def digest(folder: Path, *options: str) -> str:
        found: str = desk.document("score", "mali", *options, folder=folder)["dossier"]["hash"]
        return found

    assert digest(one, *CLEAR) == digest(other, *CLEAR)
    assert digest(one) != digest(other)
    assert digest(one, *CLEAR) != digest(one, *CLEAR[:-1], "RED")
    word = {"evidence": "open", "recorded": date(2026, 5, 1), "level": 2, "reason": "R"}
    desk.dump(other / "evidence" / "word.toml", {"amendment": [word]})
    assert digest(one, *CLEAR) != digest(other, *CLEAR)
    noted = one / "evidence" / "all.toml"
    text = noted.read_text(encoding="utf-8")
    private = text.replace('tlp = "CLEAR"', 'tlp = "CLEAR"\nanalyst = "someone"')
    before = digest(one, *CLEAR)
    noted.write_text(private, encoding="utf-8")
    assert digest(one, *CLEAR) == before


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("command", [("score", "mali"), ("compare", "--all"), ("explain", "mali")])
def test_a_faulty_line_is_not_quoted(tmp_path: Path, command: tuple[str, ...], lang: str) -> None:
    """Under a ceiling problems are counted: the marking of a line with a fault is not known."""
    folder = written(tmp_path / "secret-desk", "secret-statement", level=77)
    hidden = desk.run(*command, *CLEAR, "--lang", lang, folder=folder)
    assert hidden.exit_code == 1
    assert "1 probl" in hidden.stderr
    assert "sahelrisk check" in hidden.stderr
    for told in ("77", "secret", "level", "all.toml"):
        assert told not in hidden.output
    for options in ((), ("--tlp", "RED")):
        whole = desk.run(*command, *options, folder=folder)
        assert "level 77 is outside the ladder" in whole.stderr
