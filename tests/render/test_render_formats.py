"""All formats together: names, file endings, safety, start-up."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest
from render_specimens import HOSTILE, hostile, summary

from sahelrisk.rendering import FORMATS, format_of, render

TEXTS = [name for name, one in FORMATS.items() if not one.binary]
ACTS = re.compile(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    r"\ud800-\udfff\U000e0000-\U000e007f]|\r(?!\n)"
)
COMMAND = re.compile(r"^\s*::[A-Za-z-]+(?: .*)?::|^::|##(?:vso)?\[", re.MULTILINE)


def drawn(payload: str, name: str, width: int = 80) -> str:
    """Return the hostile report in a format."""
    out = io.StringIO(newline="")
    render(hostile(payload), name, out, width=width)
    return out.getvalue()


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_draws_the_summary(name: str) -> None:
    """Each format writes the same figures, ending with a line end."""
    out = io.StringIO(newline="")
    render(summary(), name, out)
    assert "73" in out.getvalue() or "78.1" in out.getvalue()
    assert out.getvalue().endswith("\n")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_acts_in_any_format(payload: str, name: str) -> None:
    """No control, bidirectional or hidden character and no runner command is written."""
    for width in (40, 80, 140):
        text = drawn(payload, name, width)
        assert not ACTS.search(text)
        assert not COMMAND.search(text)
        text.encode()


@pytest.mark.parametrize("name", ["terminal", "plain", "csv"])
@pytest.mark.parametrize(
    "payload",
    ["[see page 3]", "[/etc/passwd]", "[bold]x[/bold]", ":warning:", "**b** <i>", r"\[x]"],
)
def test_markup_is_shown_as_written(payload: str, name: str) -> None:
    """Rich markup, emoji codes, Markdown and HTML are text like any other."""
    assert payload in drawn(payload, name)


def test_unknown_names_are_refused() -> None:
    """A format that does not exist is a KeyError."""
    with pytest.raises(KeyError):
        render(summary(), "gif", io.StringIO())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/b.json", "json"),
        ("b.CSV", "csv"),
        ("b.md", "markdown"),
        ("b.markdown", "markdown"),
        ("b.txt", "plain"),
        ("b.pdf", "pdf"),
        ("b.docx", "docx"),
        ("b.gif", None),
        ("json", None),
        (".csv", None),
    ],
)
def test_the_ending_names_the_format(path: str, name: str | None) -> None:
    """A file's ending names its format, whatever its case; other endings name none."""
    assert format_of(path) == name


@pytest.mark.parametrize("name", ["plain", "json", "csv", "markdown", "html"])
def test_only_the_terminal_needs_rich(name: str) -> None:
    """The other formats start without importing rich."""
    code = (
        "import io, sys\n"
        "from sahelrisk.rendering import render\n"
        "from sahelrisk.report.blocks import Heading, Report\n"
        f"render(Report('x', lambda: (Heading('é'),), dict, ('a',)), {name!r}, io.StringIO())\n"
        "sys.exit('rich' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
