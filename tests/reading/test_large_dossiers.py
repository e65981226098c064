"""Of a large dossier only what bears on the countries is parsed, and nothing comes out otherwise."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import compare_desk as desk
import pytest

from sahelrisk.reading import chosen
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.reading.toml.plainly import plain
from sahelrisk.writing.toml_text import file_text

TEXT = 'He said "no",\nthen [[evidence]] # and left \\'
ITEMS = [
    desk.item("one", date(2026, 3, 1), 3),
    desk.item("two", date(2026, 3, 2), 4, countries=["NER"], statement=TEXT, tlp="RED"),
    desk.item("three", date(2026, 3, 3), [2, 4], countries=["NER", "BFA"]),
]
WORD = {"evidence": "one", "recorded": date(2026, 4, 1), "withdrawn": True}
SPELT = {
    "as it is": lambda text: text,
    "two lines": lambda text: text.replace("[[evidence]]\nid", "[[evidence]] # one\n\nid"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "blanks": lambda text: text.replace("[[evidence]]\nid", " [[ evidence ]]\nid"),
    "quoted": lambda text: text.replace("[[evidence]]\nid =", '[["evidence"]]\n"id" ='),
    "three quotes": lambda text: text.replace('"one"', '"""one"""'),
    "one quote": lambda text: text.replace('"one"', "'one'"),
    "escaped": lambda text: text.replace('"one"', '"\\u006fne"').replace("NER", "\\u004eER"),
    "commented": lambda text: f"# [[evidence]]\n{text}",
    "over lines": lambda text: (
        text.replace("\\n", "\n")
        .replace('statement = "He', 'statement = """He')
        .replace('left \\\\"', 'left \\\\"""')
    ),
    "no last line end": lambda text: text.rstrip("\n"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a dossier with the items of two countries, and a word about one, in files apart."""
    folder = desk.write(tmp_path / "desk", {"evidence": ITEMS[:1]})
    (folder / "evidence" / "niger.toml").write_text(file_text({"evidence": ITEMS[1:]}), "utf-8")
    (folder / "evidence" / "words.toml").write_text(file_text({"amendment": [WORD]}), "utf-8")
    return folder


def small_and_large(folder: Path, patch: pytest.MonkeyPatch, *given: str) -> list[str]:
    """Return what a command prints of Mali, read whole and read in part."""
    command = ("score", "mali", "-f", "json", "--as-of", desk.AS_OF, *given)
    patch.setenv("SOURCE_DATE_EPOCH", "0")
    whole = desk.run(*command, folder=folder)
    patch.setattr(chosen, "SMALL", -1)
    part = desk.run(*command, folder=folder)
    assert whole.exit_code == part.exit_code == 0, part.output
    return [whole.stdout, part.stdout]


@pytest.mark.parametrize("spelt", SPELT)
@pytest.mark.parametrize("file", ["niger", "words"])
def test_any_spelling_is_counted_and_found(
    folder: Path, spelt: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever TOML allows, items are counted and words found as where everything is parsed."""
    path = folder / "evidence" / f"{file}.toml"
    path.write_bytes(SPELT[spelt](path.read_text("utf-8")).encode())
    whole, part = small_and_large(folder, monkeypatch)
    assert json.loads(whole)["dossier"]["evidence"] == 3
    assert '"withdrawn"' in whole
    assert part == whole


def test_a_copy_counts_once_and_a_ceiling_counts_everywhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies in files of other countries are one record; withheld is what all files hold."""
    text = (folder / "evidence" / "niger.toml").read_text("utf-8")
    (folder / "evidence" / "twin.toml").write_text(text, "utf-8")
    whole, part = small_and_large(folder, monkeypatch)
    assert json.loads(whole)["dossier"]["evidence"] == 3
    assert part == whole
    whole, part = small_and_large(folder, monkeypatch, "--tlp", "GREEN")
    assert json.loads(whole)["dossier"]["withheld"] == 1
    assert part == whole


def test_what_does_not_bear_is_not_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of other countries, plainly written, are counted only: that is why it is fast."""
    monkeypatch.setattr(chosen, "SMALL", -1)
    read = load(Location(folder, "test"), ["MLI"])
    assert (len(read.evidence), read.items) == (1, 3)


def test_what_this_program_writes_is_plain() -> None:
    """Files of the program are told from their bytes, whatever texts they hold."""
    word = WORD | {"reason": TEXT * 3}
    told = plain(file_text({"evidence": ITEMS, "amendment": [word]}).encode())
    assert told
    assert (told.items, told.ids, told.amended) == (3, {b"one", b"two", b"three"}, {b"one"})
