"""Views to bytes, one file a format."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sahelrisk.problems import UsageError

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
    PDF = "pdf"
    DOCX = "docx"


class _Renderer(NamedTuple):
    """The module whose `render` draws a report to a stream, and the endings of its files.

    It is imported at its first use. A `drawn` one takes a width and whether to use colours, a
    `binary` one has `render_bytes` instead, which returns the whole file.
    """

    module: str
    endings: tuple[str, ...] = ()
    drawn: bool = False
    binary: bool = False


FORMATS: Mapping[str, _Renderer] = MappingProxyType(
    {
        Format.TERMINAL: _Renderer("terminal", drawn=True),
        Format.PLAIN: _Renderer("plain", (".txt",)),
        Format.JSON: _Renderer("json_text", (".json",)),
        Format.CSV: _Renderer("csv_table", (".csv",)),
        Format.MARKDOWN: _Renderer("markdown", (".md", ".markdown")),
        Format.HTML: _Renderer("html", (".html", ".htm")),
        Format.PDF: _Renderer("pdf", (".pdf",), binary=True),
        Format.DOCX: _Renderer("docx", (".docx",), binary=True),
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
    found = FORMATS[format_]
    renderer = import_module(f"{__name__}.{found.module}")
    if found.drawn:
        renderer.render(report, out, width=width, colour=colour)
    else:
        renderer.render(report, out)


def render_bytes(report: Report, format_: str) -> bytes:
    """Return a report as a file of a binary format.

    Raises UsageError where the extra of the format is not installed, or for a report of a kind
    that the format does not draw.
    """
    renderer = import_module(f"{__name__}.{FORMATS[format_].module}")
    if report.sheets is None:
        raise UsageError("only_scores", format=format_)
    try:
        made: bytes = renderer.render_bytes(report.sheets)
    except ImportError as error:
        raise UsageError("no_extra", format=format_) from error
    return made


def format_of(path: str | PurePath) -> str | None:
    """Return the format that a file's ending asks for, or None where it asks for none."""
    ending = PurePath(path).suffix.lower()
    return next((name for name, one in FORMATS.items() if ending in one.endings), None)
