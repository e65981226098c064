"""Pages from templates: one environment, everything escaped, nothing loaded, no script."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sahelrisk.rendering.charts import across, bar_of, line_chart, percent, pixels, waterfall
from sahelrisk.rendering.text import typeset, visible
from sahelrisk.report.sheet_view import ARROWS, Sentence

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
_CSS = re.compile(r"[^ -~\u00a0-\uffff]|[\\\"<>{}]")


def _shown(value: object) -> object:
    """Return what stands in a page for a value: no text of a file acts on whoever reads it."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return typeset(value)


def linked(sentence: Sentence) -> Markup:
    """Return a sentence with its phrases as links."""
    out, rest = Markup(), typeset(sentence.text)
    for phrase, href in sentence.links:
        if not phrase or not href:
            continue
        before, found, after = rest.partition(typeset(phrase))
        if not found:
            continue
        out += escape(before) + Markup('<a href="{}">{}</a>').format(href, found)
        rest = after
    return out + escape(rest)


def as_typed(text: str) -> Markup:
    """Return what somebody typed, unchanged: it is sent back as it stands in its input."""
    return escape(text)


def in_lines(text: str) -> Markup:
    """Return a text of several lines."""
    return escape(visible(text, newlines=True))


def css_text(text: str) -> Markup:
    """Return a text as a string of CSS."""
    inside = _CSS.sub(lambda found: f"\\{ord(found[0]):x} ", visible(text))
    return Markup('"{}"').format(Markup(inside))  # noqa: S704  every mark that ends it is escaped


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("sahelrisk.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=False,
        keep_trailing_newline=False,
    )
    made.filters |= {
        "linked": linked,
        "css": css_text,
        "lines": in_lines,
        "typed": as_typed,
        "px": pixels,
        "plain": lambda figure: f"{figure:g}",
    }
    made.globals |= {
        "arrows": ARROWS,
        "bar": bar_of,
        "lines": line_chart,
        "steps": waterfall,
        "share": percent,
        "x": across,
        "policy": POLICY,
        "referrer": "no-referrer",
        # What only served pages have: links to forms, a form, the state of the files.
        "pen": None,
        "form": None,
        "live": "",
    }
    return made


def page(template: str, words: Callable[..., str], **values: Any) -> str:  # noqa: ANN401
    """Return a page; `words` gives its phrases."""
    return environment().get_template(template).render(w=words, **values) + "\n"
