"""The page for a terminal."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_specimens import HOSTILE, hostile, summary

from sahelrisk.render.terminal import render
from sahelrisk.render.text import cells, visible
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

WIDTHS = (40, 60, 80, 100, 120, 140)


class Stream(io.StringIO):
    """A stream in memory that names an encoding."""

    def __init__(self, encoding: str) -> None:
        """Name the encoding."""
        super().__init__()
        self.named = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Return the encoding the stream was given."""
        return self.named


def page(
    *blocks: Block, width: int = 80, colour: bool = False, phrases: Phrases | None = None
) -> str:
    """Return the drawn page."""
    out = io.StringIO()
    report = Report("x", lambda: blocks, dict, phrases=phrases or Phrases())
    render(report, out, width=width, colour=colour)
    return out.getvalue()


def test_the_page_is_laid_out() -> None:
    """Title with a rule, sections after a blank line, bodies indented, points hanging."""
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
        "─" * 30,
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
    """Numbers stand right, text left, two spaces apart, under titles with a rule."""
    columns = (Column("Name"), Column("Points", number=True), Column("Band"))
    drawn = page(Table(columns, (("a", "+1.5", "low"), ("long", "−12", "")), note="A note."))
    assert drawn.splitlines() == [
        "  Name  Points  Band",
        "  ────  ──────  ────",
        "  a       +1.5  low",
        "  long     −12",
        "  A note.",
    ]


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
    return "·" * low + "─" * (score - low) + "●" + "─" * (high - score) + "·" * (width - 1 - high)


def test_long_values_go_under_their_label() -> None:
    """Where a value would get fewer than 24 columns it stands under its label."""
    fields = Fields((("A label of some length", "a value of several words"), ("Other", "73")))
    assert page(fields, width=40).splitlines() == [
        "  A label of some length",
        "    a value of several words",
        "  Other                   73",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_summary_fits(width: int) -> None:
    """No line of a real page is wider than asked for, none ends in spaces, nothing is cut."""
    drawn = page(*summary().blocks(), width=width)
    assert all(cells(line) <= width and line == line.rstrip() for line in drawn.splitlines())
    assert "…" not in drawn


def test_colour_only_repeats_the_words() -> None:
    """With colour the text is the same; without, there is no escape sequence at all."""
    plain = page(*summary().blocks())
    coloured = page(*summary().blocks(), colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize("payload", HOSTILE)
def test_colours_are_all_ours(payload: str) -> None:
    """Hostile text adds no sequence to a coloured page."""
    out = io.StringIO()
    render(hostile(payload), out, width=80, colour=True)
    left = re.sub(r"\x1b\[(?:0|1|2|3[1-6]|1;31)m", "", out.getvalue())
    assert "\x1b" not in left


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437"])
def test_other_encodings_lose_nothing(encoding: str) -> None:
    """What the stream cannot write is drawn with simpler characters, still within the width."""
    out = Stream(encoding)
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


TEXT = st.text(st.characters(), max_size=50) | st.sampled_from(HOSTILE)
NUMBERS = st.decimals(-(10**9), 10**9, places=2).map(str)


@given(st.lists(st.tuples(TEXT, NUMBERS, TEXT, TEXT), max_size=4), TEXT, st.integers(40, 140))
def test_any_table_fits(rows: list[tuple[str, ...]], title: str, width: int) -> None:
    """Whatever the cells hold, no line is wider than the page and every number stands whole."""
    columns = (Column(title), Column("N", number=True), Column("T", drop=1), Column(title, drop=2))
    drawn = page(Table(columns, tuple(rows), note=title), width=width)
    assert all(cells(line) <= width for line in drawn.split("\n"))
    words = drawn.split()
    assert all(row[1] in words for row in rows)


@given(st.lists(TEXT, min_size=1, max_size=4), st.integers(40, 140))
def test_any_text_fits(texts: list[str], width: int) -> None:
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
    drawn = page(*blocks, width=width)
    assert all(cells(line) <= width for line in drawn.split("\n"))
    assert "".join(visible(first).split()) in "".join(drawn.split()).replace("─", "")
