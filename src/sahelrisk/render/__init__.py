"""Views to bytes, one file a format."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from sahelrisk.report.blocks import Report

DEFAULT_WIDTH = 80


class Renderer(Protocol):
    """Draws a report to a stream; only `terminal` looks at the width and at colour."""

    def __call__(
        self, report: Report, out: TextIO, *, width: int = DEFAULT_WIDTH, colour: bool = False
    ) -> None:
        """Write the report to `out`."""


def _from(module: str, *, drawn: bool = False) -> Renderer:
    """Return the renderer of `module`, imported at its first use: start-up time is measured."""

    def draw(
        report: Report, out: TextIO, *, width: int = DEFAULT_WIDTH, colour: bool = False
    ) -> None:
        renderer = import_module(f"{__name__}.{module}")
        if drawn:
            renderer.render(report, out, width=width, colour=colour)
        else:
            renderer.render(report, out)

    return draw


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {
        "terminal": _from("terminal", drawn=True),
        "plain": _from("plain"),
        "json": _from("json_text"),
        "csv": _from("csv_table"),
        "markdown": _from("markdown"),
        "html": _from("html"),
    }
)

_ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        ".json": "json",
        ".csv": "csv",
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
        ".txt": "plain",
    }
)


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
    FORMATS[format_](report, out, width=width, colour=colour)


def format_of(path: str | PurePath) -> str | None:
    """Return the format that a file's ending asks for, or None where it asks for none."""
    return _ENDINGS.get(PurePath(path).suffix.lower())
