"""Reports to draw: a country summary as the program makes them, and hostile text everywhere."""

from __future__ import annotations

from sahelrisk.report.blocks import (
    Bar,
    Block,
    Branch,
    Cell,
    Chart,
    Column,
    Event,
    Fields,
    Fill,
    Heading,
    Heat,
    Listing,
    Paragraph,
    Report,
    Short,
    Span,
    Table,
    Tone,
    Tree,
)
from sahelrisk.report.sheet_view import Moment

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x9b2J cleared",
    "\x9d52;c;cHduZWQ=\x9c",
    "\x00nul\x08\x7f",
    "\u202edlrow\u202c",
    "\u2066isolate\u2069",
    "left\u200eright\u200f\u061c",
    "zero\u200bwidth\u2060\ufeff",
    "join\u200der\u200c",
    "line\u2028para\u2029graph",
    "tag\U000e0041\U000e007f",
    "lone\ud800surrogate",
    "next\x85line",
    "\x0bvertical\x0cfeed\x1c\x1d\x1e",
    "[see page 3]",
    "[/etc/passwd]",
    "[bold red]x[/bold red]",
    "[link=https://example.org]x[/link]",
    ":warning: :100: :+1:",
    "**bold** _em_ `code` ~~gone~~",
    "[text](javascript:alert(1)) ![i](x.png)",
    "<script>alert(1)</script> <b>x</b> <!-- c -->",
    "&lt;b&gt; &amp; &copy; &#64;x",
    "# heading ##",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "---",
    "===",
    "    indented code",
    "```\nfence\n```",
    "> quote",
    "a | b \\| c ||",
    "| --- | ---: |",
    "backslash \\ at the end \\",
    "=cmd()|'/c calc'!A1",
    "@SUM(1)",
    "+1-1",
    "-1+1",
    "\t=tab",
    "\r=cr",
    "two\r\nlines\nhere",
    "::error file=a.py,line=1::boo",
    "  ::set-output name=x::y",
    "\t::add-mask::secret",
    "text\n::stop-commands::token",
    "a ::error::wrapped",
    "##[group]x ##vso[task.setvariable]y",
    "::",
    "www.example.org http://example.org https://example.org/a_b mailto:a@b.org",
    "@octocat #123 GH-45 owner/repo#6 octo@example.org",
    "$x$ and $$y$$",
    "[^1]: note [x]: /url",
    "日本語の文 café e\u0301 👩 ❤\ufe0f",
    "{names} {0} %s",
    "Term\n: definition",
    "",
    "   ",
)


def hostile(payload: str) -> Report:
    """Return a report with `payload` in every place that text can stand."""
    cells: tuple[Cell, ...] = (payload, Span(payload, "bad"), Bar(50, 40, 60, payload, "good"))
    return Report(
        title=payload,
        blocks=lambda: (
            Heading(payload, level=1),
            Heading(payload),
            Paragraph(payload),
            Paragraph(payload, "strong"),
            Listing((payload, payload), label=payload),
            Fields(tuple((payload, cell) for cell in cells)),
            Table(
                (Column(payload), Column(payload, drop=1), Column("Bar")),
                (cells, ("a", payload, "b")),
                note=payload,
            ),
            Heat(
                (Column(payload, 2, short=payload),),
                ((payload, payload),),
                (Column(payload, 1),),
                ((Short(payload, payload), Fill(payload, "bad", payload), payload),),
                note=payload,
            ),
            Tree((Branch(payload, payload, lines=cells, below=(Branch(payload),)),)),
            Chart(
                payload,
                payload,
                (Moment(0.0, 50.0, 40.0, 60.0, 45.0), Moment(1.0, 55.0, 45.0, 65.0, 45.0)),
                ((0.0, payload),),
                ((payload, 0.0, 50.0), (payload, 50.0, 100.0)),
                (Event(0.5, payload, payload),),
                ((payload, payload),),
            ),
        ),
        document=lambda: {"schema": "x/1", "text": payload, "list": [payload, 1.5, None, True]},
        header=("name", "figure", "text"),
        rows=lambda: ((payload, -1.5, payload), (payload, 3, payload)),
        texts=frozenset({"name", "text"}),
    )


PILLARS: tuple[tuple[str, float, float, float, str, Tone], ...] = (
    ("Security", 78.1, 61.0, 91.4, "Attack tempo", "worst"),
    ("Sovereignty and foreign presence", 83.0, 70.2, 93.9, "Military agreements", "worst"),
    ("Economy", 48.6, 22.0, 74.8, "Fuel supply to Bamako", "poor"),
    ("Society", 12.4, 3.1, 30.0, "Food insecurity", "good"),
)

DRIVERS = (
    (
        "Attack tempo",
        "+12.1",
        (
            "Coordinated attacks on Kati, Sévaré and Gao within 48 hours; the army lost two posts "
            "and at least 31 vehicles, by its own account."
        ),
        "2026-04-25",
        "B2",
        "Institute for Security Studies",
    ),
    (
        "Fuel supply to Bamako",
        "+4.0",
        "Tankers on the Kayes road were burnt for the third week running [see page 3].",
        "2026-05-11",
        "C3",
        "Radio station, Kayes",
    ),
    (
        "Food insecurity",
        "−3.7",
        "Harvest above the five-year mean in Sikasso and Ségou.",
        "2026-02-01",
        "A1",
        "FEWS NET",
    ),
)


def pillar_table() -> Table:
    """Return the table of pillars with a bar, figures and the worst indicator."""
    return Table(
        (
            Column("Pillar"),
            Column("Score", number=True),
            Column("0 to 100", drop=3),
            Column("90 % interval", drop=2, number=True),
            Column("Coverage", drop=4, number=True),
            Column("Band", drop=1),
            Column("Worst indicator", drop=5),
        ),
        tuple(
            (
                title,
                f"{score:.1f}",
                Bar(score, low, high, f"{score:.1f}, {low:.1f} to {high:.1f}", tone),
                f"{low:.1f}–{high:.1f}",
                "0.58",
                Span("very high" if score > 75 else "low", tone),
                worst,
            )
            for title, score, low, high, worst, tone in PILLARS
        ),
        note="Coverage is the share of the pillar's weight with evidence.",
    )


def summary() -> Report:
    """Return a country summary as the program prints it."""
    blocks: tuple[Block, ...] = (
        Heading("Mali (MLI)", level=1),
        Fields(
            (
                ("As of", "30 June 2026"),
                ("Framework", "sahelrisk 2026.1"),
                ("Marking", Span("TLP:CLEAR", "dim")),
            )
        ),
        Paragraph(
            "Mali: 73 of 100, high (71 %). Worst pillar: sovereignty 83. 3 alerts. "
            "Evidence alone 81: the gap is missing evidence.",
            "strong",
        ),
        Heading("Score"),
        Fields(
            (
                ("Score", Bar(73, 61, 84, "73, 61 to 84 at 90 %", "bad")),
                ("Band", Span("high (71 %), very high (24 %), medium (5 %)", "bad")),
                ("Analytic confidence", "moderate: coverage 0.58 is under 0.80"),
            )
        ),
        Heading("Alerts"),
        Listing(
            (
                (
                    "Attack tempo is above 80 and rose by 21.3 points in 90 days, the largest rise "
                    "of any indicator since the records of this dossier begin."
                ),
                "Turning point on 25 April 2026: the junta dissolved the parties.",
            ),
            label="alert",
        ),
        Heading("Pillars"),
        pillar_table(),
        Heading("Drivers"),
        Table(
            (
                Column("Indicator"),
                Column("Points", number=True),
                Column("Date", drop=2),
                Column("Grade", drop=1),
                Column("Publisher", drop=3),
                Column("Strongest item"),
            ),
            tuple(
                (name, points, date, grade, publisher, said)
                for name, points, said, date, grade, publisher in DRIVERS
            ),
        ),
    )
    return Report(
        title="Mali",
        blocks=lambda: blocks,
        document=lambda: {
            "schema": "sahelrisk/score/1",
            "countries": [{"iso3": "MLI", "score": 73.0}],
        },
        header=("pillar", "score", "worst"),
        rows=lambda: tuple((title, score, worst) for title, score, _, _, worst, _ in PILLARS),
        texts=frozenset({"pillar", "worst"}),
    )
