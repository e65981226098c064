"""The JSON document."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_specimens import HOSTILE

from sahelrisk.rendering.json_text import render
from sahelrisk.rendering.text import visible
from sahelrisk.report.blocks import Report


def drawn(document: dict[str, Any]) -> str:
    """Return the document as text."""
    out = io.StringIO()
    render(Report("x", tuple, lambda: document), out)
    return out.getvalue()


def test_the_order_of_keys_is_kept() -> None:
    """Keys stand as given, indented by two; what holds no other table or list takes one line."""
    assert drawn({"b": 1, "a": [0.1, "é"], "c": [{"d": {}}, {"e": [None]}]}) == (
        '{\n  "b": 1,\n  "a": [0.1, "é"],\n  "c": [\n'
        '    {"d": {}},\n    {\n      "e": [null]\n    }\n  ]\n}\n'
    )


@given(st.text(st.characters(), max_size=40) | st.sampled_from(HOSTILE))
def test_escapes_lose_nothing(text: str) -> None:
    """Read back, every text is what it was; as written, nothing in it acts."""
    written = drawn({text: [text]})
    assert json.loads(written) == {text: [text]}
    lines = written.removesuffix("\n").split("\n")
    assert all(visible(line) == line for line in lines)


def test_a_narrow_stream_gets_ascii() -> None:
    """Where the stream is not Unicode, letters are escaped too, so that none is lost."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="cp1252")
    render(Report("x", tuple, lambda: {"a": "Ségou 日本"}), out)
    out.flush()
    assert json.loads(raw.getvalue().decode("ascii")) == {"a": "Ségou 日本"}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_lacks_is_refused(value: float) -> None:
    """NaN and infinities are a bug of ours, not a document."""
    with pytest.raises(ValueError, match="JSON"):
        drawn({"a": value})
