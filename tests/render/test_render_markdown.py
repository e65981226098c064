"""Markdown: read back with a parser, it says what the report says."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from render_specimens import HOSTILE, hostile, summary

from sahelrisk.rendering.markdown import escape, render
from sahelrisk.rendering.text import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sahelrisk.report.blocks import Report

OURS = "<!-- -->"
PARSER = MarkdownIt("gfm-like", {"linkify": False})


def drawn(report: Report) -> str:
    """Return the report as Markdown."""
    out = io.StringIO()
    render(report, out)
    return out.getvalue()


def said(inline: Token) -> str:
    """Return what an inline token shows, refusing everything but text, bold and our comments."""
    shown = []
    for child in inline.children or ():
        assert child.type in {"text", "text_special", "html_inline", "strong_open", "strong_close"}
        assert child.type != "html_inline" or child.content == OURS
        shown.append("" if child.type == "html_inline" else child.content)
    return "".join(shown)


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_is_only_text(payload: str) -> None:
    """The parser finds our blocks, tables of the right shape, and the text as it was."""
    tokens = PARSER.parse(drawn(hostile(payload)))
    kinds = [token.type for token in tokens if token.nesting == 1]
    assert kinds.count("table_open") == 2
    assert kinds.count("th_open") == 6
    assert kinds.count("td_open") == 9
    assert kinds.count("heading_open") == 2
    if visible(payload).strip():
        assert kinds.count("bullet_list_open") == 5
        assert kinds.count("list_item_open") == 11
    assert not [
        token for token in tokens if token.type in {"html_block", "fence", "code_block", "hr"}
    ]
    shown = [said(token) for token in tokens if token.type == "inline"]
    expected = visible(payload).strip()
    assert shown[:2] == [expected, expected] or not expected
    assert sum(expected in text for text in shown) >= 15 or not expected


@given(
    st.text(st.characters(), max_size=40) | st.text("\\`*_[]<>|~#$&!:=+-.)(0a @/w\t\n", max_size=20)
)
def test_any_text_comes_back(text: str) -> None:
    """Escaped and parsed, any text, also one of nothing but marks, is a paragraph that shows it."""
    tokens = PARSER.parse(escape(text))
    expected = visible(text).strip()
    inlines = [said(token) for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens][:1] == (["paragraph_open"] if expected else [])
    assert inlines == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("@octocat", f"@{OURS}octocat"),
        ("see #123", f"see \\#{OURS}123"),
        ("GH-45", f"GH-{OURS}45"),
        ("a@b.org", f"a@{OURS}b.org"),
        ("http://x.org www.x.org", r"http\://x.org www\.x.org"),
        (":warning: 10:30:00", f":{OURS}warning: 10:30:00"),
        ("1. x", r"1\. x"),
        ("1.5 -3.2 +4", "1.5 -3.2 +4"),
        ("-3.2", "-3.2"),
        ("- x", r"\- x"),
        ("a & b < c", r"a &amp; b \< c"),
        ("![i](x)", r"!\[i\](x)"),
    ],
)
def test_what_github_would_link_is_kept_apart(text: str, escaped: str) -> None:
    """Mentions, issues, addresses and emoji codes are broken; numbers stay as they are."""
    assert escape(text) == escaped


def test_the_summary_reads_well() -> None:
    """A real page has its headings, aligned numbers and no needless escapes."""
    text = drawn(summary())
    assert text.startswith("# Mali (MLI)\n\n- **As of:** 30 June 2026\n")
    assert "| --- | ---: | --- | ---: | ---: | --- | --- |\n" in text
    assert "| Security | 78.1 | 78.1, 61.0 to 91.4 |" in text
    assert len(re.findall(r"\\", text)) == 2
