"""The register of sources in `check`: letters that differ, and the forms of what a source says."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_sheets import Run, item, put


@pytest.mark.parametrize(
    ("letter", "publisher", "more", "noted"),
    [
        ("B", "Example Wire", "", False),
        ("C", "Example Wire", "", True),
        ("C", "example wire news", "", True),
        ("C", "Example Wire", 'grade_reason = "hearsay"', False),
        ("C", "Daily", "", False),
    ],
)
def test_a_letter_that_differs_has_a_reason(
    desk: Path, run: Run, letter: str, publisher: str, more: str, *, noted: bool
) -> None:
    """Under whichever name of the register its publisher is written."""
    put(desk, item("a", letter=letter, publisher=publisher, more=more))
    assert ("grade-differs-from-source" in run("check", desk).output) is noted


def test_an_amended_letter_is_compared(desk: Path, run: Run) -> None:
    """What counts now is what is compared."""
    word = '[[amendment]]\nevidence = "a"\nrecorded = 2026-06-02\nreliability = "D"\nreason = "r"\n'
    put(desk, item("a", letter="B", publisher="Example Wire"), word)
    assert 'D, and "wire" has B' in run("check", desk).output


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        ("retrieved", '"soon"', "2026-05-02"),
        ("archived", '"in the drawer"', '"https://archive.example.org/a"'),
        ("sha256", '"abc"', f'"{"0" * 64}"'),
        ("language", '"French of Mali"', '"fr-ML"'),
    ],
)
def test_what_a_source_says_has_a_form(
    desk: Path, run: Run, key: str, wrong: str, right: str
) -> None:
    """Dates, addresses, digests and codes of languages."""
    for value, code in ((wrong, 1), (right, 0)):
        put(desk, item("a") + f"{key} = {value}\n")
        assert run("check", desk).exit_code == code


def test_the_register_needs_no_name_in_the_folder_of_its_name(desk: Path, run: Run) -> None:
    """`sources` is read where dossier.toml names no folder; items take publisher and letter there."""
    main = desk / "dossier.toml"
    text = main.read_text(encoding="utf-8")
    assert 'sources = "sources"\n' in text
    main.write_text(text.replace('sources = "sources"\n', ""), encoding="utf-8")
    put(desk, item("a", letter="C", publisher="Example Wire"))
    assert "grade-differs-from-source" in run("check", desk).output
