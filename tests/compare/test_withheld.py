"""What a ceiling hides shows neither in a hash nor in the problems that stop a command."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import compare_desk as desk
import pytest

BASE = Path(__file__).parents[2] / "indicators" / "base"
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


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_withheld_is_not_called_absent(tmp_path: Path, lang: str) -> None:
    """Where a ceiling leaves a country nothing, the page says how many items are withheld."""
    red = [desk.item(f"red-{n}", date(2026, 4, n), 4, tlp="RED") for n in (1, 2)]
    folder = desk.write(tmp_path, {"evidence": red})
    prior = {"base_rate": {"from": {"deaths": 1}, "spread": 15}, "levels": desk.LEVELS}
    for key in ("p/a", "p/b", "q/a"):
        desk.dump(folder / "indicators" / f"{key}.toml", prior)
    shutil.copytree(BASE, folder / "indicators" / "base")
    said = desk.run("score", "mali", *CLEAR, "--lang", lang, folder=folder).stdout
    number, absent = {
        "en": ("2 items withheld by their marking", ("nobody has entered", "no evidence entered")),
        "fr": ("2 éléments exclus en raison de leur marquage", ("personne", "aucun élément saisi")),
    }[lang]
    text = " ".join(said.split())
    assert f"; {number}" in text.replace(" ;", ";")
    assert not any(one in text for one in absent)
    for command in (("score", "--all"), ("audit",)):
        done = desk.run(*command, *CLEAR, "--lang", lang, folder=folder)
        assert ": 2)" in done.stderr.replace(" :", ":"), done.output
