"""The CSV table."""

from __future__ import annotations

import csv
import io

import pytest
from render_specimens import HOSTILE, hostile

from sahelrisk.rendering.csv_table import render
from sahelrisk.rendering.text import visible
from sahelrisk.report.blocks import Plain, Report


def drawn(*rows: tuple[Plain, ...], header: tuple[str, ...], texts: set[str]) -> str:
    """Return the CSV text."""
    out = io.StringIO(newline="")
    render(Report("x", tuple, dict, header, lambda: rows, frozenset(texts)), out)
    return out.getvalue()


def test_values_are_written_as_they_are() -> None:
    """Numbers at their shortest, None empty, truth in words, CRLF at line ends."""
    rows = ((-0.1, 3, None, True, 'a "b", c'), (1e-7, -2, "", False, "é"))
    text = drawn(*rows, header=("a", "b", "c", "d", "e"), texts={"e"})
    assert text == 'a,b,c,d,e\r\n-0.1,3,,true,"a ""b"", c"\r\n1e-07,-2,,false,é\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\t=", "＝"])
def test_formulas_are_quoted_in_text_columns(start: str) -> None:
    """A text that a spreadsheet would compute gets an apostrophe; figures in text form do not."""
    text = drawn((f"{start}1", f"{start}1"), header=("said", "figure"), texts={"said"})
    said, figure = next(iter(list(csv.reader(io.StringIO(text, newline="")))[1:]))
    assert said == f"'{visible(start)}1"
    assert figure == f"{visible(start)}1"


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_in_its_cell(payload: str) -> None:
    """The table keeps its shape and its numbers."""
    out = io.StringIO(newline="")
    render(hostile(payload), out)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert [len(row) for row in rows] == [3, 3, 3]
    assert [row[1] for row in rows] == ["figure", "-1.5", "3"]
    assert all(row[0].removeprefix("'") == visible(payload) for row in rows[1:])
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows[1:] for cell in row[::2])
