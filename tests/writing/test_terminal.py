"""A session on a terminal: from an empty dossier to a score, by answering questions."""

from __future__ import annotations

import os
import time
from pathlib import Path

from terminal import Terminal

ANSWERS = (
    ("Indicator", "tempo"),
    ("Level", "7"),
    ("ladder runs from 1 to 5", "4"),
    ("Observed", "yesterday"),
    ("not a valid date", "2026-04-25"),
    ("Statement", "Thirty attacks in three months."),
    ("Kind", "off"),
    ("Nature", ""),
    ("Publisher", "Example Wire"),
    ("Title", "A report"),
    ("Published", "2026-04-27"),
    ("URL", "https://example.org/report"),
    ("Reliability", "B2"),
    ("Origin", ""),
    ("Save?", "y"),
)


def test_one_item_is_entered_by_prompts_and_scored(tmp_path: Path) -> None:
    """From an empty dossier: each wrong answer is asked again, the effect comes before saving."""
    desk = tmp_path / "desk"
    assert Terminal("init", desk).end() == 0
    session = Terminal("add", "mali", "-d", desk)
    for question, reply in ANSWERS:
        if question == "Save?":
            session.expect("Attacks by armed groups")
        session.expect(question)
        session.answer(reply)
    session.expect("saved ")
    assert session.end() == 0
    [path] = desk.glob("evidence/mali/*.toml")
    text = path.read_text(encoding="utf-8")
    assert 'kind = "official-statement"' in text
    assert 'publisher = "Example Wire"' in text
    scored = Terminal("evidence", "thirty", "-d", desk, "--as-of", "2026-06-30")
    assert scored.end() == 0
    assert "Thirty attacks in three months." in " ".join(scored.all.split())

    again = Terminal("add", "mali", "-d", desk, "--indicator", "kidnapping", "--level", "2")
    for question, reply in (*ANSWERS[4:9], ("[A report]", ""), ("[2026-04-27]", "-")):
        again.expect("Observed" if question == "not a valid date" else question)
        again.answer(reply)
    again.expect("[https://example.org/report]")
    again.answer("")
    again.expect("[B]")
    again.answer("")
    again.expect("Credibility")
    again.answer("3")
    again.expect("Origin")
    again.answer("")
    again.expect("Save?")
    again.answer("n")
    again.expect("nothing was saved")
    assert again.end() == 0
    assert len(list(desk.glob("evidence/mali/*.toml"))) == 1


def test_an_interrupted_session_saves_nothing(tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and leaves no file."""
    desk = tmp_path / "desk"
    assert Terminal("init", desk).end() == 0
    session = Terminal("add", "mali", "-d", desk)
    session.expect("Indicator")
    session.interrupt("nothing was saved")
    assert session.end() == 130
    assert not list(desk.glob("evidence/mali/*"))
