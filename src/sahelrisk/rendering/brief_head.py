"""The head of a sheet on one screen: finding, range, standing, how sure, and the course."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from sahelrisk.rendering.pillar_table import TWO_SIDES, Words, arrow
from sahelrisk.rendering.text import KEPT_SPACE, unbroken, visible
from sahelrisk.report.sheet_view import Mark, Sheet

SPARKS = "▁▂▃▄▅▆▇█"
MONTHS = 18
SPACE = re.compile(r"\s")
_ASIDE = re.compile(r"\([^()]{1,32}\)\.?$")


def head_of(sheet: Sheet, words: Words, *, width: int, boxed: bool) -> RenderableType:
    """Return the head of a sheet: in a panel on a terminal, in plain lines elsewhere."""
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    grid.add_column(ratio=1)
    if width >= TWO_SIDES:
        grid.add_column(justify="right", no_wrap=True)
    if sheet.mark:
        for row in _rows(sheet.mark, sheet, words, width):
            grid.add_row(*row)
    foot = " · ".join((words("sheet_as_of", date=sheet.as_of), f"TLP:{sheet.tlp}", *sheet.notices))
    fits = cells_of(text_of(foot)) <= width - 6
    if boxed:
        panel = Panel(
            grid,
            title=Text(visible(sheet.country), "bold"),
            title_align="left",
            subtitle=text_of(foot, "dim") if fits else None,
            subtitle_align="right",
            box=box.ROUNDED,
            width=width,
            border_style="rule",
        )
        return panel if fits else Group(panel, text_of(foot, "dim"))
    body: list[RenderableType] = [Text(visible(sheet.country), "bold")]
    return Group(*body, *((grid,) if sheet.mark else ()), text_of(foot, "dim"))


def _rows(mark: Mark, sheet: Sheet, words: Words, width: int) -> Iterator[Sequence[Text]]:
    """Yield the rows of the head: finding on the left, how sure on the right."""
    finding = Text.assemble(
        (f" {visible(sheet.chip).upper()} ", f"chip{mark.tone}"),
        ("   " + mark.text, "bold"),
        " " + visible(sheet.of),
    )
    between = SPACE.sub(KEPT_SPACE, visible(mark.range))
    said = [part for part in (sheet.standing, sheet.base_line) if part]
    label = words("sheet_confidence_label")
    sure = words("sheet_said", title=label, reason=sheet.confidence) if sheet.confidence else ""
    beside = [
        _course(sheet, words),
        text_of(sure),
        text_of(sheet.newest),
    ]
    room = width - 6 - max(map(cells_of, beside))
    first = " · ".join(said)
    lines = [first] if width >= TWO_SIDES and cells_of(text_of(first)) <= room else said
    alone = cells_of(finding) + 3 + cells_of(Text(between)) > (
        room if width >= TWO_SIDES else width - 4
    )
    left = [finding, Text(between)] if alone else [finding.append("   " + between)]
    under = [*left, *map(text_of, lines), _worst(sheet)]
    if width < TWO_SIDES:
        yield from ([one] for one in (*under, *beside) if one)
        return
    pairs = zip_longest((one for one in under if one), (one for one in beside if one))
    yield from ([one or Text() for one in pair] for pair in pairs)


def cells_of(text: Text) -> int:
    """Return how many columns a text takes."""
    return text.cell_len


def _worst(sheet: Sheet) -> Text:
    """Return the sentence on the worst pillar, its band in colour."""
    text = text_of(sheet.worst.text)
    for phrase, style in sheet.worst.links:
        text.highlight_words([visible(phrase)], style.removeprefix("#"))
    return text


def _course(sheet: Sheet, words: Words) -> Text:
    if not (sheet.course and sheet.course.spark):
        return Text()
    line = spark(sheet.course.spark, MONTHS)
    return Text.assemble(
        (words("sheet_course_short", months=36), "dim"), "  ", line, " ", arrow(sheet.sign)
    )


def spark(scores: Sequence[float], most: int) -> str:
    """Return a line of blocks on 0 to 100, of at most so many columns."""
    step = max(1, -(-len(scores) // most))
    kept = list(scores)[::-1][::step][::-1]
    top = len(SPARKS) - 1
    return "".join(SPARKS[min(top, int(score / 100.0 * len(SPARKS)))] for score in kept)


def text_of(text: str, style: str = "") -> Text:
    """Return a text; what stands in brackets at its end, a date and a grade, is not broken."""
    shown = _ASIDE.sub(lambda found: found[0].replace(" ", KEPT_SPACE), visible(text))
    return Text(unbroken(shown), style)
