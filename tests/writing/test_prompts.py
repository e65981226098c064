"""The questions of `add` on a terminal: wrong answers, ways out, other languages and terminals."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from terminal import Terminal

QUESTIONS = (
    ("Indicator", "tempo"),
    ("Level", "4"),
    ("Observed", "2026-04-25"),
    ("Statement", "Thirty attacks."),
    ("Kind", ""),
    ("Nature", ""),
    ("Publisher", "Example Wire"),
    ("Title", ""),
    ("Published", ""),
    ("URL", ""),
    ("Reliability", "B2"),
    ("Origin", ""),
    ("Save?", "y"),
)
WRONG = {
    "Indicator": [("zzz", "No indicator has"), ("99", "No indicator has"), ("se", " 2")],
    "Level": [
        *((text, "not a number") for text in ("high", "nan", "1e999", "1_0", "\u0663", "")),
        ("0", "from 1 to 5"),
    ],
    "Observed": [
        ("25/04/2026", "not a valid date"),
        ("2026-13", "not a valid date"),
        ("", "not a valid date"),
    ],
    "Statement": [("", "Text is required")],
    "Kind": [("zzz", "observation, assessment"), ("o", "observation, assessment")],
    "Nature": [("always", "event, condition")],
    "Published": [("soon", "not a valid date")],
    "Reliability": [("G", "A, B, C, D, E, F"), ("B9", "A, B, C, D, E, F")],
    "Save?": [("perhaps", "Answer y for yes")],
}


def session(desk: Path, *more: str, **options: object) -> Terminal:
    """Begin to enter an item for Mali."""
    return Terminal("add", "mali", "-d", desk, *more, **options)  # type: ignore[arg-type]


def saved(desk: Path) -> list[dict[str, object]]:
    """Return what was entered."""
    paths = sorted(desk.glob("evidence/mali/*.toml"))
    return [one for path in paths for one in tomli.loads(path.read_text("utf-8"))["evidence"]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dossier to which nothing is ever saved."""
    desk = tmp_path_factory.mktemp("prompts") / "desk"
    assert Terminal("init", desk).end() == 0
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a new dossier."""
    folder = tmp_path / "desk"
    assert Terminal("init", folder).end() == 0
    return folder


@pytest.mark.parametrize("terminal", ["dumb", "xterm"])
def test_a_wrong_answer_is_asked_again(desk: Path, terminal: str) -> None:
    """Each with what would be right; at the end the right ones are saved."""
    entry = session(desk, env={"TERM": terminal})
    for question, right in QUESTIONS:
        entry.expect(question)
        for wrong, said in WRONG.get(question, ()):
            entry.answer(wrong)
            entry.expect(said)
            entry.expect(question)
        entry.answer(right)
    entry.expect("saved ")
    assert entry.end() == 0
    [item] = saved(desk)
    assert (item["level"], str(item["observed"])) == (4, "2026-04-25")
    assert (item["reliability"], item["credibility"]) == ("B", 2)


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_every_question_can_be_left(empty: Path, number: int) -> None:
    """Ctrl-D at any question ends with 130, says that nothing was saved, and nothing is."""
    entry = session(empty)
    for question, right in QUESTIONS[:number]:
        entry.expect(question)
        entry.answer(right)
    entry.expect(QUESTIONS[number][0])
    entry.type("\x04")
    entry.expect("nothing was saved")
    assert entry.end() == 130
    assert saved(empty) == []


@pytest.mark.parametrize("number", [0, 3, len(QUESTIONS) - 1])
def test_every_question_can_be_interrupted(empty: Path, number: int) -> None:
    """So does Ctrl-C, also where half an answer is typed."""
    entry = session(empty)
    for question, right in QUESTIONS[:number]:
        entry.expect(question)
        entry.answer(right)
    entry.expect(QUESTIONS[number][0])
    entry.type("half an ans")
    entry.interrupt("nothing was saved")
    assert entry.end() == 130
    assert saved(empty) == []


@pytest.mark.parametrize(("answer", "count"), [("oui", 1), ("o", 1), ("non", 0), ("n", 0), ("", 1)])
def test_in_french(desk: Path, answer: str, count: int) -> None:
    """The same in French, a decimal comma and its yes and no included."""
    entry = session(desk, "--lang", "fr", env={"TERM": "xterm"})
    for reply in ("tempo", "3,5", "2026-04-25", "Trente attaques à Ségou.", "", "", "", "", "", ""):
        entry.expect(" : ") if " : " in entry.seen else None
        entry.answer(reply)
    entry.answer("B2")
    entry.answer("")
    entry.expect("]")
    entry.answer(answer)
    assert entry.end() == 0
    assert len(saved(desk)) == count
    if count:
        assert saved(desk)[0]["level"] == 3.5
        assert saved(desk)[0]["statement"] == "Trente attaques à Ségou."


def test_what_is_pasted_is_one_line_without_controls(desk: Path) -> None:
    """Tabs, arrow keys and a bracketed paste leave no control character in the item."""
    entry = session(desk, env={"TERM": "xterm"})
    for question, right in QUESTIONS:
        entry.expect(question)
        if question == "Statement":
            entry.answer("\x1b[200~Thirty\tattacks.\x1b[201~ \x1b[D\x1b[C")
        else:
            entry.answer(right)
    entry.expect("saved ")
    assert entry.end() == 0
    statement = str(saved(desk)[0]["statement"])
    assert statement.isprintable()
    assert "Thirty" in statement
    assert "attacks." in statement


@pytest.mark.parametrize("columns", [40, 60])
def test_in_a_narrow_window_no_line_is_cut(empty: Path, columns: int) -> None:
    """What is shown before the first questions stays within the window."""
    entry = session(empty, columns=columns)
    entry.expect("number):")
    entry.answer("tempo")
    entry.expect("Level")
    for line in entry.all.replace("\r", "").split("\n"):
        assert len(line) <= columns, line
    entry.type("\x04")
    assert entry.end() == 130
