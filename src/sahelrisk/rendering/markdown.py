"""GitHub-flavoured Markdown in which text from files stays text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sahelrisk.rendering.safe import with_texts, words
from sahelrisk.rendering.text import encodable, visible
from sahelrisk.report.blocks import Chart, Fields, Heading, Heat, Listing, Paragraph, Table, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from sahelrisk.report.blocks import Block, Branch, Report

MOST = 64_000
"""Services take comments of 65,536 characters."""
LIMITS = (200, 100, 50, 30, 20, 10, 5, 2, 1)
_MARKS = re.compile(r"[\\`*_\[\]<>|~#$&]")
_LEADING = re.compile(r"(?:[+-](?=\s|-|$)|=(?==*$)|(?<=\d)[.)](?=\s|$))")
_NUMBERED = re.compile(r"\d{1,9}")
_LINKS = re.compile(r"(?i)(?<=www)\.|(?<=http|xmpp):|(?<=https):|(?<=ftp):|(?<=mailto):")
_APART = re.compile(r"@|(?<=#)(?=\d)|(?i:(?<=\bGH-)(?=\d))|(?<!\d):(?=[\w+-]+:)|:(?=[a-z][\w+-]*:)")
"""What GitHub makes of the text after Markdown is done with it: mentions, issues, emoji.

A backslash is gone by then; an empty comment still separates the characters.
"""


def escape(text: str) -> str:
    """Return one line of Markdown and HTML that shows `text` and does nothing else."""
    text = _APART.sub(lambda found: found[0] + "\0", visible(text).strip())
    text = _MARKS.sub(lambda found: "&amp;" if found[0] == "&" else "\\" + found[0], text)
    text = _LINKS.sub(lambda found: "\\" + found[0], text)
    numbered = _NUMBERED.match(text)
    if leading := _LEADING.match(text, numbered.end() if numbered else 0):
        text = f"{text[: leading.start()]}\\{text[leading.start() :]}"
    # `visible` leaves no NUL, so that ours is unmistakable.
    return text.replace("\0", "<!-- -->")


def render(report: Report, out: TextIO) -> None:
    """Write the page as Markdown: one line a paragraph, point, value and table row."""
    colon = report.phrases.colon.rstrip()
    text = _text(report.blocks(), colon)
    if report.within is not None:
        for most in LIMITS:
            if len(text) <= MOST:
                break
            text = _text(report.within(most), colon)
    if report.marker:
        text = f"<!-- {report.marker} -->\n{text}"
    out.write(encodable(text, getattr(out, "encoding", None)))


def _text(blocks: Iterable[Block], colon: str) -> str:
    parts = ("\n".join(_lines(block, colon)) for block in with_texts(blocks, escape))
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(block: Block, colon: str) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {text}".rstrip()
        case Paragraph(text, tone):
            yield f"**{text}**" if tone == "strong" and text else text
        case Listing(items):
            # Another sign than the fields', or Markdown would make one list of both.
            yield from (f"* {item}".rstrip() for item in items)
        case Fields(pairs):
            yield from (f"- **{label}{colon}** {words(value)}".rstrip() for label, value in pairs)
        case Table():
            yield from _table(block)
        case Heat():
            yield from _table(block.table())
        case Tree(branches):
            for branch in branches:
                yield from _branches(branch, 0)
        case Chart():
            yield from (f"* **{label}{colon}** {line}".rstrip() for label, line in block.lines)


def _table(table: Table) -> Iterator[str]:
    yield _row(column.title for column in table.columns)
    yield _row("---:" if column.number else "---" for column in table.columns)
    yield from (_row(map(words, row)) for row in table.rows)
    if table.note:
        yield from ("", table.note)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _branches(branch: Branch, depth: int) -> Iterator[str]:
    """Yield a node of a tree as a point of a list, all below it as points within it."""
    indent = "  " * depth
    figure = f"**{branch.figure}** " if branch.figure else ""
    yield f"{indent}- {figure}{branch.title}".rstrip()
    yield from (f"{indent}  - {words(line)}" for line in branch.lines if words(line))
    for one in branch.below:
        yield from _branches(one, depth + 1)
