"""One self-contained HTML page: it prints, opens offline and runs no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sahelrisk.render.range_bar import bar_parts
from sahelrisk.render.running import running_of, title_of
from sahelrisk.render.safe import with_texts, words
from sahelrisk.render.text import no_break, visible
from sahelrisk.report.blocks import (
    Bar,
    Fields,
    Heading,
    Listing,
    Nested,
    Paragraph,
    Span,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from sahelrisk.report.blocks import Block, Cell, Report, Sheets

BAR_WIDTH, BAR_HEIGHT = 121, 10
DEEPEST = 5

# Nothing may be loaded or run, whatever a text should still manage to smuggle in.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; overflow-wrap: break-word }
h1 { font-size: 1.7rem; border-bottom: 2px solid; padding-bottom: .2rem }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem }
p, ul, dl, table { margin: .4rem 0 }
ul { padding-left: 1.2rem }
dl > div { display: flex; gap: 1rem }
dt { flex: 0 0 11rem; color: #555 }
dd { margin: 0; min-width: 0 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0;
  border-bottom: 1px solid #ddd; font-weight: normal }
thead th { font-weight: 600; border-bottom: 1px solid #1a1a1a }
.number { text-align: right; white-space: nowrap }
.whole { overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: .9em }
.strong { font-weight: 600 } .dim, .note { color: #555 }
.good { color: #1d6b2f } .fair { color: #0b6077 } .poor { color: #7a5200 }
.bad { color: #a32020 } .worst { color: #8a0000; font-weight: 600 }
.in1 { padding-left: 1.2rem } .in2 { padding-left: 2.4rem } .in3 { padding-left: 3.6rem }
.in4 { padding-left: 4.8rem } .in5 { padding-left: 6rem }
svg { vertical-align: middle; stroke: currentColor; fill: currentColor }
svg .rail { stroke: #bbb }
@page { margin: 18mm }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0 }
  h1 ~ h1 { break-before: page }
  h1, h2 { break-after: avoid }
  tr, li, dl > div { break-inside: avoid }
  .scroll { overflow: visible }
}
"""


def render(report: Report, out: TextIO) -> None:
    """Write the page; where `out` is not in UTF-8, other letters as character references."""
    encoding = (getattr(out, "encoding", None) or "utf-8").lower()
    lines = _page(report) if report.sheets is None else [_sheets(report.sheets)]
    for line in lines:
        text = line if encoding.startswith("utf") else _ascii(line)
        out.write(text + "\n")


def _sheets(found: Sheets) -> str:
    """Return the page of the sheets of countries."""
    from sahelrisk.render.pages import page  # noqa: PLC0415  templates take time to load
    from sahelrisk.report.sheet.overview import overview_of  # noqa: PLC0415

    sheets = found.make(whole=True)
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
    )


def _ascii(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _safe(text: str) -> str:
    """Return HTML, for an element or an attribute, that shows `text` and does nothing else."""
    return escape(no_break(visible(text)))


def _page(report: Report) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_safe(report.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_safe(report.title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    for block in with_texts(report.blocks(), _safe):
        yield from _block(block)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _block(block: Block) -> Iterator[str]:
    """Yield the HTML of a block whose texts are already escaped."""
    match block:
        case Heading(text, level):
            yield f"<h{level}>{text}</h{level}>"
        case Paragraph(text, tone):
            yield f"<p{_class(tone)}>{text}</p>"
        case Listing(items):
            yield "<ul>"
            yield from (f"<li>{item}</li>" for item in items)
            yield "</ul>"
        case Fields(pairs):
            yield "<dl>"
            for label, value in pairs:
                yield f"<div><dt>{label}</dt><dd>{_cell(value)}</dd></div>"
            yield "</dl>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield '<div class="scroll"><table>'
    numbers = ["number" if column.number else "" for column in table.columns]
    titles = zip(table.columns, numbers, strict=True)
    heads = (f'<th scope="col"{_class(kind)}>{column.title}</th>' for column, kind in titles)
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        drawn = [
            f'<th scope="row"{_class(kind, _depth(cell))}>{_cell(cell)}</th>'
            if at == 0
            else f"<td{_class(kind)}>{_cell(cell)}</td>"
            for at, (cell, kind) in enumerate(zip(row, numbers, strict=True))
        ]
        yield f"<tr>{''.join(drawn)}</tr>"
    yield "</tbody>"
    yield "</table></div>"
    if table.note:
        yield f'<p class="note">{table.note}</p>'


def _depth(cell: Cell) -> str:
    return f"in{min(len(cell.above), DEEPEST)}" if isinstance(cell, Nested) and cell.above else ""


def _cell(cell: Cell) -> str:
    match cell:
        case Bar():
            return _bar(cell)
        case Nested():
            return cell.text
        case Span(text, tone, whole) if tone or whole:
            return f"<span{_class(tone, 'whole' if whole else '')}>{text}</span>"
        case _:
            return words(cell)


def _bar(bar: Bar) -> str:
    """Return the scale, the interval on it and the score, with the same in words."""
    low, score, high = bar_parts(bar, BAR_WIDTH)
    middle = BAR_HEIGHT // 2
    lines = (
        f'<path class="rail" d="M0 {middle}H{BAR_WIDTH}"/>'
        f'<path stroke-width="3" d="M{low} {middle}H{high}"/>'
        f'<circle cx="{score}" cy="{middle}" r="4"/>'
    )
    size = f'width="{BAR_WIDTH}" height="{BAR_HEIGHT}"'
    return f'<svg{_class(bar.tone)} role="img" aria-label="{bar.text}" {size}>{lines}</svg>'


def _class(*names: str) -> str:
    kept = " ".join(name for name in names if name)
    return f' class="{kept}"' if kept else ""
