"""Views to bytes, one file a format."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from sahelrisk.report.blocks import Report

DEFAULT_WIDTH = 80


class Format(StrEnum):
    """The formats of results."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


class _Renderer(NamedTuple):
    """The module whose `render` draws a report to a stream, and the endings of its files.

    It is imported at its first use. A `drawn` one takes a width and whether to use colours.
    """

    module: str
    endings: tuple[str, ...] = ()
    drawn: bool = False


FORMATS: Mapping[str, _Renderer] = MappingProxyType(
    {
        Format.TERMINAL: _Renderer("terminal", drawn=True),
        Format.PLAIN: _Renderer("plain", (".txt",)),
        Format.JSON: _Renderer("json_text", (".json",)),
        Format.CSV: _Renderer("csv_table", (".csv",)),
        Format.MARKDOWN: _Renderer("markdown", (".md", ".markdown")),
        Format.HTML: _Renderer("html", (".html", ".htm")),
    }
)
ENDINGS = tuple(one.endings[0] for one in FORMATS.values() if one.endings)
"""The ending of each format that has one, as help and messages name them."""


def render(
    report: Report,
    format_: str,
    out: TextIO,
    *,
    width: int = DEFAULT_WIDTH,
    colour: bool = False,
) -> None:
    """Write the report to `out` in the format of that name; KeyError for an unknown name.

    Open `out` with `newline=""` for csv, which ends its lines with CRLF itself.
    """
    module, _, drawn = FORMATS[format_]
    renderer = import_module(f"{__name__}.{module}")
    if drawn:
        renderer.render(report, out, width=width, colour=colour)
    else:
        renderer.render(report, out)


def format_of(path: str | PurePath) -> str | None:
    """Return the format that a file's ending asks for, or None where it asks for none."""
    ending = PurePath(path).suffix.lower()
    return next((name for name, one in FORMATS.items() if ending in one.endings), None)
