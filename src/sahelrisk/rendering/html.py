"""One self-contained HTML page for every result: it prints, opens offline and runs no script."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from sahelrisk.locale import phrase
from sahelrisk.rendering.charts import line_chart
from sahelrisk.rendering.pages import environment, page
from sahelrisk.rendering.running import running_of, title_of
from sahelrisk.rendering.safe import shown, words
from sahelrisk.report.blocks import Bar, Fields, Heading, Heat, Nested, Paragraph
from sahelrisk.report.sheet_view import Course, Ring, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

    from sahelrisk.rendering.charts import LineChart
    from sahelrisk.report.blocks import Block, Cell, Chart, Report, Sheets, Tone

GRADES = MappingProxyType({"good": 1, "fair": 2, "poor": 3, "bad": 4, "worst": 5})
DEEPEST = 5
TLP = "TLP:"


class Running(NamedTuple):
    """What is printed on the edges of every page."""

    name: str
    tlp: str
    foot: str
    page: str


def render(report: Report, out: TextIO) -> None:
    """Write the page; where `out` is not in UTF-8, other letters as character references."""
    encoding = (getattr(out, "encoding", None) or "utf-8").lower()
    text = _page(report) if report.sheets is None else _sheets(report.sheets)
    out.write(text if encoding.startswith("utf") else _ascii(text))


def _sheets(found: Sheets) -> str:
    """Return the page of the sheets of countries."""
    from sahelrisk.report.sheet.overview import overview_of  # noqa: PLC0415

    sheets = shown(found.make(whole=True))
    first = sheets[0]
    return page(
        "sheet.html.j2",
        found.words,
        sheets=sheets,
        overview=overview_of(sheets, found.words) if len(sheets) > 1 else None,
        title=title_of(sheets),
        description=" ".join((*first.deck, *first.plain)),
        language=first.language,
        letterhead=first.letterhead,
        notices=first.notices,
        credits=first.credits,
        running=running_of(sheets, found.words),
        beyond=lambda _: "",
    )


def fragment(report: Report) -> str:
    """Return the blocks of a report to stand within another page, a notebook's for one.

    The style sheet is nested in its element (CSS nesting), so that it touches nothing around it.
    """
    sheets = ("style.css.j2", "blocks.css.j2")
    style = "".join(environment().get_template(name).render() for name in sheets)
    return page(
        "notebook.html.j2",
        partial(_phrase, report.language),
        language=report.language,
        style=Markup(style.replace(":root", "&").replace("body{", "&{")),  # noqa: S704  our own
        blocks=list(report.blocks()),
        **drawing(),
    )


def _phrase(language: str, key: str, **values: object) -> str:
    return phrase(language, key, values)


def _ascii(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _page(report: Report) -> str:
    say = partial(_phrase, report.language)
    blocks = list(report.blocks())
    label = _label(blocks)
    return page(
        "blocks.html.j2",
        say,
        language=report.language,
        title=report.title,
        description=_description(report, blocks),
        running=Running(report.title, label, "sahelrisk", say("page")),
        label=label,
        blocks=blocks,
        **drawing(),
    )


def drawing(beyond: Callable[[str], str] = lambda _: "") -> dict[str, Any]:
    """Return what templates draw blocks with; `beyond` gives the address of a name, or ""."""
    return {
        "beyond": beyond,
        "cell": _kind,
        "grade": grade,
        "said": words,
        "depth": _depth,
        "placed": _placed,
        "on": share_of,
        "classes": _classes,
    }


def _description(report: Report, blocks: list[Block]) -> str:
    texts = (block.text for block in blocks if isinstance(block, Paragraph))
    return next(texts, report.title)


def _label(blocks: list[Block]) -> str:
    """Return the marking that the page's own fields give; "" for a page without one."""
    for block in blocks:
        if isinstance(block, Heading) and block.level > 1:
            break
        for _, value in block.pairs if isinstance(block, Fields) else ():
            if words(value).startswith(TLP):
                return words(value)
    return ""


def _kind(cell: Cell | Block) -> str:
    return "str" if isinstance(cell, str) else type(cell).__name__


def grade(tone: Tone) -> int:
    """Return the grade of a tone, 1 to 5; 0 of one that is no band's."""
    return GRADES.get(tone, 0)


def _depth(cell: Cell) -> int:
    return min(len(cell.above), DEEPEST) if isinstance(cell, Nested) else 0


def _classes(heat: Heat) -> list[str]:
    """Return the class of each column: fills, and what goes first where the page is narrow."""
    columns = [*heat.before, *((None,) * len(heat.parts)), *heat.after]
    found = []
    for at, column in enumerate(columns):
        kinds = {_kind(row[at]) for row in heat.rows}
        if column is None or "Fill" in kinds:
            found.append("mid")
        elif "Bar" in kinds:
            found.append("bar-cell first-off")
        elif column.drop and "Short" not in kinds:
            found.append("number then-off" if column.number else "then-off")
        else:
            found.append("number" if column.number else "")
    return found


def _placed(chart: Chart) -> LineChart:
    """Return where the marks of a chart go."""
    top = max(1, len(chart.bands) - 1)
    stretches = [
        Stretch(name, low, high, 1 + round(4 * place / top))
        for place, (name, low, high) in enumerate(chart.bands)
    ]
    rings = tuple(
        Ring(one.at, number, one.date, one.label, f"#event-{number}", one.recent)
        for number, one in enumerate(chart.events, 1)
    )
    course = Course(
        chart.title,
        chart.summary,
        chart.moments,
        chart.ticks,
        (),
        rings,
    )
    return line_chart(course, stretches)


def share_of(bar: Bar, value: float) -> float:
    """Return a value of a bar's scale as a share of its width."""
    extent = bar.ceiling - bar.floor
    return min(1.0, max(0.0, (value - bar.floor) / extent)) if extent else 0.0
