"""`amend`, `not-applicable` and `init`."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from in_process import Run

from sahelrisk.reading.locate import framework

FLAGS = (
    *("--indicator", "bloc-realignment", "--observed", "2026-01-29", "--level", "5"),
    *("--statement", "S", "--reliability", "B", "--credibility", "2"),
)


def add(desk: Path, run: Run, *flags: str) -> str:
    """Add an item and return its id."""
    result = run("add", "mali", *FLAGS, *flags, "-d", desk, "--json")
    return str(json.loads(result.stdout)["ids"][0])


def score(desk: Path, run: Run) -> dict[str, Any]:
    """Return Mali's part of the score document."""
    result = run("score", "mali", "-d", desk, "--format", "json", "--as-of", "2026-11-23")
    assert result.exit_code == 0, result.output
    country: dict[str, Any] = json.loads(result.stdout)["countries"][0]
    return country


def test_a_withdrawal_is_a_new_file_and_takes_the_item_out(desk: Path, run: Run) -> None:
    """The item's own file keeps its bytes."""
    without = score(desk, run)["score"]
    key = add(desk, run)
    [path] = desk.glob("evidence/mali/*.toml")
    before = path.read_bytes()
    result = run("amend", key, "--withdraw", "--reason", "superseded", "-d", desk)
    assert result.exit_code == 0, result.output
    assert path.read_bytes() == before
    assert score(desk, run)["score"] == without


def test_of_two_words_on_one_day_the_later_wins(desk: Path, run: Run) -> None:
    """Amendments of one day apply in the order they were written, ten times out of ten."""
    key = add(desk, run)
    for level in (1, 2, 3, 4, 5, 1, 2, 3, 4, 2):
        assert run("amend", key, "--level", level, "--reason", "r", "-d", desk).exit_code == 0
    ratings = [
        item["rating"]
        for pillar in score(desk, run)["pillars"]
        for indicator in pillar["indicators"]
        for item in indicator["evidence"]
    ]
    assert ratings == [25.0]


def test_several_conditions_are_confirmed_at_once(desk: Path, run: Run) -> None:
    """One file confirms all of them; anything else takes one id."""
    keys = [add(desk, run, "--nature", "condition") for _ in range(3)]
    result = run("amend", *keys, "--confirmed", "2026-11-01", "-d", desk)
    assert result.exit_code == 0, result.output
    [path] = desk.glob("evidence/amendments/*.toml")
    assert re.fullmatch(r"amendment-\d{8}T\d{12}-[a-z2-7]{6}", path.stem), "one date is enough"
    words = tomllib.loads(path.read_text(encoding="utf-8"))["amendment"]
    assert [word["evidence"] for word in words] == keys
    assert run("amend", *keys, "--withdraw", "--reason", "r", "-d", desk).exit_code == 2


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--reason", "r"), "nothing to amend"),
        (("--ended", "2026-11-01", "--reason", "r"), "only a condition"),
        (("--withdraw",), "--reason"),
        (("--level", "7", "--reason", "r", "--reliability", "X"), "reliability"),
    ],
)
def test_a_word_that_makes_no_sense_is_refused(
    desk: Path, run: Run, flags: tuple[str, ...], said: str
) -> None:
    """Nothing is written and the message names what is wrong."""
    result = run("amend", add(desk, run), *flags, "-d", desk)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert not list(desk.glob("evidence/amendments/*"))


def test_every_field_but_what_an_item_is_about_is_amended(desk: Path, run: Run) -> None:
    """Choices are taken in any case; what is said of a source adds to it."""
    key = add(desk, run, "--source-url", "https://example.org/a")
    flags = ("--kind", "Assessment", "--tlp", "red", "--source-publisher", "P", "--reason", "r")
    flags = (*flags, "--reviewed-by", "a colleague")
    assert run("amend", key, *flags, "-d", desk).exit_code == 0
    [path] = desk.glob("evidence/amendments/*.toml")
    word = tomllib.loads(path.read_text(encoding="utf-8"))["amendment"][0]
    assert (word["kind"], word["tlp"], word["source"]) == ("assessment", "RED", {"publisher": "P"})
    page = run("explain", "mali", "bloc-realignment", "-d", desk, "--as-of", "2026-11-23").stdout
    assert "https://example.org/a" in page
    assert "a colleague" not in page
    hidden = run("export", "--tlp", "AMBER", "-d", desk).stdout
    assert key not in hidden
    assert run("amend", key, "--level", "high", "--reason", "r", "-d", desk).exit_code == 2


def test_an_unknown_id_is_answered_with_near_ones(desk: Path, run: Run) -> None:
    """A slip in an id costs no second look-up."""
    key = add(desk, run)
    result = run("amend", key[:-1] + "_", "--withdraw", "--reason", "r", "-d", desk)
    assert result.exit_code == 2
    assert key in result.output


def test_not_applicable_is_stated_and_taken_back(desk: Path, run: Run) -> None:
    """The statement takes the indicator out of the tree, its withdrawal puts it back."""
    add(desk, run)
    with_it = score(desk, run)["score"]
    flags = ("--indicator", "bloc-realignment", "-d", desk)
    assert run("not-applicable", "mali", *flags, "--reason", "none here").exit_code == 0
    assert score(desk, run)["score"] != with_it
    assert run("not-applicable", "mali", *flags, "--withdraw").exit_code == 0
    assert score(desk, run)["score"] == with_it


def test_init_overwrites_nothing(desk: Path, run: Run) -> None:
    """A second `init` names what is there and changes not a byte."""
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    result = run("init", desk)
    assert result.exit_code == 2
    assert "dossier.toml" in result.output
    after = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    assert after == before


def test_init_with_a_framework_scores_by_the_copy(tmp_path: Path, run: Run) -> None:
    """The copy is used; it is the bundled one, but for the line that names the dossier's schema."""
    folder = tmp_path / "own"
    assert run("init", folder, "--with-framework", "--title", 'A "title"').exit_code == 0
    where = json.loads(run("where", "-d", folder, "--format", "json").stdout)
    assert where["framework"] == str(folder / "indicators")
    assert where["problems"] == 0
    bundled, copied = framework(), folder / "indicators"
    files = [path for path in bundled.rglob("*") if path.suffix in (".toml", ".csv", ".md")]
    found = [path for path in copied.rglob("*") if path.is_file()]
    assert {path.relative_to(bundled) for path in files} == {
        path.relative_to(copied) for path in found
    }
    for path in found:
        pointer, own = _pointed(path)
        assert own == _pointed(bundled / path.relative_to(copied))[1]
        assert not pointer or (path.parent / pointer).resolve().parent == folder / "schemas"


def _pointed(path: Path) -> tuple[str, bytes]:
    """Return the schema that a file names in its first line, and the rest of the file."""
    first, rest = path.read_bytes().split(b"\n", 1)
    pointer = first.removeprefix(b"#:schema ")
    return (pointer.decode(), rest) if pointer != first else ("", first + b"\n" + rest)
