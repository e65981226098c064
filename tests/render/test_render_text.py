"""What makes text from files safe, and how wide it is."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_specimens import HOSTILE

from sahelrisk.rendering.text import cells, encodable, pieces, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\x00\x7f\x9b", r"\x00\x7f\x9b"),
        ("a\u202eb\u2069\u200f\u061c", r"a\u202eb\u2069\u200f\u061c"),
        ("\u200b\u2060\ufeff\u200d\u200c", r"\u200b\u2060\ufeff\u200d\u200c"),
        ("\u2028\u2029\x85\x0b", r"\u2028\u2029\x85\x0b"),
        ("\U000e0041\U000e007f", r"\U000e0041\U000e007f"),
        ("\ud800\udfff", r"\ud800\udfff"),
        ("\ufdd0\ufdef", r"\ufdd0\ufdef"),
        ("a\tb\nc\rd", "a b c d"),
    ],
)
def test_what_acts_or_hides_is_shown(text: str, shown: str) -> None:
    """Controls, bidi, zero-width, separators, tags and surrogates become fixed escapes."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Ségou, Gao",
        "e\u0301",
        "日本語",
        "العربية",
        "👩❤\ufe0f",
        "a: b :: c",
        "[x](y)",
        "10:30:00",
        "fe80::a1",
    ],
)
def test_letters_accents_and_emoji_stay(text: str) -> None:
    """What people write is left as it is."""
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("a ::warning file=x::y", r"a \x3a:warning file=x::y"),
        ("a\t::add-mask::x", r"a \x3a:add-mask::x"),
        (":::group::x", r"\x3a\x3a:group::x"),
        ("::", r"\x3a:"),
        ("x ##[error]y", r"x \x23#[error]y"),
        ("##vso[task.x]", r"\x23#vso[task.x]"),
    ],
)
def test_commands_to_ci_runners_are_broken(text: str, shown: str) -> None:
    """No text is a workflow command, wherever in a line it comes to stand."""
    assert visible(text) == shown


def test_newlines_stay_where_asked_for() -> None:
    """With `newlines` LF stays, CRLF becomes LF and each line is safe on its own."""
    assert visible("a\r\nb\n\n::x\x1b\rc", newlines=True) == "a\nb\n\n\\x3a:x\\x1b c"


@given(st.text(st.characters(), max_size=60))
def test_nothing_that_acts_is_left(text: str) -> None:
    """Whatever the text: no controls, formats, surrogates or separators; and it settles at once."""
    shown = visible(text)
    left = {unicodedata.category(character) for character in shown}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u061c\ufeff]", shown)
    assert visible(shown) == shown


@given(st.text(st.characters(), max_size=60) | st.sampled_from(HOSTILE))
def test_pieces_are_what_is_shown(text: str) -> None:
    """There is one piece a character, and together they are the visible text."""
    assert len(pieces(text)) == len(text)
    assert "".join(pieces(text)) == visible(text)


def test_cells_count_columns() -> None:
    """Wide characters take two columns, combining ones none."""
    assert [cells(text) for text in ("abc", "é", "e\u0301", "日本", "")] == [3, 1, 1, 4, 0]


def test_missing_characters_are_written_simpler() -> None:
    """Typographic characters have a plain twin; others an escape; nothing is lost or `?`."""
    text = "3 × 4–5 — … • ≥ ≤ · café 😀"
    assert encodable(text, "ascii") == r"3 x 4-5 -- ... * >= <= . caf\xe9 \U0001f600"
    assert encodable(text, "cp1252") == r"3 × 4–5 — … • >= <= · café \U0001f600"
    assert encodable(text, "utf-8") == encodable(text, None) == text
