"""The HTML page: text stays text, nothing is loaded or run, the structure is a page's."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate
from typing import TextIO

import pytest
from render_specimens import HOSTILE, hostile, summary

from sahelrisk.rendering.html import fragment, render
from sahelrisk.report.blocks import Block, Column, Fields, Heading, Nested, Report, Table

VOID = {"meta", "circle", "line", "rect", "polygon", "polyline"}
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "li"),
    *("dl", "div", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "span", "a", "b"),
    *("svg", "line", "circle", "rect", "text", "desc", "polygon", "polyline", "ol", "time"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "scope", "role", "aria-label"),
    *("width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r", "id", "href", "title", "x", "y"),
    *("points", "viewbox", "preserveaspectratio", "text-anchor", "aria-labelledby", "aria-hidden"),
}


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and its texts."""

    def __init__(self, text: str) -> None:
        """Parse the page; AssertionError where elements do not nest."""
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text and the element it stands in."""
        if self.open and data.strip():
            self.texts.append((self.open[-1], data))

    def handle_comment(self, data: str) -> None:
        """Refuse comments: nothing of ours writes one."""
        raise AssertionError(data)


def drawn(report: Report, out: TextIO | None = None) -> str:
    """Return the page of a report."""
    stream = io.StringIO()
    render(report, out or stream)
    return stream.getvalue()


def of(*blocks: Block, title: str = "Title") -> Report:
    """Return a report of these blocks."""
    return Report(title, lambda: blocks, dict)


@pytest.mark.parametrize("draw", [drawn, fragment])
@pytest.mark.parametrize("payload", [one for one in HOSTILE if one])
def test_text_of_files_makes_no_element(payload: str, draw: Callable[[Report], str]) -> None:
    """Whatever a text holds, a page and a cell have only our elements and attributes, no script."""
    plain, page = Page(draw(hostile("x"))), Page(draw(hostile(payload)))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    for tag, attributes in page.elements:
        assert tag in KNOWN
        assert attributes.keys() <= ATTRIBUTES


def test_quotes_do_not_end_an_attribute() -> None:
    """A quote in the title or in a bar's words stays in its attribute."""
    report = hostile('" onload="x" \' onload=\'y')
    assert all("onload" not in attributes for _, attributes in Page(drawn(report)).elements)


def test_nothing_is_loaded_or_run() -> None:
    """The page names no address, forbids all loading, and has no script or style attribute."""
    text = drawn(summary())
    assert not re.search(r"https?:|//|@import|url\(|<script|<link|<img|\ssrc=|\sstyle=", text)
    assert re.findall(r'\shref="([^"]*)"', text) == ["#main"]
    assert "default-src 'none'" in unescape(text)


def test_a_cell_of_a_notebook_stands_by_itself() -> None:
    """It loads and runs nothing, and its style applies within its own element only."""
    text = fragment(summary())
    assert not re.search(r"https?:|//|@import|url\(|<script|<link|<img|\ssrc=|\shref=", text)
    page = Page(text)
    (outer, attributes), (inner, _) = page.elements[:2]
    assert (outer, attributes) == ("div", {"class": "sahelrisk", "lang": "en"})
    assert inner == "style"
    (style,) = (said for tag, said in page.texts if tag == "style")
    assert style.startswith(".sahelrisk{&{")
    depths = list(accumulate({"{": 1, "}": -1}.get(mark, 0) for mark in style))
    assert all(depths[len(".sahelrisk") : -1])
    assert depths[-1] == 0
    for outside in (":root", "body", "@page"):
        assert outside not in style


def test_headings_lists_and_tables_are_marked_up_as_such() -> None:
    """A table has column heads and a row head; labels stand with their values."""
    columns = (Column("Pillar"), Column("Score", number=True))
    page = Page(
        drawn(
            of(
                Heading("Mali", 1),
                Heading("Part"),
                Fields((("As of", "2026-06-30"),)),
                Table(columns, (("Security", "62"),), "A note."),
            )
        )
    )
    for pair in (
        ("h1", "Mali"),
        ("h2", "Part"),
        ("dt", "As of"),
        ("dd", "2026-06-30"),
        ("th", "Pillar"),
        ("th", "Security"),
        ("td", "62"),
        ("p", "A note."),
    ):
        assert pair in page.texts
    scopes = [attributes["scope"] for tag, attributes in page.elements if tag == "th"]
    assert scopes == ["col", "col", "row"]
    assert ("td", {"class": "number"}) in page.elements


def test_a_name_below_another_is_indented() -> None:
    """A sub-pillar's row is set in by its depth."""
    table = Table((Column("Pillar"),), ((Nested("Natural", ("Hazard",)),),))
    assert ("th", {"scope": "row", "class": "in1"}) in Page(drawn(of(table))).elements


def test_a_bar_says_its_figures_in_words() -> None:
    """A drawn bar carries the words that other formats print."""
    bars = [attributes for tag, attributes in Page(drawn(summary())).elements if tag == "svg"]
    assert bars
    assert all(one["role"] == "img" for one in bars)
    titles = [text for tag, text in Page(drawn(summary())).texts if tag == "title"]
    assert len(titles) == len(bars) + 1


def test_the_language_is_that_of_the_report() -> None:
    """`lang` tells screen readers how to pronounce the page."""
    assert '<html lang="fr">' in drawn(of(Heading("é"))._replace(language="fr"))


def test_a_stream_that_is_not_utf_8_gets_references() -> None:
    """On a narrow stream letters become character references, so that the page reads the same."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="latin-1")
    render(of(Heading("Côte – ●", 1)), out)
    out.flush()
    assert b"<h1>C&#244;te &#8211; &#9679;</h1>" in raw.getvalue()


def test_signs_stay_with_their_words() -> None:
    """No line of the page can begin with a per cent sign or a French colon."""
    assert "Mali\u00a0: 71\u00a0%" in drawn(of(Heading("Mali : 71 %")))
