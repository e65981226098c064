"""The page as rich draws it, on a terminal and off it."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_specimens import HOSTILE, hostile, summary

from sahelrisk.rendering.terminal import render
from sahelrisk.rendering.text import cells, visible
from sahelrisk.rendering.theme import console
from sahelrisk.report.blocks import (
    Bar,
    Block,
    Column,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Phrases,
    Report,
    Span,
    Table,
)

WIDTHS = (40, 60, 80, 100, 120, 140, 200)


class Stream(io.StringIO):
    """A stream in memory that names an encoding, and may be a terminal."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        """Name the encoding."""
        super().__init__()
        self.named, self.terminal = encoding, terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Return the encoding the stream was given."""
        return self.named

    def isatty(self) -> bool:
        """Tell what it plays."""
        return self.terminal


def page(
    *blocks: Block,
    width: int = 80,
    colour: bool = False,
    phrases: Phrases | None = None,
    terminal: bool = False,
) -> str:
    """Return the drawn page."""
    out = Stream(terminal=terminal)
    report = Report("x", lambda: blocks, dict, phrases=phrases or Phrases())
    render(report, out, width=width, colour=colour)
    return out.getvalue()


def test_the_page_is_laid_out() -> None:
    """Off a terminal: sections after a blank line, bodies indented, points hanging, no lines."""
    drawn = page(
        Heading("Mali", level=1),
        Paragraph("One two three four five six seven."),
        Heading("Alerts"),
        Listing(("a point that is longer than the line", "b")),
        Fields((("Score", "73"), ("Confidence", Span("low", "poor")))),
        width=30,
    )
    assert drawn.splitlines() == [
        "Mali",
        "  One two three four five six",
        "  seven.",
        "",
        "Alerts",
        "  • a point that is longer",
        "    than the line",
        "  • b",
        "",
        "  Score       73",
        "  Confidence  low",
    ]


def test_a_table_has_aligned_columns() -> None:
    """Numbers stand right, text left, two spaces apart, under titles; on a terminal with a line."""
    columns = (Column("Name"), Column("Points", number=True), Column("Band"))
    table = Table(columns, (("a", "+1.5", "low"), ("long", "−12", "")), note="A note.")
    lines = [
        "  Name  Points  Band",
        "  a       +1.5  low",
        "  long     −12",
        "  A note.",
    ]
    assert page(table).splitlines() == lines
    assert page(table, terminal=True).splitlines() == [lines[0], f"  {'─' * 19}", *lines[1:]]


def test_a_terminal_shows_what_stands_under_the_title_in_a_frame() -> None:
    """The title stands in the frame's line; paths and tables stay outside, so that none is cut."""
    blocks = (Heading("Mali", level=1), Fields((("As of", "2026-06-30"),)), Heading("Alerts"))
    assert page(*blocks, width=30, terminal=True).splitlines() == [
        "╭─ Mali ─────────────────────╮",
        "│ As of  2026-06-30          │",
        "╰────────────────────────────╯",
        "",
        "Alerts",
    ]
    path = Fields((("Dossier", Span("/a" * 30, whole=True)),))
    drawn = page(Heading("Files", level=1), path, width=30, terminal=True).splitlines()
    assert drawn == ["Files " + "─" * 24, "  Dossier", "    " + "/a" * 30]
    long = Heading("A title of more than thirty columns", level=1)
    drawn = page(long, blocks[1], width=30, terminal=True).splitlines()
    assert drawn[:3] == ["A title of more than thirty", "columns", "╭" + "─" * 28 + "╮"]


@pytest.mark.parametrize("width", range(24, 44))
def test_a_line_does_not_begin_with_a_sign(width: int) -> None:
    """A no-break space, and the plain one before a French sign, stay within their line."""
    texts = (
        "very low 1 % (0–20), low 46 % of all",
        "Mali : « élevé » ; rien ne change !",
        "a\u00a0: b\u202f% and text enough for two lines\u202f!",
    )
    for text in texts:
        lines = [line.strip() for line in page(Paragraph(text), width=width).splitlines()]
        assert not [line for line in lines if line[0] in "%:;!»" or line.endswith("«")]
        assert " ".join(lines) == text


def test_columns_left_out_are_named() -> None:
    """A line in the report's language names the columns that the width had no room for."""
    columns = (Column("Name"), Column("Zone {names}", drop=1, number=True), Column("N"))
    table = Table(columns, (("a", "z" * 40, "1"),))
    drawn = page(table, width=40, phrases=Phrases("Omis : {names}."))
    assert drawn.splitlines()[-1] == "  Omis : Zone {names}."
    assert "Omis" not in page(table)


def test_records_replace_a_table_that_does_not_fit() -> None:
    """Each row becomes a title with fields: nothing is left out, no number is cut."""
    columns = (Column("Name"), Column("First", number=True), Column("Second", drop=1, number=True))
    drawn = page(Table(columns, (("a", "1" * 30, "2"), ("b", "3", ""))), width=34)
    assert drawn.splitlines() == [
        "  a",
        "    First",
        "      " + "1" * 28,
        "      11",
        "    Second  2",
        "",
        "  b",
        "    First  3",
    ]


def test_a_bar_shows_score_and_interval_on_its_scale() -> None:
    """Scale, interval and score have a sign each; alone, a bar stands behind its text."""
    bar = Bar(50, 25, 75, "50")
    assert page(Fields((("Score", bar),)), width=30) == f"  Score  50  {drawn_bar(17)}\n"
    table = Table((Column("A"), Column("B")), (("x", bar),))
    assert drawn_bar(30) in page(table)


def drawn_bar(width: int) -> str:
    """Return the bar for 25 to 75 with 50, drawn by hand."""
    low, score, high = (round(share * (width - 1)) for share in (0.25, 0.5, 0.75))
    return "┄" * low + "━" * (score - low) + "●" + "━" * (high - score) + "┄" * (width - 1 - high)


def test_long_values_go_under_their_label() -> None:
    """Where a value would get fewer than 24 columns it stands under its label."""
    fields = Fields((("A label of some length", "a value of several words"), ("Other", "73")))
    assert page(fields, width=40).splitlines() == [
        "  A label of some length",
        "    a value of several words",
        "  Other                   73",
    ]


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_summary_fits(width: int, *, terminal: bool) -> None:
    """No line of a real page is wider than asked for, none ends in spaces, nothing is cut."""
    drawn = page(*summary().blocks(), width=width, terminal=terminal)
    assert all(cells(line) <= width and line == line.rstrip() for line in drawn.splitlines())
    assert "…" not in drawn


def test_colour_only_repeats_the_words() -> None:
    """With colour the text is the same; without, there is no escape sequence at all."""
    for terminal in (False, True):
        plain = page(*summary().blocks(), terminal=terminal)
        coloured = page(*summary().blocks(), colour=True, terminal=terminal)
        assert "\x1b" not in plain
        assert "\x1b[1;" in coloured
        assert SEQUENCE.sub("", coloured) == plain


@pytest.mark.parametrize(
    ("term", "colorterm", "depth"),
    [
        ("dumb", "", "standard"),
        ("xterm", "", "standard"),
        ("xterm-256color", "", "256"),
        ("xterm", "truecolor", "truecolor"),
    ],
)
def test_colours_are_those_the_terminal_has(
    term: str, colorterm: str, depth: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forced colours are the sixteen that every terminal knows, unless it says that it has more."""
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colorterm)
    drawing = console(io.StringIO(), 80, colour=True)
    assert drawing.color_system == depth
    named = drawing.get_style("bad").color
    assert named is not None
    assert (named.name == "red") == (depth == "standard")


@pytest.mark.parametrize("payload", HOSTILE)
def test_colours_are_all_ours(payload: str) -> None:
    """Hostile text adds no sequence to a coloured page."""
    out = io.StringIO()
    render(hostile(payload), out, width=80, colour=True)
    ours = set(SEQUENCE.findall(page(*hostile("x").blocks(), colour=True)))
    assert set(SEQUENCE.findall(out.getvalue())) <= ours
    assert "\x1b" not in SEQUENCE.sub("", out.getvalue())


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437"])
def test_other_encodings_lose_nothing(encoding: str, *, terminal: bool) -> None:
    """What the stream cannot write is drawn with simpler characters, still within the width."""
    out = Stream(encoding, terminal=terminal)
    render(summary(), out, width=80, colour=False)
    out.getvalue().encode(encoding)
    assert "?" not in out.getvalue()
    assert all(len(line) <= 80 for line in out.getvalue().splitlines())


def test_ascii_draws_bars_too() -> None:
    """Where the stream has no box characters, the bar is made of `.`, `-` and `o`."""
    out = Stream("ascii")
    render(
        Report("x", lambda: (Fields((("S", Bar(50, 25, 75, "50")),)),), dict),
        out,
        width=30,
        colour=False,
    )
    assert re.search(r"50  \.+-+o-+\.+$", out.getvalue())


SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")
TEXT = st.text(st.characters(), max_size=50) | st.sampled_from(HOSTILE)
NUMBERS = st.decimals(-(10**9), 10**9, places=2).map(str)


ANYWHERE = st.booleans()


@given(
    st.lists(st.tuples(TEXT, NUMBERS, TEXT, TEXT), max_size=4), TEXT, st.integers(40, 200), ANYWHERE
)
def test_any_table_fits(
    rows: list[tuple[str, ...]],
    title: str,
    width: int,
    terminal: bool,  # noqa: FBT001
) -> None:
    """Whatever the cells hold, no line is wider than the page and every number stands whole."""
    columns = (Column(title), Column("N", number=True), Column("T", drop=1), Column(title, drop=2))
    drawn = page(Table(columns, tuple(rows), note=title), width=width, terminal=terminal)
    assert all(cells(line) <= width for line in drawn.split("\n"))
    words = drawn.split()
    assert all(row[1] in words for row in rows)


@given(st.lists(TEXT, min_size=1, max_size=4), st.integers(40, 200), ANYWHERE)
def test_any_text_fits(texts: list[str], width: int, terminal: bool) -> None:  # noqa: FBT001
    """Whatever texts say, no line is wider than the page and no letter is lost."""
    first, last = texts[0], texts[-1]
    blocks: tuple[Block, ...] = (
        Heading(first, level=1),
        Heading(last),
        Paragraph(first),
        Listing(tuple(texts)),
        Fields(tuple((text, Bar(1, 0, 2, text)) for text in texts)),
        Fields(((first, last), (last, first))),
    )
    drawn = page(*blocks, width=width, terminal=terminal)
    assert all(cells(line) <= width for line in drawn.split("\n"))
    assert "".join(visible(first).split()) in "".join(drawn.split()).replace("─", "")
