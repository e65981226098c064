"""`add` by hand: the register, going back, editing before saving, names of files."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from desk_sheets import Run, document, entered, item, put
from terminal import Terminal

FLAGS = ("--indicator", "attack-tempo", "--observed", "2026-05-01", "--level", "3")
GRADE = ("--statement", "S", "--reliability", "B", "--credibility", "2")
LONG = (
    "Gunmen attacked a convoy of the army and of its partners near the town of Gao and killed nine."
)


def answer(session: Terminal, *pairs: tuple[str, str]) -> None:
    """Answer questions in their order."""
    for question, reply in pairs:
        session.expect(question)
        session.answer(reply)


def test_an_article_is_entered_with_the_register(desk: Path) -> None:
    """Publisher by a part of its name, letter by Enter, a level that holds at least, a headline."""
    started = time.monotonic()
    session = Terminal("add", "mali", "niger", "-d", desk)
    answer(
        session,
        ("Indicator", "tempo"),
        ("Level, 1 to 5", "3+"),
        ("Observed", "2026-05-01"),
        ("Statement", LONG),
        ("Headline", "Nine dead near Gao"),
        ("Kind", ""),
        ("Nature", ""),
        ("Publisher", "wire"),
        ("Title", "Nine killed"),
        ("Published", "2026-05-02"),
        ("URL", "https://example.org/news/9"),
        ("[B]", "2"),
        ("Origin", ""),
        ("Save?", ""),
    )
    session.expect("saved ")
    assert session.end() == 0
    assert time.monotonic() - started < 60
    [found] = entered(desk)
    assert found["countries"] == ["MLI", "NER"]
    assert (found["level"], found["reads"]) == (3, "at-least")
    assert (found["reliability"], found["credibility"]) == ("B", 2)
    assert found["source"]["register"] == "wire"
    assert "publisher" not in found["source"]
    assert found["headline"] == "Nine dead near Gao"


def test_back_and_edit(desk: Path) -> None:
    """`<` puts the question before again, with its answer offered; e changes one answer."""
    session = Terminal("add", "mali", "-d", desk, "--indicator", "attack-tempo")
    answer(
        session,
        ("Level, 1 to 5", "2-4"),
        ("Observed", "2026-05-01"),
        ("Statement", "<"),
        ("Observed", ""),
        ("Statement", "Wrong."),
        ("Kind", ""),
        ("Nature", ""),
        ("Publisher", "Some Paper"),
        ("Title", ""),
        ("Published", ""),
        ("URL", ""),
        ("Reliability", "C3"),
        ("Origin", ""),
        ("Save?", "e"),
        ("Which to answer again", "statement"),
        ("Wrong.", "Right."),
        ("Save?", "y"),
    )
    session.expect("saved ")
    assert session.end() == 0
    [found] = entered(desk)
    assert (found["statement"], found["level"]) == ("Right.", [2, 4])
    assert str(found["observed"]) == "2026-05-01"


def test_a_letter_other_than_the_registers_is_asked_for_its_reason(desk: Path) -> None:
    """So that `check` has nothing to ask."""
    flags = ("--statement", "S", "--source-register", "wire", "--kind", "observation")
    session = Terminal("add", "mali", "-d", desk, *FLAGS, *flags, "--reliability", "A")
    answer(
        session,
        ("Nature", ""),
        ("Title", ""),
        ("Published", ""),
        ("URL", ""),
        ("Why another letter", "eyewitness"),
        ("Credibility", "2"),
        ("Origin", ""),
        ("Save?", ""),
    )
    assert session.end() == 0
    assert entered(desk)[0]["grade_reason"] == "eyewitness"


@pytest.mark.parametrize(
    "flag", [("--source-register", "wire"), ("--source-publisher", "example wire news")]
)
def test_flags_take_publisher_and_letter_from_the_register(
    desk: Path, run: Run, flag: tuple[str, str]
) -> None:
    """By id or by any of the names; the letter is written down."""
    done = run("add", "mali", *FLAGS, "--statement", "S", "--credibility", "2", *flag, "-d", desk)
    assert done.exit_code == 0, done.output
    [found] = entered(desk)
    assert (found["reliability"], found["source"]) == ("B", {"register": "wire"})


@pytest.mark.parametrize(
    ("countries", "folder", "start"),
    [(("mali",), "mali", "mli-"), (("mali", "niger"), "regional", "mli-ner-")],
)
def test_a_files_name_says_country_date_and_indicator(
    desk: Path, run: Run, countries: tuple[str, ...], folder: str, start: str
) -> None:
    """So that a folder can be read."""
    assert run("add", *countries, *FLAGS, *GRADE, "-d", desk).exit_code == 0
    [path] = (desk / "evidence" / folder).glob("*.toml")
    assert path.name.startswith(f"{start}20260501-attack-tempo-")


def test_an_edited_template_saves_no_example(
    desk: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A date that nobody typed is refused, not saved."""
    script = tmp_path / "editor"
    script.write_text(
        "#!/usr/bin/env python3\nimport pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text().replace('level = nan', 'level = 3')\n"
        "text = text.replace('statement = \"\"', 'statement = \"S\"')\n"
        "text = text.replace('reliability = \"\"', 'reliability = \"B\"')\n"
        "path.write_text(text.replace('credibility = 0', 'credibility = 2'))\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    done = run("add", "mali", "--edit", "--indicator", "attack-tempo", "-d", desk)
    assert done.exit_code == 1
    assert "observed" in done.output
    assert entered(desk) == []


def test_twins_are_shown_by_page_and_by_statement(desk: Path, run: Run) -> None:
    """Before anything is saved."""
    put(desk, item("old", statement="Gunmen attacked a convoy near Gao on Friday."))
    said = ("--statement", "Gunmen attacked a convoy near Gao on Friday morning.")
    grade = ("--reliability", "B", "--credibility", "2", "--dry-run")
    found = document(run, "add", "mali", *FLAGS, *said, *grade, "-d", desk)
    assert found["probable_duplicates"] == [{"id": "old", "shared": "statement"}]


def test_a_wrong_statement_is_mended(desk: Path, run: Run) -> None:
    """What was said before stays, and is shown beside what is said now."""
    put(desk, item("a", statement="Nine died at Goa."))
    done = run("amend", "a", "--statement", "Nine died at Gao.", "--reason", "slip", "-d", desk)
    assert done.exit_code == 0, done.output
    one = document(run, "evidence", "a", "-d", desk)["item"]
    assert one["statement"] == "Nine died at Gao."
    assert one["entered"]["statement"] == "Nine died at Goa."


def test_what_is_due_is_confirmed_from_its_table(desk: Path, run: Run) -> None:
    """By the numbers of the table, on a day that Enter takes for today."""
    standing = 'nature = "condition"'
    put(
        desk,
        item("old", observed="2024-01-01", more=standing),
        item("older", observed="2023-01-01", indicator="security.kidnapping", more=standing),
    )
    session = Terminal("amend", "--due", "-d", desk)
    answer(
        session,
        ("Which hold still", "9"),
        ("Which hold still", "1"),
        ("Seen to hold on", ""),
    )
    session.expect("saved ")
    assert session.end() == 0
    found = document(run, "evidence", "--due", "-d", desk)["items"]
    assert [one["id"] for one in found] == ["old"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_observed_later_is_no_draft(desk: Path, run: Run, lang: str) -> None:
    """It counts from its date on, which is said."""
    flags = (
        "--indicator",
        "attack-tempo",
        "--observed",
        "2999-05",
        "--level",
        "3",
        "--recorded",
        "2999-05-01",
    )
    asked = ("add", "mali", *flags, *GRADE, "--dry-run", "--lang", lang, "-d", desk)
    told = " ".join(run(*asked).output.split())
    says = {"en": "It counts from 1 May 2999 on.", "fr": "Il compte à partir du 1 mai 2999."}
    assert says[lang] in told.replace("\u00a0", " ").replace("1er", "1")


@pytest.mark.parametrize("flags", [("--indicator", "nonsense"), ()])
def test_no_level_is_judged_by_an_indicator_that_nobody_named(
    desk: Path, run: Run, flags: tuple[str, ...]
) -> None:
    """What only the indicator can tell is left out; the grade is not."""
    wrong = ("--level", "99", "--standard-error", "1", "--credibility", "9")
    done = run("add", "mali", *flags, *wrong, "--no-input", "-d", desk)
    assert done.exit_code == 2, done.output
    assert "credibility should be at most 6" in done.output
    assert "--standard-error:" not in done.output
    assert "ladder" not in done.output


def test_a_dossier_without_ladders_says_what_is_wrong(tmp_path: Path, run: Run) -> None:
    """Of a measured indicator the value is missing, not a level."""
    index = tmp_path / "hdi"
    shutil.copytree(Path(__file__).parents[2] / "examples" / "hdi", index)
    asked = ("--indicator", "life-expectancy", "--reliability", "Z", "--no-input")
    done = run("add", "mali", *asked, "-d", index)
    assert done.exit_code == 2, done.output
    assert "--reliability: " in done.output
    assert "--value" in done.output
    assert "--level" not in done.output
