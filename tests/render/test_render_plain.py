"""One `label: value` a line."""

from __future__ import annotations

import io

import pytest
from render_specimens import HOSTILE, hostile, summary

from sahelrisk.rendering.plain import render
from sahelrisk.report.blocks import (
    Bar,
    Column,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Report,
    Span,
    Table,
)


def test_every_block_is_labelled_lines() -> None:
    """Headings, texts, points, fields and cells each take a line that names them."""
    columns = (Column("Pillar"), Column("Score", number=True), Column("Bar"))
    blocks = (
        Heading("Mali", level=1),
        Heading("Pillars"),
        Paragraph("A sentence."),
        Listing(("one", "two"), label="alert"),
        Listing(("three",)),
        Fields((("Band", Span("high", "bad")),)),
        Table(columns, (("Security", "78.1", Bar(78, 60, 90, "60 to 90")),), note="So."),
        Table((Column("Only"),), (("x",),)),
    )
    out = io.StringIO()
    render(Report("x", lambda: blocks, dict), out)
    assert out.getvalue().splitlines() == [
        "report: Mali",
        "section: Pillars",
        "text: A sentence.",
        "alert: one",
        "alert: two",
        "item: three",
        "Band: high",
        "Security, Score: 78.1",
        "Security, Bar: 60 to 90",
        "note: So.",
        "Only: x",
    ]


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_adds_no_lines(payload: str) -> None:
    """The number of lines follows from the blocks alone, and each has a label."""
    out = io.StringIO()
    render(hostile(payload), out)
    lines = out.getvalue().split("\n")[:-1]
    assert len(lines) == (24 if payload else 17)  # an empty note or cell takes no line
    assert all(":" in line for line in lines)


def test_nothing_is_wrapped_or_drawn() -> None:
    """Long text stays on one line, and there are no box characters."""
    out = io.StringIO()
    render(summary(), out)
    assert max(map(len, out.getvalue().splitlines())) > 100
    assert not set(out.getvalue()) & set("─●·│")
