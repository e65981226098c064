"""The CSV table: RFC 4180, numbers untouched, no text that a spreadsheet would compute."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from sahelrisk.rendering.text import visible

if TYPE_CHECKING:
    from typing import TextIO

    from sahelrisk.report.blocks import Plain, Report

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # some spreadsheets read the wide ones too


def render(report: Report, out: TextIO) -> None:
    """Write the header and the rows; `out` must leave line ends alone (`newline=""`)."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([visible(name) for name in report.header])
    for row in report.rows():
        named = zip(report.header, row, strict=True)
        writer.writerow([_cell(value, guard=name in report.texts) for name, value in named])


def _cell(value: Plain, *, guard: bool) -> Plain:
    """Return the value to write; a formula in a text column gets an apostrophe."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            # A tab or a line end in front would hide the formula from us, not from them.
            hidden = value[:1] in ("\t", "\r", "\n")
            formula = hidden or value.lstrip().startswith(_FORMULA)
            return f"'{visible(value)}" if guard and formula else visible(value)
        case _:
            return value
