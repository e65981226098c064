"""A problem with its excerpt and caret."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_specimens import HOSTILE

from sahelrisk.problems import Place, Problem, Severity
from sahelrisk.rendering.problem_text import WINDOW, render_problem
from sahelrisk.rendering.text import cells, visible


def drawn(excerpt: str, column: int, *, hint: str = "", colour: bool = False) -> list[str]:
    """Return the lines for a problem at `column` of `excerpt`."""
    out = io.StringIO()
    problem = Problem(
        Place("mali.toml", 3, column), "unknown-key", "no key 'x'", hint, excerpt, Severity.WARNING
    )
    render_problem(problem, out, colour=colour)
    return out.getvalue().removesuffix("\n").split("\n")


def test_a_problem_is_place_caret_and_hint() -> None:
    """The line names place, severity and rule; the caret stands under the column."""
    assert drawn('ratng = "high"', 9, hint="did you mean rating?") == [
        "mali.toml:3:9: warning: unknown-key: no key 'x'",
        '    ratng = "high"',
        "            ^",
        "    hint: did you mean rating?",
    ]


def test_without_excerpt_or_hint_there_is_one_line() -> None:
    """A problem of a whole file has no caret."""
    assert len(drawn("", 1)) == len(drawn("   ", 2)) == 1


@pytest.mark.parametrize(
    ("excerpt", "column", "before"),
    [("\ta = 1", 2, 4), ("日本 x", 4, 5), ("a\x1bb", 3, 5), ("e\u0301x", 3, 1), ("ab", 9, 2)],
)
def test_the_caret_counts_terminal_columns(excerpt: str, column: int, before: int) -> None:
    """Tabs, wide, escaped and combining characters move it; past the end it stays at the end."""
    assert drawn(excerpt, column)[2] == "    " + " " * before + "^"


@pytest.mark.parametrize("column", [1, 40, 500, 996, 1000])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    """The window is 100 columns at most, marked where it is cut, and holds the place."""
    excerpt = "".join(chr(0x41 + at % 26) for at in range(1000))
    line, caret = (text.removeprefix("    ") for text in drawn(excerpt, column)[1:3])
    assert cells(line) <= WINDOW
    assert line[len(caret) - 1] == excerpt[column - 1]
    assert line.startswith("…") == (column > 100)
    assert line.endswith("…") == (column < 900)


@given(st.text(max_size=300) | st.sampled_from(HOSTILE), st.integers(1, 310))
def test_any_line_is_safe_and_short(excerpt: str, column: int) -> None:
    """Whatever the line holds, the excerpt is safe, in the window, and the caret under it."""
    lines = drawn(excerpt.replace("\n", " "), column)
    assert all(visible(line) == line for line in lines)
    if len(lines) > 1:
        assert len(lines) == 3
        assert cells(lines[1]) <= 4 + WINDOW
        assert len(lines[2]) <= cells(lines[1]) + 4 + 1


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_problems_are_text(payload: str) -> None:
    """Path, message, hint and excerpt add neither lines nor commands."""
    out = io.StringIO()
    render_problem(Problem(Place(payload, 1, 1), "rule", payload, payload, payload), out)
    lines = out.getvalue().removesuffix("\n").split("\n")
    assert 1 <= len(lines) <= 4
    assert all(visible(line) == line for line in lines)


def test_colour_is_for_severity_and_caret() -> None:
    """With colour the word and the caret are tinted, and nothing else."""
    lines = drawn("abc", 1, colour=True)
    assert lines[0].count("\x1b") == lines[2].count("\x1b") == 2
    assert "\x1b[33mwarning\x1b[0m" in lines[0]


def test_other_encodings_keep_the_caret_in_place() -> None:
    """What the stream lacks is escaped, and the caret moves along."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    render_problem(Problem(Place("é.toml", 1, 3), "r", "–", excerpt="é x"), out)
    out.flush()
    assert raw.getvalue().decode("ascii").split("\n")[:3] == [
        "\\xe9.toml:1:3: error: r: -",
        "    \\xe9 x",
        "         ^",
    ]
